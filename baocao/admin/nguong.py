"""Thresholds of rules and alerts: one row each, for all or for one row or province."""

from __future__ import annotations

from django.contrib import admin

from baocao.admin.can_cu import CoCanCu
from baocao.models import NguongKiemTra
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong


@admin.register(NguongKiemTra)
class NguongKiemTraAdmin(CoCanCu, CoLichSuDong, ScopedAdmin):
    list_display = ("ma", "ten", "gia_tri", "chi_tieu", "don_vi", "hieu_luc_tu", "hieu_luc_den")
    list_display_links = ("ma", "ten")
    list_select_related = ("don_vi",)
    list_filter = ("can_xac_minh",)
    search_fields = ("=ma", "ten__contains", "=chi_tieu")
    autocomplete_fields = ("don_vi",)
    fieldsets = (
        (None, {"fields": (("ma", "ten"), "gia_tri")}),
        ("Chỉ áp dụng cho", {"fields": (("chi_tieu", "don_vi"),)}),
        (
            "Hiệu lực và căn cứ",
            {"fields": (("hieu_luc_tu", "hieu_luc_den"), "can_cu", "can_xac_minh")},
        ),
    )
