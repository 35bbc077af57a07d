"""Form Q11 from the registers: what they propose, and taking it over by the Sở's own hand.

Nothing is written before an officer of the Sở presses the button; then it goes through the same
door as typing, with version, conflict and right.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from baocao.bang import Bang, Dong, O, dung_bang
from baocao.choices import KieuSo, TrangThaiO
from baocao.models import PhieuBieu
from baocao.services.loi_chu import loi_muc
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.statistics.so_q11 import danh_sach_q11, so_dem_q11

BIEU = "Q11"
_DAI_MUC = 2000
LY_DO = "Dùng số của sổ theo dõi"


@dataclass(frozen=True, slots=True)
class DeXuat:
    """What the registers say of one row of the form.

    ``so``: the count, or how many list rows would be taken; ``dang_co``: what the form holds now
    (None: nothing). ``bo_qua``: register rows the list cannot hold. ``lay_duoc``: the button may
    stand, for a list only while it is empty.
    """

    chi_tieu: str
    ten: str
    dvt: str
    so: Decimal
    dang_co: Decimal | None
    bo_qua: int
    la_danh_sach: bool
    lay_duoc: bool


def de_xuat(phieu: PhieuBieu, bang: Bang | None = None) -> list[DeXuat]:
    """Proposals for a Q11, in the form's order; empty for other forms and empty registers."""
    if phieu.bieu_mau.ma != BIEU:
        return []
    hang, so = danh_sach_q11(phieu.bo), so_dem_q11(phieu.bo)
    if not hang and not so:
        return []
    ket = []
    for dong in bang or dung_bang(phieu):
        ma = dong.chi_tieu.ma
        if ma in so and dong.o:
            ket.append(_so(dong, so[ma]))
        elif ma in hang and dong.o and dong.chi_tieu.kieu == KieuSo.DANH_SACH:
            ket.append(_danh_sach(dong, hang[ma]))
    return [d for d in ket if d.so or d.bo_qua or not d.la_danh_sach]


def dung_so(phieu: PhieuBieu, *, chi_tieu: str, by: Any) -> int:
    """Write the registers' count or rows of one row of Q11; return how many rows, 1 for a count.

    Raises ValidationError when there is nothing to take or a list already holds something,
    PermissionDenied for others than who may type.
    """
    dong = dung_bang(phieu).dong_cua(chi_tieu) if phieu.bieu_mau.ma == BIEU else None
    if dong is None or not dong.o:
        raise ValidationError("Biểu này không có số theo sổ theo dõi cho chỉ tiêu đã chọn.")
    cot, o = next(iter(dong.o.items()))
    if dong.chi_tieu.kieu == KieuSo.DANH_SACH:
        vua, _ = _vua(dong, danh_sach_q11(phieu.bo).get(chi_tieu, []))
        if not vua:
            raise ValidationError("Sổ theo dõi không có dòng nào của tỉnh trong kỳ này.")
        if _co_danh_sach(o):
            raise ValidationError("Danh sách đã có dòng; xóa các dòng đó trước khi lấy theo sổ.")
        ghi = GhiO(
            chi_tieu,
            cot,
            chu=json.dumps(vua, ensure_ascii=False),
            trang_thai_o=TrangThaiO.CO_GIA_TRI,
            phien_ban_goc=o.phien_ban,
        )
        so_dong = len(vua)
    else:
        so = so_dem_q11(phieu.bo).get(chi_tieu)
        if so is None:
            raise ValidationError("Sổ theo dõi chưa có số của tỉnh trong kỳ này.")
        ghi, so_dong = GhiO(chi_tieu, cot, so=so, phien_ban_goc=o.phien_ban), 1
    if ghi_o(phieu, [ghi], by=by, ly_do=LY_DO).xung_dot:
        raise ValidationError("Có người vừa sửa ô này; tải lại trang để xem.")
    return so_dong


def _so(dong: Dong, so: Decimal) -> DeXuat:
    o = next(iter(dong.o.values()))
    ct = dong.chi_tieu
    return DeXuat(ct.ma, ct.ten, ct.dvt, so, o.tinh_duoc, 0, False, o.tinh_duoc != so)


def _danh_sach(dong: Dong, hang: list[dict[str, str]]) -> DeXuat:
    ct, o = dong.chi_tieu, next(iter(dong.o.values()))
    vua, bo_qua = _vua(dong, hang)
    co = _co_danh_sach(o)
    dang_co = Decimal(len(json.loads(o.chu))) if co and o.chu.startswith("[") else None
    return DeXuat(
        ct.ma, ct.ten, "dòng", Decimal(len(vua)), dang_co, bo_qua, True, bool(vua) and not co
    )


def _co_danh_sach(o: O) -> bool:
    return bool(o.chu) or o.trang_thai_o == TrangThaiO.CO_GIA_TRI


def _vua(dong: Dong, hang: list[dict[str, str]]) -> tuple[list[dict[str, str]], int]:
    """Rows as the list takes them, and how many it cannot hold.

    A value outside the list's choices is left empty for the Sở to fill; a row that lacks what the
    list demands, or is beyond its last row, is not taken.
    """
    cau_truc = dong.chi_tieu.danh_sach or {}
    cac_cot = cau_truc.get("cot", [])
    vua = []
    for h in hang:
        muc = {}
        for cot in cac_cot:
            chu = " ".join(h.get(cot["ma"], "").split())[:_DAI_MUC]
            muc[cot["ma"]] = "" if chu and loi_muc(cot, chu) else chu
        if not any(loi_muc(cot, muc[cot["ma"]]) for cot in cac_cot):
            vua.append({k: v for k, v in muc.items() if v})
    toi_da = int(cau_truc.get("so_dong_toi_da", len(vua)))
    return vua[:toi_da], len(hang) - len(vua[:toi_da])
