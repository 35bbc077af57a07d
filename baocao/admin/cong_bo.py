"""Published figures: read by everyone who reads results, kept by those who consolidate."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from baocao.models import SoLieuCongBo
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.formats.so import dinh_dang


@admin.register(SoLieuCongBo)
class SoLieuCongBoAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("chi_tieu", "cot", "ky", "pham_vi", "so", "don_vi", "co_quan", "xac_minh")
    list_filter = ("co_quan", "chua_xac_minh", "ky")
    search_fields = ("=ky", "=chi_tieu", "=pham_vi", "nguon__khong_dau__contains")
    fieldsets = (
        (None, {"fields": (("co_quan", "ky", "pham_vi"), ("chi_tieu", "cot"))}),
        ("Số công bố", {"fields": (("gia_tri", "don_vi"), "in_trong_nguon", "nguon")}),
        ("Ghi chú", {"fields": ("ghi_chu", "chua_xac_minh")}),
    )

    @admin.display(description="giá trị", ordering="gia_tri")
    def so(self, obj: SoLieuCongBo) -> str:
        return dinh_dang(obj.gia_tri)

    @admin.display(description="đã xác minh", boolean=True)
    def xac_minh(self, obj: SoLieuCongBo) -> bool:
        return not obj.chua_xac_minh

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.view_lantonghop")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("baocao.tong_hop_kybaocao")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)
