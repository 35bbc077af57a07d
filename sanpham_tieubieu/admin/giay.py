"""Certificates in the admin: in force, expiring, revoked; the public page of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.hop_thoai import HopThoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin, ChiXemInline
from sanpham_tieubieu.admin.danh_sach import CoNhom
from sanpham_tieubieu.admin.hop import mo_hop
from sanpham_tieubieu.admin.loc import LocCap, LocNam, LocNhom, LocTinh
from sanpham_tieubieu.admin.o_nhap import CotForm, o_doan, o_ly_do, o_ngay
from sanpham_tieubieu.admin.san_pham import nhan_giay
from sanpham_tieubieu.admin.xuat import XuatBang
from sanpham_tieubieu.choices import CoQuanThuoc, TrangThaiGiay
from sanpham_tieubieu.models import GiayChungNhan, TheoDoi
from sanpham_tieubieu.services import giay as dv
from sanpham_tieubieu.services.theo_doi import COT, ghi_theo_doi
from sanpham_tieubieu.statistics.the import SAP_HET
from sanpham_tieubieu.xac_minh import duong_xac_minh


class LocTinhTrang(LocLuaChon):
    """What the certificate is today, or soon."""

    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*TrangThaiGiay.choices, ("sap_het", f"Hết hạn trong {SAP_HET.days} ngày")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        hom_nay = timezone.localdate()
        con = queryset.con_hieu_luc(hom_nay)  # type: ignore[attr-defined]
        if gia_tri == "sap_het":
            return con.filter(het_han__lte=hom_nay + SAP_HET)
        if gia_tri == TrangThaiGiay.CON_HIEU_LUC:
            return con
        thu_hoi = queryset.filter(thu_hoi_ngay__lte=hom_nay)
        if gia_tri == TrangThaiGiay.THU_HOI:
            return thu_hoi
        chua = queryset.exclude(pk__in=thu_hoi.values("pk"))
        thay = chua.filter(thay_boi__ngay_cap__lte=hom_nay)
        if gia_tri == TrangThaiGiay.DA_THAY:
            return thay
        return chua.exclude(pk__in=thay.values("pk")).filter(het_han__lt=hom_nay)


class LocTheoDoi(LocLuaChon):
    """Winners report each year while the certificate holds (Điều 20)."""

    title = "báo cáo sau công nhận"
    parameter_name = "theo_doi"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        nam = timezone.localdate().year - 1
        return [("co", f"Đã báo cáo năm {nam}"), ("chua", f"Còn hiệu lực, chưa báo cáo năm {nam}")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        hom_nay = timezone.localdate()
        co = TheoDoi.objects.filter(nam=hom_nay.year - 1).values("giay")
        if gia_tri == "co":
            return queryset.filter(pk__in=co)
        cuoi_nam = hom_nay.replace(month=1, day=1) - timedelta(days=1)
        con = queryset.con_hieu_luc(hom_nay)  # type: ignore[attr-defined]
        return con.filter(ngay_cap__lte=cuoi_nam).exclude(pk__in=co)


class _ThuHoiForm(forms.Form):
    so = o_doan("Quyết định thu hồi số", dong=1, max_length=60)
    ngay = o_ngay("Thu hồi từ ngày")
    co_quan = forms.ChoiceField(
        label="Cơ quan thu hồi", choices=CoQuanThuoc.choices, widget=UnfoldAdminSelectWidget
    )
    ly_do = o_ly_do()


class TheoDoiInline(ChiXemInline):
    model = TheoDoi
    tab = True
    verbose_name_plural = "Báo cáo sau công nhận"
    fields = ("nam", "ngay", "doanh_thu", "lao_dong", "ho_tro", "de_an_ma", "dung_logo")


@admin.register(GiayChungNhan)
class GiayChungNhanAdmin(XuatBang, CoNhom, CoBoLoc, CoLichSuDong, ChiXemAdmin):
    ten_tep = "giay-chung-nhan"
    cot_xuat = (
        ("Số", lambda g: g.so),
        ("Cơ quan cấp", lambda g: g.co_quan_cap),
        ("Cấp", lambda g: g.get_cap_display()),
        ("Năm", lambda g: g.nam),
        ("Sản phẩm", lambda g: g.ten_san_pham),
        ("Nhóm", lambda g: g.ma_nhom),
        ("Cơ sở", lambda g: g.ten_co_so),
        ("Tỉnh, thành phố", lambda g: g.don_vi.ten_goi),
        ("Ngày cấp", lambda g: g.ngay_cap),
        ("Có giá trị đến", lambda g: g.het_han),
        ("Quyết định số", lambda g: g.quyet_dinh_so),
        ("Ngày quyết định", lambda g: g.quyet_dinh_ngay),
        ("Giải", lambda g: g.giai),
        ("Tình trạng", lambda g: g.trang_thai_ngay().label),
        ("Minh họa", lambda g: g.minh_hoa),
    )
    list_display = ("so_nhan", "ten", "noi", "nhom", "cap_nam", "han", "tinh_trang", "viec")
    list_display_links = ("so_nhan",)
    list_filter = (LocTinhTrang, LocCap, LocNam, LocNhom, LocTheoDoi, LocTinh)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi", "thay_boi")
    show_full_result_count = False
    search_fields = (
        "so__icontains",
        "ten_san_pham__khong_dau__contains",
        "ten_co_so__khong_dau__contains",
        "quyet_dinh_so__icontains",
    )
    search_help_text = "Tìm theo số giấy, số quyết định, sản phẩm, cơ sở (không cần gõ dấu)"
    inlines = (TheoDoiInline,)
    readonly_fields = ("tinh_trang", "trang_xac_minh", "cac_viec", "nhom_day_du", "nam_chu")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("so", "co_quan_cap"),
                    ("tinh_trang", "trang_xac_minh"),
                    "cac_viec",
                    ("ten_san_pham", "nhom_day_du"),
                    ("ten_co_so", "dia_chi"),
                    ("cap", "nam_chu", "don_vi"),
                    ("ngay_cap", "het_han"),
                    ("quyet_dinh_so", "quyet_dinh_ngay"),
                    ("nguoi_ky", "chuc_danh"),
                    ("giai", "tien_thuong"),
                    ("san_pham", "ho_so"),
                    "thay_boi",
                )
            },
        ),
        (
            "Thu hồi",
            {"fields": (("thu_hoi_ngay", "thu_hoi_so", "thu_hoi_co_quan"), "thu_hoi_ly_do")},
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            ten = f"sanpham_tieubieu_giaychungnhan_{ten}"
            return path(duong, self.admin_site.admin_view(view), name=ten)

        return [
            trang("<int:pk>/thu-hoi/", self.trang_thu_hoi, "thu_hoi"),
            trang("<int:pk>/cap-lai/", self.trang_cap_lai, "cap_lai"),
            trang("<int:pk>/theo-doi/", self.trang_theo_doi, "theo_doi"),
            *super().get_urls(),
        ]

    @admin.display(description="số giấy", ordering="so")
    def so_nhan(self, obj: GiayChungNhan) -> SafeString:
        return format_html("{} {}", obj.so, nhan("Minh họa", "vang") if obj.minh_hoa else "")

    @admin.display(description="sản phẩm, cơ sở", ordering="ten_san_pham__khoa_sap_xep")
    def ten(self, obj: GiayChungNhan) -> SafeString:
        return format_html(
            '<span class="bc-dai">{}<span class="bc-duoi">{}</span></span>',
            obj.ten_san_pham,
            obj.ten_co_so,
        )

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: GiayChungNhan) -> str:
        return obj.don_vi.ten_goi

    @admin.display(description="nhóm", ordering="ma_nhom")
    def nhom(self, obj: Any) -> str:
        return str(obj.ten_nhom)

    @admin.display(description="cấp, năm", ordering="nam")
    def cap_nam(self, obj: GiayChungNhan) -> str:
        return f"{obj.get_cap_display()}, {obj.nam}"

    @admin.display(description="có giá trị", ordering="het_han")
    def han(self, obj: GiayChungNhan) -> str:
        return f"{obj.ngay_cap:%d/%m/%Y} – {obj.het_han:%d/%m/%Y}"

    @admin.display(description="tình trạng")
    def tinh_trang(self, obj: GiayChungNhan) -> SafeString:
        return nhan_giay(obj)

    @admin.display(description="trang xác minh")
    def trang_xac_minh(self, obj: GiayChungNhan) -> SafeString:
        return format_html(
            '<a href="{}" target="_blank" rel="noopener">Mở trang xác minh</a>',
            duong_xac_minh(obj),
        )

    @admin.display(description="việc")
    def viec(self, obj: GiayChungNhan) -> SafeString:
        return format_html(
            '<a class="bc-nut bc-nut-nho" href="{}">Tải giấy</a> '
            '<a class="bc-nut bc-nut-nho" href="{}" target="_blank" rel="noopener">Xác minh</a>',
            reverse("sp_giay_chung_nhan", args=[obj.pk]),
            duong_xac_minh(obj),
        )

    @admin.display(description="việc")
    def cac_viec(self, obj: GiayChungNhan) -> SafeString:
        """On the page of one certificate; the doors say who may."""
        return format_html_join(
            " ",
            '<a class="bc-nut bc-nut-nho" href="{}" data-hop-thoai>{}</a>',
            (
                (reverse(f"admin:sanpham_tieubieu_giaychungnhan_{ten}", args=[obj.pk]), chu)
                for ten, chu in (
                    ("theo_doi", "Ghi báo cáo năm"),
                    ("cap_lai", "Cấp lại"),
                    ("thu_hoi", "Thu hồi"),
                )
            ),
        )

    # --- dialogs -----------------------------------------------------------------------------
    def _lay(self, request: HttpRequest, pk: int, quyen: str) -> GiayChungNhan:
        """404 outside the scope, 403 without the right."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = GiayChungNhan.objects.visible_to(request.user).select_related(
            "san_pham__co_so", "ho_so__ky", "thay_boi"
        )
        giay: GiayChungNhan | None = rows.filter(pk=pk).first()
        if giay is None:
            raise Http404("Không có giấy chứng nhận này.")
        if not request.user.has_perm(f"sanpham_tieubieu.{quyen}"):
            raise PermissionDenied
        return giay

    def _hop(
        self, request: HttpRequest, giay: GiayChungNhan, ten: str, form: forms.Form, lam: Any,
        mo_ta: str, nguy_hiem: bool = False,
    ) -> HttpResponse:  # fmt: skip
        ve = reverse("admin:sanpham_tieubieu_giaychungnhan_change", args=[giay.pk])
        hop = HopThoai(f"{ten}: {giay}", ten, ve, mo_ta, nguy_hiem)
        return mo_hop(request, self.admin_site, hop, form, lam, f"Đã xong: {ten.lower()}.")

    def trang_thu_hoi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke by decision of the authority of the level (R58)."""
        giay = self._lay(request, pk, "ky_quyet_dinh")
        form = _ThuHoiForm(request.POST) if request.method == "POST" else _ThuHoiForm()
        cau = "Trang xác minh báo «Đã thu hồi» từ ngày thu hồi; giấy không xóa."

        def lam() -> Any:
            return dv.thu_hoi(giay, by=request.user, **form.cleaned_data)

        return self._hop(request, giay, "Thu hồi", form, lam, cau, True)

    def trang_cap_lai(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Issue anew: lost, damaged, or a name to set right."""
        giay = self._lay(request, pk, "ky_quyet_dinh")
        gui = (request.POST,) if request.method == "POST" else ()
        form = CotForm(
            *gui,
            bang=GiayChungNhan,
            truong=("ten_san_pham", "ten_co_so", "dia_chi"),
            dong=giay,
            them={
                "so": o_doan("Số giấy mới", dong=1, max_length=60),
                "ngay_cap": o_ngay("Ngày cấp lại"),
                "ly_do": o_ly_do(),
            },
        )

        def lam() -> Any:
            d = dict(form.cleaned_data)
            dau = {k: d.pop(k) for k in ("so", "ngay_cap", "ly_do")}
            return dv.cap_lai(giay, by=request.user, thong_tin=d, **dau)

        cau = "Giấy cũ được ghi là đã cấp lại; thời hạn giữ như giấy cũ."
        return self._hop(request, giay, "Cấp lại", form, lam, cau)

    def trang_theo_doi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the winner reported for a year (Điều 20)."""
        giay = self._lay(request, pk, "theo_doi_sau")
        gui = (request.POST,) if request.method == "POST" else ()
        form = CotForm(*gui, bang=TheoDoi, truong=("nam", *COT))

        def lam() -> Any:
            d = dict(form.cleaned_data)
            return ghi_theo_doi(giay, nam=d.pop("nam"), thong_tin=d, by=request.user)

        cau = "Ghi lại cùng năm thì thay số cũ; số chưa có thì để trống."
        return self._hop(request, giay, "Ghi báo cáo năm", form, lam, cau)
