"""Rules, calendar rows and holidays: data that an administrator edits, with its history."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString

from baocao import nhan_mau as nhan
from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.checks.registry import ten_cac_phep
from baocao.models import NgayNghi, QuyTacKiemTra, QuyTacLich
from baocao.services.ky import doc_mau_ngay
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.formats.ky import Ky, LoaiKy


class QuyTacForm(forms.ModelForm):
    """Everything that would make a rule fail when it runs is told here, at its field."""

    def clean_dieu_kien(self) -> str:
        dieu_kien = self.cleaned_data["dieu_kien"]
        if dieu_kien:
            try:
                BieuThuc(dieu_kien)
            except BieuThucSai as loi:
                raise ValidationError(f"Biểu thức chưa đúng: {loi}.") from loi
        return dieu_kien

    def clean_ham(self) -> str:
        ham = self.cleaned_data["ham"]
        if ham and ham not in ten_cac_phep():
            raise ValidationError(
                f"Không có phép kiểm tra «{ham}». Các phép có sẵn: "
                f"{', '.join(sorted(ten_cac_phep()))}."
            )
        return ham

    def clean_nguong(self) -> Any:
        nguong = self.cleaned_data["nguong"]
        if not isinstance(nguong, dict):
            raise ValidationError('Ngưỡng viết dạng {"tên": số}, ví dụ {"nguong": 20}.')
        sai = [ten for ten, so in nguong.items() if not _la_so(so)]
        if sai:
            raise ValidationError(f"Ngưỡng phải là số: {', '.join(sai)}.")
        return nguong

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        tu, den = du_lieu.get("hieu_luc_tu"), du_lieu.get("hieu_luc_den")
        if tu and den and den < tu:
            self.add_error("hieu_luc_den", "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.")
        return du_lieu


def _la_so(gia_tri: Any) -> bool:
    if isinstance(gia_tri, bool) or not isinstance(gia_tri, int | float | str):
        return False
    try:
        return Decimal(str(gia_tri)).is_finite()
    except InvalidOperation:
        return False


@admin.register(QuyTacKiemTra)
class QuyTacKiemTraAdmin(CoLichSuDong, ScopedAdmin):
    form = QuyTacForm
    list_display = ("ma", "ten", "muc", "pham_vi", "hieu_luc_tu", "hieu_luc_den", "dang_dung")
    list_display_links = ("ma", "ten")
    list_filter = ("muc_do", "loai", "dang_dung", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains", "thong_bao__khong_dau__contains")
    readonly_fields = ("vi_du",)
    fieldsets = (
        (None, {"fields": (("ma", "muc_do"), "ten", "thong_bao")}),
        (
            "Điều kiện",
            {"fields": (("loai", "pham_vi"), "dieu_kien", "ham", "nguong", "tham_so", "ap_dung")},
        ),
        (
            "Hiệu lực và căn cứ",
            {"fields": (("hieu_luc_tu", "hieu_luc_den"), "dang_dung", "can_cu", "can_xac_minh")},
        ),
        ("Ví dụ", {"fields": ("vi_du",), "classes": ["collapse"]}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("vi_du",) if obj is None else ("vi_du", "ma")

    @admin.display(description="mức", ordering="muc_do")
    def muc(self, obj: QuyTacKiemTra) -> SafeString:
        return nhan.nhan_muc_do(obj.muc_do)


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
class QuyTacLichAdmin(CoLichSuDong, ScopedAdmin):
    form = QuyTacLichForm
    list_display = ("ten", "loai_ky", "bieu", "loai_han", "hieu_luc_tu", "hieu_luc_den", "xac_minh")
    list_filter = ("loai_ky", "loai_han", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")

    @admin.display(description="cần xác minh", boolean=True)
    def xac_minh(self, obj: QuyTacLich) -> bool:
        return obj.can_xac_minh


@admin.register(NgayNghi)
class NgayNghiAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("ngay", "ten", "loai", "can_cu")
    list_filter = ("loai",)
    search_fields = ("ten__khong_dau__contains", "can_cu__khong_dau__contains")
    date_hierarchy = "ngay"
