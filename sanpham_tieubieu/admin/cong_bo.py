"""What was published: winners of the past, totals of rounds with our own figure beside."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.nhap_tep import CoNhapTep
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.admin.danh_sach import CoNhom
from sanpham_tieubieu.admin.loc import LocCap, LocKhuVuc, LocNam, LocNhom, LocTinh, cac_nhom
from sanpham_tieubieu.models import DanhHieuCu, SoCongBo
from sanpham_tieubieu.statistics.cong_bo import so_he_thong


def nguon_lien(nguon_tin: str) -> SafeString | str:
    """The source: its name as a link where an address follows it («Báo X, https://…»)."""
    ten, dau, _ = nguon_tin.partition("http")
    if not dau:
        return nguon_tin
    duong = nguon_tin[len(ten) :].split()[0]
    nhan_lien = ten.strip(" ,;(") or urlsplit(duong).hostname or duong
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', duong, nhan_lien)


class LocGan(LocLuaChon):
    title = "gắn sản phẩm"
    parameter_name = "gan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("co", "Đã gắn sản phẩm"), ("chua", "Chưa gắn"), ("xac_minh", "Cần xác minh")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "xac_minh":
            return queryset.filter(can_xac_minh=True)
        return queryset.filter(san_pham__isnull=gia_tri == "chua")


@admin.register(DanhHieuCu)
class DanhHieuCuAdmin(CoNhom, CoBoLoc, CoNhapTep, CoLichSuDong, ChiXemAdmin):
    loai_nhap = "danh_hieu_cu"
    quyen_nhap = "imports.nhap_danh_hieu_cu"
    nhan_nhap = "Nhập danh sách từ tệp"
    list_display = ("ten", "cap_nam", "noi", "nhom", "quyet_dinh", "gan", "nguon")
    list_display_links = ("ten",)
    list_filter = (LocCap, LocNam, LocNhom, LocKhuVuc, LocTinh, LocGan)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi", "san_pham")
    show_full_result_count = False
    search_fields = (
        "ten_san_pham__khong_dau__contains",
        "ten_co_so__khong_dau__contains",
        "gcn_so__icontains",
    )
    search_help_text = "Tìm theo sản phẩm, cơ sở (không cần gõ dấu), số giấy chứng nhận"
    fields = (
        ("ten_san_pham", "nhom_day_du"),
        ("ten_co_so", "dia_chi"),
        ("cap", "nam_chu", "khu_vuc"),
        ("don_vi", "huyen", "xa"),
        ("giai", "gcn_so", "het_han"),
        ("quyet_dinh_so", "quyet_dinh_ngay"),
        ("san_pham", "can_xac_minh"),
        "nguon_tin",
    )
    readonly_fields = ("nhom_day_du", "nam_chu")

    @admin.display(description="sản phẩm, cơ sở", ordering="ten_san_pham__khoa_sap_xep")
    def ten(self, obj: DanhHieuCu) -> SafeString:
        return format_html(
            '<span class="bc-dai">{}<span class="bc-duoi">{}</span>{}</span>',
            obj.ten_san_pham,
            obj.ten_co_so or "chưa rõ cơ sở",
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
        )

    @admin.display(description="cấp, năm", ordering="nam")
    def cap_nam(self, obj: DanhHieuCu) -> str:
        return f"{obj.get_cap_display()}, {obj.nam}"

    @admin.display(description="nơi sản xuất", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: DanhHieuCu) -> SafeString:
        return format_html('{}<span class="bc-duoi">{}</span>', obj.don_vi.ten_goi, obj.huyen)

    @admin.display(description="nhóm", ordering="ma_nhom")
    def nhom(self, obj: Any) -> str:
        return str(obj.ten_nhom)

    @admin.display(description="quyết định; giấy", ordering="quyet_dinh_ngay")
    def quyet_dinh(self, obj: DanhHieuCu) -> str:
        cac = [obj.quyet_dinh_so, obj.gcn_so]
        return "; ".join(c for c in cac if c) or "–"

    @admin.display(description="sản phẩm trong hệ thống")
    def gan(self, obj: DanhHieuCu) -> SafeString | str:
        if obj.can_xac_minh:
            return nhan("Cần xác minh", "vang")
        return str(obj.san_pham) if obj.san_pham else nhan("Chưa gắn", "xam")

    @admin.display(description="nguồn")
    def nguon(self, obj: DanhHieuCu) -> SafeString | str:
        return nguon_lien(obj.nguon_tin)


class _CoSoHeThong(ChangeList):
    """Our own counts are asked once for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        cac = list(self.result_list)
        so = so_he_thong(cac, user=request.user)
        for s in cac:
            s.he_thong = so.get(s.pk)
        self.result_list = cac


@admin.register(SoCongBo)
class SoCongBoAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = (
        "ky_cot", "noi", "dang_ky", "dat", "cong_nhan", "cua_he_thong", "quyet_dinh", "nguon",
    )  # fmt: skip
    list_display_links = ("ky_cot",)
    list_filter = (LocCap, LocNam, LocKhuVuc, LocTinh, "can_xac_minh")
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi",)
    search_fields = ("quyet_dinh__khong_dau__contains", "ghi_chu__khong_dau__contains")
    fields = (
        ("cap", "nam_chu", "lan"),
        ("khu_vuc", "don_vi"),
        ("so_dang_ky", "so_co_so", "so_tinh"),
        ("so_dat_nguong", "so_cong_nhan", "so_de_cu"),
        "theo_nhom_chu",
        "quyet_dinh",
        ("ghi_chu", "can_xac_minh"),
        "nguon_tin",
    )
    readonly_fields = ("nam_chu", "theo_nhom_chu")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _CoSoHeThong

    @admin.display(description="năm")
    def nam_chu(self, obj: SoCongBo) -> str:
        """A year is no number with a point."""
        return str(obj.nam)

    @admin.display(description="số công nhận theo nhóm")
    def theo_nhom_chu(self, obj: SoCongBo) -> str:
        ten = cac_nhom()
        cac = [f"{ten.get(ma, ma)}: {so}" for ma, so in obj.theo_nhom.items()]
        return "; ".join(cac) or "–"

    @admin.display(description="kỳ", ordering="nam")
    def ky_cot(self, obj: SoCongBo) -> SafeString:
        xac_minh = nhan("Cần xác minh", "vang") if obj.can_xac_minh else ""
        return format_html("{} năm {} {}", obj.get_cap_display(), obj.nam, xac_minh)

    @admin.display(description="phạm vi")
    def noi(self, obj: SoCongBo) -> str:
        if obj.don_vi:
            return obj.don_vi.ten_goi
        return obj.get_khu_vuc_display() or "Cả nước"

    @admin.display(description="đăng ký", ordering="so_dang_ky")
    def dang_ky(self, obj: SoCongBo) -> str:
        return _so(obj.so_dang_ky)

    @admin.display(description="đạt ngưỡng", ordering="so_dat_nguong")
    def dat(self, obj: SoCongBo) -> str:
        return _so(obj.so_dat_nguong)

    @admin.display(description="được công nhận", ordering="so_cong_nhan")
    def cong_nhan(self, obj: SoCongBo) -> str:
        return _so(obj.so_cong_nhan)

    @admin.display(description="công nhận: số của hệ thống")
    def cua_he_thong(self, obj: Any) -> str:
        return _so(obj.he_thong)

    @admin.display(description="nguồn")
    def nguon(self, obj: SoCongBo) -> SafeString | str:
        return nguon_lien(obj.nguon_tin)


def _so(gia_tri: int | None) -> str:
    return "chưa có" if gia_tri is None else dinh_dang(gia_tri)
