"""Waivers: asked here, approved by somebody else in a dialog; rows are never edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from baocao import workflow_de_nghi as w
from baocao.admin.buoc_bo import LyDoForm, Nut
from baocao.choices import TrangThaiMienTru
from baocao.models import KyBaoCao, MienTruQuyTac, QuyTacKiemTra
from baocao.services import mien_tru as dich_vu
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi

_MAU: dict[str, KieuNhan] = {
    TrangThaiMienTru.CHO_DUYET: "vang",
    TrangThaiMienTru.HIEU_LUC: "luc",
    TrangThaiMienTru.TU_CHOI: "do",
    TrangThaiMienTru.THU_HOI: "xam",
}
_BUOC: dict[str, tuple[Step, Callable[..., Any], str]] = {
    "duyet": (w.DUYET_MIEN_TRU, dich_vu.duyet_mien_tru, "Đã duyệt miễn trừ."),
    "tu-choi": (w.TU_CHOI_MIEN_TRU, dich_vu.tu_choi_mien_tru, "Đã ghi không duyệt."),
    "thu-hoi": (w.THU_HOI_MIEN_TRU, dich_vu.thu_hoi_mien_tru, "Đã thu hồi miễn trừ."),
}


class DeNghiForm(forms.Form):
    """A request; the units offered are those in the scope of the user."""

    quy_tac = forms.ChoiceField(label="Quy tắc", widget=UnfoldAdminSelectWidget)
    don_vi = forms.ModelChoiceField(
        queryset=None, label="Tỉnh, thành phố", widget=UnfoldAdminSelectWidget
    )
    chi_tieu = forms.CharField(
        label="Chỉ tiêu",
        required=False,
        max_length=12,
        widget=UnfoldAdminTextInputWidget,
        help_text="Mã chỉ tiêu, ví dụ KC11. Để trống: mọi chỉ tiêu của quy tắc.",
    )
    ky = forms.ModelChoiceField(
        queryset=KyBaoCao.objects.all(),
        label="Chỉ cho kỳ",
        required=False,
        widget=UnfoldAdminSelectWidget,
        empty_label="Mọi kỳ đến ngày hết hạn",
    )
    den_ngay = forms.DateField(label="Hết hạn ngày", widget=UnfoldAdminDateWidget)
    ly_do = forms.CharField(
        label="Lý do",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=f"Ít nhất {dich_vu.LY_DO_TOI_THIEU} ký tự; Sở đọc được nội dung này.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = QuyTacKiemTra.objects.hieu_luc_ngay(timezone.localdate()).filter(cho_mien_tru=True)
        self.fields["quy_tac"].choices = [  # type: ignore[attr-defined]
            (q.ma, str(q)) for q in rows.order_by("ma")
        ]
        don_vi = DonViHanhChinh.objects.filter(hieu_luc_den__isnull=True)
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is not None:
            don_vi = don_vi.filter(pk__in=pham_vi)
        self.fields["don_vi"].queryset = don_vi.order_by("ma")  # type: ignore[attr-defined]


@admin.register(MienTruQuyTac)
class MienTruQuyTacAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("quy_tac", "don_vi", "chi_tieu", "ky", "den_ngay", "tt", "nguoi_de_nghi",
                    "nguoi_duyet")  # fmt: skip
    list_display_links = ("quy_tac", "don_vi")
    list_select_related = ("don_vi", "ky", "nguoi_de_nghi", "nguoi_duyet")
    list_filter = ("trang_thai",)
    search_fields = ("=quy_tac", "don_vi__ten_goi__khong_dau__contains")
    change_form_template = "admin/baocao/mientruquytac/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("baocao.de_nghi_mientruquytac")

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: MienTruQuyTac) -> SafeString:
        het = obj.trang_thai == TrangThaiMienTru.HIEU_LUC and obj.den_ngay < timezone.localdate()
        if het:
            return nhan("Hết hạn", "xam")
        return nhan(TrangThaiMienTru(obj.trang_thai).label, _MAU[obj.trang_thai])

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/buoc/<slug:buoc>/",
            self.admin_site.admin_view(self.trang_buoc),
            name="baocao_mientruquytac_buoc",
        )
        return [trang, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Ask for a waiver."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        hop = HopThoai(
            "Đề nghị miễn trừ quy tắc",
            "Gửi đề nghị",
            reverse("admin:baocao_mientruquytac_changelist"),
            "Người khác duyệt; đến ngày hết hạn quy tắc tự có hiệu lực trở lại.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            mien_tru = dich_vu.de_nghi_mien_tru(by=request.user, **du_lieu)
            return f"Đã gửi đề nghị: {mien_tru}."

        form = DeNghiForm(du_lieu_gui(request), user=request.user)
        return trang_hop_thoai(request, self.admin_site, hop, form, lam)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        them = extra_context or {}
        if obj is not None:
            ten = {b.ten: ma for ma, (b, _, _) in _BUOC.items()}
            them |= {
                "cac_buoc": [
                    Nut(
                        b.nhan,
                        reverse("admin:baocao_mientruquytac_buoc", args=[obj.pk, ten[b.ten]]),
                        " ".join(ly_do_tu_choi(b, obj, request.user)),
                    )
                    for b in cac_buoc_mo(w.BUOC_MIEN_TRU, obj, request.user)
                ],
                "nhan_trang_thai": self.tt(obj),
                "quyet_dinh": QuyetDinh.objects.cua(obj).select_related("nguoi"),
            }
        return super().change_view(request, object_id, form_url, them)

    def trang_buoc(self, request: HttpRequest, pk: int, buoc: str) -> HttpResponse:
        """Approve, refuse or end: GET asks, POST does."""
        obj = self.get_object(request, str(pk))
        if obj is None or buoc not in _BUOC:
            raise Http404("Không có bước này.")
        step, lam_buoc, xong = _BUOC[buoc]
        if not request.user.has_perm(step.quyen):
            raise PermissionDenied
        hop = HopThoai(
            f"{step.nhan}: {obj}",
            step.nhan,
            reverse("admin:baocao_mientruquytac_change", args=[pk]),
            step.xac_nhan or "Bước này được ghi vào nhật ký.",
        )
        co_ly_do = step.ly_do_toi_thieu
        form = (
            LyDoForm(du_lieu_gui(request), toi_thieu=co_ly_do)
            if co_ly_do
            else KhongTruongForm(du_lieu_gui(request))
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            try:
                lam_buoc(obj, by=request.user, **du_lieu)
            except BuocBiTuChoi as loi:
                raise ValidationError(loi.ly_do) from loi
            return xong

        return trang_hop_thoai(request, self.admin_site, hop, form, lam)
