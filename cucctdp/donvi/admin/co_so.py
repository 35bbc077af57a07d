"""Admin of establishments, with the page that merges a duplicate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhap_tep import CoNhapTep
from cucctdp.donvi.models import CoSo, DonViHanhChinh, Xa
from cucctdp.donvi.services import hop_nhat, tim_trung


def duoc_hop_nhat(user: Any) -> bool:
    """Who may merge duplicates: who changes establishments, or fills their register from files."""
    return bool(user.has_perm("donvi.change_coso") or user.has_perm("imports.nhap_co_so"))


class HopNhatForm(forms.Form):
    """Which record to keep, and why; only likely duplicates are offered."""

    giu = forms.ModelChoiceField(
        queryset=CoSo.objects.none(),
        label="Giữ lại cơ sở",
        widget=UnfoldAdminSelectWidget,
        help_text="Chỉ gồm cơ sở cùng mã số thuế, cùng tên và cùng xã, hoặc cùng chủ.",
    )
    ly_do = forms.CharField(
        label="Lý do hợp nhất", max_length=500, widget=UnfoldAdminTextareaWidget
    )

    def __init__(self, *args: Any, bo: CoSo, nguoi_dung: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bo, self.nguoi_dung = bo, nguoi_dung
        cac_so = [t.co_so.pk for t in tim_trung(bo, by=nguoi_dung)]
        self.fields["giu"].queryset = CoSo.objects.filter(pk__in=cac_so)

    def luu(self) -> CoSo | None:
        """Merge; None when the service refuses, with its reasons as form errors."""
        try:
            return hop_nhat(
                giu=self.cleaned_data["giu"],
                bo=self.bo,
                by=self.nguoi_dung,
                ly_do=self.cleaned_data["ly_do"],
            )
        except ValidationError as loi:
            self.add_error(None, loi)
            return None


@admin.register(CoSo)
class CoSoAdmin(CoBoLoc, CoNhapTep, CoLichSuDong, ScopedAdmin):
    loai_nhap = "co_so"
    quyen_nhap = "imports.nhap_co_so"
    list_display = ("ten", "ma_so_thue", "loai_hinh", "quy_mo", "xa", "tinh", "hop_nhat_vao")
    list_filter = ("loai_hinh", "quy_mo", "chu_so_huu_nu", "dan_toc_thieu_so")
    list_select_related = ("xa__tinh", "hop_nhat_vao")
    search_fields = ("ten__khong_dau__contains", "ma_so_thue")
    autocomplete_fields = ("xa", "nganh")
    readonly_fields = ("hop_nhat_vao", "co_the_trung", "khuyen_cong")

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/hop-nhat/",
            self.admin_site.admin_view(self.trang_hop_nhat),
            name="donvi_coso_hop_nhat",
        )
        return [trang, *super().get_urls()]

    @admin.display(description="tỉnh, thành phố", ordering="xa__tinh__ten_goi__khoa_sap_xep")
    def tinh(self, obj: CoSo) -> str:
        return obj.xa.tinh.ten_goi

    @admin.display(description="bản ghi trùng")
    def co_the_trung(self, obj: CoSo) -> str:
        if obj.pk is None or obj.hop_nhat_vao_id is not None:
            return "–"
        duong = reverse("admin:donvi_coso_hop_nhat", args=[obj.pk])
        return format_html('<a href="{}">Tìm và hợp nhất bản ghi trùng</a>', duong)

    @admin.display(description="khuyến công")
    def khuyen_cong(self, obj: CoSo) -> str:
        """The page lies in a programme above this room: its address is found by name."""
        if obj.pk is None:
            return "–"
        duong = reverse("admin:khuyencong_dean_co_so", args=[obj.hop_nhat_vao_id or obj.pk])
        return format_html('<a href="{}">Lịch sử hỗ trợ, điều kiện hưởng</a>', duong)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "xa":
            cac_tinh = DonViHanhChinh.objects.visible_to(request.user)
            kwargs["queryset"] = Xa.objects.filter(tinh__in=cac_tinh).select_related("tinh")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: CoSo, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for trung in tim_trung(obj, by=request.user):
            messages.warning(
                request,
                f"Có thể trùng với cơ sở số {trung.co_so.pk} «{trung.co_so}»: {trung.vi_sao}.",
            )

    def trang_hop_nhat(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the record that stays; the open one becomes a pointer to it."""
        bo = self.get_queryset(request).filter(pk=pk, hop_nhat_vao=None).first()
        if bo is None:
            raise Http404("Không tìm thấy cơ sở.")
        if not duoc_hop_nhat(request.user):
            raise PermissionDenied
        form = HopNhatForm(request.POST or None, bo=bo, nguoi_dung=request.user)
        if form.is_valid() and (giu := form.luu()) is not None:
            messages.success(request, f"Đã hợp nhất «{bo}» vào cơ sở số {giu.pk} «{giu}».")
            return redirect("admin:donvi_coso_change", giu.pk)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Hợp nhất bản ghi trùng: {bo}",
            "opts": self.opts,
            "form": form,
            "bo": bo,
        }
        return TemplateResponse(request, "admin/donvi/coso/hop_nhat.html", ngu_canh)
