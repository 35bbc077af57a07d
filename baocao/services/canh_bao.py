"""Alerts into notices: each occasion once for each person, whatever the number of runs."""

from collections.abc import Iterable
from typing import Any, Protocol

from baocao.services.nguoi_nhan import VAI_TRO_CUA_SO, SoNguoiNhan
from cucctdp.accounts.models import User
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import gui

# The reminder ladder (nhắc hạn) tells these itself, by its own rows.
THANG_NHAC_DA_BAO = frozenset({"CB01", "CB02"})


class CanhBao(Protocol):
    """What is needed of an alert row: roles of a Sở mean the people of its unit."""

    ma: str
    khoa: str
    cau: str
    vai_tro: tuple[str, ...]
    don_vi_id: int | None
    nguoi_id: int | None
    muc: str

    def duong_dan_cua(self, user: Any) -> str: ...


def bao(cac_canh_bao: Iterable[CanhBao]) -> int:
    """Write a notice for every alert; return the number of alerts told, old ones included."""
    so_nguoi = SoNguoiNhan()
    so = 0
    for c in cac_canh_bao:
        if c.ma in THANG_NHAC_DA_BAO:
            continue
        gui(
            khoa=f"canhbao:{c.khoa}"[:160],
            nguoi_nhan=_nguoi(c, so_nguoi),
            tieu_de=f"Cảnh báo {c.ma}: {c.cau}",
            noi_dung=c.cau,
            lien_ket=c.duong_dan_cua,
            loai=Loai.CANH_BAO,
            khan=c.muc == "cao",
        )
        so += 1
    return so


def _nguoi(c: CanhBao, so_nguoi: SoNguoiNhan) -> list[Any]:
    if c.don_vi_id is None:  # of the whole country: nothing for one Sở, and no officer's province
        ket_qua = so_nguoi.toan_quoc(ma for ma in c.vai_tro if ma not in VAI_TRO_CUA_SO)
    else:
        ket_qua = so_nguoi.cua(c.don_vi_id, c.vai_tro)
    if c.nguoi_id is not None:
        ket_qua = [*ket_qua, *User.objects.filter(pk=c.nguoi_id)]
    return ket_qua
