"""Who reads scores once they are open: the organiser, the council, the heads of the jury."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from sanpham_tieubieu.choices import LoaiBan, VaiTroBan
from sanpham_tieubieu.models import KyBinhChon, ThanhVienBan
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc

_DUNG_DAU = (VaiTroBan.TRUONG_BAN, VaiTroBan.PHO_TRUONG_BAN)


class ChuaMoDiem(PermissionDenied):
    """The seal: nobody reads a score before the opening minute."""

    def __init__(self, ky: KyBinhChon):
        luc = ky.mo_diem_luc or ky.du_kien_mo_diem
        khi = f" Xem được từ {timezone.localtime(luc):%H:%M ngày %d/%m/%Y}." if luc else ""
        super().__init__(f"Điểm chưa mở.{khi}")


def doi_mo_diem(ky: KyBinhChon) -> None:
    """Raise ChuaMoDiem before the opening minute, whoever asks."""
    if not ky.da_mo_diem():
        raise ChuaMoDiem(ky)


def xem_diem_duoc(user: Any, ky: KyBinhChon) -> bool:
    """Whether the account may read the opened scores of the round; never before the minute."""
    if not ky.da_mo_diem() or not getattr(user, "is_active", False):
        return False
    if dieu_hanh_duoc(user, ky):
        return True
    return bool(
        ThanhVienBan.objects.filter(
            Q(ban__loai=LoaiBan.HOI_DONG) | Q(vai_tro__in=_DUNG_DAU),
            ban__ky=ky,
            nhan_su__tai_khoan=user,
            thoi_tu__isnull=True,
        ).exists()
    )


def doi_xem_diem(user: Any, ky: KyBinhChon) -> None:
    """Raise ChuaMoDiem before the minute, PermissionDenied for whom the scores are not."""
    doi_mo_diem(ky)
    if not xem_diem_duoc(user, ky):
        raise PermissionDenied("Bảng điểm dành cho Trưởng ban Giám khảo, Hội đồng và nơi tổ chức.")
