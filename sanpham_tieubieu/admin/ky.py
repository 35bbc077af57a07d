"""Rounds in the admin: the register, one page a round in tabs, steps as dialogs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.hop_thoai import HopThoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from sanpham_tieubieu.admin import thong_ke, viec_ky, xem_ky
from sanpham_tieubieu.admin.form_ky import form_cot
from sanpham_tieubieu.admin.hop import mo_hop
from sanpham_tieubieu.admin.loc import LocCap, LocKhuVuc, LocNam, LocTinh
from sanpham_tieubieu.admin.xuat import XuatBang
from sanpham_tieubieu.choices import DA_CONG_NHAN, DA_DANG_KY, DA_HOP_LE, TrangThaiKy
from sanpham_tieubieu.models import KyBinhChon
from sanpham_tieubieu.services.ky import NHAN_DANG, THONG_TIN, tao_ky

_DANH_SACH = "admin:sanpham_tieubieu_kybinhchon_changelist"


class LocTrangThai(LocLuaChon):
    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("dang_chay", "Chưa kết thúc"), *TrangThaiKy.choices]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "dang_chay":
            return queryset.exclude(trang_thai__in=(TrangThaiKy.KET_THUC, TrangThaiKy.HUY))
        return queryset.filter(trang_thai=gia_tri)


@admin.register(KyBinhChon)
class KyAdmin(XuatBang, CoBoLoc, CoLichSuDong, ChiXemAdmin):
    ten_tep = "ky-binh-chon"
    cot_xuat = (
        ("Kỳ", str),
        ("Cấp", lambda k: k.get_cap_display()),
        ("Năm", lambda k: k.nam),
        ("Phạm vi", lambda k: k.noi),
        ("Trạng thái", lambda k: k.get_trang_thai_display()),
        ("Kế hoạch số", lambda k: k.ke_hoach_so),
        ("Đăng ký", lambda k: k.so_dang_ky),
        ("Hợp lệ", lambda k: k.so_hop_le),
        ("Được công nhận", lambda k: k.so_cong_nhan),
        ("Minh họa", lambda k: k.minh_hoa),
    )
    list_display = (
        "ten_ky", "cap_cot", "noi_cot", "trang_thai_cot", "dang_ky", "hop_le", "cong_nhan",
    )  # fmt: skip
    list_display_links = None
    list_filter = (LocTrangThai, LocCap, LocNam, LocKhuVuc, LocTinh)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi", "xa")
    show_full_result_count = False
    search_fields = (
        "ten__khong_dau__contains",
        "don_vi__ten_goi__khong_dau__contains",
        "ke_hoach_so__icontains",
    )
    search_help_text = "Tìm theo tên kỳ, tỉnh (không cần gõ dấu), số kế hoạch"

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            ten = f"sanpham_tieubieu_kybinhchon_{ten}"
            return path(duong, self.admin_site.admin_view(view), name=ten)

        return [
            trang("thong-ke/", self.trang_thong_ke, "thong_ke"),
            trang("<int:pk>/viec/<slug:ma>/", self.trang_viec, "viec"),
            trang("<int:pk>/viec/<slug:ma>/<int:dong>/", self.trang_viec, "viec_dong"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        def dem(cac: list[Any]) -> Count:
            return Count("ho_so", filter=Q(ho_so__trang_thai__in=cac))

        return (
            super()
            .get_queryset(request)
            .annotate(
                so_dang_ky=dem(DA_DANG_KY), so_hop_le=dem(DA_HOP_LE), so_cong_nhan=dem(DA_CONG_NHAN)
            )
        )

    # --- columns -----------------------------------------------------------------------------
    @admin.display(description="kỳ", ordering="nam")
    def ten_ky(self, obj: KyBinhChon) -> SafeString:
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}">{}</a> {}{}</div>',
            reverse("admin:sanpham_tieubieu_kybinhchon_change", args=[obj.pk]),
            obj,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
            nhan("Cần xác minh", "vang") if obj.can_xac_minh else "",
        )

    @admin.display(description="cấp, năm", ordering="cap")
    def cap_cot(self, obj: KyBinhChon) -> str:
        return f"{obj.get_cap_display()}, {obj.nam}"

    @admin.display(description="phạm vi", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi_cot(self, obj: KyBinhChon) -> str:
        return obj.noi[:1].upper() + obj.noi[1:]

    @admin.display(description="trạng thái", ordering="trang_thai")
    def trang_thai_cot(self, obj: KyBinhChon) -> SafeString:
        return xem_ky.nhan_ky(obj)

    @admin.display(description="đăng ký", ordering="so_dang_ky")
    def dang_ky(self, obj: Any) -> int:
        return int(obj.so_dang_ky)

    @admin.display(description="hợp lệ", ordering="so_hop_le")
    def hop_le(self, obj: Any) -> int:
        return int(obj.so_hop_le)

    @admin.display(description="công nhận", ordering="so_cong_nhan")
    def cong_nhan(self, obj: Any) -> int:
        return int(obj.so_cong_nhan)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Regional and national rounds are drawn up here; a province's in the portal."""
        return request.user.la_cuc and request.user.has_perm("sanpham_tieubieu.lap_ky")

    # --- one round ---------------------------------------------------------------------------
    def lay(self, request: HttpRequest, pk: int | str) -> KyBinhChon:
        """The round, or 404: another place's does not exist for this account."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        rows = KyBinhChon.objects.visible_to(request.user).select_related(
            "don_vi", "xa__tinh", "noi_to_chuc"
        )
        ky: KyBinhChon | None = rows.filter(pk=so).first() if so is not None else None
        if ky is None:
            raise Http404("Không có kỳ bình chọn này.")
        return ky

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            return self._trang_moi(request)
        if request.method != "GET":
            raise PermissionDenied
        ky = self.lay(request, object_id)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": str(ky),
            "opts": self.opts,
            "ky": ky,
            **xem_ky.ngu_canh(ky, request),
        }
        return TemplateResponse(request, "admin/sanpham_tieubieu/ky/xem.html", ngu_canh)

    def _trang_moi(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        gui = (request.POST,) if request.method == "POST" else ()
        form = form_cot(None, gui, (*NHAN_DANG, *THONG_TIN))
        hop = HopThoai(
            "Lập kỳ bình chọn khu vực, quốc gia", "Lập kỳ", reverse(_DANH_SACH),
            "Ngưỡng điểm lấy theo quy định của cấp; các tỉnh lấy theo phân vùng khuyến công của "
            "ngày bắt đầu. Sau đó đặt giai đoạn, chỉ tiêu, các ban và khung điểm ở trang của kỳ.",
        )  # fmt: skip

        def lam() -> Any:
            return tao_ky(thong_tin=form.cleaned_data, by=request.user)

        return mo_hop(request, self.admin_site, hop, form, lam, "Đã lập kỳ bình chọn.")

    def trang_viec(
        self, request: HttpRequest, pk: int, ma: str, dong: int | None = None
    ) -> HttpResponse:
        """A step of the round, or one change."""
        ky = self.lay(request, pk)
        ve = reverse("admin:sanpham_tieubieu_kybinhchon_change", args=[ky.pk])
        return viec_ky.trang_viec(request, self.admin_site, ky, ma, dong, ve)

    def trang_thong_ke(self, request: HttpRequest) -> HttpResponse:
        """The funnel and the certificates, by level, region, group, province."""
        return thong_ke.trang_thong_ke(request, self.admin_site)
