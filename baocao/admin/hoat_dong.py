"""Events of the sector, communication and commendation in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from baocao.admin.so_theo_doi import SoNheAdmin, _cac_buoc
from baocao.admin.theo_doi import bang_con
from baocao.models import KhenThuong, SuKienNganh, TruyenThong


@admin.register(SuKienNganh)
class SuKienNganhAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(SuKienNganh)
    list_display = ("ho_so", "loai", "mien", "tinh", "tu_ngay", "tt", "nguon_goc")
    list_filter = ("loai", "mien", *SoNheAdmin.list_filter)
    list_select_related = ("don_vi", "mien", "nguoi_phu_trach")
    search_fields = ("ten__khong_dau__contains",)
    fields = (
        ("loai", "mien", "lan_thu"),
        "ten",
        ("tu_ngay", "den_ngay"),
        ("so_dai_bieu", "so_gian_hang"),
        ("doanh_thu", "kinh_phi"),
        "bien_ban",
        *SoNheAdmin.chung,
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "mien":
            kwargs["queryset"] = db_field.remote_field.model.objects.filter(
                phan_vung__muc_dich__in=["khuyen_cong", "hoi_nghi"]
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        kn = obj.kien_nghi.visible_to(request.user).select_related("don_vi")
        dong = [
            (
                k,
                [k.ma, k.don_vi.ten_goi, k.get_trang_thai_display()],
                reverse("admin:baocao_kiennghi_xem", args=[k.pk]),
            )
            for k in kn
        ]
        return [bang_con("Kiến nghị phát sinh", ["Mã", "Tỉnh", "Trạng thái"], dong)]


@admin.register(TruyenThong)
class TruyenThongAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(TruyenThong)
    list_display = ("ho_so", "kenh", "ngay", "so_luong", "tt", "nguon_goc")
    list_filter = ("kenh", *SoNheAdmin.list_filter)
    search_fields = ("ten__khong_dau__contains",)
    fields = (("kenh", "ngay", "so_luong"), "ten", ("kinh_phi", "lien_ket"), *SoNheAdmin.chung)


@admin.register(KhenThuong)
class KhenThuongAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(KhenThuong)
    list_display = ("ho_so", "hinh_thuc", "tinh", "quyet_dinh_ngay", "tt", "han_chu", "nguon_goc")
    list_filter = ("hinh_thuc", *SoNheAdmin.list_filter)
    search_fields = ("doi_tuong__khong_dau__contains",)
    fields = (
        "hinh_thuc",
        "doi_tuong",
        "thanh_tich",
        ("quyet_dinh_so", "quyet_dinh_ngay"),
        *SoNheAdmin.chung,
    )
