"""Who runs a round: the commune or its Sở, the Sở, the Cục; one question for every door.

The level of the round says whose it is (Điều 3, Điều 8 TT 26/2014/TT-BCT; TT 38/2025/TT-BCT): a
right alone never lets an account into the round of another place.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.models import KyBinhChon, NguoiNop
from sanpham_tieubieu.models.ky import KyQuerySet
from sanpham_tieubieu.models.pham_vi import giao_nop

APP = "sanpham_tieubieu"
CAP_CUC = (Cap.KHU_VUC, Cap.QUOC_GIA)
_KHONG_QUYEN = "Tài khoản của bạn không có quyền làm việc này."
_CUA_AI = {
    Cap.XA: "UBND cấp xã hoặc Sở Công Thương của tỉnh",
    Cap.HUYEN: "Sở Công Thương của tỉnh",
    Cap.TINH: "Sở Công Thương của tỉnh",
    Cap.KHU_VUC: "Cục",
    Cap.QUOC_GIA: "Cục",
}


def dung_cap(
    user: Any, *, cap: str, don_vi_id: int | None = None, xa_id: int | None = None
) -> bool:
    """Whether the account sits where a round of this level and place is run; at most one query."""
    if not getattr(user, "is_active", False):
        return False
    if cap in CAP_CUC:
        return bool(user.la_cuc)
    if user.la_so:
        return don_vi_id is not None and user.thay_don_vi(don_vi_id)
    if cap != Cap.XA or not user.duoc_giao or xa_id is None:
        return False
    return bool(NguoiNop.objects.con_hieu_luc_cua(user).filter(xa=xa_id).exists())


def vuong_ky(user: Any, ky: KyBinhChon, quyen: str = "dieu_hanh_ky") -> list[str]:
    """Why the account may not use a right on this round; empty when it may.

    ``quyen``: codename in this app (lap_ky, dieu_hanh_ky, ky_quyet_dinh, tham_tra_ho_so …).
    """
    if not getattr(user, "is_active", False) or not user.has_perm(f"{APP}.{quyen}"):
        return [_KHONG_QUYEN]
    if dung_cap(user, cap=ky.cap, don_vi_id=ky.don_vi_id, xa_id=ky.xa_id):
        return []
    return [f"Việc này của kỳ {ky.get_cap_display().lower()} do {_CUA_AI[Cap(ky.cap)]} làm."]


def dieu_hanh_duoc(user: Any, ky: KyBinhChon, quyen: str = "dieu_hanh_ky") -> bool:
    """Whether the account may use a right on this round."""
    return not vuong_ky(user, ky, quyen)


def doi_ky(user: Any, ky: KyBinhChon, quyen: str = "dieu_hanh_ky") -> None:
    """Raise PermissionDenied with the reason unless ``dieu_hanh_duoc``."""
    if cau := vuong_ky(user, ky, quyen):
        raise PermissionDenied(cau[0])


def cac_ky(user: Any, quyen: str = "dieu_hanh_ky") -> KyQuerySet:
    """Rounds on which the account may use a right, for lists; the same answer as ``vuong_ky``."""
    rows = KyBinhChon.objects.all()
    if not getattr(user, "is_active", False) or not user.has_perm(f"{APP}.{quyen}"):
        return rows.none()
    if user.la_cuc:
        return rows.filter(cap__in=CAP_CUC)
    if user.la_so:
        pham_vi = user.pham_vi_don_vi()
        rows = rows.exclude(cap__in=CAP_CUC)
        return rows if pham_vi is None else rows.filter(don_vi__in=pham_vi)
    if user.duoc_giao:
        return rows.filter(cap=Cap.XA, xa__in=giao_nop(user).filter(xa__isnull=False).values("xa"))
    return rows.none()


def vuong_co_so(user: Any, co_so: Any, quyen: str = "nop_ho_so") -> list[str]:
    """Why the account may not hand in for an establishment; empty when it may.

    The establishment itself, the commune it produces in, or the Sở of its province.
    """
    if not getattr(user, "is_active", False) or not user.has_perm(f"{APP}.{quyen}"):
        return [_KHONG_QUYEN]
    if user.duoc_giao:
        giao = NguoiNop.objects.con_hieu_luc_cua(user)
        if giao.filter(Q(co_so=co_so.pk) | Q(xa=co_so.xa_id)).exists():
            return []
    elif user.la_so and user.thay_don_vi(co_so.xa.tinh_id):
        return []
    return [f"Cơ sở «{co_so}» không thuộc phạm vi của bạn."]


def doi_co_so(user: Any, co_so: Any, quyen: str = "nop_ho_so") -> None:
    """Raise PermissionDenied with the reason unless the account may hand in for it."""
    if cau := vuong_co_so(user, co_so, quyen):
        raise PermissionDenied(cau[0])
