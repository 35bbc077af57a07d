"""Dated rules of checking at the Cục, kept by administrators."""

from __future__ import annotations

from django.contrib import admin

from baocao.admin.can_cu import CoCanCu
from baocao.admin.xac_minh import CoXacMinh
from baocao.models import QuyDinhKiemTra
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong


@admin.register(QuyDinhKiemTra)
class QuyDinhKiemTraAdmin(CoCanCu, CoXacMinh, CoLichSuDong, ScopedAdmin):
    list_display = (
        "__str__",
        "cac_cap",
        "ngay_bo_sung",
        "nguong_chenh",
        "so_thang_cap_nhat",
        "hieu_luc_tu",
        "hieu_luc_den",
        "can_cu",
        "xac_minh",
    )
    list_filter = ("can_xac_minh",)
    search_fields = ("can_cu", "=bieu")
