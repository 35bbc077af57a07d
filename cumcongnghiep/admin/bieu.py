"""What came in of the statutory forms: read, received, returned by the Cục."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cumcongnghiep import workflow as wf
from cumcongnghiep.admin.ly_do import LyDoForm, an_toan
from cumcongnghiep.bieu.kieu import Muc
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.bieu.so_le import so_le_in
from cumcongnghiep.choices import Bieu, TrangThaiBieu
from cumcongnghiep.giay_to.bieu import tra_tep
from cumcongnghiep.models import BieuNop
from cumcongnghiep.services import bieu_nop
from cumcongnghiep.services.doi_chieu import doi_chieu
from cumcongnghiep.services.kiem_bieu import kiem
from cumcongnghiep.services.ky_bieu import tinh_han
from cumcongnghiep.ten_bieu import qua_trinh, ten_doi_tuong

T = TrangThaiBieu
_MAU_TRANG_THAI: dict[str, KieuNhan] = {
    T.NHAP: "xam", T.DA_GUI: "xanh", T.TRA_LAI: "do", T.CHAP_NHAN: "luc", T.KHOA: "tim",
}  # fmt: skip


class LocBieu(LocLuaChon):
    """Biểu 04 unless asked otherwise."""

    title = "biểu"
    parameter_name = "bieu"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((m, t) for m, t in Bieu.choices if m != Bieu.B04), ("tat_ca", "Tất cả")]

    def choices(self, changelist: Any) -> Any:
        dau, *con_lai = super().choices(changelist)
        yield {**dau, "display": Bieu.B04.label}
        yield from con_lai

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return super().queryset(request, queryset) if self.value() else self.loc(queryset, "04")

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset if gia_tri == "tat_ca" else queryset.filter(bieu=gia_tri)


@admin.register(BieuNop)
class BieuNopAdmin(ChiXemAdmin):
    list_display = ("ten", "ky", "don_vi", "trang_thai_cot", "han_cot", "viec")
    list_display_links = None
    list_filter = (LocBieu, "trang_thai", "ky")
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("ky", "don_vi", "cum", "du_an", "xa")
    search_fields = ("don_vi__ten_goi__khong_dau__contains", "cum__ten__khong_dau__contains")
    search_help_text = "Tìm theo tỉnh, tên cụm (không cần gõ dấu)"

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(
                duong, self.admin_site.admin_view(view), name=f"cumcongnghiep_bieunop_{ten}"
            )

        return [
            trang("<int:pk>/xem/", self.trang_xem, "xem"),
            trang("<int:pk>/tai/<slug:dinh_dang>/", self.tai, "tai"),
            trang("<int:pk>/chap-nhan/", self.trang_chap_nhan, "chap_nhan"),
            trang("<int:pk>/tra-lai/", self.trang_tra_lai, "tra_lai"),
            *super().get_urls(),
        ]

    @admin.display(description="biểu", ordering="bieu")
    def ten(self, obj: BieuNop) -> SafeString:
        minh_hoa = nhan("Minh họa", "tim") if obj.minh_hoa else ""
        return format_html(
            '<a class="bc-lien" href="{}">Biểu {}: {}</a> {}',
            reverse("admin:cumcongnghiep_bieunop_xem", args=[obj.pk]),
            obj.bieu, ten_doi_tuong(obj), minh_hoa,
        )  # fmt: skip

    @admin.display(description="trạng thái", ordering="trang_thai")
    def trang_thai_cot(self, obj: BieuNop) -> SafeString:
        return nhan(obj.get_trang_thai_display(), _MAU_TRANG_THAI[obj.trang_thai])

    @admin.display(description="hạn", ordering="han")
    def han_cot(self, obj: BieuNop) -> str:
        return tinh_han(obj.han, obj.ngay_gui, timezone.localdate()).cau

    @admin.display(description="việc")
    def viec(self, obj: BieuNop) -> str:
        if obj.bieu != Bieu.B04 or obj.trang_thai != T.DA_GUI or obj.ky.khoa_luc is not None:
            return ""
        return nhan("Chờ Cục tiếp nhận", "vang")

    def _lay(self, request: HttpRequest, pk: int) -> BieuNop:
        """403 without the right, 404 outside the scope."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        b = self.get_queryset(request).select_related(*self.list_select_related).filter(pk=pk)
        bieu = b.first()
        if bieu is None:
            raise Http404("Không có biểu này.")
        return bieu

    def trang_xem(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The rows beside what the rules say and, of Biểu 04, beside the register."""
        b = self._lay(request, pk)
        co = {d.ma_dong: d for d in b.cac_dong.all()}
        kq = kiem(b)
        le = so_le_in(MAU[b.bieu], {ma: d.gia_tri for ma, d in co.items()})
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Biểu {b.bieu}, {ten_doi_tuong(b)}, {b.ky}",
            "opts": BieuNop._meta,
            "b": b,
            "mau": MAU[b.bieu],
            "hang": [(h, isinstance(h, Muc), co.get(h.ma), kq.cua_dong(h.ma), le.get(h.ma, 0))
                     for h in MAU[b.bieu].hang],
            "kq": kq,
            "dc": doi_chieu(b) if b.bieu == Bieu.B04 else None,
            "han": tinh_han(b.han, b.ngay_gui, timezone.localdate()),
            "buoc": {s.ten for s in wf.cac_buoc(b, request.user)},
            "qua_trinh": qua_trinh(b),
        }  # fmt: skip
        return TemplateResponse(request, "admin/cumcongnghiep/bieu/xem.html", ngu_canh)

    def tai(self, request: HttpRequest, pk: int, dinh_dang: str) -> HttpResponse:
        """The form as a file."""
        return tra_tep(self._lay(request, pk), dinh_dang)

    def _hop(
        self,
        request: HttpRequest,
        pk: int,
        form: forms.Form,
        nut: str,
        lam: Callable[[BieuNop, Mapping[str, Any]], Any],
        *,
        nguy_hiem: bool = False,
    ) -> HttpResponse:
        b = self._lay(request, pk)
        if not request.user.has_perm(wf.NHAN):
            raise PermissionDenied
        ve = reverse("admin:cumcongnghiep_bieunop_xem", args=[b.pk])
        hop = HopThoai(f"{nut}: Biểu {b.bieu}, {ten_doi_tuong(b)}", nut, ve, nguy_hiem=nguy_hiem)

        def chay(d: Mapping[str, Any]) -> str:
            lam(b, d)
            return f"{nut}: xong."

        return trang_hop_thoai(request, self.admin_site, hop, form, lambda d: an_toan(chay, d))

    def trang_chap_nhan(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Receive a Biểu 04."""
        form = KhongTruongForm(du_lieu_gui(request))
        return self._hop(
            request, pk, form, "Tiếp nhận", lambda b, _: bieu_nop.chap_nhan(b, by=request.user)
        )

    def trang_tra_lai(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return a Biểu 04 to the Sở."""
        return self._hop(
            request, pk, LyDoForm(du_lieu_gui(request)), "Trả lại",
            lambda b, d: bieu_nop.tra_lai(b, ly_do=d["ly_do"], by=request.user),
            nguy_hiem=True,
        )  # fmt: skip
