"""The day of a deed or of a paper is never to come."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone


def loi_sau_hom_nay(viec: str, ngay: date) -> list[str]:
    """The fault of a day («quyết định», «tạm ứng») that has not come yet; [] without one."""
    if ngay <= timezone.localdate():
        return []
    return [f"Ngày {viec} ({ngay:%d/%m/%Y}) không được sau hôm nay."]


def khong_sau_hom_nay(viec: str, ngay: date) -> date:
    """The day itself. Raises ValidationError when it has not come yet."""
    if loi := loi_sau_hom_nay(viec, ngay):
        raise ValidationError(loi)
    return ngay
