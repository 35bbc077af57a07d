"""Template filters, library "binh_chon": rates with both their parts, changes with their sign."""

from __future__ import annotations

from django import template

from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.bang_pheu import ty_le_chu
from sanpham_tieubieu.statistics.kieu import TyLe

register = template.Library()


@register.filter
def ty_le(t: TyLe) -> str:
    """«70,00% (7/10)»."""
    return ty_le_chu(t)


@register.filter
def tang_giam(n: int) -> str:
    """«+3», «−2», «0»."""
    return dinh_dang(n, dau=True) if n else "0"
