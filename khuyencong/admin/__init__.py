"""Admin of khuyến công: catalogues, programmes and plans, đề án, the network."""

from khuyencong.admin import danh_muc, de_an, ke_hoach, mang_luoi

__all__ = ["danh_muc", "de_an", "ke_hoach", "mang_luoi"]
