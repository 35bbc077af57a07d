"""Registers of craft villages and of events, with their figures, booths, provinces, proposals."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import TabularInline

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.admin.loc import LocCap, LocKhuVuc, LocTinh
from sanpham_tieubieu.choices import TrangThaiViec
from sanpham_tieubieu.models import (
    GianHang,
    GianHangNguon,
    LangNghe,
    SoLieuLangNghe,
    SuKienNganh,
    TinhThamDu,
    ViecHoiNghi,
)
from sanpham_tieubieu.services.so_nganh import luu, luu_dong, sua_duoc

_VIEC_XONG = (TrangThaiViec.XONG, TrangThaiViec.KHONG_LAM)


class _Inline(TabularInline):
    extra = 0
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sua_duoc(request.user, obj)

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class SoNganhAdmin(CoBoLoc, CoLichSuDong, ScopedAdmin):
    """Written through the service, rows below included."""

    list_filter_submit = False
    list_fullwidth = True
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return sua_duoc(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sua_duoc(request.user, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        luu(obj, by=request.user, doi=form.changed_data)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        cac = formset.save(commit=False)
        luu_dong(form.instance, luu_cac=cac, bo=formset.deleted_objects, by=request.user)

    @admin.display(description="tên", ordering="ten__khoa_sap_xep")
    def ten_nhan(self, obj: Any) -> SafeString:
        return format_html(
            '<span class="bc-dai">{} {}{}</span>',
            obj.ten,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
            nhan("Cần xác minh", "vang") if obj.can_xac_minh else "",
        )

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def tinh(self, obj: Any) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "–"


class SoLieuInline(_Inline):
    model = SoLieuLangNghe
    verbose_name_plural = "Số liệu các năm"
    fields = (
        "nam", "ho_tong", "ho_tham_gia", "lao_dong", "doanh_thu", "thu_nhap", "nghe_nhan",
        "nguon_tin",
    )  # fmt: skip


@admin.register(LangNghe)
class LangNgheAdmin(SoNganhAdmin):
    list_display = ("ten_nhan", "danh_hieu", "nghe_chinh", "tinh", "cong_nhan", "ho", "san_pham_so")
    list_display_links = ("ten_nhan",)
    list_filter = (LocTinh, "danh_hieu", "can_xac_minh")
    list_select_related = ("don_vi", "xa")
    search_fields = ("ten__khong_dau__contains", "nghe_chinh__khong_dau__contains")
    search_help_text = "Tìm theo tên làng nghề, nghề chính (không cần gõ dấu)"
    autocomplete_fields = ("don_vi", "xa")
    inlines = (SoLieuInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("ten", "danh_hieu"),
                    ("nghe_chinh", "dia_chi"),
                    ("don_vi", "xa"),
                    ("so_qd", "ngay_qd"),
                    ("trong_ccn", "nguon_tin"),
                    "moi_truong",
                    "can_xac_minh",
                )
            },
        ),
        ("Thu hồi", {"fields": (("thu_hoi_so", "thu_hoi_ngay"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        moi = SoLieuLangNghe.objects.filter(lang_nghe=OuterRef("pk")).order_by("-nam")
        return (
            super()
            .get_queryset(request)
            .annotate(
                so_san_pham=Count("san_pham", distinct=True),
                nam_moi=Subquery(moi.values("nam")[:1]),
                ho_moi=Subquery(moi.values("ho_tham_gia")[:1]),
                ho_tat=Subquery(moi.values("ho_tong")[:1]),
            )
        )

    @admin.display(description="quyết định công nhận", ordering="ngay_qd")
    def cong_nhan(self, obj: LangNghe) -> SafeString:
        so = obj.so_qd or "chưa rõ"
        ngay = f" ngày {obj.ngay_qd:%d/%m/%Y}" if obj.ngay_qd else ""
        thu_hoi = nhan(f"Thu hồi {obj.thu_hoi_ngay:%d/%m/%Y}", "do") if obj.thu_hoi_ngay else ""
        return format_html("{}{} {}", so, ngay, thu_hoi)

    @admin.display(description="hộ làm nghề / tổng hộ", ordering="ho_moi")
    def ho(self, obj: Any) -> str:
        if obj.nam_moi is None:
            return "chưa có số liệu"
        cac = ["chưa rõ" if s is None else dinh_dang(s) for s in (obj.ho_moi, obj.ho_tat)]
        return f"{' / '.join(cac)} (năm {obj.nam_moi})"

    @admin.display(description="sản phẩm bình chọn", ordering="so_san_pham")
    def san_pham_so(self, obj: Any) -> int:
        return int(obj.so_san_pham)


class NguonInline(_Inline):
    model = GianHangNguon
    verbose_name_plural = "Gian hàng theo nguồn"
    fields = ("nguon", "ke_hoach", "thuc_hien", "kinh_phi")


class GianHangInline(_Inline):
    model = GianHang
    verbose_name_plural = "Đơn vị tham gia"
    per_page = 30
    autocomplete_fields = ("co_so", "don_vi")
    fields = (
        "ten", "co_so", "don_vi", "vi_tri", "so_gian", "nguon", "don_gia", "ho_tro",
        "hop_dong_so", "so_xac_nhan",
    )  # fmt: skip


class ThamDuInline(_Inline):
    model = TinhThamDu
    verbose_name_plural = "Tỉnh tham dự"
    autocomplete_fields = ("don_vi",)
    fields = ("don_vi", "so_dai_bieu")


class ViecInline(_Inline):
    model = ViecHoiNghi
    verbose_name_plural = "Kiến nghị, kết luận"
    autocomplete_fields = ("don_vi",)
    fields = (
        "loai", "don_vi", "noi_dung", "co_quan", "han", "trang_thai", "ket_qua", "xong_ngay",
    )  # fmt: skip


class LocViec(LocLuaChon):
    """Tasks of conferences that are late or open."""

    title = "kiến nghị, kết luận"
    parameter_name = "viec"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("tre", "Có việc quá hạn"), ("mo", "Có việc chưa xong")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        viec = ViecHoiNghi.objects.exclude(trang_thai__in=_VIEC_XONG)
        if gia_tri == "tre":
            viec = viec.filter(han__lt=timezone.localdate())
        return queryset.filter(pk__in=viec.values("su_kien"))


@admin.register(SuKienNganh)
class SuKienNganhAdmin(SoNganhAdmin):
    list_display = ("ten_nhan", "loai", "noi", "ngay", "gian_hang_cot", "so_tinh_cot", "viec_cot")
    list_display_links = ("ten_nhan",)
    list_filter = ("loai", LocCap, LocKhuVuc, LocViec, LocTinh, "can_xac_minh")
    list_select_related = ("don_vi",)
    search_fields = ("ten__khong_dau__contains", "chuoi__khong_dau__contains")
    search_help_text = "Tìm theo tên, chuỗi sự kiện (không cần gõ dấu)"
    autocomplete_fields = ("don_vi", "ky")
    inlines = (NguonInline, GianHangInline, ThamDuInline, ViecInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("ten", "loai"),
                    ("cap", "khu_vuc"),
                    ("chuoi", "lan_thu"),
                    ("tu_ngay", "den_ngay"),
                    ("don_vi", "dia_diem"),
                    ("chu_tri", "thuc_hien"),
                    "ky",
                    "nguon_tin",
                    ("ghi_chu", "can_xac_minh"),
                )
            },
        ),
        (
            "Kết quả",
            {
                "fields": (
                    ("gian_hang", "so_tinh", "so_don_vi"),
                    ("so_dai_bieu", "luot_khach", "so_hop_dong"),
                    ("doanh_thu", "kinh_phi"),
                ),
                "description": "Số chưa có thì để trống, không ghi 0.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        con = ~Q(viec__trang_thai__in=_VIEC_XONG)
        hom_nay = timezone.localdate()
        return (
            super()
            .get_queryset(request)
            .annotate(
                so_viec=Count("viec", filter=con, distinct=True),
                so_tre=Count("viec", filter=con & Q(viec__han__lt=hom_nay), distinct=True),
            )
        )

    @admin.display(description="nơi tổ chức", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: SuKienNganh) -> SafeString:
        khu_vuc = obj.get_khu_vuc_display() or obj.get_cap_display()
        return format_html(
            '{}<span class="bc-duoi">{}</span>', obj.don_vi.ten_goi if obj.don_vi else "–", khu_vuc
        )

    @admin.display(description="thời gian", ordering="tu_ngay")
    def ngay(self, obj: SuKienNganh) -> str:
        den = f" – {obj.den_ngay:%d/%m/%Y}" if obj.den_ngay else ""
        return f"{obj.tu_ngay:%d/%m/%Y}{den}"

    @admin.display(description="gian hàng", ordering="gian_hang")
    def gian_hang_cot(self, obj: SuKienNganh) -> str:
        return "–" if obj.gian_hang is None else dinh_dang(obj.gian_hang)

    @admin.display(description="số tỉnh", ordering="so_tinh")
    def so_tinh_cot(self, obj: SuKienNganh) -> str:
        return "–" if obj.so_tinh is None else dinh_dang(obj.so_tinh)

    @admin.display(description="việc chưa xong", ordering="so_viec")
    def viec_cot(self, obj: Any) -> SafeString | str:
        if not obj.so_viec:
            return "–"
        tre = nhan(f"{obj.so_tre} quá hạn", "do") if obj.so_tre else ""
        return format_html("{} {}", obj.so_viec, tre)
