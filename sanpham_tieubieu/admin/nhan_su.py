"""Persons of councils and juries in the admin; written by the door of services/ban.py."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextInputWidget

from cucctdp.accounts.models import User
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.hop_thoai import HopThoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin, ChiXemInline
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import CoSo, DonViHanhChinh
from sanpham_tieubieu.admin.hop import mo_hop
from sanpham_tieubieu.admin.loc import LocTinh
from sanpham_tieubieu.admin.o_nhap import CotForm
from sanpham_tieubieu.models import NhanSu, QuanHe, ThanhVienBan
from sanpham_tieubieu.services.ban import ghi_nguoi, ghi_quan_he

COT = (
    "ho_ten", "hoc_ham", "chuc_vu", "co_quan", "co_quan_thuoc", "mst_co_quan", "dia_chi",
    "don_vi", "linh_vuc", "tai_khoan",
)  # fmt: skip


def duoc_ghi(user: Any) -> bool:
    """Whoever prepares or runs rounds keeps the list of persons."""
    return bool(
        user.has_perm("sanpham_tieubieu.lap_ky") or user.has_perm("sanpham_tieubieu.dieu_hanh_ky")
    )


def _form(request: HttpRequest, dong: NhanSu | None) -> CotForm:
    gui = (request.POST,) if request.method == "POST" else ()
    tai_khoan = User.objects.filter(is_active=True).order_by("ho_ten", "pk")
    return CotForm(
        *gui,
        bang=NhanSu,
        truong=COT,
        dong=dong,
        rows={
            "don_vi": DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).theo_ten(),
            "tai_khoan": tai_khoan.filter(
                Q(nhan_su_binh_chon__isnull=True) | Q(nhan_su_binh_chon=dong)
            ),
        },
        them={
            "so_dinh_danh": forms.CharField(
                label="Số định danh cá nhân (12 số)",
                required=False,
                widget=UnfoldAdminTextInputWidget(
                    attrs={"inputmode": "numeric", "autocomplete": "off"}
                ),
                help_text="Chỉ lưu dấu mã hóa để tìm xung đột lợi ích; để trống thì giữ dấu cũ.",
            )
        },
    )


class ThamGiaInline(ChiXemInline):
    model = ThanhVienBan
    verbose_name_plural = "Các ban đã tham gia"
    fields = ("ban", "vai_tro", "chuc_danh", "thoi_tu")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = ThanhVienBan.objects.visible_to(request.user)
        return rows.select_related("ban__ky__don_vi", "ban__ky__xa", "nhan_su")


class QuanHeInline(ChiXemInline):
    model = QuanHe
    verbose_name_plural = "Quan hệ với cơ sở"
    fields = ("co_so", "loai", "tu_ngay", "den_ngay", "nguon_tin")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return QuanHe.objects.visible_to(request.user).select_related("co_so", "nhan_su")


@admin.register(NhanSu)
class NhanSuAdmin(CoBoLoc, CoLichSuDong, ChiXemAdmin):
    list_display = ("ten_nhan", "co_quan", "co_quan_thuoc", "linh_vuc", "tinh", "ban_so", "viec")
    list_display_links = ("ten_nhan",)
    list_filter = ("co_quan_thuoc", LocTinh)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi",)
    show_full_result_count = False
    search_fields = ("ho_ten__khong_dau__contains", "co_quan__khong_dau__contains")
    search_help_text = "Tìm theo họ tên, nơi công tác (không cần gõ dấu)"
    inlines = (ThamGiaInline, QuanHeInline)
    readonly_fields = ("co_dinh_danh",)
    fields = (
        ("hoc_ham", "ho_ten"),
        ("chuc_vu", "co_quan"),
        ("co_quan_thuoc", "mst_co_quan"),
        ("dia_chi", "don_vi"),
        ("linh_vuc", "tai_khoan"),
        "co_dinh_danh",
    )

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            ten = f"sanpham_tieubieu_nhansu_{ten}"
            return path(duong, self.admin_site.admin_view(view), name=ten)

        return [
            trang("<int:pk>/sua/", self.trang_sua, "sua"),
            trang("<int:pk>/quan-he/", self.trang_quan_he, "quan_he"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(so_ban=Count("tham_gia", distinct=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return duoc_ghi(request.user)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        cot = list(super().get_list_display(request))
        return cot if duoc_ghi(request.user) else cot[:-1]

    @admin.display(description="họ và tên", ordering="ho_ten__khoa_sap_xep")
    def ten_nhan(self, obj: NhanSu) -> SafeString:
        return format_html("{} {}", obj, nhan("Minh họa", "vang") if obj.minh_hoa else "")

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def tinh(self, obj: NhanSu) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "–"

    @admin.display(description="số ban", ordering="so_ban")
    def ban_so(self, obj: Any) -> int:
        return int(obj.so_ban)

    @admin.display(description="số định danh")
    def co_dinh_danh(self, obj: NhanSu) -> str:
        return "Đã có dấu mã hóa" if obj.dinh_danh_bam else "Chưa có"

    @admin.display(description="việc")
    def viec(self, obj: NhanSu) -> SafeString:
        return format_html(
            '<a class="bc-nut bc-nut-nho" href="{}" data-hop-thoai>Sửa</a> '
            '<a class="bc-nut bc-nut-nho" href="{}" data-hop-thoai>Thêm quan hệ</a>',
            reverse("admin:sanpham_tieubieu_nhansu_sua", args=[obj.pk]),
            reverse("admin:sanpham_tieubieu_nhansu_quan_he", args=[obj.pk]),
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            return self._trang(request, None)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _lay(self, request: HttpRequest, pk: int) -> NhanSu:
        if not self.has_view_permission(request):
            raise PermissionDenied
        nguoi: NhanSu | None = NhanSu.objects.visible_to(request.user).filter(pk=pk).first()
        if nguoi is None:
            raise Http404("Không có người này.")
        return nguoi

    def trang_sua(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change a person."""
        return self._trang(request, self._lay(request, pk))

    def _trang(self, request: HttpRequest, nguoi: NhanSu | None) -> HttpResponse:
        if not duoc_ghi(request.user):
            raise PermissionDenied
        form = _form(request, nguoi)
        ve = reverse("admin:sanpham_tieubieu_nhansu_changelist")
        hop = HopThoai(f"Sửa: {nguoi}" if nguoi else "Thêm thành viên các ban", "Lưu", ve)

        def lam() -> Any:
            d = dict(form.cleaned_data)
            so = d.pop("so_dinh_danh") or None
            return ghi_nguoi(nguoi, by=request.user, so_dinh_danh=so, **d)

        return mo_hop(request, self.admin_site, hop, form, lam, "Đã lưu.")

    def trang_quan_he(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A tie with an establishment: what the conflict engine reads."""
        nguoi = self._lay(request, pk)
        if not duoc_ghi(request.user):
            raise PermissionDenied
        gui = (request.POST,) if request.method == "POST" else ()
        form = CotForm(
            *gui,
            bang=QuanHe,
            truong=("loai", "tu_ngay", "den_ngay", "nguon_tin"),
            them={
                "ma_so_thue": forms.CharField(
                    label="Mã số thuế của cơ sở",
                    max_length=14,
                    widget=UnfoldAdminTextInputWidget,
                    help_text="Cơ sở phải có trong danh sách cơ sở công nghiệp nông thôn.",
                )
            },
        )
        hop = HopThoai(f"Quan hệ với cơ sở: {nguoi}", "Thêm", self._duong(nguoi))

        def lam() -> Any:
            d = dict(form.cleaned_data)
            return ghi_quan_he(
                nguoi, _co_so(d.pop("ma_so_thue"), request.user), by=request.user, **d
            )

        return mo_hop(request, self.admin_site, hop, form, lam, "Đã ghi quan hệ.")

    def _duong(self, nguoi: NhanSu) -> str:
        return reverse("admin:sanpham_tieubieu_nhansu_change", args=[nguoi.pk])


def _co_so(mst: str, user: Any) -> CoSo:
    co_so = CoSo.objects.visible_to(user).hien_hanh().filter(ma_so_thue=mst.strip()).first()
    if co_so is None:
        raise ValidationError(f"Không có cơ sở mang mã số thuế «{mst[:20]}».")
    return co_so
