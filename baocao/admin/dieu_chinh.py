"""Restatements at the Cục: list, the page with effects, and the steps as dialogs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from baocao import workflow_dieu_chinh as w
from baocao.admin.buoc_bo import LyDoForm
from baocao.choices import LyDoDieuChinh
from baocao.choices import TrangThaiDieuChinh as D
from baocao.models import ChuoiSoLieu, DieuChinh
from baocao.services import chuoi_so_lieu
from baocao.services import dieu_chinh as dv
from baocao.services.quy_dinh_kiem_tra import quy_dinh_cua_bo
from baocao.statistics.anh_huong import anh_huong
from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, cac_buoc_mo, ly_do_tu_choi

MAU: dict[str, KieuNhan] = {
    D.NHAP: "xam",
    D.CHO_KY: "xam",
    D.DA_GUI: "xanh",
    D.CHO_DUYET: "tim",
    D.DA_DUYET: "luc",
    D.DA_GHI_NHAN: "luc",
    D.TU_CHOI: "do",
    D.HUY: "xam",
}
# step: (service, sentence afterwards, dangerous)
BUOC: dict[str, tuple[Any, Any, str, bool]] = {
    "tham-dinh": (w.THAM_DINH, dv.tham_dinh, "Đã trình lãnh đạo duyệt.", False),
    "tra-lai": (w.TRA_LAI, dv.tra_lai, "Đã trả lại Sở.", True),
    "duyet": (w.DUYET, dv.duyet, "Đã duyệt; số mới có hiệu lực.", False),
    "tu-choi": (w.TU_CHOI, dv.tu_choi, "Đã từ chối; số liệu giữ nguyên.", True),
}


def nhan_dieu_chinh(trang_thai: str) -> SafeString:
    return nhan(D(trang_thai).label, MAU[trang_thai])


class DoiPhamViForm(forms.Form):
    """A new series of an indicator."""

    chi_tieu = forms.CharField(
        label="Mã chỉ tiêu",
        max_length=12,
        widget=UnfoldAdminTextInputWidget,
        help_text="Ví dụ BL00, XK00.",
    )
    don_vi = forms.CharField(
        label="Mã đơn vị",
        max_length=8,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Ví dụ 34:80. Để trống: mọi đơn vị.",
    )
    tu_ky = forms.CharField(
        label="Từ kỳ",
        max_length=8,
        widget=UnfoldAdminTextInputWidget,
        help_text="Ví dụ 2026-Q1; chuỗi cũ đóng ngay trước kỳ này.",
    )
    ly_do_ma = forms.ChoiceField(
        label="Lý do",
        choices=[(m.value, LyDoDieuChinh(m).label) for m in chuoi_so_lieu.LY_DO_DOI_PHAM_VI],
        widget=UnfoldAdminSelectWidget,
    )
    mo_ta = forms.CharField(
        label="Phạm vi, phương pháp mới",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        max_length=4000,
        help_text=f"Ít nhất {chuoi_so_lieu.MO_TA_TOI_THIEU} ký tự, nêu văn bản căn cứ.",
    )
    he_so_noi = forms.DecimalField(
        label="Hệ số nối",
        required=False,
        max_digits=18,
        decimal_places=8,
        localize=True,
        widget=UnfoldAdminTextInputWidget,
        help_text="Số theo chuỗi mới chia số theo chuỗi cũ, cùng một kỳ. Để trống nếu không "
        "so sánh được.",
    )
    ky_goi_dau = forms.CharField(
        label="Kỳ gối đầu",
        max_length=8,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Kỳ có cả hai số, dùng để tính hệ số nối.",
    )

    def clean_don_vi(self) -> DonViHanhChinh | None:
        ma = self.cleaned_data["don_vi"]
        if not ma:
            return None
        bo_ma, _, so = ma.partition(":")
        don_vi = DonViHanhChinh.objects.filter(bo_ma=bo_ma, ma=so).first()
        if don_vi is None:
            raise ValidationError(f"Không có đơn vị «{ma}»; viết kèm bộ mã, ví dụ 34:80.")
        return don_vi


class LocTrangThai(admin.SimpleListFilter):
    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("viec", "Chờ Cục xử lý"), *D.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "viec":
            return queryset.filter(trang_thai__in=(D.DA_GUI, D.CHO_DUYET))
        return queryset.filter(trang_thai=self.value()) if self.value() else queryset


@admin.register(DieuChinh)
class DieuChinhAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("ma", "noi", "ky", "loai", "ly_do_ma", "tt", "nguoi_lap", "lap_luc")
    list_filter = (LocTrangThai, ("loai", admin.ChoicesFieldListFilter))
    list_filter_submit = False
    list_select_related = ("don_vi", "bo__ky", "nguoi_lap")
    search_fields = ("ma", "don_vi__ten_goi__khong_dau__contains", "=bo__ky__ma")
    search_help_text = "Tìm theo mã đề nghị, tên tỉnh (không cần gõ dấu) hoặc mã kỳ"
    list_fullwidth = True

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"baocao_dieuchinh_{ten}")

        return [
            trang("doi-pham-vi/", self.trang_doi_pham_vi, "doi_pham_vi"),
            trang("<int:pk>/buoc/<slug:buoc>/", self.trang_buoc, "buoc"),
            *super().get_urls(),
        ]

    @admin.display(description="đơn vị", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: DieuChinh) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Mọi đơn vị"

    @admin.display(description="kỳ", ordering="bo__ky__thang_tk_den")
    def ky(self, obj: DieuChinh) -> str:
        return str(obj.bo.ky) if obj.bo else "–"

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: DieuChinh) -> SafeString:
        return nhan_dieu_chinh(obj.trang_thai)

    def lay(self, request: HttpRequest, pk: int | str) -> DieuChinh:
        """The request, or 404 when it is another province's or still a draft of the Sở."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        rows = self.get_queryset(request).select_related(
            "bo__ky", "bo__don_vi", "don_vi", "tep", "nguoi_lap", "nguoi_ky", "nguoi_tham_dinh",
            "nguoi_duyet",
        )  # fmt: skip
        d = rows.filter(pk=so).first() if so is not None else None
        if d is None:
            raise Http404("Không có đề nghị điều chỉnh này.")
        return d

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What the Sở has not signed is its own: the Cục never sees drafts."""
        return super().get_queryset(request).exclude(trang_thai__in=(D.NHAP, D.CHO_KY, D.HUY))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        them = {"duoc_doi_pham_vi": request.user.has_perm(w.TRINH_DUYET.quyen)}
        return super().changelist_view(request, them | (extra_context or {}))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        d = self.lay(request, object_id)
        mo = set(cac_buoc_mo([b[0] for b in BUOC.values()], d, request.user))
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"{d.get_loai_display()} {d.ma}",
            "opts": self.opts,
            "d": d,
            "nhan_trang_thai": nhan_dieu_chinh(d.trang_thai),
            "tac_dong": anh_huong(d),
            "chuoi": ChuoiSoLieu.objects.filter(dieu_chinh=d).first(),
            "nguong": quy_dinh_cua_bo(d.bo).nguong_chenh if d.bo else None,
            "quyet_dinh": QuyetDinh.objects.cua(d).select_related("nguoi"),
            "cac_buoc": [
                {
                    "nhan": buoc.nhan,
                    "duong": reverse("admin:baocao_dieuchinh_buoc", args=[d.pk, ma]),
                    "vuong": " ".join(ly_do_tu_choi(buoc, d, request.user)),
                    "nguy_hiem": nguy,
                }
                for ma, (buoc, _, _, nguy) in BUOC.items()
                if buoc in mo
            ],
        }
        return TemplateResponse(request, "admin/baocao/dieuchinh/xem.html", ngu_canh)

    def trang_buoc(self, request: HttpRequest, pk: int, buoc: str) -> HttpResponse:
        """One step: GET asks, POST does."""
        d = self.lay(request, pk)
        if buoc not in BUOC:
            raise Http404("Không có bước này.")
        step, dich_vu, xong, nguy = BUOC[buoc]
        if not request.user.has_perm(step.quyen):
            raise PermissionDenied
        ve = reverse("admin:baocao_dieuchinh_change", args=[d.pk])
        # A returned request is the Sở's own again: its page is gone for the Cục.
        ds = reverse("admin:baocao_dieuchinh_changelist")
        hop = HopThoai(
            f"{step.nhan}: {d.ma}",
            step.nhan,
            ve,
            step.xac_nhan,
            nguy,
            ds if step == w.TRA_LAI else "",
        )
        gui = du_lieu_gui(request)
        form = (
            LyDoForm(gui, toi_thieu=step.ly_do_toi_thieu)
            if step.ly_do_toi_thieu
            else KhongTruongForm(gui)
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            try:
                dich_vu(d, by=request.user, **du_lieu)
            except BuocBiTuChoi as loi:
                raise ValidationError(loi.ly_do) from loi
            return xong

        return trang_hop_thoai(request, self.admin_site, hop, form, lam)

    def trang_doi_pham_vi(self, request: HttpRequest) -> HttpResponse:
        """Propose a new series."""
        if not request.user.has_perm(w.TRINH_DUYET.quyen):
            raise PermissionDenied
        hop = HopThoai(
            "Đổi phạm vi hoặc phương pháp của một chỉ tiêu",
            "Trình lãnh đạo",
            reverse("admin:baocao_dieuchinh_changelist"),
            "Chuỗi cũ được đóng, chuỗi mới mở từ kỳ đã chọn khi lãnh đạo duyệt.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            d = chuoi_so_lieu.lap_doi_pham_vi(by=request.user, **du_lieu)
            return f"Đã trình {d.ma}."

        return trang_hop_thoai(
            request, self.admin_site, hop, DoiPhamViForm(du_lieu_gui(request)), lam
        )


@admin.register(ChuoiSoLieu)
class ChuoiSoLieuAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("chi_tieu", "don_vi", "so", "tu_ky", "den_ngay", "he_so_noi", "duyet_luc")
    list_select_related = ("don_vi",)
    search_fields = ("=chi_tieu", "don_vi__ten_goi__khong_dau__contains")
