"""Who reports on clusters: the Cục reads, the Sở appoints (in the portal)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cumcongnghiep.models import NguoiBaoCao


class LocTinhTrang(LocLuaChon):
    """Standing or ended."""

    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("dang", "Đang giao"), ("thoi", "Đã thôi")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(thoi_tu__isnull=gia_tri == "dang")


@admin.register(NguoiBaoCao)
class NguoiBaoCaoAdmin(ChiXemAdmin):
    list_display = ("doi_tuong", "don_vi", "vai_tro", "tai_khoan", "giao_ngay", "tinh_trang")
    list_display_links = None
    list_filter = (LocTinhTrang, "vai_tro", "don_vi")
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("nguoi", "don_vi", "du_an__cum", "cum", "xa")
    search_fields = (
        "nguoi__username",
        "nguoi__ho_ten__khong_dau__contains",
        "du_an__ten__khong_dau__contains",
        "cum__ten__khong_dau__contains",
        "xa__ten_goi__khong_dau__contains",
    )
    search_help_text = "Tìm theo tài khoản, xã, cụm, dự án (không cần gõ dấu)"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).voi_ngay_giao()

    @admin.display(description="đối tượng")
    def doi_tuong(self, obj: NguoiBaoCao) -> str:
        return obj.ten_doi_tuong

    @admin.display(description="tài khoản", ordering="nguoi__username")
    def tai_khoan(self, obj: NguoiBaoCao) -> SafeString:
        khoa = "" if obj.nguoi.is_active else nhan("Đã khóa", "xam")
        return format_html("{} ({}) {}", obj.nguoi.ten_hien_thi, obj.nguoi.username, khoa)

    @admin.display(description="giao ngày", ordering="giao_luc")
    def giao_ngay(self, obj: Any) -> str:
        return "–" if obj.giao_luc is None else f"{timezone.localtime(obj.giao_luc):%d/%m/%Y}"

    @admin.display(description="tình trạng", ordering="thoi_tu")
    def tinh_trang(self, obj: NguoiBaoCao) -> SafeString:
        if obj.thoi_tu is None:
            return nhan("Đang giao", "luc")
        return nhan(f"Thôi từ {obj.thoi_tu:%d/%m/%Y}", "xam")
