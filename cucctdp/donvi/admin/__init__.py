"""Admin of units, groupings, organisations and establishments."""

from cucctdp.donvi.admin import co_so, danh_muc

__all__ = ["co_so", "danh_muc"]
