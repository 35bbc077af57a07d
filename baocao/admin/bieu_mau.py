"""Form templates: drafts are edited, a version that a report has used only shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from unfold.admin import StackedInline, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, ChiTieu, CotBieu, PhieuBieu
from baocao.services import bieu_mau as dich_vu
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan

_MAU = {
    TrangThaiBieu.NHAP: "vang",
    TrangThaiBieu.HIEU_LUC: "luc",
    TrangThaiBieu.THOI: "xam",
}


class CoCongThucForm(forms.ModelForm):
    """A formula that does not parse is told at its field."""

    def clean_cong_thuc(self) -> str:
        cong_thuc = self.cleaned_data["cong_thuc"]
        if cong_thuc:
            try:
                BieuThuc(cong_thuc)
            except BieuThucSai as loi:
                raise ValidationError(f"Công thức chưa đúng: {loi}.") from loi
        return cong_thuc


class _TrongBieuInline:
    """Rows and columns follow the template: once it is used, they only show."""

    form = CoCongThucForm
    extra = 0
    can_delete = False
    tab = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.view_bieumau")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.change_bieumau") and sua_duoc(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.change_bieumau") and sua_duoc(obj)


def sua_duoc(bieu_mau: Any) -> bool:
    """False once a report holds a form of this version."""
    if bieu_mau is None or bieu_mau.pk is None:
        return True
    if not hasattr(bieu_mau, "da_dung"):
        bieu_mau.da_dung = PhieuBieu.objects.filter(bieu_mau=bieu_mau).exists()
    return not bieu_mau.da_dung


class CotInline(_TrongBieuInline, TabularInline):
    model = CotBieu
    fields = (
        "thu_tu",
        "ma",
        "ten",
        "kieu_cot",
        "kieu",
        "nguon_csdl",
        "cong_thuc",
        "so_le",
        "bat_buoc",
        "in_ra",
    )


class ChiTieuInline(_TrongBieuInline, StackedInline):
    model = ChiTieu
    collapsible = True
    fields = (
        ("thu_tu", "ma", "stt", "muc"),
        "ten",
        ("dvt", "kieu", "so_le"),
        ("cha", "cap"),
        ("dai_luong", "tong_hop", "tu_so", "mau_so"),
        ("tong_cua", "la_tap_con_cua"),
        ("bat_buoc", "loai_ky", "cot_khong_ap_dung"),
        ("cho_am", "mua_vu"),
        "cong_thuc",
        "ghi_chu",
    )


class ApDungForm(forms.Form):
    """From which day a draft is in force."""

    tu_ngay = forms.DateField(
        label="Có hiệu lực từ ngày",
        widget=UnfoldAdminTextInputWidget(
            attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
        ),
        help_text="Kỳ có tháng cuối từ ngày này trở đi dùng phiên bản mới. Ví dụ 01/01/2027.",
    )


@admin.register(BieuMau)
class BieuMauAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("ma", "phien_ban", "ten", "nhom", "tt", "hieu_luc_tu", "hieu_luc_den", "dung")
    list_display_links = ("ma", "ten")
    list_filter = ("trang_thai", "nhom", "la_tinh_toan", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains")
    inlines = (CotInline, ChiTieuInline)
    change_form_template = "admin/baocao/bieumau/change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """State and dates change only by «Đưa vào áp dụng»; a code names one form for ever."""
        if obj is None:
            return ("phien_ban", "trang_thai", "hieu_luc_den")
        return ("ma", "phien_ban", "trang_thai", "hieu_luc_tu", "hieu_luc_den")

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"baocao_bieumau_{ten}")

        return [
            trang("<int:pk>/phien-ban-moi/", self.trang_phien_ban_moi, "phien_ban_moi"),
            trang("<int:pk>/ap-dung/", self.trang_ap_dung, "ap_dung"),
            *super().get_urls(),
        ]

    def _lay(self, request: HttpRequest, pk: int) -> Any:
        if not request.user.has_perm(dich_vu.QUYEN):
            raise PermissionDenied
        obj = self.get_object(request, str(pk))
        if obj is None:
            raise Http404("Không có biểu mẫu này.")
        return obj

    def trang_phien_ban_moi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Copy a version as a draft: GET asks, POST does."""
        bieu = self._lay(request, pk)
        hop = HopThoai(
            f"Tạo phiên bản mới của biểu {bieu.ma}",
            "Tạo bản thảo",
            reverse("admin:baocao_bieumau_change", args=[pk]),
            f"Cột và chỉ tiêu của phiên bản {bieu.phien_ban} được chép sang một bản thảo để sửa. "
            "Báo cáo đã lập vẫn theo phiên bản cũ.",
            xong_den=f"{reverse('admin:baocao_bieumau_changelist')}?q={bieu.ma}",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            moi = dich_vu.tao_phien_ban_moi(bieu, by=request.user)
            return f"Đã tạo bản thảo phiên bản {moi.phien_ban} của biểu {moi.ma}; mở ra để sửa."

        return trang_hop_thoai(
            request, self.admin_site, hop, KhongTruongForm(du_lieu_gui(request)), lam
        )

    def trang_ap_dung(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a draft in force from a day: GET asks, POST does."""
        bieu = self._lay(request, pk)
        hop = HopThoai(
            f"Áp dụng biểu {bieu.ma}, phiên bản {bieu.phien_ban}",
            "Đưa vào áp dụng",
            reverse("admin:baocao_bieumau_change", args=[pk]),
            "Phiên bản đang dùng hết hiệu lực vào ngày liền trước.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            dich_vu.ap_dung(bieu, by=request.user, tu_ngay=du_lieu["tu_ngay"])
            ngay = f"{du_lieu['tu_ngay']:%d/%m/%Y}"
            return f"Biểu {bieu.ma} phiên bản {bieu.phien_ban} có hiệu lực từ ngày {ngay}."

        return trang_hop_thoai(request, self.admin_site, hop, ApDungForm(du_lieu_gui(request)), lam)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        phieu = PhieuBieu.objects.filter(bieu_mau=OuterRef("pk"))
        return super().get_queryset(request).annotate(da_dung=Exists(phieu))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and sua_duoc(obj)

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: BieuMau) -> SafeString:
        return nhan(obj.get_trang_thai_display(), _MAU[TrangThaiBieu(obj.trang_thai)])

    @admin.display(description="đã dùng", boolean=True)
    def dung(self, obj: Any) -> bool:
        return bool(obj.da_dung)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        them = extra_context or {}
        if obj is not None:
            them |= {
                "title": f"{obj.ma} – {obj.ten} (phiên bản {obj.phien_ban})",
                "cac_cot": list(obj.cot.all()),
                "cac_chi_tieu": list(obj.chi_tieu.all()),
                "chi_xem": not sua_duoc(obj),
                "la_ban_thao": obj.trang_thai == TrangThaiBieu.NHAP,
                "duoc_sua_bieu": request.user.has_perm(dich_vu.QUYEN),
            }
        return super().change_view(request, object_id, form_url, them)
