"""Template filters, library "ccn": land, and figures with their unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.so import ha as in_ha
from cucctdp.formats.tien import in_ty
from cumcongnghiep.dong_ho import TinhTrangBuoc
from cumcongnghiep.nguon_so import DONG, SoNguon
from cumcongnghiep.statistics import BieuTinh

register = template.Library()


@register.filter
def ha(gia_tri: Decimal | None) -> str:
    """Hectares with at most four decimals; "" when unknown."""
    return in_ha(None if gia_tri == "" else gia_tri)


@register.filter
def so_nguon(s: SoNguon) -> str:
    """A figure with its unit, money in tỷ đồng; «…» when unknown."""
    if s.gia_tri is None:
        return "…"
    if s.don_vi == DONG:
        return f"{in_ty(int(s.gia_tri))} tỷ đồng"
    return f"{dinh_dang(s.gia_tri)} {s.don_vi}"


@register.filter
def gia_tri(bieu: BieuTinh, ma: str) -> Decimal | None:
    """One row of Biểu 04 of a scope."""
    return bieu.gia_tri(ma)


@register.filter
def lay(theo: Mapping[int, str], khoa: int) -> str:
    """A name by its key."""
    return theo.get(khoa, "")


@register.filter
def ten_buoc(tinh_trang: str) -> str:
    """State of a step in words."""
    return str(TinhTrangBuoc(tinh_trang).label)
