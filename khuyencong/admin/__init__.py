"""Admin of khuyến công: catalogues, programmes and plans, đề án, the network."""

from khuyencong.admin import canh_bao, danh_muc, de_an, ke_hoach, mang_luoi, nop_nghiem_thu

__all__ = ["canh_bao", "danh_muc", "de_an", "ke_hoach", "mang_luoi", "nop_nghiem_thu"]
