"""Template filters, library "vn": numbers, money and dates as Vietnamese readers expect.

Missing values (None, "") print as "", never as 0.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from cucctdp.formats import ngay as _ngay
from cucctdp.formats import so as _so
from cucctdp.formats import tien as _tien

register = template.Library()


def _khi_co(in_ra: Callable[..., str], gia_tri: Any, *args: Any, **kwargs: Any) -> str:
    return "" if gia_tri is None or gia_tri == "" else in_ra(gia_tri, *args, **kwargs)


@register.filter
def so(gia_tri: Decimal | int | None, so_le: int | None = None) -> str:
    """`{{ x|so:2 }}` -> 1.234,50."""
    return _khi_co(_so.dinh_dang, gia_tri, so_le)


@register.filter
def so_dau(gia_tri: Decimal | int | None, so_le: int | None = None) -> str:
    """`{{ x|so_dau:1 }}` -> +3,5."""
    return _khi_co(_so.dinh_dang, gia_tri, so_le, dau=True)


@register.filter
def trieu(dong: int | None, so_le: int = 0) -> str:
    """Whole đồng in triệu đồng."""
    return _khi_co(_tien.in_trieu, dong, so_le)


@register.filter
def ty(dong: int | None, so_le: int = 2) -> str:
    """Whole đồng in tỷ đồng."""
    return _khi_co(_tien.in_ty, dong, so_le)


@register.filter
def ngay(d: date | None) -> str:
    """05/02/2026."""
    return _khi_co(_ngay.ngay_ngan, d)


@register.filter
def ngay_chu(d: date | None) -> str:
    """Ngày 05 tháng 02 năm 2026, with a small n."""
    return _khi_co(_ngay.ngay_chu, d)


@register.filter
def la_ma(n: int | None) -> str:
    """Roman numeral."""
    return _khi_co(_so.la_ma, n)
