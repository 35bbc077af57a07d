"""The network: centres, collaborators of the communes, recognised advisers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.danh_muc import LocHieuLuc
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan
from cucctdp.donvi.models import DonViHanhChinh, Xa
from khuyencong.models import CongTacVien, TrungTam, TuVanVien


class _MangLuoi(CoLichSuDong, ScopedAdmin):
    list_filter_submit = False
    list_fullwidth = True

    @admin.display(description="xác minh", ordering="can_xac_minh")
    def xac_minh(self, obj: Any) -> Any:
        return nhan("Cần xác minh", "vang") if obj.can_xac_minh else nhan("Đã đối chiếu", "luc")

    @admin.display(description="công nhận", ordering="hieu_luc_tu")
    def ky(self, obj: Any) -> str:
        den = f" – {obj.hieu_luc_den:%d/%m/%Y}" if obj.hieu_luc_den else " đến nay"
        return f"{obj.hieu_luc_tu:%d/%m/%Y}{den}"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only places within the scope of the account may be chosen."""
        cac_tinh = DonViHanhChinh.objects.visible_to(request.user)
        if db_field.name == "xa":
            kwargs["queryset"] = Xa.objects.filter(tinh__in=cac_tinh).select_related("tinh")
        elif db_field.name == "don_vi":
            kwargs["queryset"] = cac_tinh
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(TrungTam)
class TrungTamAdmin(_MangLuoi):
    list_display = (
        "ten", "cap", "tinh", "bien_che", "vien_chuc", "giam_doc", "pho_giam_doc", "den_ngay",
        "xac_minh",
    )  # fmt: skip
    list_filter = ("cap", "can_xac_minh")
    list_select_related = ("to_chuc__don_vi",)
    search_fields = (
        "to_chuc__ten_goi__khong_dau__contains",
        "to_chuc__don_vi__ten_goi__khong_dau__contains",
    )
    search_help_text = "Tìm theo tên trung tâm, tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("to_chuc",)
    fields = (
        ("to_chuc", "cap"),
        ("bien_che", "vien_chuc"),
        ("giam_doc", "pho_giam_doc"),
        "den_ngay",
        ("can_xac_minh", "ghi_chu"),
    )

    @admin.display(description="trung tâm", ordering="to_chuc__ten_goi__khoa_sap_xep")
    def ten(self, obj: TrungTam) -> str:
        return obj.to_chuc.ten_goi

    @admin.display(description="tỉnh, thành phố")
    def tinh(self, obj: TrungTam) -> str:
        return obj.to_chuc.don_vi.ten_goi if obj.to_chuc.don_vi else "Trung ương"


@admin.register(CongTacVien)
class CongTacVienAdmin(_MangLuoi):
    list_display = ("ho_ten", "xa", "tinh", "dien_thoai", "quyet_dinh", "ky")
    list_filter = (LocHieuLuc,)
    list_select_related = ("xa__tinh",)
    search_fields = (
        "ho_ten__khong_dau__contains",
        "xa__ten_goi__khong_dau__contains",
        "xa__tinh__ten_goi__khong_dau__contains",
    )
    search_help_text = "Tìm theo họ tên, tên xã, tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("xa",)
    fields = (
        ("ho_ten", "dien_thoai"),
        "xa",
        "quyet_dinh",
        ("hieu_luc_tu", "hieu_luc_den"),
        "ghi_chu",
    )

    @admin.display(description="tỉnh, thành phố", ordering="xa__tinh__ten_goi__khoa_sap_xep")
    def tinh(self, obj: CongTacVien) -> str:
        return obj.xa.tinh.ten_goi


@admin.register(TuVanVien)
class TuVanVienAdmin(_MangLuoi):
    list_display = ("ho_ten", "chuyen_mon", "trinh_do", "noi", "ky", "can_cu", "xac_minh")
    list_filter = (LocHieuLuc, "can_xac_minh")
    list_select_related = ("don_vi",)
    search_fields = (
        "ho_ten__khong_dau__contains",
        "trinh_do__khong_dau__contains",
        "don_vi__ten_goi__khong_dau__contains",
    )
    search_help_text = "Tìm theo họ tên, trình độ, tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("don_vi",)
    fields = (
        ("ho_ten", "trinh_do"),
        "linh_vuc",
        "kinh_nghiem",
        "don_vi",
        ("hieu_luc_tu", "hieu_luc_den"),
        "can_cu",
        ("can_xac_minh", "ghi_chu"),
    )

    @admin.display(description="lĩnh vực")
    def chuyen_mon(self, obj: TuVanVien) -> str:
        return ", ".join(obj.linh_vuc)

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: TuVanVien) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Cả nước"
