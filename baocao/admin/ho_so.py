"""Province profiles, product lists, report register: dated rows, closed, never deleted."""

from __future__ import annotations

from django.contrib import admin

from baocao.admin.can_cu import CoCanCu
from baocao.admin.xac_minh import CoXacMinh
from baocao.models import DongTheoHoSo, HoSoTinh, LoaiBaoCao, SanPhamTinh
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong


class _CoXacMinh(CoXacMinh, CoLichSuDong, ScopedAdmin):
    """Rows with «cần xác minh»; a row that stood for a period is closed, not deleted."""


@admin.register(HoSoTinh)
class HoSoTinhAdmin(_CoXacMinh):
    list_display = ("don_vi", "doi_tuong", "co", "hieu_luc_tu", "hieu_luc_den", "xac_minh")
    list_select_related = ("don_vi",)
    list_filter = ("doi_tuong", "co", "can_xac_minh")
    search_fields = ("don_vi__ten_goi__khong_dau__contains",)
    autocomplete_fields = ("don_vi",)
    fields = (
        ("don_vi", "doi_tuong", "co"),
        ("hieu_luc_tu", "hieu_luc_den", "can_xac_minh"),
        "can_cu",
        "ghi_chu",
    )


@admin.register(DongTheoHoSo)
class DongTheoHoSoAdmin(CoCanCu, _CoXacMinh):
    list_display = ("bieu", "chi_tieu", "doi_tuong", "hieu_luc_tu", "hieu_luc_den", "xac_minh")
    list_filter = ("doi_tuong", "bieu")
    search_fields = ("=bieu", "=chi_tieu")
    fields = (
        ("doi_tuong", "bieu", "chi_tieu"),
        "loai_ky",
        ("hieu_luc_tu", "hieu_luc_den", "can_xac_minh"),
        "can_cu",
    )


@admin.register(SanPhamTinh)
class SanPhamTinhAdmin(_CoXacMinh):
    list_display = ("ma", "ten", "dvt", "don_vi", "chi_tieu", "hieu_luc_tu", "xac_minh")
    list_select_related = ("don_vi",)
    list_filter = ("can_xac_minh",)
    search_fields = ("=ma", "ten__khong_dau__contains", "don_vi__ten_goi__khong_dau__contains")
    autocomplete_fields = ("don_vi",)
    fields = (
        ("don_vi", "ma"),
        ("ten", "dvt"),
        ("chi_tieu", "he_so", "ma_nganh"),
        ("hieu_luc_tu", "hieu_luc_den", "can_xac_minh"),
        "ghi_chu",
    )


@admin.register(LoaiBaoCao)
class LoaiBaoCaoAdmin(CoCanCu, _CoXacMinh):
    list_display = ("ma", "ten", "cac_ky", "noi_nhan", "cac_bieu", "han", "xac_minh")
    list_filter = ("nhan_tai_cuc", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains", "noi_nhan__khong_dau__contains")
    fields = (
        ("ma", "thu_tu"),
        "ten",
        "ky",
        ("noi_nhan", "nhan_tai_cuc"),
        ("bieu", "han"),
        "can_cu",
        ("hieu_luc_tu", "hieu_luc_den", "can_xac_minh"),
        "ghi_chu",
    )

    @admin.display(description="Kỳ")
    def cac_ky(self, loai: LoaiBaoCao) -> str:
        ten = dict(LoaiBaoCao._meta.get_field("ky").base_field.choices)
        return ", ".join(str(ten.get(k, k)) for k in loai.ky)

    @admin.display(description="Biểu")
    def cac_bieu(self, loai: LoaiBaoCao) -> str:
        return ", ".join(loai.bieu) or "Ngoài bộ biểu"
