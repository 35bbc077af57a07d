"""Estimates of the Cục for missing provinces: entered and withdrawn in dialogs, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from baocao.admin.buoc_bo import LyDoForm
from baocao.choices import LoaiKy
from baocao.models import KyBaoCao, UocCuc
from baocao.services import uoc_cuc as dich_vu
from cucctdp.adminkit.hop_thoai import HopThoai, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.so import dinh_dang


class UocForm(forms.Form):
    """A cell, why, and either the formula or an own figure with its way of computing."""

    ky = forms.ModelChoiceField(
        queryset=KyBaoCao.objects.exclude(loai=LoaiKy.THANG),
        label="Kỳ",
        widget=UnfoldAdminSelectWidget,
    )
    don_vi = forms.ModelChoiceField(
        queryset=DonViHanhChinh.objects.filter(hieu_luc_den__isnull=True).order_by("ma"),
        label="Tỉnh, thành phố chưa có số",
        widget=UnfoldAdminSelectWidget,
    )
    chi_tieu = forms.CharField(
        label="Chỉ tiêu",
        max_length=12,
        widget=UnfoldAdminTextInputWidget,
        help_text="Mã chỉ tiêu, ví dụ BL00.",
    )
    cot = forms.CharField(
        label="Cột", max_length=4, widget=UnfoldAdminTextInputWidget, help_text="Ví dụ A4 (lũy kế)."
    )
    gia_tri = forms.DecimalField(
        label="Số ước",
        required=False,
        localize=True,
        max_digits=22,
        decimal_places=6,
        widget=UnfoldAdminTextInputWidget,
        help_text="Để trống: hệ thống tính số kỳ trước nhân mức tăng của vùng.",
    )
    dien_giai = forms.CharField(
        label="Cách tính",
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Bắt buộc khi tự nhập số ước.",
    )
    ly_do = forms.CharField(
        label="Lý do",
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=f"Ít nhất {dich_vu.LY_DO_TOI_THIEU} ký tự; in trong bản tin.",
    )


@admin.register(UocCuc)
class UocCucAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("o", "don_vi", "ky", "so_uoc", "phuong_phap", "nguoi_lap", "lap_luc", "tt")
    list_display_links = ("o",)
    list_select_related = ("don_vi", "ky", "nguoi_lap")
    list_filter = ("ky__nam", "phuong_phap")
    search_fields = ("=chi_tieu", "don_vi__ten_goi__khong_dau__contains")

    class Media:
        js = ("js/hop-thoai.js",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(dich_vu.QUYEN)

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/rut/", self.admin_site.admin_view(self.trang_rut), name="baocao_uoccuc_rut"
        )
        return [trang, *super().get_urls()]

    @admin.display(description="ô", ordering="chi_tieu")
    def o(self, obj: UocCuc) -> str:
        return f"{obj.bieu} {obj.chi_tieu}.{obj.cot}"

    @admin.display(description="số ước (ub)", ordering="gia_tri")
    def so_uoc(self, obj: UocCuc) -> str:
        return dinh_dang(Decimal(obj.gia_tri).normalize())

    @admin.display(description="trạng thái", ordering="huy_luc")
    def tt(self, obj: UocCuc) -> SafeString:
        if obj.huy_luc is not None:
            return nhan("Đã rút", "xam")
        return format_html(
            '{} <a href="{}" data-hop-thoai>Rút</a>',
            nhan("Đang dùng", "luc"),
            reverse("admin:baocao_uoccuc_rut", args=[obj.pk]),
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Enter an estimate."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        hop = HopThoai(
            "Ước bổ sung của Cục",
            "Ghi số ước",
            reverse("admin:baocao_uoccuc_changelist"),
            "Số ước để riêng, in với dấu «ub»; không ghi vào báo cáo của Sở, không công bố là số "
            "của tỉnh.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            gui = dict(du_lieu)
            return f"Đã ghi số ước: {dich_vu.lap_uoc(gui.pop('ky'), by=request.user, **gui)}."

        return trang_hop_thoai(request, self.admin_site, hop, UocForm(du_lieu_gui(request)), lam)

    def trang_rut(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw: GET asks, POST does."""
        if not request.user.has_perm(dich_vu.QUYEN):
            raise PermissionDenied
        obj = self.get_object(request, str(pk))
        if obj is None:
            raise Http404("Không có số ước này.")
        hop = HopThoai(
            f"Rút số ước: {obj}",
            "Rút",
            reverse("admin:baocao_uoccuc_changelist"),
            "Các lần tổng hợp đã chạy vẫn giữ số ước này.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            return f"Đã rút {dich_vu.rut_uoc(obj, by=request.user, **du_lieu)}."

        form = LyDoForm(du_lieu_gui(request), toi_thieu=dich_vu.LY_DO_TOI_THIEU)
        return trang_hop_thoai(request, self.admin_site, hop, form, lam)
