"""Products in the admin: one identity for life, with its dossiers, certificates and past awards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin, ChiXemInline
from cucctdp.donvi.lien_thong import HO_TRO
from cucctdp.formats.tien import in_trieu
from sanpham_tieubieu.admin.danh_sach import CoNhom
from sanpham_tieubieu.admin.loc import LocNhom, LocTinhSanPham
from sanpham_tieubieu.admin.xuat import XuatBang
from sanpham_tieubieu.choices import TrangThaiGiay
from sanpham_tieubieu.models import (
    DanhHieuCu,
    GiayChungNhan,
    HoSoDangKy,
    SanPham,
    ThanhPhanBo,
)

_MAU_GIAY = {
    TrangThaiGiay.CON_HIEU_LUC: "luc",
    TrangThaiGiay.HET_HAN: "xam",
    TrangThaiGiay.DA_THAY: "xanh",
    TrangThaiGiay.THU_HOI: "do",
}


def nhan_giay(giay: GiayChungNhan) -> SafeString:
    """State of a certificate today."""
    tt = giay.trang_thai_ngay()
    return nhan(tt.label, _MAU_GIAY[tt])  # type: ignore[arg-type]


def _tien(dong: int | None) -> str:
    return "chưa có số tiền" if dong is None else f"{in_trieu(dong)} triệu đồng"


class LocGiay(LocLuaChon):
    """By what the product holds today."""

    title = "giấy chứng nhận"
    parameter_name = "giay"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("con", "Đang có giấy còn hiệu lực"),
            ("nhieu_lan", "Được công nhận từ hai lần"),
            ("khong", "Chưa có giấy"),
        ]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        giay = GiayChungNhan.objects.all()
        if gia_tri == "con":
            con = giay.con_hieu_luc(timezone.localdate())
            return queryset.filter(pk__in=con.values("san_pham"))
        if gia_tri == "khong":
            return queryset.exclude(pk__in=giay.values("san_pham"))
        nhieu = (
            giay.order_by()
            .values("san_pham")
            .annotate(n=Count("pk", filter=Q(thay_cho__isnull=True)))
            .filter(n__gt=1)
        )
        return queryset.filter(pk__in=nhieu.values("san_pham"))


class LocOcop(LocLuaChon):
    title = "OCOP"
    parameter_name = "ocop"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(n), f"{n} sao") for n in (3, 4, 5)), ("khong", "Chưa có hạng")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "khong":
            return queryset.filter(ocop_sao__isnull=True)
        return queryset.filter(ocop_sao=gia_tri)


class _Duoi(ChiXemInline):
    tab = True


class ThanhPhanInline(_Duoi):
    model = ThanhPhanBo
    verbose_name_plural = "Sản phẩm trong bộ"
    fields = ("ten", "vat_lieu", "cong_dung", "co_so")


class HoSoInline(_Duoi):
    model = HoSoDangKy
    fk_name = "san_pham"
    verbose_name_plural = "Hồ sơ các kỳ"
    fields = readonly_fields = ("ky", "ma_so", "ma_nhom", "trang_thai", "nop_luc")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = HoSoDangKy.objects.visible_to(request.user)
        return rows.select_related("ky__don_vi", "ky__xa").order_by("-ky__nam", "pk")


class GiayInline(_Duoi):
    model = GiayChungNhan
    fk_name = "san_pham"
    verbose_name_plural = "Giấy chứng nhận"
    fields = ("so", "cap", "nam", "ngay_cap", "het_han", "tinh_trang")
    readonly_fields = ("tinh_trang",)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("thay_boi")

    @admin.display(description="tình trạng")
    def tinh_trang(self, obj: GiayChungNhan) -> SafeString:
        return nhan_giay(obj)


class DanhHieuInline(_Duoi):
    model = DanhHieuCu
    verbose_name_plural = "Danh hiệu các năm trước"
    fields = ("cap", "nam", "ten_san_pham", "quyet_dinh_so", "nguon_tin")


@admin.register(SanPham)
class SanPhamAdmin(XuatBang, CoNhom, CoBoLoc, CoLichSuDong, ChiXemAdmin):
    ten_tep = "san-pham-binh-chon"
    cot_xuat = (
        ("Sản phẩm", lambda s: s.ten),
        ("Nhóm", lambda s: s.ma_nhom),
        ("Bộ sản phẩm", lambda s: s.la_bo),
        ("Cơ sở", lambda s: s.co_so.ten),
        ("Xã, phường", lambda s: s.co_so.xa.ten_goi),
        ("Tỉnh, thành phố", lambda s: s.co_so.xa.tinh.ten_goi),
        ("Làng nghề", lambda s: s.lang_nghe),
        ("OCOP: hạng sao", lambda s: s.ocop_sao),
        ("Số hồ sơ", lambda s: s.so_ho_so),
        ("Số giấy", lambda s: s.so_giay),
        ("Giấy còn hiệu lực", lambda s: s.so_con),
        ("Minh họa", lambda s: s.minh_hoa),
    )
    list_display = ("ten_nhan", "co_so_cot", "nhom", "bo", "ocop", "ho_so_so", "giay_so")
    list_display_links = ("ten_nhan",)
    list_filter = (LocNhom, LocGiay, LocOcop, "la_bo", LocTinhSanPham)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("co_so__xa__tinh", "lang_nghe", "hop_nhat_vao")
    show_full_result_count = False
    search_fields = ("ten__khong_dau__contains", "co_so__ten__khong_dau__contains")
    search_help_text = "Tìm theo tên sản phẩm, tên cơ sở (không cần gõ dấu)"
    readonly_fields = ("nhom_day_du", "ho_tro_khuyen_cong")
    inlines = (ThanhPhanInline, HoSoInline, GiayInline, DanhHieuInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("ten", "nhom_day_du"),
                    ("co_so", "lang_nghe"),
                    ("la_bo", "truong_hop_bo"),
                    ("san_xuat_hang_loat", "doc_ban"),
                    "mo_ta",
                    "ho_tro_khuyen_cong",
                    "hop_nhat_vao",
                )
            },
        ),
        (
            "OCOP",
            {
                "fields": (
                    ("ocop_nhom", "ocop_sao"),
                    ("ocop_so_qd", "ocop_ngay_qd", "ocop_het_han"),
                ),
                "description": "Ghi bên cạnh để tham khảo; không quy đổi sang bình chọn.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        con = GiayChungNhan.objects.con_hieu_luc(timezone.localdate()).order_by()
        return (
            super()
            .get_queryset(request)
            .annotate(
                so_ho_so=Count("ho_so", distinct=True),
                so_giay=Count("giay", distinct=True),
                so_con=Count("giay", filter=Q(giay__in=con.values("pk")), distinct=True),
            )
        )

    @admin.display(description="hỗ trợ cơ sở đã nhận")
    def ho_tro_khuyen_cong(self, obj: SanPham) -> SafeString | str:
        """Supports told by the other programmes, newest first (Điều 6 NĐ 45/2012/NĐ-CP)."""
        dong = (
            (h.nam, h.noi_dung, h.ma, _tien(h.so_tien), h.trang_thai.lower())
            for h in HO_TRO.doc({obj.co_so_id})
        )
        cau = format_html_join(SafeString("<br>"), "Năm {}: {} (đề án {}), {}, {}", dong)
        return cau or "Chưa ghi nhận"

    @admin.display(description="sản phẩm", ordering="ten__khoa_sap_xep")
    def ten_nhan(self, obj: SanPham) -> SafeString:
        return format_html(
            '<span class="bc-dai">{} {}{}</span>',
            obj.ten,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
            nhan("Đã hợp nhất", "xam") if obj.hop_nhat_vao_id else "",
        )

    @admin.display(description="cơ sở; nơi sản xuất", ordering="co_so__ten__khoa_sap_xep")
    def co_so_cot(self, obj: SanPham) -> SafeString:
        xa = obj.co_so.xa
        return format_html(
            '<span class="bc-dai">{}<span class="bc-duoi">{}, {}</span></span>',
            obj.co_so.ten,
            xa.ten_goi,
            xa.tinh.ten_goi,
        )

    @admin.display(description="nhóm", ordering="ma_nhom")
    def nhom(self, obj: Any) -> str:
        return str(obj.ten_nhom)

    @admin.display(description="bộ", ordering="la_bo")
    def bo(self, obj: SanPham) -> str:
        return obj.get_truong_hop_bo_display() or "Bộ sản phẩm" if obj.la_bo else "–"

    @admin.display(description="OCOP", ordering="ocop_sao")
    def ocop(self, obj: SanPham) -> str:
        return f"{obj.ocop_sao} sao" if obj.ocop_sao else "–"

    @admin.display(description="hồ sơ", ordering="so_ho_so")
    def ho_so_so(self, obj: Any) -> SafeString | str:
        if not obj.so_ho_so:
            return "–"
        duong = reverse("admin:sanpham_tieubieu_hosodangky_changelist")
        return format_html('<a href="{}?san_pham={}">{}</a>', duong, obj.pk, obj.so_ho_so)

    @admin.display(description="giấy (còn hiệu lực)", ordering="so_giay")
    def giay_so(self, obj: Any) -> str:
        return f"{obj.so_giay} ({obj.so_con})" if obj.so_giay else "–"
