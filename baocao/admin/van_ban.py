"""Legal documents in the admin: drafting steps, relations, and where each is cited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from baocao import workflow_theo_doi as w
from baocao.admin.so_theo_doi import DongSoAdmin
from baocao.admin.theo_doi import (
    BuocSo,
    LocQuaHan,
    LyDoForm,
    SoTheoDoiAdmin,
    bang_con,
    o_chu,
    o_ngay,
)
from baocao.choices_theo_doi import TrangThaiVanBan as V
from baocao.models import QuanHeVanBan, VanBan
from baocao.services import van_ban as dich_vu
from cucctdp.adminkit.hop_thoai import KhongTruongForm
from cucctdp.adminkit.nhan import KieuNhan, nhan

MAU: dict[str, KieuNhan] = {
    V.DE_XUAT: "xam",
    V.SOAN_THAO: "xanh",
    V.LAY_Y_KIEN: "vang",
    V.THAM_DINH: "tim",
    V.TRINH: "tim",
    V.BAN_HANH: "luc",
    V.THOI: "xam",
}


class BanHanhForm(forms.Form):
    so_ky_hieu = o_chu("Số, ký hiệu", max_length=60, help_text="Ví dụ 14/2024/TT-BCT.")
    ngay_ban_hanh = o_ngay("Ngày ban hành")
    hieu_luc_tu = o_ngay("Có hiệu lực từ", required=False)


def _buoc(step: Any, xong: str, nguy_hiem: bool = False) -> BuocSo:
    ten = step.ten.partition(".")[2]

    def lam(vb: VanBan, *, by: Any, ly_do: str = "") -> VanBan:
        return dich_vu.buoc(vb, ten, by=by, ly_do=ly_do)

    return BuocSo(step, lam, xong, LyDoForm if step.ly_do_toi_thieu else KhongTruongForm, nguy_hiem)


def co_can_cu() -> list[type[Model]]:
    """Models whose rows name a legal basis; history tables stand apart."""
    return [
        m
        for m in apps.get_models()
        if m._meta.app_label in ("baocao", "donvi", "thong_bao")
        and not hasattr(m, "pgh_tracked_model")
    ]


@admin.register(VanBan)
class VanBanAdmin(SoTheoDoiAdmin):
    mau = MAU
    list_display = ("ho_so", "co_quan", "tt", "hieu_luc", "hieu_luc_tu", "han_chu", "xac_minh")
    list_filter = ("loai", "linh_vuc", "trang_thai", LocQuaHan, "can_xac_minh", "co_minh_hoa")
    list_select_related = ("don_vi",)
    search_fields = ("so_ky_hieu__khong_dau__contains", "trich_yeu__khong_dau__contains")
    search_help_text = "Tìm theo số, ký hiệu hoặc trích yếu (không cần gõ dấu)"
    autocomplete_fields = ("don_vi",)
    fields = (
        ("loai", "co_quan", "linh_vuc"),
        "trich_yeu",
        ("so_ky_hieu", "ngay_ban_hanh"),
        ("hieu_luc_tu", "hieu_luc_den"),
        ("don_vi_soan_thao", "han"),
        ("nguoi_phu_trach", "lien_ket"),
        "ghi_chu",
        "can_xac_minh",
    )
    cac_buoc = (
        _buoc(w.VB_SOAN, "Đã chuyển sang soạn thảo."),
        _buoc(w.VB_LAY_Y_KIEN, "Đã chuyển sang lấy ý kiến."),
        _buoc(w.VB_THAM_DINH, "Đã chuyển sang thẩm định."),
        _buoc(w.VB_TRINH, "Đã trình ban hành."),
        BuocSo(w.VB_BAN_HANH, dich_vu.ban_hanh, "Đã ghi văn bản ban hành.", BanHanhForm),
        _buoc(w.VB_SOAN_LAI, "Đã trả về soạn thảo."),
        _buoc(w.VB_THOI, "Đã thôi xây dựng.", nguy_hiem=True),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Number and date come with the step «Ghi ban hành»."""
        return ("so_ky_hieu", "ngay_ban_hanh")

    @admin.display(description="hiệu lực")
    def hieu_luc(self, obj: VanBan) -> SafeString:
        chu = obj.tinh_trang(timezone.localdate())
        mau: dict[str, KieuNhan] = {"Còn hiệu lực": "luc", "Hết hiệu lực": "do"}
        return nhan(chu, mau.get(chu, "xam"))

    def get_urls(self) -> list[URLPattern]:
        trang = self.admin_site.admin_view(self.trang_can_cu)
        return [path("can-cu/", trang, name="baocao_vanban_can_cu"), *super().get_urls()]

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        def duong(vb: VanBan) -> str:
            return reverse("admin:baocao_vanban_xem", args=[vb.pk])

        toi = [
            (q, [q.toi.so_ky_hieu, q.get_loai_display(), q.toi.trich_yeu], duong(q.toi))
            for q in obj.quan_he_toi.select_related("toi")
        ]
        tu = [
            (q, [q.van_ban.so_ky_hieu, q.get_loai_display(), q.van_ban.trich_yeu], duong(q.van_ban))
            for q in obj.quan_he_tu.select_related("van_ban")
        ]
        kn = [
            (k, [k.ma, k.don_vi.ten_goi], reverse("admin:baocao_kiennghi_xem", args=[k.pk]))
            for k in obj.kien_nghi.visible_to(request.user).select_related("don_vi")
        ]
        dau = ["Văn bản", "Quan hệ", "Trích yếu"]
        return [
            bang_con("Văn bản này tác động tới", dau, toi),
            bang_con("Chịu tác động của", dau, tu),
            bang_con("Kiến nghị đã được giải quyết", ["Mã", "Tỉnh"], kn),
            bang_con("Được dẫn làm căn cứ", ["Căn cứ ghi", "Ở đâu"], self._noi_dan(obj)),
        ]

    def _noi_dan(self, obj: VanBan) -> list[Any]:
        if not obj.so_ky_hieu:
            return []
        tra = dich_vu.TraVanBan()
        return [
            (obj, [chu, "; ".join(f"{ten} ({so})" for ten, so in noi.items())], "")
            for chu, noi in sorted(dich_vu.cac_can_cu(co_can_cu()).items())
            if any(vb.pk == obj.pk for vb in tra.trong(chu))
        ]

    def trang_can_cu(self, request: HttpRequest) -> HttpResponse:
        """Every «căn cứ» of the system with the documents it names, found or missing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        tra = dich_vu.TraVanBan()
        hom_nay = timezone.localdate()
        dong = [
            {
                "chu": chu,
                "noi": "; ".join(f"{ten} ({so})" for ten, so in noi.items()),
                "van_ban": [(vb, vb.tinh_trang(hom_nay)) for vb in tra.trong(chu)],
                "thieu": tra.thieu(chu),
            }
            for chu, noi in sorted(dich_vu.cac_can_cu(co_can_cu()).items())
        ]
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Căn cứ và văn bản",
            "opts": self.opts,
            "dong": dong,
            "so_thieu": sum(bool(d["thieu"]) for d in dong),
        }
        return TemplateResponse(request, "admin/baocao/so_theo_doi/can_cu.html", ngu_canh)


@admin.register(QuanHeVanBan)
class QuanHeVanBanAdmin(DongSoAdmin):
    list_display = ("van_ban", "loai", "toi")
    list_filter = ("loai",)
    autocomplete_fields = ("van_ban", "toi")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        moi = dich_vu.ghi_quan_he(obj.van_ban, loai=obj.loai, toi=obj.toi, by=request.user)
        obj.pk = moi.pk
