"""The one admin of the registers: scoped list, form through the service, page with its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_field
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from baocao.admin.xac_minh import CoXacMinh
from baocao.services import theo_doi as dich_vu
from cucctdp.adminkit.base import ScopedAdmin, so_nguyen
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi

CANH_BAO_MAT = (
    "Không nhập nội dung thuộc bí mật nhà nước, tài liệu mật của Đảng. "
    "Văn bản mật chỉ theo dõi ngoài hệ thống này."
)


def o_ngay(nhan_o: str, **khac: Any) -> forms.DateField:
    o = UnfoldAdminTextInputWidget(
        attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
    )
    return forms.DateField(label=nhan_o, widget=o, **khac)


def o_chu(nhan_o: str, **khac: Any) -> forms.CharField:
    return forms.CharField(label=nhan_o, widget=UnfoldAdminTextInputWidget, **khac)


def o_doan(nhan_o: str, **khac: Any) -> forms.CharField:
    return forms.CharField(
        label=nhan_o, widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}), **khac
    )


def o_chon(nhan_o: str, choices: Any, **khac: Any) -> forms.ChoiceField:
    cac_muc = [("", "Chọn…"), *choices]
    return forms.ChoiceField(label=nhan_o, choices=cac_muc, widget=UnfoldAdminSelectWidget, **khac)


class LyDoForm(forms.Form):
    """The reason a step asks for."""

    ly_do = o_doan("Lý do", min_length=10, max_length=4000, help_text="Ít nhất 10 ký tự.")


class TheoDoiForm(forms.Form):
    noi_dung = o_doan("Nội dung theo dõi", max_length=4000, help_text=CANH_BAO_MAT)


class TepForm(forms.Form):
    tep = forms.FileField(
        label="Tệp PDF",
        widget=UnfoldAdminFileFieldWidget,
        help_text=f"Tối đa 20 MB. {CANH_BAO_MAT}",
    )


@dataclass(frozen=True)
class BuocSo:
    """A step of a register with its door, its form and the sentence after it."""

    buoc: Step
    dich_vu: Callable[..., Any]
    xong: str
    form: type[forms.Form] = KhongTruongForm
    nguy_hiem: bool = False

    @property
    def ma(self) -> str:
        return self.buoc.ten.partition(".")[2].replace("_", "-")


@dataclass(frozen=True)
class Nut:
    nhan: str
    duong: str
    vuong: str
    nguy_hiem: bool


class LocQuaHan(admin.SimpleListFilter):
    """Only what is past its deadline, or due within a week."""

    title = "thời hạn"
    parameter_name = "thoi_han"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("qua", "Quá hạn"), ("tuan", "Đến hạn trong 7 ngày")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        hom_nay = timezone.localdate()
        if self.value() == "qua":
            return queryset.qua_han(hom_nay)
        if self.value() == "tuan":
            return queryset.den_han(hom_nay, hom_nay + timedelta(days=7))
        return queryset


class TenHoSoMixin:
    """Columns every register shows."""

    @admin.display(description="hồ sơ")
    def ho_so(self, obj: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.duong_xem(obj), Truncator(obj).chars(120))  # type: ignore[attr-defined]

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def tinh(self, obj: Any) -> str:
        return obj.don_vi.ten_goi if obj.don_vi_id else "Cả nước"

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: Any) -> SafeString:
        return nhan(obj.get_trang_thai_display(), self.mau.get(obj.trang_thai, "xam"))  # type: ignore[attr-defined]

    @admin.display(description="hạn", ordering="han")
    def han_chu(self, obj: Any) -> SafeString | str:
        if obj.han is None:
            return "–"
        tre = obj.tre(timezone.localdate())
        chu = f"{obj.han:%d/%m/%Y}"
        return nhan(f"{chu}, quá {tre} ngày", "do") if tre else chu

    @admin.display(description="nguồn", ordering="co_minh_hoa")
    def nguon_goc(self, obj: Any) -> SafeString | str:
        return nhan("Minh họa", "vang") if obj.co_minh_hoa else "–"


class SoTheoDoiAdmin(CoXacMinh, TenHoSoMixin, CoLichSuDong, ScopedAdmin):
    """Subclasses name their steps in ``cac_buoc`` and their colours in ``mau``."""

    cac_buoc: tuple[BuocSo, ...] = ()
    mau: Mapping[str, KieuNhan] = {}
    quyen_xem = "baocao.xem_sotheodoi"
    quyen_ghi = "cap_nhat_sotheodoi"
    list_filter_submit = False
    list_fullwidth = True
    mau_trang = "admin/baocao/so_theo_doi/xem.html"

    # --- rights ------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.quyen_xem)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.quyen_xem)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"baocao.{self.quyen_ghi}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"baocao.{self.quyen_ghi}")

    # --- pages -------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        ten = f"baocao_{self.opts.model_name}"

        def trang(duong: str, view: Any, duoi: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"{ten}_{duoi}")

        return [
            trang("<int:pk>/xem/", self.trang_xem, "xem"),
            trang("<int:pk>/buoc/<slug:buoc>/", self.trang_buoc, "buoc"),
            trang("<int:pk>/theo-doi/", self.trang_theo_doi, "theo_doi"),
            trang("<int:pk>/tep/", self.trang_tep, "tep"),
            *super().get_urls(),
        ]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> None:
        return None

    def duong_xem(self, obj: Any) -> str:
        return reverse(f"admin:baocao_{self.opts.model_name}_xem", args=[obj.pk])

    def lay(self, request: HttpRequest, pk: int) -> Any:
        """The row, or 404: a row of another province does not exist for this user."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        obj = self.get_queryset(request).filter(pk=so).first() if so is not None else None
        if obj is None:
            raise Http404("Không có hồ sơ này.")
        return obj

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is not None and not self.has_change_permission(request):
            so = so_nguyen(object_id)
            return redirect(self.duong_xem(self.lay(request, so or 0)))
        them = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().changeform_view(
            request, object_id, form_url, {**them, **(extra_context or {})}
        )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        dich_vu.luu(obj, by=request.user, quyen=self.quyen_ghi)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        messages.success(request, f"Đã ghi «{obj}».")
        return redirect(self.duong_xem(obj))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        messages.success(request, f"Đã lưu «{obj}».")
        return redirect(self.duong_xem(obj))

    def trang_xem(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One row: facts, steps, follow-ups, files, decisions."""
        obj = self.lay(request, pk)
        ten = f"admin:baocao_{self.opts.model_name}"
        ghi = self.has_change_permission(request) and not obj.CHI_SO_NGAY
        ngu_canh = self.admin_site.each_context(request) | {
            "title": str(obj),
            "opts": self.opts,
            "obj": obj,
            "canh_bao_mat": CANH_BAO_MAT,
            "chi_so_ngay": dich_vu.CHI_SO_NGAY if obj.CHI_SO_NGAY else "",
            "cac_truong": self.cac_truong(obj),
            "lien_quan": self.lien_quan(request, obj),
            "nhan_trang_thai": self.tt(obj),
            "nhan_han": self.han_chu(obj),
            "cac_nut": self.cac_nut(obj, request.user),
            "sua": reverse(f"{ten}_change", args=[obj.pk])
            if self.has_change_permission(request)
            else "",
            "ghi_theo_doi": reverse(f"{ten}_theo_doi", args=[obj.pk]) if ghi else "",
            "them_tep": reverse(f"{ten}_tep", args=[obj.pk]) if ghi else "",
            "lich_su": reverse(f"{ten}_history", args=[obj.pk]),
            "danh_sach": reverse(f"{ten}_changelist"),
            "nhat_ky": dich_vu.nhat_ky_cua(obj),
            "tep": dich_vu.tep_cua(obj),
            "quyet_dinh": QuyetDinh.objects.cua(obj).select_related("nguoi"),
        }
        return TemplateResponse(request, self.mau_trang, ngu_canh)

    def cac_truong(self, obj: Any) -> list[tuple[str, str]]:
        """(label, text) of the fields that say something."""
        bo = {"id", "trang_thai", "han", "co_minh_hoa", "khoa_nguon"}
        dong = []
        for f in obj._meta.concrete_fields:
            gia = getattr(obj, f.name) if f.name not in bo else None
            if gia in (None, "", [], False):
                continue
            chu = str(gia) if f.is_relation else str(display_for_field(gia, f, "–"))
            if f.name in ("nam", "tu_nam", "den_nam", "tam_nhin"):  # no thousands mark
                chu = str(gia)
            if isinstance(gia, list):
                chu = ", ".join(str(dict(f.base_field.flatchoices).get(g, g)) for g in gia)
            dong.append((str(f.verbose_name), "Có" if gia is True else chu))
        return dong

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """Tables of rows that belong to this one; registers with children say which."""
        return []

    # --- steps, notes, files -----------------------------------------------------------------

    def cac_nut(self, obj: Any, user: Any) -> list[Nut]:
        """Buttons of the step table for this user."""
        mo = {b.ten for b in cac_buoc_mo([b.buoc for b in self.cac_buoc], obj, user)}
        ten = f"admin:baocao_{self.opts.model_name}_buoc"
        return [
            Nut(
                b.buoc.nhan,
                reverse(ten, args=[obj.pk, b.ma]),
                " ".join(ly_do_tu_choi(b.buoc, obj, user)),
                b.nguy_hiem,
            )
            for b in self.cac_buoc
            if b.buoc.ten in mo
        ]

    def trang_buoc(self, request: HttpRequest, pk: int, buoc: str) -> HttpResponse:
        """One step: GET asks, POST does."""
        obj = self.lay(request, pk)
        muc = next((b for b in self.cac_buoc if b.ma == buoc), None)
        if muc is None:
            raise Http404("Không có bước này.")
        if not request.user.has_perm(muc.buoc.quyen):
            raise PermissionDenied
        hop = HopThoai(
            f"{muc.buoc.nhan}: {obj}",
            muc.buoc.nhan,
            self.duong_xem(obj),
            muc.buoc.xac_nhan,
            muc.nguy_hiem,
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            co = {k: v for k, v in du_lieu.items() if v not in (None, "")}
            return _lam(lambda: muc.dich_vu(obj, by=request.user, **co), muc.xong)

        return trang_hop_thoai(request, self.admin_site, hop, muc.form(du_lieu_gui(request)), lam)

    def trang_theo_doi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Append a follow-up note."""
        obj = self._de_ghi(request, pk)
        hop = HopThoai(f"Ghi theo dõi: {obj}", "Ghi", self.duong_xem(obj))

        def lam(du_lieu: Mapping[str, Any]) -> str:
            return _lam(
                lambda: dich_vu.ghi_theo_doi(
                    obj, noi_dung=du_lieu["noi_dung"], by=request.user, quyen=self.quyen_ghi
                ),
                "Đã ghi nhật ký theo dõi.",
            )

        form = TheoDoiForm(du_lieu_gui(request))
        return trang_hop_thoai(request, self.admin_site, hop, form, lam)

    def trang_tep(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Attach a PDF."""
        obj = self._de_ghi(request, pk)
        if request.method == "POST":
            form = TepForm(request.POST, request.FILES)
            loi = []
            if form.is_valid():
                tep = form.cleaned_data["tep"]
                try:
                    dich_vu.dinh_kem(
                        obj, noi_dung=tep.read(), ten=tep.name, by=request.user,
                        quyen=self.quyen_ghi,
                    )  # fmt: skip
                except ValidationError as exc:
                    loi = exc.messages
                else:
                    messages.success(request, "Đã đính kèm tệp.")
                    return redirect(self.duong_xem(obj))
            for cau in loi:
                form.add_error("tep", cau)
        else:
            form = TepForm()
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Đính kèm tệp: {obj}",
            "opts": self.opts,
            "form": form,
            "quay_lai": self.duong_xem(obj),
        }
        trang_thai = 200 if not form.errors else 422
        return TemplateResponse(
            request, "admin/baocao/so_theo_doi/tep.html", ngu_canh, status=trang_thai
        )

    def _de_ghi(self, request: HttpRequest, pk: int) -> Any:
        obj = self.lay(request, pk)
        if not self.has_change_permission(request):
            raise PermissionDenied
        return obj


def _lam(viec: Callable[[], Any], xong: str) -> str:
    """Do it; a refusal becomes the dialog's error."""
    try:
        viec()
    except BuocBiTuChoi as loi:
        raise ValidationError(loi.ly_do) from loi
    return xong


def bang_con(ten: str, dau: list[str], dong: list[tuple[Model, list[Any], str]]) -> dict[str, Any]:
    """A table of children for the page of a row: title, heads, (row, cells, address)."""
    return {"ten": ten, "dau": dau, "dong": [{"o": o, "duong": d} for _, o, d in dong]}
