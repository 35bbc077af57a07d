"""The law of the selection in the admin: levels, groups, papers, rules."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import JSONField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from cucctdp.adminkit.danh_muc import DanhMucLuatAdmin
from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import Cap, CoQuanThuoc
from sanpham_tieubieu.models import LoaiTaiLieu, NhomSanPham, QuyDinhCap, QuyTac


def _danh_dau(nhan_o: str, muc: Any, giup: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=nhan_o,
        choices=muc,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=giup,
    )


def _chuoi(nhan_o: str, con: forms.Field, giup: str, **khac: Any) -> SimpleArrayField:
    return SimpleArrayField(
        con, label=nhan_o, widget=UnfoldAdminTextInputWidget, help_text=giup, **khac
    )


class QuyDinhCapForm(forms.ModelForm):
    so_thanh_vien = _chuoi(
        "Số thành viên Hội đồng",
        forms.IntegerField(min_value=1, max_value=99),
        "Các số được phép, cách nhau bằng dấu phẩy, ví dụ 7,9.",
    )
    chu_tich_thuoc = _danh_dau("Chủ tịch Hội đồng thuộc", CoQuanThuoc.choices)
    pho_thuoc = _danh_dau("Phó Chủ tịch thường trực thuộc", CoQuanThuoc.choices)


@admin.register(QuyDinhCap)
class QuyDinhCapAdmin(DanhMucLuatAdmin):
    form = QuyDinhCapForm
    list_display = (
        "cap", "chu_tri_cot", "so_hoi_dong", "nguong", "hieu_luc_giay", "khieu_nai", "ky", "can_cu",
        "xac_minh",
    )  # fmt: skip
    list_filter = (*DanhMucLuatAdmin.list_filter, "cap")
    search_fields = ("chu_tri__khong_dau__contains", "can_cu__khong_dau__contains")
    fieldsets = (
        (None, {"fields": (("cap", "chu_tri"), *DanhMucLuatAdmin.chung)}),
        (
            "Hội đồng, người ký",
            {
                "fields": (
                    "so_thanh_vien",
                    "chu_tich_thuoc",
                    "pho_thuoc",
                    ("co_quan_ky", "chuc_danh_ky"),
                )
            },
        ),
        (
            "Ngưỡng, thời hạn",
            {
                "fields": (
                    ("nguong_diem", "so_nam_hieu_luc"),
                    ("chu_ky_nam", "lien_ke_sau"),
                    ("ngay_khieu_nai", "ngay_giai_quyet", "ngay_thong_bao"),
                ),
                "description": "Kỳ đã lập giữ ngưỡng điểm của ngày lập.",
            },
        ),
    )

    @admin.display(description="chủ trì", ordering="chu_tri")
    def chu_tri_cot(self, obj: QuyDinhCap) -> SafeString:
        return format_html('<span class="bc-dai">{}</span>', obj.chu_tri)

    @admin.display(description="thành viên Hội đồng")
    def so_hoi_dong(self, obj: QuyDinhCap) -> str:
        return ", ".join(str(n) for n in obj.so_thanh_vien)

    @admin.display(description="điểm tối thiểu", ordering="nguong_diem")
    def nguong(self, obj: QuyDinhCap) -> str:
        return dinh_dang(obj.nguong_diem)

    @admin.display(description="giấy có giá trị đến", ordering="so_nam_hieu_luc")
    def hieu_luc_giay(self, obj: QuyDinhCap) -> str:
        return f"31/12 năm thứ {obj.so_nam_hieu_luc}"

    @admin.display(description="khiếu nại / giải quyết (ngày làm việc)")
    def khieu_nai(self, obj: QuyDinhCap) -> str:
        return f"{obj.ngay_khieu_nai} / {obj.ngay_giai_quyet}"


class NhomForm(forms.ModelForm):
    ten_khac = _chuoi(
        "Cách gọi khác",
        forms.CharField(max_length=200),
        "Cách gọi gặp trong danh sách cũ, ngăn bằng dấu |, để nhập tệp nhận ra.",
        required=False,
        delimiter="|",
    )


@admin.register(NhomSanPham)
class NhomSanPhamAdmin(DanhMucLuatAdmin):
    form = NhomForm
    list_display = ("ma", "ten", "ten_ngan", "thuc_pham", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    search_fields = ("=ma", "ten__khong_dau__contains")
    fields = (
        ("ma", "thu_tu"),
        ("ten", "ten_ngan"),
        "ten_khac",
        "thuc_pham",
        *DanhMucLuatAdmin.chung,
    )


class LoaiTaiLieuForm(forms.ModelForm):
    bat_buoc_cap = _danh_dau("Bắt buộc ở cấp", Cap.choices)
    chi_nhom = _chuoi(
        "Chỉ với nhóm",
        forms.CharField(max_length=10),
        "Mã nhóm, cách nhau bằng dấu phẩy; trống: mọi nhóm.",
        required=False,
    )
    thay_cho = _chuoi(
        "Có một trong các giấy này là đủ",
        forms.CharField(max_length=20),
        "Mã các giấy tờ thay thế được, cách nhau bằng dấu phẩy.",
        required=False,
    )


@admin.register(LoaiTaiLieu)
class LoaiTaiLieuAdmin(DanhMucLuatAdmin):
    form = LoaiTaiLieuForm
    list_display = ("ten", "mau", "bat_buoc", "chi_nhom_chu", "co_han", "ky", "can_cu", "xac_minh")
    list_display_links = ("ten",)
    search_fields = ("=ma", "ten__khong_dau__contains")
    fields = (
        ("ma", "thu_tu"),
        ("ten", "mau"),
        "bat_buoc_cap",
        ("chi_nhom", "thay_cho"),
        "co_han",
        *DanhMucLuatAdmin.chung,
    )

    @admin.display(description="bắt buộc ở cấp")
    def bat_buoc(self, obj: LoaiTaiLieu) -> str:
        return ", ".join(str(Cap(c).label) for c in obj.bat_buoc_cap) or "–"

    @admin.display(description="chỉ với nhóm")
    def chi_nhom_chu(self, obj: LoaiTaiLieu) -> str:
        return ", ".join(obj.chi_nhom) or "mọi nhóm"


class _ONguong(UnfoldAdminTextareaWidget):
    """Limits one to a line, as a person reads them."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 8})

    def format_value(self, value: Any) -> str:
        try:
            return json.dumps(json.loads(value), ensure_ascii=False, indent=1)
        except ValueError:
            return str(value)


@admin.register(QuyTac)
class QuyTacAdmin(DanhMucLuatAdmin):
    list_display = ("ma", "ten", "muc_nhan", "bat", "nguong_chu", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    list_filter = (*DanhMucLuatAdmin.list_filter, "muc", "bat")
    search_fields = ("=ma", "ten__khong_dau__contains", "thong_bao__khong_dau__contains")
    fields = (("ma", "ten"), ("muc", "bat"), "thong_bao", "nguong", *DanhMucLuatAdmin.chung)
    formfield_overrides = {JSONField: {"widget": _ONguong}}

    @admin.display(description="mức", ordering="muc")
    def muc_nhan(self, obj: QuyTac) -> SafeString:
        mau = {"L": "do", "C": "vang", "N": "xanh"}
        return nhan(obj.get_muc_display(), mau[obj.muc])  # type: ignore[arg-type]

    @admin.display(description="ngưỡng")
    def nguong_chu(self, obj: QuyTac) -> str:
        """Limits only: the sentences of cases are read in the form."""
        so = {t: g for t, g in obj.nguong.items() if t != "cau"}
        return "; ".join(f"{ten} = {_chu(g)}" for ten, g in so.items()) or "–"


def _chu(gia_tri: Any) -> str:
    return ", ".join(_chu(g) for g in gia_tri) if isinstance(gia_tri, list) else str(gia_tri)
