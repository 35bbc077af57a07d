"""Acceptance files that centres handed in: taken into the books as they are, or sent back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.choices import Nguon
from khuyencong.models import NopNghiemThu
from khuyencong.o_nhap import o_doan
from khuyencong.services import nop_nghiem_thu
from khuyencong.viec import an_toan

TT = NopNghiemThu.TrangThai
KY = "khuyencong.ky_hop_dong_dean"


class TraLaiForm(forms.Form):
    """Why a file goes back."""

    ly_do = o_doan("Lý do trả lại", min_length=10, help_text="Ít nhất 10 ký tự.")


class LocTrangThaiNop(LocLuaChon):
    """Waiting ones unless asked otherwise."""

    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((m, t) for m, t in TT.choices if m != TT.CHO), ("tat_ca", "Tất cả")]

    def choices(self, changelist: Any) -> Any:
        dau, *con_lai = super().choices(changelist)
        yield {**dau, "display": TT.CHO.label}
        yield from con_lai

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return super().queryset(request, queryset) if self.value() else self.loc(queryset, TT.CHO)

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset if gia_tri == "tat_ca" else queryset.filter(trang_thai=gia_tri)


@admin.register(NopNghiemThu)
class NopNghiemThuAdmin(ChiXemAdmin):
    list_display = ("de_an", "bien_ban", "so_luong_cot", "ho_tro_cot", "ban_ky", "nop", "viec")
    list_display_links = None
    list_filter = (LocTrangThaiNop,)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("hop_dong__de_an", "thu_huong__co_so", "tep", "nguoi")
    show_full_result_count = False
    search_fields = ("hop_dong__de_an__ma__icontains", "hop_dong__de_an__ten__khong_dau__contains")
    search_help_text = "Tìm theo mã, tên đề án (không cần gõ dấu)"

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(
                duong, self.admin_site.admin_view(view), name=f"khuyencong_nopnghiemthu_{ten}"
            )

        return [
            trang("<int:pk>/ghi-nhan/", self.trang_ghi_nhan, "ghi_nhan"),
            trang("<int:pk>/tra-lai/", self.trang_tra_lai, "tra_lai"),
            *super().get_urls(),
        ]

    @admin.display(description="đề án", ordering="hop_dong__de_an__ma")
    def de_an(self, obj: NopNghiemThu) -> SafeString:
        d = obj.hop_dong.de_an
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}?the=thuc-hien">{}</a>'
            '<span class="bc-duoi bc-ma">{} · {}</span></div>',
            reverse("admin:khuyencong_dean_change", args=[d.pk]), d.ten, d.ma, obj.hop_dong,
        )  # fmt: skip

    @admin.display(description="biên bản", ordering="ngay")
    def bien_ban(self, obj: NopNghiemThu) -> SafeString:
        return format_html(
            '<div class="bc-dai">{}<span class="bc-duoi">{} · {}</span></div>',
            obj, obj.thu_huong or "Cả đề án", obj.dia_diem,
        )  # fmt: skip

    @admin.display(description="số lượng")
    def so_luong_cot(self, obj: NopNghiemThu) -> str:
        return dinh_dang(obj.so_luong, None)

    @admin.display(description="khuyến công (tr.đ)")
    def ho_tro_cot(self, obj: NopNghiemThu) -> SafeString:
        return format_html('<span class="bc-so-cot">{}</span>', in_trieu(obj.ho_tro, None))

    @admin.display(description="bản ký")
    def ban_ky(self, obj: NopNghiemThu) -> SafeString:
        return format_html(
            '<a class="bc-lien" href="{}">{}</a>',
            reverse("tai_tep", args=[obj.tep_id]),
            obj.tep.ten,
        )

    @admin.display(description="người nộp", ordering="luc")
    def nop(self, obj: NopNghiemThu) -> str:
        return f"{obj.nguoi.ten_hien_thi if obj.nguoi else '–'}, {obj.luc:%d/%m/%Y}"

    @admin.display(description="việc", ordering="trang_thai")
    def viec(self, obj: NopNghiemThu) -> SafeString:
        if obj.trang_thai != TT.CHO:
            mau = nhan("Đã ghi nhận", "luc") if obj.nghiem_thu_id else nhan("Trả lại", "do")
            return format_html('{}<span class="bc-duoi">{}</span>', mau, obj.ly_do)
        if obj.hop_dong.de_an.nguon == Nguon.KCDP:
            return nhan("Chờ Sở ghi nhận", "vang")
        nut = [
            format_html(
                '<a class="bc-nut" href="{}" data-hop-thoai>{}</a>',
                reverse(f"admin:khuyencong_nopnghiemthu_{ten}", args=[obj.pk]), chu,
            )
            for ten, chu in (("ghi_nhan", "Ghi nhận"), ("tra_lai", "Trả lại"))
        ]  # fmt: skip
        return format_html('<div class="bc-nut-hang">{}{}</div>', *nut)

    def _trang(
        self,
        request: HttpRequest,
        pk: int,
        form: forms.Form,
        hop: Callable[[NopNghiemThu, str], HopThoai],
        lam: Callable[[NopNghiemThu, Mapping[str, Any]], Any],
        xong: str,
    ) -> HttpResponse:
        """The dialog of one file: 403 without the right, 404 outside scope."""
        if not self.has_view_permission(request) or not request.user.has_perm(KY):
            raise PermissionDenied
        dong = self.get_queryset(request).select_related("hop_dong__de_an").filter(pk=pk).first()
        if dong is None:
            raise Http404("Không có hồ sơ này.")
        ve = reverse("admin:khuyencong_nopnghiemthu_changelist")

        def chay(d: Mapping[str, Any]) -> str:
            an_toan(lambda: lam(dong, d))
            return xong

        return trang_hop_thoai(request, self.admin_site, hop(dong, ve), form, chay)

    def trang_ghi_nhan(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the minute into the books."""
        return self._trang(
            request,
            pk,
            KhongTruongForm(du_lieu_gui(request)),
            lambda n, ve: HopThoai(
                f"Ghi nhận {n}: {n.hop_dong.de_an.ma}",
                "Ghi nhận vào sổ",
                ve,
                f"Số lượng {dinh_dang(n.so_luong, None)}, khuyến công {in_trieu(n.ho_tro, None)} "
                "triệu đồng được ghi sổ cái như biên bản đã nộp.",
            ),
            lambda n, _: nop_nghiem_thu.ghi_nhan(n, by=request.user),
            "Đã ghi nhận vào sổ cái.",
        )

    def trang_tra_lai(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the file back."""
        return self._trang(
            request,
            pk,
            TraLaiForm(du_lieu_gui(request)),
            lambda n, ve: HopThoai(
                f"Trả lại {n}: {n.hop_dong.de_an.ma}", "Trả lại", ve, nguy_hiem=True
            ),
            lambda n, d: nop_nghiem_thu.tra_lai(n, ly_do=d["ly_do"], by=request.user),
            "Đã trả lại hồ sơ nghiệm thu.",
        )
