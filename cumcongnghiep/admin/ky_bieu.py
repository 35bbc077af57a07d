"""Windows of the statutory reports and the national roll-up of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cumcongnghiep import workflow as wf
from cumcongnghiep.admin.ly_do import LyDoForm, an_toan
from cumcongnghiep.bieu.kieu import Muc
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.bieu.so_le import so_le
from cumcongnghiep.choices import Bieu, LoaiKy
from cumcongnghiep.models import KyBieu
from cumcongnghiep.services import ky_bieu
from cumcongnghiep.services.doi_chieu_nuoc import doi_chieu_nuoc
from cumcongnghiep.services.gop_bieu import gop_nuoc
from cumcongnghiep.services.ky_bieu import tinh_han


class MoKyForm(forms.Form):
    """Which window to open."""

    nam = forms.IntegerField(
        label="Năm", min_value=2024, max_value=2100, widget=UnfoldAdminTextInputWidget
    )
    loai = forms.ChoiceField(label="Kỳ", choices=LoaiKy.choices, widget=UnfoldAdminSelectWidget)
    quy = forms.TypedChoiceField(
        label="Quý",
        coerce=int,
        choices=[(0, "Không phải kỳ quý"), *((q, f"Quý {q}") for q in (1, 2, 3, 4))],
        widget=UnfoldAdminSelectWidget,
    )


@admin.register(KyBieu)
class KyBieuAdmin(ChiXemAdmin):
    list_display = ("ten_ky", "cua_so", "da_gui", "trang_thai_cot", "viec")
    list_display_links = None
    list_filter = ("loai", "nam")
    list_filter_submit = False
    list_fullwidth = True
    list_before_template = "admin/cumcongnghiep/bieu/ky.html"

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"cumcongnghiep_kybieu_{ten}")

        return [
            trang("mo/", self.trang_mo, "mo"),
            trang("<int:pk>/khoa/", self.trang_khoa, "khoa"),
            trang("<int:pk>/mo-lai/", self.trang_mo_lai, "mo_lai"),
            trang("<int:pk>/ca-nuoc/", self.trang_ca_nuoc, "ca_nuoc"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        gui = Q(bieu__bieu=Bieu.B04, bieu__trang_thai__in=wf.DA_CO_SO)
        return super().get_queryset(request).annotate(so_gui=Count("bieu", filter=gui))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        them = {"mo_duoc": request.user.has_perm(wf.MO)}
        return super().changelist_view(request, {**(extra_context or {}), **them})

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Buttons for who opens and locks windows."""
        cot = list(super().get_list_display(request))
        return cot if request.user.has_perm(wf.MO) else cot[:-1]

    @admin.display(description="kỳ", ordering="den_ngay")
    def ten_ky(self, obj: KyBieu) -> SafeString:
        return format_html(
            '<a class="bc-lien" href="{}">{}</a>',
            reverse("admin:cumcongnghiep_kybieu_ca_nuoc", args=[obj.pk]), obj,
        )  # fmt: skip

    @admin.display(description="số liệu")
    def cua_so(self, obj: KyBieu) -> str:
        return f"{obj.tu_ngay:%d/%m/%Y} – {obj.den_ngay:%d/%m/%Y}"

    @admin.display(description="Biểu 04 đã gửi", ordering="so_gui")
    def da_gui(self, obj: Any) -> str:
        return f"{obj.so_gui} tỉnh"

    @admin.display(description="trạng thái")
    def trang_thai_cot(self, obj: KyBieu) -> SafeString:
        return nhan("Đã khóa", "tim") if obj.khoa_luc else nhan("Đang mở", "luc")

    @admin.display(description="việc")
    def viec(self, obj: KyBieu) -> SafeString:
        ten, chu = ("mo_lai", "Mở lại") if obj.khoa_luc else ("khoa", "Khóa kỳ")
        return format_html(
            '<a class="bc-nut bc-nut-nho" href="{}" data-hop-thoai>{}</a>',
            reverse(f"admin:cumcongnghiep_kybieu_{ten}", args=[obj.pk]), chu,
        )  # fmt: skip

    def _hop(
        self,
        request: HttpRequest,
        hop: HopThoai,
        form: forms.Form,
        lam: Callable[[Mapping[str, Any]], str],
    ) -> HttpResponse:
        if not request.user.has_perm(wf.MO):
            raise PermissionDenied
        return trang_hop_thoai(request, self.admin_site, hop, form, lambda d: an_toan(lam, d))

    def _ky(self, request: HttpRequest, pk: int) -> KyBieu:
        if not self.has_view_permission(request):
            raise PermissionDenied
        ky = KyBieu.objects.filter(pk=pk).first()
        if ky is None:
            raise Http404("Không có kỳ này.")
        return ky

    def trang_mo(self, request: HttpRequest) -> HttpResponse:
        """Open a window."""
        ve = reverse("admin:cumcongnghiep_kybieu_changelist")
        hop = HopThoai("Mở kỳ báo cáo", "Mở kỳ", ve, "Hạn gửi của từng biểu lấy từ danh mục.")

        def lam(d: Mapping[str, Any]) -> str:
            return f"Đã mở kỳ {ky_bieu.mo_ky(by=request.user, **d)}."

        return self._hop(request, hop, MoKyForm(du_lieu_gui(request)), lam)

    def trang_khoa(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lock a window."""
        ky = self._ky(request, pk)
        ve = reverse("admin:cumcongnghiep_kybieu_changelist")
        hop = HopThoai(
            f"Khóa kỳ {ky}", "Khóa kỳ", ve,
            "Biểu đã chấp nhận được khóa; biểu khác giữ nguyên và không gửi được nữa.",
        )  # fmt: skip

        def lam(_: Mapping[str, Any]) -> str:
            return f"Đã khóa kỳ, {ky_bieu.khoa_ky(ky, by=request.user)} biểu."

        return self._hop(request, hop, KhongTruongForm(du_lieu_gui(request)), lam)

    def trang_mo_lai(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open a locked window again."""
        ky = self._ky(request, pk)
        ve = reverse("admin:cumcongnghiep_kybieu_changelist")
        hop = HopThoai(f"Mở lại kỳ {ky}", "Mở lại", ve, nguy_hiem=True)

        def lam(d: Mapping[str, Any]) -> str:
            return f"Đã mở lại kỳ, {ky_bieu.mo_lai_ky(ky, ly_do=d['ly_do'], by=request.user)} biểu."

        return self._hop(request, hop, LyDoForm(du_lieu_gui(request)), lam)

    def trang_ca_nuoc(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The national roll-up: sums of what provinces sent, and how much of the land that is."""
        ky = self._ky(request, pk)
        kq = gop_nuoc(ky, user=request.user)
        so = doi_chieu_nuoc(kq, user=request.user)
        cot = ("bao_cao", "csdl", "csdl_tat_ca")
        le = so_le(BIEU_04, *({ma: getattr(s, ten) for ma, s in so.items()} for ten in cot))
        hom_nay = timezone.localdate()
        cac = [(t, tinh_han(t.nop.han, t.nop.ngay_gui, hom_nay) if t.nop else None)
               for t in kq.cac_tinh if t.so_cum or t.nop]  # fmt: skip
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Biểu 04 cả nước, {ky}",
            "opts": KyBieu._meta,
            "kq": kq,
            "cac_tinh": cac,
            "hang": [
                (h, True, None, 0) if isinstance(h, Muc) else (h, False, so[h.ma], le[h.ma])
                for h in BIEU_04.hang
            ],
            "minh_hoa": any(t.nop.minh_hoa for t in kq.da if t.nop),
        }
        return TemplateResponse(request, "admin/cumcongnghiep/bieu/ca_nuoc.html", ngu_canh)
