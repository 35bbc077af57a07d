"""Extensions: granted from the pack's page, listed here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from baocao.models import GiaHan
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.readonly import ChiXemAdmin


@admin.register(GiaHan)
class GiaHanAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("don_vi", "ky", "den_ngay", "ly_do", "nguoi_duyet", "luc")
    list_select_related = ("don_vi", "ky", "nguoi_duyet")
    search_fields = ("don_vi__ten_goi__khong_dau__contains", "=ky__ma")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        queryset = super().get_queryset(request)
        pham_vi = request.user.pham_vi_don_vi()
        return queryset if pham_vi is None else queryset.filter(don_vi__in=pham_vi)

    def has_view_permission(self, request: HttpRequest, obj: GiaHan | None = None) -> bool:
        return request.user.has_perm("baocao.view_bobaocao")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
