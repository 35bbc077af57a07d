"""The cover sheet Q00 as the page draws it: figure, unit and the cells it comes from."""

import re
from dataclasses import dataclass
from typing import Any

from baocao.models import BoBaoCao, ChiTieu, PhieuBieu
from baocao.neo import neo_cua
from baocao.portal.quyen import trong_nhom
from baocao.statistics.q00 import DongQ00, tinh_q00
from cucctdp.formats.so import dinh_dang

CHUA_CO = "..."
_THAM_CHIEU = re.compile(r"\[(\w+)\]")
_TEN_BIEN = {"tien_do_chuan": "tiến độ chuẩn", "*": "×", "/": ":", "-": "–"}


@dataclass(frozen=True)
class DongBia:
    """One row: ``nguon`` in words; ``phieu`` and ``neo``: its cell, when the user may open it."""

    chi_tieu: ChiTieu
    chu: str
    nguon: str
    phieu: int | None
    neo: str


def dung_bia(bo: BoBaoCao, user: Any) -> list[DongBia]:
    """Rows of the cover sheet of a pack, from its forms as they stand now."""
    cac_phieu = {
        p.bieu_mau.ma: p.pk
        for p in PhieuBieu.objects.filter(bo=bo).select_related("bieu_mau")
        if trong_nhom(user, p)
    }
    return [_dong(dong, cac_phieu) for dong in tinh_q00(bo)]


def _dong(dong: DongQ00, cac_phieu: dict[str, int]) -> DongBia:
    nguon = dong.chi_tieu.nguon_tong_hop
    chu = (
        CHUA_CO
        if dong.so is None
        else dinh_dang(round(dong.so, so_le := dong.chi_tieu.so_le), so_le)
    )
    if "bieu" not in nguon:
        return DongBia(dong.chi_tieu, chu, dong.nguon, None, "")
    bieu, ma = nguon["bieu"], nguon["chi_tieu"]
    if "cot" in nguon:
        cau, neo = f"{bieu}, ô {ma}.{nguon['cot']}", neo_cua(ma, nguon["cot"])
    else:
        phep = _THAM_CHIEU.sub(rf"{ma}.\1", nguon["bieu_thuc"])
        for tu, den in _TEN_BIEN.items():
            phep = phep.replace(tu, den)
        cau, neo = f"{bieu}, {phep}", neo_cua(ma)
    return DongBia(dong.chi_tieu, chu, cau, cac_phieu.get(bieu), neo)
