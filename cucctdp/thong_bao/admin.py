"""Rungs and hours as rows; the outbox to look at, without the words of other people's notices."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.thong_bao import services
from cucctdp.thong_bao.models import BacNhac, LichGui, ThongBao


@admin.register(BacNhac)
class BacNhacAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("ma", "nhom", "lech_ngay", "nguoi_dang_giu", "cac_vai_tro", "khan",
                    "hieu_luc_tu", "hieu_luc_den", "can_xac_minh")  # fmt: skip
    list_filter = ("nhom", "can_xac_minh")
    search_fields = ("ma", "tieu_de")

    @admin.display(description="vai trò nhận thêm")
    def cac_vai_tro(self, obj: BacNhac) -> str:
        return ", ".join(obj.vai_tro) or "–"


@admin.register(LichGui)
class LichGuiAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("__str__", "gui_ngay_nghi", "gio_tom_tat", "hieu_luc_tu", "hieu_luc_den")


@admin.register(ThongBao)
class ThongBaoAdmin(ChiXemAdmin):
    """The outbox for whoever keeps the system running: states and errors, not the words."""

    list_display = ("khoa", "nguoi_nhan", "kenh", "loai", "trang_thai", "so_lan", "gui_sau",
                    "gui_luc", "loi")  # fmt: skip
    list_filter = ("trang_thai", "kenh", "loai")
    list_select_related = ("nguoi_nhan",)
    search_fields = ("khoa", "nguoi_nhan__username")
    ordering = ("-tao_luc",)
    exclude = ("tieu_de", "noi_dung", "lien_ket")
    actions = ("gui_lai",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return ThongBao.objects.order_by("-tao_luc")

    @admin.action(description="Gửi lại thư bị lỗi", permissions=["view"])
    def gui_lai(self, request: HttpRequest, queryset: Any) -> None:
        so = 0
        for dong in queryset:
            try:
                services.gui_lai(dong, by=request.user)
                so += 1
            except ValidationError:
                continue
        messages.success(request, f"Đã đưa {so} thư vào hàng chờ gửi lại; thư khác giữ nguyên.")
