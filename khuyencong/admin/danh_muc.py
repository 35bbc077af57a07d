"""Catalogues of khuyến công: dated rows that officers edit, with a look at what a change does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.adminkit.danh_muc import DanhMucLuatAdmin
from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.admin.tac_dong import CO_TAC_DONG, TacDong, tac_dong
from khuyencong.models import (
    CheDoDoiTuong,
    DiaBanUuTien,
    DinhMuc,
    MauBieu,
    NganhNghe,
    NoiDung,
    QuyTac,
    ThamQuyen,
    ThoiHan,
    TyLeTamUng,
    YeuCauTaiLieu,
)
from khuyencong.o_nhap import CoOTien


class DanhMucAdmin(CoOTien, DanhMucLuatAdmin):
    """Catalogues of khuyến công: money in đồng, codes chosen, the effect on every open đề án."""

    mau_tac_dong = "admin/khuyencong/tac_dong.html"

    def tac_dong(self, dong: Any, cu: Any) -> TacDong | None:
        return tac_dong(dong, cu) if self.model in CO_TAC_DONG else None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A code of an activity is chosen from the catalogue, never typed."""
        if db_field.name == "noi_dung" and self.model is not NoiDung:
            muc = list({n.ma: (n.ma, str(n)) for n in NoiDung.objects.all()}.values())
            trong = [("", "Mọi nội dung" if db_field.blank else "Chọn…")]
            return forms.ChoiceField(
                label=str(db_field.verbose_name).capitalize(),
                choices=[*trong, *muc],
                required=not db_field.blank,
                widget=UnfoldAdminSelectWidget,
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(NoiDung)
class NoiDungAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "nhom", "don_vi", "lua_chon", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    list_filter = (*DanhMucAdmin.list_filter, "lua_chon")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "thu_tu"),
        ("ten", "nhom"),
        ("don_vi_tinh", "lua_chon"),
        ("mien_dia_ban", "mien_quy_mo"),
        ("may_moc", "o_nuoc_ngoai"),
        "theo_thoi_vu",
        *DanhMucAdmin.chung,
    )

    @admin.display(description="đơn vị tính")
    def don_vi(self, obj: NoiDung) -> str:
        return ", ".join(obj.don_vi_tinh)


@admin.register(NganhNghe)
class NganhNgheAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "chi_dia_ban_kho_khan", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    search_fields = ("=ma", "ten__khong_dau__contains")
    fields = ("ma", "ten", "chi_dia_ban_kho_khan", *DanhMucAdmin.chung)


@admin.register(CheDoDoiTuong)
class CheDoDoiTuongAdmin(DanhMucAdmin):
    list_display = (
        "ten", "phuong_cua_tinh", "phuong_cua_thanh_pho", "lang_nghe", "ky", "can_cu", "xac_minh",
    )  # fmt: skip
    search_fields = ("ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("phuong_cua_tinh", "phuong_cua_thanh_pho"),
        "lang_nghe",
        "thong_bao",
        *DanhMucAdmin.chung,
    )


@admin.register(DinhMuc)
class DinhMucAdmin(DanhMucAdmin):
    list_display = (
        "noi_dung", "cap", "che_do", "noi", "muc", "ty_le", "he_so", "ky", "can_cu", "xac_minh",
    )  # fmt: skip
    list_filter = (*DanhMucAdmin.list_filter, "nguon", "cap")
    list_select_related = ("don_vi",)
    search_fields = (
        "=noi_dung", "don_vi__ten_goi__khong_dau__contains", "can_cu__khong_dau__contains",
    )  # fmt: skip
    search_help_text = "Tìm theo mã nội dung (KT4), tên tỉnh (không cần gõ dấu), văn bản"
    autocomplete_fields = ("don_vi",)
    fields = (
        ("noi_dung", "cap"),
        ("nguon", "don_vi"),
        ("don_vi_tinh", "muc_toi_da"),
        ("ty_le_toi_da", "he_so_uu_tien"),
        *DanhMucAdmin.chung,
    )

    @admin.display(description="nguồn", ordering="nguon")
    def che_do(self, obj: DinhMuc) -> str:
        return {"kcqg": "KCQG", "kcdp": "KCĐP"}[obj.nguon]

    @admin.display(description="tỉnh ban hành", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: DinhMuc) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Cả nước"

    @admin.display(description="mức tối đa (triệu đồng)", ordering="muc_toi_da")
    def muc(self, obj: DinhMuc) -> str:
        if obj.muc_toi_da is None:
            return "không quy định"
        return f"{in_trieu(obj.muc_toi_da, None)} / {obj.don_vi_tinh}"

    @admin.display(description="tỷ lệ tối đa (%)", ordering="ty_le_toi_da")
    def ty_le(self, obj: DinhMuc) -> str:
        return "không quy định" if obj.ty_le_toi_da is None else dinh_dang(obj.ty_le_toi_da)

    @admin.display(description="hệ số ưu tiên", ordering="he_so_uu_tien")
    def he_so(self, obj: DinhMuc) -> str:
        return dinh_dang(obj.he_so_uu_tien)


@admin.register(ThoiHan)
class ThoiHanAdmin(DanhMucAdmin):
    list_display = ("ten", "nguon", "cach_tinh", "han", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "nguon", "cach_tinh")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("nguon", "cach_tinh"),
        ("ngay", "thang"),
        ("lech_nam", "so_ngay"),
        *DanhMucAdmin.chung,
    )

    @admin.display(description="thời hạn")
    def han(self, obj: ThoiHan) -> str:
        if obj.so_ngay is not None:
            return f"{obj.so_ngay} ngày"
        if obj.thang is None:
            return f"ngày {obj.ngay} hằng tháng"
        nam = {0: "năm kế hoạch", -1: "năm trước", 1: "năm sau"}.get(obj.lech_nam, "")
        return f"{obj.ngay:02d}/{obj.thang:02d} {nam}"


@admin.register(TyLeTamUng)
class TyLeTamUngAdmin(DanhMucAdmin):
    list_display = ("noi_dung", "nguon", "phan", "khoi_luong", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "nguon")
    search_fields = ("=noi_dung", "can_cu__khong_dau__contains")
    fields = (
        ("noi_dung", "nguon"),
        ("ty_le", "khoi_luong_toi_thieu"),
        "ho_so",
        *DanhMucAdmin.chung,
    )

    @admin.display(description="tạm ứng lần một (%)", ordering="ty_le")
    def phan(self, obj: TyLeTamUng) -> str:
        return dinh_dang(obj.ty_le)

    @admin.display(description="khi khối lượng vượt (%)", ordering="khoi_luong_toi_thieu")
    def khoi_luong(self, obj: TyLeTamUng) -> str:
        return dinh_dang(obj.khoi_luong_toi_thieu)


@admin.register(YeuCauTaiLieu)
class YeuCauTaiLieuAdmin(DanhMucAdmin):
    list_display = ("ten", "buoc", "cho", "bat_buoc", "theo_thu_huong", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "buoc", "nguon", "bat_buoc")
    search_fields = ("=ma", "=noi_dung", "ten__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("buoc", "noi_dung"),
        ("nguon", "hinh_thuc"),
        ("bat_buoc", "theo_thu_huong"),
        *DanhMucAdmin.chung,
    )

    @admin.display(description="áp dụng cho")
    def cho(self, obj: YeuCauTaiLieu) -> str:
        phan = [obj.noi_dung, obj.get_nguon_display(), obj.get_hinh_thuc_display()]
        return ", ".join(p for p in phan if p) or "Mọi đề án"


@admin.register(ThamQuyen)
class ThamQuyenAdmin(DanhMucAdmin):
    list_display = ("viec", "nguon", "dang", "cap", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "nguon", "cap")
    search_fields = ("can_cu__khong_dau__contains",)
    fields = (("viec", "nguon"), ("hinh_thuc", "cap"), *DanhMucAdmin.chung)

    @admin.display(description="hình thức", ordering="hinh_thuc")
    def dang(self, obj: ThamQuyen) -> str:
        return obj.get_hinh_thuc_display() or "Mọi hình thức"


@admin.register(DiaBanUuTien)
class DiaBanUuTienAdmin(DanhMucAdmin):
    list_display = ("xa", "tinh", "loai", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "loai")
    list_select_related = ("xa__tinh",)
    search_fields = ("xa__ten_goi__khong_dau__contains", "xa__tinh__ten_goi__khong_dau__contains")
    search_help_text = "Tìm theo tên xã hoặc tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("xa",)
    fields = (("xa", "loai"), *DanhMucAdmin.chung)

    @admin.display(description="tỉnh, thành phố", ordering="xa__tinh__ten_goi__khoa_sap_xep")
    def tinh(self, obj: DiaBanUuTien) -> str:
        return obj.xa.tinh.ten_goi


@admin.register(MauBieu)
class MauBieuAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (("ma", "ten"), *DanhMucAdmin.chung)


@admin.register(QuyTac)
class QuyTacAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "muc_nhan", "bat", "nguong_chu", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    list_filter = (*DanhMucAdmin.list_filter, "muc", "bat")
    search_fields = ("=ma", "ten__khong_dau__contains", "thong_bao__khong_dau__contains")
    fields = (("ma", "ten"), ("muc", "bat"), "thong_bao", "nguong", *DanhMucAdmin.chung)

    @admin.display(description="mức", ordering="muc")
    def muc_nhan(self, obj: QuyTac) -> SafeString:
        mau = {"E": "do", "W": "vang", "A": "xanh"}
        return nhan(obj.get_muc_display(), mau[obj.muc])  # type: ignore[arg-type]

    @admin.display(description="ngưỡng")
    def nguong_chu(self, obj: QuyTac) -> str:
        return "; ".join(f"{ten} = {_chu(so)}" for ten, so in obj.nguong.items()) or "–"


def _chu(gia_tri: Any) -> str:
    if isinstance(gia_tri, list):
        return ", ".join(_chu(g) for g in gia_tri)
    return str(gia_tri)
