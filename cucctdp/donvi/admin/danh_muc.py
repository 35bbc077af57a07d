"""Admin of the reference data: units and groupings change here, not by a release."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms.models import BaseInlineFormSet, construct_instance
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import TabularInline

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.nhap_tep import CoNhapTep
from cucctdp.adminkit.readonly import ChiXemAdmin, ChiXemInline
from cucctdp.donvi.models import (
    DonViHanhChinh,
    KeThua,
    NganhKinhTe,
    PhanVung,
    TenDonVi,
    TenGoiKhac,
    TenToChuc,
    TenXa,
    ThanhVienVung,
    ToChuc,
    Vung,
    Xa,
)
from cucctdp.donvi.services import doi_ten, doi_ten_xa


class TenDonViInline(ChiXemInline):
    model = TenDonVi
    fields = ("ten_day_du", "loai", "hieu_luc_tu", "hieu_luc_den", "can_cu")


class KeThuaInline(ChiXemInline):
    model = KeThua
    fk_name = "moi"
    fields = ("cu", "tu_ngay", "can_cu", "chinh_xac")
    verbose_name_plural = "sáp nhập từ"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("cu")


class TenGoiKhacInline(TabularInline):
    model = TenGoiKhac
    fields = ("ten",)
    extra = 0


@admin.register(DonViHanhChinh)
class DonViHanhChinhAdmin(ScopedAdmin):
    list_display = ("khoa", "ten_hom_nay", "ky_hieu", "hieu_luc_tu", "hieu_luc_den")
    list_display_links = ("khoa", "ten_hom_nay")
    list_filter = ("bo_ma",)
    search_fields = ("ten_goi__khong_dau__contains", "=ma", "=ky_hieu")
    readonly_fields = ("bo_ma", "ma", "slug")
    inlines = (TenDonViInline, KeThuaInline, TenGoiKhacInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Every province: the list itself is public, only what was filed under it is scoped."""
        return DonViHanhChinh.objects.prefetch_related("cac_ten")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="khóa", ordering="ma")
    def khoa(self, obj: DonViHanhChinh) -> str:
        return obj.khoa

    @admin.display(description="tên đầy đủ", ordering="ten_goi__khoa_sap_xep")
    def ten_hom_nay(self, obj: DonViHanhChinh) -> str:
        return obj.ten_ngay(timezone.localdate()).ten_day_du


class DoiTenForm(forms.ModelForm):
    """The next name of a thing. The service that closes the old name is also the judge."""

    dich_vu: Any
    chu: str
    nguoi_dung: Any

    def tham_so(self) -> dict[str, Any]:
        du_lieu = self.cleaned_data
        return {c: du_lieu[c] for c in ("ten", "ten_day_du", "loai", "can_cu")} | {
            "tu_ngay": du_lieu["hieu_luc_tu"],
            "by": self.nguoi_dung,
        }

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        if self.errors:
            return du_lieu
        # A trial run, taken back: the same checks as at saving, at the fields they concern.
        with transaction.atomic():
            try:
                type(self).dich_vu(du_lieu[self.chu], **self.tham_so())
            except ValidationError as loi:
                for truong, cac_loi in loi.message_dict.items():
                    self.add_error("hieu_luc_tu" if truong == "tu_ngay" else truong, cac_loi)
            finally:
                transaction.set_rollback(True)
        return du_lieu

    def _post_clean(self) -> None:
        """Only fill the instance: its own checks would meet the old name, which is still open."""
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)


class DoiTenAdmin(ScopedAdmin):
    """Names are added, never edited: what was printed stays explainable."""

    chu: str
    dich_vu: Any
    form = DoiTenForm
    list_filter = ("loai",)
    date_hierarchy = "hieu_luc_tu"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        truong = (self.chu, "ten", "ten_day_du", "loai", "hieu_luc_tu", "can_cu")
        return truong if obj is None else (*truong, "hieu_luc_den")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(self.chu)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.dich_vu, form.chu, form.nguoi_dung = type(self).dich_vu, self.chu, request.user
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = type(self).dich_vu(form.cleaned_data[self.chu], **form.tham_so()).pk


@admin.register(TenDonVi)
class TenDonViAdmin(DoiTenAdmin):
    chu = "don_vi"
    dich_vu = staticmethod(doi_ten)
    list_display = ("ten_day_du", "don_vi", "loai", "hieu_luc_tu", "hieu_luc_den", "can_cu")
    search_fields = ("ten__khong_dau__contains", "can_cu__khong_dau__contains")
    autocomplete_fields = ("don_vi",)


@admin.register(TenXa)
class TenXaAdmin(DoiTenAdmin):
    chu = "xa"
    dich_vu = staticmethod(doi_ten_xa)
    list_display = ("ten_day_du", "xa", "loai", "hieu_luc_tu", "hieu_luc_den", "can_cu")
    search_fields = ("ten__khong_dau__contains", "=xa__ma")
    autocomplete_fields = ("xa",)


class TenXaInline(ChiXemInline):
    model = TenXa
    fields = ("ten_day_du", "loai", "hieu_luc_tu", "hieu_luc_den", "can_cu")


@admin.register(Xa)
class XaAdmin(ScopedAdmin):
    list_display = ("ma", "ten_hom_nay", "tinh", "hieu_luc_tu", "hieu_luc_den", "can_xac_minh")
    list_display_links = ("ma", "ten_hom_nay")
    list_filter = ("can_xac_minh", ("tinh", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("tinh",)
    search_fields = ("ten_goi__khong_dau__contains", "=ma")
    readonly_fields = ("ma", "tinh", "hieu_luc_tu")
    inlines = (TenXaInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("cac_ten")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="tên đầy đủ", ordering="ten_goi__khoa_sap_xep")
    def ten_hom_nay(self, obj: Xa) -> str:
        return obj.ten_ngay(timezone.localdate()).ten_day_du


class VungInline(TabularInline):
    model = Vung
    fields = ("thu_tu", "ma", "ten")
    extra = 0
    show_change_link = True


@admin.register(PhanVung)
class PhanVungAdmin(ScopedAdmin):
    list_display = ("ten", "muc_dich", "bo_ma", "hieu_luc_tu", "hieu_luc_den", "can_xac_minh")
    list_filter = ("muc_dich", "bo_ma", "can_xac_minh")
    search_fields = ("ten__khong_dau__contains", "ma")
    inlines = (VungInline,)


class ThanhVienFormSet(BaseInlineFormSet):
    """Two new lines of one province are met here; the database meets them only one by one."""

    def clean(self) -> None:
        super().clean()
        da_co: set[int] = set()
        for form in self.forms:
            don_vi = form.cleaned_data.get("don_vi") if form.is_valid() else None
            if don_vi is None or form.cleaned_data.get("DELETE"):
                continue
            if don_vi.pk in da_co:
                form.add_error("don_vi", "Tỉnh, thành phố này đã có ở dòng khác.")
            da_co.add(don_vi.pk)


class ThanhVienVungInline(TabularInline):
    model = ThanhVienVung
    formset = ThanhVienFormSet
    fields = ("don_vi",)
    autocomplete_fields = ("don_vi",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("don_vi")


@admin.register(Vung)
class VungAdmin(ScopedAdmin):
    list_display = ("ten", "ma", "phan_vung", "thu_tu", "cac_don_vi")
    list_filter = ("phan_vung",)
    list_select_related = ("phan_vung",)
    search_fields = ("ten__khong_dau__contains", "=ma")
    inlines = (ThanhVienVungInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        cac_don_vi = Prefetch("don_vi", DonViHanhChinh.objects.theo_ten(), to_attr="da_xep")
        return super().get_queryset(request).prefetch_related(cac_don_vi)

    @admin.display(description="tỉnh, thành phố")
    def cac_don_vi(self, obj: Vung) -> str:
        return ", ".join(d.ten_goi for d in obj.da_xep)


@admin.register(NganhKinhTe)
class NganhKinhTeAdmin(ChiXemAdmin):
    list_display = ("ma", "ten", "cap", "phien_ban", "hieu_luc_tu")
    list_filter = ("phien_ban", "cap")
    search_fields = ("ten__khong_dau__contains", "=ma")


class TenToChucInline(TabularInline):
    model = TenToChuc
    fields = ("ten", "ten_viet_tat", "hieu_luc_tu", "hieu_luc_den", "can_cu", "can_xac_minh")
    extra = 0


@admin.register(ToChuc)
class ToChucAdmin(CoNhapTep, ScopedAdmin):
    loai_nhap = "to_chuc"
    quyen_nhap = "imports.nhap_to_chuc"
    list_display = ("ten_goi", "ma", "loai", "don_vi", "hieu_luc_tu", "hieu_luc_den")
    list_filter = ("loai", "can_xac_minh")
    list_select_related = ("don_vi",)
    search_fields = ("ten_goi__khong_dau__contains", "ma")
    autocomplete_fields = ("don_vi", "cha")
    inlines = (TenToChucInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        moi_nhat = form.instance.cac_ten.order_by("hieu_luc_tu").last()
        if moi_nhat is not None and moi_nhat.ten != form.instance.ten_goi:
            form.instance.ten_goi = moi_nhat.ten
            form.instance.save(update_fields=["ten_goi"])
