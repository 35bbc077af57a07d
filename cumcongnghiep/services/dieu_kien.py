"""What every door of the register asks first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from cumcongnghiep.models import Cum


def doi_quyen(cum: Cum | None, by: Any, quyen: str, *, don_vi_id: int | None = None) -> None:
    """Right and scope. ``quyen``: codename in this app; raises PermissionDenied.

    A new cluster has no row yet: its province ``don_vi_id`` must lie in the scope.
    """
    if not by.is_active or not by.has_perm(f"cumcongnghiep.{quyen}"):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    if cum is not None and not Cum.objects.visible_to(by).filter(pk=cum.pk).exists():
        raise PermissionDenied("Cụm công nghiệp không thuộc phạm vi của bạn.")
    pham_vi = by.pham_vi_don_vi()
    if don_vi_id is not None and pham_vi is not None and don_vi_id not in pham_vi:
        raise PermissionDenied("Tỉnh, thành phố không thuộc phạm vi của bạn.")


def kiem(doi_tuong: Any, *, bo: tuple[str, ...] = ()) -> None:
    """Fields and constraints of a row; ValidationError holds every fault at once."""
    doi_tuong.full_clean(exclude=bo or None)


def gom(cac_loi: list[str]) -> None:
    """Raise everything found, or nothing."""
    if cac_loi:
        raise ValidationError(cac_loi)
