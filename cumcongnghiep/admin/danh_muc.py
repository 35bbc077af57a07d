"""The law of clusters in the admin: regimes, clocks, criteria, windows, places, rules."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import JSONField
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from cucctdp.adminkit.danh_muc import DanhMucLuatAdmin
from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.admin.tac_dong import TacDong, tac_dong
from cumcongnghiep.choices import LoaiHangMuc, LoaiHinh
from cumcongnghiep.models import CheDo, DiaBanUuDai, HanBieu, QuyTac, ThoiHan, TieuChi


class _LuatCum(DanhMucLuatAdmin):
    mau_tac_dong = "admin/cumcongnghiep/tac_dong.html"

    def tac_dong(self, dong: Any, cu: Any) -> TacDong | None:
        return tac_dong(dong, cu)


class CheDoForm(forms.ModelForm):
    """Lists of the regime are ticked, not typed."""

    mien_xet_thanh_lap = forms.MultipleChoiceField(
        label="Loại hình không xét điều kiện địa bàn",
        choices=LoaiHinh.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    hang_muc_thiet_yeu = forms.MultipleChoiceField(
        label="Công trình thiết yếu phải xong để mở rộng",
        choices=LoaiHangMuc.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    chua_ro = forms.MultipleChoiceField(
        label="Các mức chưa đối chiếu văn bản",
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="Quy tắc dựa vào mức được đánh dấu chỉ cảnh báo, không chặn.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chua_ro"].choices = [  # type: ignore[attr-defined]
            (f.name, _hoa_dau(str(f.verbose_name))) for f in _cac_muc()
        ]


def _hoa_dau(chu: str) -> str:
    """First letter upper, the rest as written: «QĐ» stays."""
    return chu[:1].upper() + chu[1:]


def _cac_muc() -> list[Any]:
    """Fields of a regime that hold a figure of the law."""
    bo = {"id", "ma", "ten", "chua_ro", "hieu_luc_tu", "hieu_luc_den", "can_cu", "can_xac_minh"}
    return [f for f in CheDo._meta.fields if f.name not in bo | {"ghi_chu"}]


@admin.register(CheDo)
class CheDoAdmin(_LuatCum):
    form = CheDoForm
    list_display = (
        "ma", "ten", "dien_tich", "lang_nghe", "thanh_lap", "mo_rong", "ky", "xac_minh",
    )  # fmt: skip
    list_display_links = ("ma", "ten")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fieldsets = (
        (None, {"fields": (("ma", "ten"), *DanhMucLuatAdmin.chung)}),
        (
            "Diện tích, cơ cấu đất",
            {
                "fields": (
                    ("dien_tich_toi_thieu", "dien_tich_toi_thieu_rieng", "dien_tich_toi_da"),
                    ("dung_sai_dien_tich", "dich_vu_toi_da"),
                    ("ty_le_lang_nghe", "ty_le_chuyen_nganh"),
                    ("ty_le_ho_tro", "ty_le_cong_nghe_cao"),
                ),
                "description": "Để trống mức mà pháp luật không quy định.",
            },
        ),
        (
            "Điều kiện thành lập",
            {
                "fields": (
                    "cap_xet",
                    ("lap_day_thanh_lap", "chua_thue_thanh_lap"),
                    "mien_xet_thanh_lap",
                    ("diem_toi_thieu", "so_bo_ho_so"),
                )
            },
        ),
        (
            "Điều kiện mở rộng, hoạt động",
            {
                "fields": (
                    "lap_day_mo_rong",
                    "hang_muc_thiet_yeu",
                    "mien_thiet_yeu_truoc_105",
                    ("ho_tro_toi_da", "xong_ha_tang_moi_hoat_dong"),
                )
            },
        ),
        ("Mức chưa đối chiếu", {"fields": ("chua_ro",)}),
    )

    @admin.display(description="diện tích (ha)", ordering="dien_tich_toi_thieu")
    def dien_tich(self, obj: CheDo) -> str:
        return f"{_so(obj.dien_tich_toi_thieu)} – {_so(obj.dien_tich_toi_da)}"

    @admin.display(description="đất làng nghề (%)", ordering="ty_le_lang_nghe")
    def lang_nghe(self, obj: CheDo) -> str:
        return _so(obj.ty_le_lang_nghe)

    @admin.display(description="lập cụm mới", ordering="lap_day_thanh_lap")
    def thanh_lap(self, obj: CheDo) -> str:
        con = f" hoặc còn ≤ {_so(obj.chua_thue_thanh_lap)} ha" if obj.chua_thue_thanh_lap else ""
        return f"{obj.get_cap_xet_display()}: lấp đầy > {_so(obj.lap_day_thanh_lap)}%{con}"

    @admin.display(description="mở rộng: lấp đầy (%)", ordering="lap_day_mo_rong")
    def mo_rong(self, obj: CheDo) -> str:
        return _so(obj.lap_day_mo_rong)

    @admin.display(description="xác minh", ordering="can_xac_minh")
    def xac_minh(self, obj: Any) -> SafeString:
        if obj.chua_ro and not obj.can_xac_minh:
            return nhan(f"{len(obj.chua_ro)} mức cần xác minh", "vang")
        return super().xac_minh(obj)


def _so(gia_tri: Any) -> str:
    return "không quy định" if gia_tri is None else dinh_dang(gia_tri)


@admin.register(ThoiHan)
class ThoiHanAdmin(_LuatCum):
    list_display = ("loai", "thu_tuc_chu", "so", "ben", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucLuatAdmin.list_filter, "loai", "ben")
    search_fields = ("can_cu__khong_dau__contains", "ghi_chu__khong_dau__contains")
    fields = (("loai", "thu_tuc"), ("so_ngay", "cach_tinh"), "ben", *DanhMucLuatAdmin.chung)

    @admin.display(description="thủ tục", ordering="thu_tuc")
    def thu_tuc_chu(self, obj: ThoiHan) -> str:
        return obj.get_thu_tuc_display() or "Thành lập và mở rộng"

    @admin.display(description="thời hạn", ordering="so_ngay")
    def so(self, obj: ThoiHan) -> str:
        return f"{obj.so_ngay} {obj.get_cach_tinh_display().lower()}"


@admin.register(TieuChi)
class TieuChiAdmin(_LuatCum):
    list_display = ("ten", "cap", "cha", "diem", "loai_tru", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucLuatAdmin.list_filter, "loai_tru")
    list_select_related = ("don_vi", "cha")
    search_fields = (
        "=ma", "ten__khong_dau__contains", "don_vi__ten_goi__khong_dau__contains",
    )  # fmt: skip
    search_help_text = "Tìm theo tên tiêu chí, tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("don_vi", "cha")
    fields = (
        ("ma", "thu_tu"),
        "ten",
        ("don_vi", "cha"),
        ("diem_toi_da", "loai_tru"),
        *DanhMucLuatAdmin.chung,
    )

    @admin.display(description="ban hành", ordering="don_vi__ten_goi__khoa_sap_xep")
    def cap(self, obj: TieuChi) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Nghị định"

    @admin.display(description="điểm tối đa", ordering="diem_toi_da")
    def diem(self, obj: TieuChi) -> str:
        return dinh_dang(obj.diem_toi_da)


@admin.register(HanBieu)
class HanBieuAdmin(_LuatCum):
    list_display = ("bieu", "loai_ky", "so_lieu", "han", "nguoi_gui", "noi_nhan", "ky", "xac_minh")
    list_filter = (*DanhMucLuatAdmin.list_filter, "bieu", "loai_ky")
    search_fields = ("noi_nhan__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("bieu", "loai_ky"),
        ("ngay_dau", "thang_dau", "lech_nam_dau"),
        ("ngay_chot", "thang_chot"),
        ("ngay_han", "thang_han"),
        ("nguoi_gui", "noi_nhan"),
        *DanhMucLuatAdmin.chung,
    )

    @admin.display(description="số liệu")
    def so_lieu(self, obj: HanBieu) -> str:
        nam = " năm trước" if obj.lech_nam_dau else ""
        dau = f"{obj.ngay_dau:02d}/{obj.thang_dau:02d}{nam}"
        return f"{dau} – {obj.ngay_chot:02d}/{obj.thang_chot:02d}"

    @admin.display(description="gửi trước ngày", ordering="thang_han")
    def han(self, obj: HanBieu) -> str:
        return f"{obj.ngay_han:02d}/{obj.thang_han:02d}"


@admin.register(DiaBanUuDai)
class DiaBanUuDaiAdmin(_LuatCum):
    list_display = ("xa", "tinh", "loai", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucLuatAdmin.list_filter, "loai")
    list_select_related = ("xa__tinh",)
    search_fields = ("xa__ten_goi__khong_dau__contains", "xa__tinh__ten_goi__khong_dau__contains")
    search_help_text = "Tìm theo tên xã hoặc tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("xa",)
    fields = (("xa", "loai"), *DanhMucLuatAdmin.chung)

    @admin.display(description="tỉnh, thành phố", ordering="xa__tinh__ten_goi__khoa_sap_xep")
    def tinh(self, obj: DiaBanUuDai) -> str:
        return obj.xa.tinh.ten_goi


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
class QuyTacAdmin(_LuatCum):
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
        """Limits only: sentences of cases and row numbers are read in the form."""
        so = {t: g for t, g in obj.nguong.items() if t not in ("cau", "dong")}
        return "; ".join(f"{ten} = {_chu(g)}" for ten, g in so.items()) or "–"


def _chu(gia_tri: Any) -> str:
    if isinstance(gia_tri, list):
        return ", ".join(_chu(g) for g in gia_tri)
    return str(gia_tri)
