"""Calendar rows and holidays: data that an administrator edits, with its history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin

from baocao.admin.can_cu import CoCanCu
from baocao.admin.xac_minh import CoXacMinh
from baocao.models import DinhMucTheoDoi, NgayNghi, QuyTacLich
from baocao.services.ky import doc_mau_ngay
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.formats.ky import Ky, LoaiKy


class QuyTacLichForm(forms.ModelForm):
    """Date patterns are tried on a period of this kind before they are kept."""

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        if du_lieu.get("loai_ky"):
            ky = Ky(LoaiKy(du_lieu["loai_ky"]), 2026)
            for truong in ("cua_so", "han"):
                self._thu(truong, du_lieu.get(truong), ky)
            cua_so = du_lieu.get("cua_so")
            if (
                isinstance(cua_so, dict)
                and not du_lieu.get("bieu")
                and not {"tu", "den"} <= {*cua_so}
            ):
                self.add_error("cua_so", "Cửa sổ chốt số liệu cần đủ «tu» và «den».")
        return du_lieu

    def _thu(self, truong: str, mau: Any, ky: Ky) -> None:
        if not isinstance(mau, dict):
            self.add_error(truong, 'Viết dạng {"tên": "nam-MM-DD"}.')
            return
        for ten, gia_tri in mau.items():
            try:
                doc_mau_ngay(gia_tri, ky)
            except (ValueError, TypeError, KeyError):
                self.add_error(
                    truong,
                    f"«{ten}»: mẫu ngày phải như nam-03-25, nam-1-12-15 hoặc "
                    '{"thang": 1, "ngay": 15}.',
                )


@admin.register(QuyTacLich)
class QuyTacLichAdmin(CoCanCu, CoXacMinh, CoLichSuDong, ScopedAdmin):
    form = QuyTacLichForm
    list_display = ("ten", "loai_ky", "bieu", "loai_han", "hieu_luc_tu", "hieu_luc_den", "xac_minh")
    list_filter = ("loai_ky", "loai_han", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")


@admin.register(NgayNghi)
class NgayNghiAdmin(CoCanCu, CoLichSuDong, ScopedAdmin):
    list_display = ("ngay", "ten", "loai", "can_cu")
    list_filter = ("loai",)
    search_fields = ("ten__khong_dau__contains", "can_cu__khong_dau__contains")
    date_hierarchy = "ngay"


@admin.register(DinhMucTheoDoi)
class DinhMucTheoDoiAdmin(CoCanCu, CoXacMinh, CoLichSuDong, ScopedAdmin):
    list_display = ("ten", "so", "don_vi_tinh", "hieu_luc_tu", "hieu_luc_den", "xac_minh")
    list_filter = ("can_xac_minh",)
    search_fields = ("=ma", "ten__khong_dau__contains")
