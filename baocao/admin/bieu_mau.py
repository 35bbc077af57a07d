"""Form templates: drafts are edited, a version that a report has used only shows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from unfold.admin import StackedInline, TabularInline

from baocao.admin.bieu_mau_dong import CAC_BAT_BUOC_KY, CAC_NGUON, ChiTieuForm
from baocao.admin.bieu_mau_form import BieuMauForm, ChiTieuFormSet, CotForm, CotFormSet
from baocao.admin.bieu_mau_trang import TrangBieuMau
from baocao.admin.bieu_tu_tep import TrangTuTep
from baocao.admin.can_cu import CoCanCu
from baocao.admin.goi_cau_hinh import TrangGoiCauHinh
from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, ChiTieu, CotBieu, PhieuBieu
from baocao.services import bieu_mau as dich_vu
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan

_MAU = {
    TrangThaiBieu.NHAP: "vang",
    TrangThaiBieu.HIEU_LUC: "luc",
    TrangThaiBieu.THOI: "xam",
}


class _TrongBieuInline:
    """Rows and columns follow the template: once it is used, they only show."""

    extra = 0
    tab = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.view_bieumau")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(dich_vu.QUYEN) and sua_duoc(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(dich_vu.QUYEN) and sua_duoc(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(dich_vu.QUYEN) and sua_duoc(obj)


def sua_duoc(bieu_mau: Any) -> bool:
    """False once a second person put this version in force, or a report holds a form of it."""
    if bieu_mau is None or bieu_mau.pk is None:
        return True
    if bieu_mau.trang_thai != TrangThaiBieu.NHAP:
        return False
    if not hasattr(bieu_mau, "da_dung"):
        bieu_mau.da_dung = PhieuBieu.objects.filter(bieu_mau=bieu_mau).exists()
    return not bieu_mau.da_dung


class CotInline(_TrongBieuInline, TabularInline):
    model = CotBieu
    form = CotForm
    formset = CotFormSet
    fields = (
        "thu_tu",
        "ma",
        "ten",
        "kieu_cot",
        "kieu",
        "nguon_csdl",
        "cong_thuc",
        "so_le",
        "so_le_in",
        "bat_buoc",
        "in_ra",
    )


class ChiTieuInline(_TrongBieuInline, StackedInline):
    model = ChiTieu
    form = ChiTieuForm
    formset = ChiTieuFormSet
    collapsible = True
    # Two fields a line: with more their labels run under each other at 1440 px.
    fields = (
        ("thu_tu", "ma"),
        ("stt", "muc"),
        "ten",
        ("dvt", "kieu"),
        ("so_le", "do_dai_toi_da"),
        ("cha", "cap"),
        ("dai_luong", "tong_hop"),
        ("tu_so", "mau_so"),
        ("tong_cua", "la_tap_con_cua"),
        "tong_cua_phu",
        ("loai_ky", "cot_khong_ap_dung"),
        ("bat_buoc", CAC_BAT_BUOC_KY[0]),
        CAC_BAT_BUOC_KY[1:3],
        CAC_BAT_BUOC_KY[3:],
        ("cho_am", "mua_vu"),
        "thay_cho",
        "cong_thuc",
        CAC_NGUON[:2],
        CAC_NGUON[2],
        "ghi_chu",
    )
    #: A version that only shows has its own names for what the form parts into fields.
    fields_xem = (
        ("thu_tu", "ma"),
        ("stt", "muc"),
        "ten",
        ("dvt", "kieu"),
        ("so_le", "do_dai_toi_da"),
        ("cha", "cap"),
        ("dai_luong", "tong_hop"),
        ("tu_so", "mau_so"),
        ("tong_cua", "la_tap_con_cua"),
        ("tong_cua_phu", "cot_khong_ap_dung"),
        ("bat_buoc", "bat_buoc_theo_ky"),
        ("loai_ky", "thay_cho"),
        ("cho_am", "mua_vu"),
        "cong_thuc",
        "nguon_tong_hop",
        "ghi_chu",
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if self.has_change_permission(request, obj) else self.fields_xem


@admin.register(BieuMau)
class BieuMauAdmin(CoCanCu, TrangTuTep, TrangGoiCauHinh, TrangBieuMau, CoLichSuDong, ScopedAdmin):
    list_display = ("ma", "phien_ban", "ten", "nhom", "tt", "hieu_luc_tu", "hieu_luc_den", "dung")
    list_display_links = ("ma", "ten")
    list_filter = ("trang_thai", "nhom", "la_tinh_toan", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains")
    inlines = (CotInline, ChiTieuInline)
    change_form_template = "admin/baocao/bieumau/change_form.html"
    change_list_template = "admin/baocao/bieumau/change_list.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """State and dates change only by steps; a code names one form for ever."""
        if obj is None:
            return ("phien_ban", "trang_thai", "hieu_luc_den", "nhan_den")
        khong_sua = ("ma", "phien_ban", "trang_thai", "hieu_luc_tu", "hieu_luc_den", "nhan_den")
        return (*khong_sua, "van_ban_can_cu")

    def _dang_sua(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """While it is edited, the notes by kind of period have a field for each kind."""
        return ("ghi_chu_theo_ky",) if self._dang_sua(request, obj) else ()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if self._dang_sua(request, obj):
            kwargs["form"] = BieuMauForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        rieng = [*self._trang_tu_tep(), *self._cac_trang_goi(), *self._cac_trang()]
        return [*rieng, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        phieu = PhieuBieu.objects.filter(bieu_mau=OuterRef("pk"))
        return super().get_queryset(request).annotate(da_dung=Exists(phieu))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and sua_duoc(obj)

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: BieuMau) -> SafeString:
        het = obj.hieu_luc_den is not None and obj.hieu_luc_den < timezone.localdate()
        if obj.trang_thai == TrangThaiBieu.HIEU_LUC and het:
            return nhan("Hết hiệu lực", "xam")
        return nhan(obj.get_trang_thai_display(), _MAU[TrangThaiBieu(obj.trang_thai)])

    @admin.display(description="đã dùng", boolean=True)
    def dung(self, obj: Any) -> bool:
        return bool(obj.da_dung)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        dich_vu.luu_dau(obj, by=request.user)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        """Rows and columns are written by the service, whole or not at all."""
        formset.save(commit=False)
        cac_dong = [dong for dong, _ in formset.changed_objects] + formset.new_objects
        dich_vu.luu_dong(
            form.instance, ghi_lai=cac_dong, bo=formset.deleted_objects, by=request.user
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The page; a version that came into use while it was being edited is left as it is."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as loi:
            messages.error(request, " ".join(loi.messages))
            return redirect(request.get_full_path())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        them = extra_context or {}
        if obj is not None:
            them |= self.ngu_canh_bieu(request, obj, sua_duoc(obj))
        return super().change_view(request, object_id, form_url, them)
