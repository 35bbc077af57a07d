"""Pages of import sessions: history, upload, matching, rows, commit, undo."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.files.quyen import dang_ky as dang_ky_tep
from cucctdp.imports import trang, trang_tai_len
from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.dang_ky import cac_so, moi_so, so_dang_ky
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.phien import LOAI_TEP

KIEU_NHAN = {
    TrangThaiPhien.GHEP_COT: "vang",
    TrangThaiPhien.DANG_KIEM: "xanh",
    TrangThaiPhien.CHO_GHI: "vang",
    TrangThaiPhien.DANG_GHI: "xanh",
    TrangThaiPhien.DA_GHI: "luc",
    TrangThaiPhien.DANG_HOAN_TAC: "xanh",
    TrangThaiPhien.DA_HOAN_TAC: "tim",
    TrangThaiPhien.DA_BO: "xam",
}


def _duoc_tai(user: Any, tep: Any) -> bool:
    """A session's files go to whoever sees the session."""
    phien = PhienNhap.objects.visible_to(user)
    if not user.has_perm("imports.view_phiennhap"):
        return False
    return phien.filter(tep=tep).exists() or phien.filter(viec_danh_dau__ket_qua=tep).exists()


dang_ky_tep(LOAI_TEP, _duoc_tai)


class LoaiFilter(admin.SimpleListFilter):
    title = "danh mục"
    parameter_name = "danh_muc"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(s.ma, s.ten) for s in moi_so()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(loai=self.value()) if self.value() else queryset


@admin.register(PhienNhap)
class PhienNhapAdmin(ChiXemAdmin):
    change_list_template = "admin/imports/phiennhap/danh_sach.html"
    list_display = (
        "so_phien",
        "danh_muc",
        "ten_tep",
        "nhan_trang_thai",
        "tong_dong",
        "so_loi",
        "so_ghi",
        "nguoi_tao",
        "tao_luc",
    )
    list_filter = (LoaiFilter, "trang_thai")
    list_select_related = ("tep", "nguoi_tao")
    search_fields = ("tep__ten",)
    ordering = ("-tao_luc", "-id")

    @admin.display(description="phiên", ordering="id")
    def so_phien(self, obj: PhienNhap) -> str:
        return f"Số {obj.pk}"

    @admin.display(description="danh mục", ordering="loai")
    def danh_muc(self, obj: PhienNhap) -> str:
        return so_dang_ky(obj.loai).ten

    @admin.display(description="tệp", ordering="tep__ten")
    def ten_tep(self, obj: PhienNhap) -> str:
        duong = reverse("admin:imports_phiennhap_change", args=[obj.pk])
        return format_html('<a class="bc-lien" href="{}">{}</a>', duong, obj.tep.ten)

    @admin.display(description="trạng thái", ordering="trang_thai")
    def nhan_trang_thai(self, obj: PhienNhap) -> str:
        return nhan(obj.get_trang_thai_display(), KIEU_NHAN[TrangThaiPhien(obj.trang_thai)])

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        ngu_canh = {"cac_so": cac_so(request.user), **(extra_context or {})}
        return super().changelist_view(request, ngu_canh)

    def get_urls(self) -> list[URLPattern]:
        def duong(mau: str, ten: str, ham: Any) -> URLPattern:
            return path(mau, self.admin_site.admin_view(ham), name=f"imports_phiennhap_{ten}")

        return [
            duong("tai-len/<slug:loai>/", "tai_len", trang_tai_len.tai_len),
            duong("tep-mau/<slug:loai>/", "tep_mau", trang_tai_len.tep_mau),
            duong("xuat/<slug:loai>/", "xuat", trang_tai_len.xuat_danh_muc),
            duong("<int:pk>/ghep-cot/", "ghep_cot", trang_tai_len.ghep_cot),
            duong("<int:pk>/tien-do/", "tien_do", trang.tien_do),
            duong("<int:pk>/dong/<int:so>/", "dong", trang.sua),
            duong("<int:pk>/viec/<slug:viec>/", "viec", trang.lam_viec),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The session's own page instead of a form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
            raise Http404("Không có phiên nhập này.")
        return trang.xem(request, int(object_id))
