"""Form Q08 pre-filled from the register of đề án; nothing is stored before the Sở confirms.

The computed figure stands in the empty cell, in the grid and in the workbook. Confirming it, or
sending the workbook back, writes it through the same door as typing; another figure has to be
explained (rules KC34, KTK03).
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from baocao.bang import Bang, dung_bang
from baocao.choices import TrangThaiO
from baocao.models import PhieuBieu
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.so_khuyen_cong import BIEU, so_q08

NGUON = "Tính từ hồ sơ đề án khuyến công"
LY_DO = "Xác nhận số tính từ hồ sơ đề án khuyến công"

SoDienSan = Mapping[tuple[str, str], Decimal]


def dien_san(phieu: PhieuBieu, bang: Bang, lay: Callable[[], SoDienSan] | None = None) -> SoDienSan:
    """(row, column) → computed figure of the cells nobody has typed yet; empty for other forms.

    ``lay``: who has read the register already (the rules do), so that it is read once.
    """
    if phieu.bieu_mau.ma != BIEU:
        return {}
    trong = {
        (o.chi_tieu, o.cot)
        for dong in bang
        for o in dong.o.values()
        if o.nhap_duoc and not o.co_mat and not o.phien_ban
    }
    if not trong:
        return {}
    cua_so = lay() if lay is not None else so_q08(phieu.bo)
    return {khoa: so for khoa, so in cua_so.items() if khoa in trong}


def xac_nhan(phieu: PhieuBieu, *, by: Any) -> int:
    """Write every pre-filled cell as it stands; return how many.

    Raises ValidationError when there is none or somebody typed meanwhile, PermissionDenied for
    others than who may type.
    """
    so = dien_san(phieu, dung_bang(phieu))
    if not so:
        raise ValidationError("Không có ô nào đang điền sẵn để xác nhận.")
    cac_o = [
        GhiO(ma, cot, so=gia_tri, nguon=NGUON, phien_ban_goc=0)
        if gia_tri
        else GhiO(ma, cot, trang_thai_o=TrangThaiO.KHONG_PHAT_SINH, nguon=NGUON, phien_ban_goc=0)
        for (ma, cot), gia_tri in so.items()
    ]
    ket_qua = ghi_o(phieu, cac_o, by=by, ly_do=LY_DO)
    if ket_qua.xung_dot:
        raise ValidationError("Có người vừa sửa một số ô; tải lại trang để xem.")
    return ket_qua.da_ghi
