"""The cover sheet Q00 of a pack: nothing typed, every row computed from the other forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from baocao.bang import Bang, dung_cac_bang
from baocao.bieu_thuc import BieuThuc
from baocao.choices import TinhHan
from baocao.models import BoBaoCao, ChiTieu, PhieuBieu
from baocao.statistics.cong_thuc import chia
from baocao.statistics.han_bieu import bieu_gui_rieng
from baocao.statistics.kien_nghi import so_th10

DUNG_HAN = (TinhHan.DUNG_HAN, TinhHan.TRONG_NGAY_HAN, TinhHan.GIA_HAN)


@dataclass(frozen=True, slots=True)
class DongQ00:
    """A row of the cover sheet; ``so`` None: not available, with the source that is missing."""

    chi_tieu: ChiTieu
    so: Decimal | None
    nguon: str


def tinh_q00(bo: BoBaoCao, bangs: Mapping[str, Bang] | None = None) -> list[DongQ00]:
    """Rows of the pack's cover sheet from its own forms as they stand now.

    ``bangs`` spares the reading of forms already built (by form code). Empty when the pack has no
    Q00.
    """
    cac_phieu = _cac_phieu(bo)
    bia = _bia(cac_phieu)
    return [] if bia is None else _cac_dong(bo, bia, _bangs(cac_phieu, bangs))


def _cac_phieu(bo: BoBaoCao) -> list[PhieuBieu]:
    return list(PhieuBieu.objects.filter(bo=bo).select_related("bieu_mau", "bo__ky", "bo__don_vi"))


def _bia(cac_phieu: Iterable[PhieuBieu]) -> PhieuBieu | None:
    return next((p for p in cac_phieu if p.bieu_mau.la_tinh_toan), None)


def _bangs(cac_phieu: Iterable[PhieuBieu], bangs: Mapping[str, Bang] | None) -> Mapping[str, Bang]:
    if bangs is not None:
        return bangs
    moi = dung_cac_bang(p for p in cac_phieu if not p.bieu_mau.la_tinh_toan)
    return {b.bieu_mau.ma: b for b in moi.values()}


def _cac_dong(bo: BoBaoCao, bia: PhieuBieu, bangs: Mapping[str, Bang]) -> list[DongQ00]:
    ky = bo.ky.ky
    bien = {"tien_do_chuan": Decimal(ky.so_thang) / 12 * 100}
    return [
        DongQ00(c, *_gia_tri(c.nguon_tong_hop, bo, bangs, bien))
        for c in bia.bieu_mau.chi_tieu.order_by("thu_tu")
        if c.dung_o_ky(ky.loai)
    ]


def _gia_tri(
    nguon: dict[str, Any], bo: BoBaoCao, bangs: Mapping[str, Bang], bien: dict[str, Decimal]
) -> tuple[Decimal | None, str]:
    if "he_thong" in nguon:
        return _he_thong(nguon["he_thong"], bo, bangs)
    bang = bangs.get(nguon.get("bieu", ""))
    ten = f"{nguon.get('bieu')} {nguon.get('chi_tieu')}"
    if bang is None:
        return None, ten
    if "cot" in nguon:
        return bang.so(nguon["chi_tieu"], nguon["cot"]), f"{ten}.{nguon['cot']}"
    bieu_thuc = BieuThuc(nguon["bieu_thuc"])
    so = bieu_thuc.tinh(lambda cot: bang.so(nguon["chi_tieu"], cot), bien)
    return so, f"{ten}: {nguon['bieu_thuc']}"


def _he_thong(ten: str, bo: BoBaoCao, bangs: Mapping[str, Bang]) -> tuple[Decimal | None, str]:
    if ten == "nop_dung_han":
        if bo.tinh_han == TinhHan.CHUA_GUI:
            return None, "Chưa gửi"
        return Decimal(bo.tinh_han in DUNG_HAN), bo.get_tinh_han_display()
    if ten == "ty_le_o_bat_buoc":
        rieng = bieu_gui_rieng(bo.ky)
        cac_muc = [b.muc_day_du() for ma, b in bangs.items() if ma not in rieng]
        co, can = (sum(m[i] for m in cac_muc) for i in (0, 1))
        return (chia(Decimal(co * 100), Decimal(can)) if can else None), f"{co}/{can} ô"
    so = so_th10(bo.ky, bo.don_vi, ten)
    return so, "Sổ kiến nghị" if so is not None else "Sổ kiến nghị chưa có số liệu"
