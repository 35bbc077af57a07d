"""Requests for extensions: listed by province, granted or refused in a dialog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from baocao import workflow_de_nghi as w
from baocao.admin.buoc_bo import LyDoForm
from baocao.choices import TrangThaiDeNghi
from baocao.models import DeNghiGiaHan
from baocao.services import gia_han as dich_vu
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.workflow.steps import BuocBiTuChoi

_BUOC = {"duyet": w.DUYET_GIA_HAN, "tu_choi": w.TU_CHOI_GIA_HAN}


@admin.register(DeNghiGiaHan)
class DeNghiGiaHanAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("bo", "den_ngay", "ly_do", "nguoi", "luc", "trang_thai", "nguoi_duyet", "xu_ly")
    list_filter = ("trang_thai",)
    list_select_related = ("bo__don_vi", "bo__ky", "nguoi", "nguoi_duyet")
    search_fields = ("bo__don_vi__ten_goi__khong_dau__contains", "=bo__ky__ma")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.view_bobaocao")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description="xử lý")
    def xu_ly(self, obj: DeNghiGiaHan) -> SafeString | str:
        if obj.trang_thai != TrangThaiDeNghi.CHO_DUYET:
            return "–"
        duong = [reverse("admin:baocao_denghigiahan_buoc", args=[obj.pk, b]) for b in _BUOC]
        return format_html('<a href="{}">Duyệt</a> · <a href="{}">Không duyệt</a>', *duong)

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/buoc/<slug:buoc>/",
            self.admin_site.admin_view(self.trang_buoc),
            name="baocao_denghigiahan_buoc",
        )
        return [trang, *super().get_urls()]

    def trang_buoc(self, request: HttpRequest, pk: int, buoc: str) -> HttpResponse:
        """Grant or refuse: GET asks, POST does."""
        dong = self.get_object(request, str(pk))
        muc = _BUOC.get(buoc)
        if dong is None or muc is None:
            raise Http404("Không có đề nghị này.")
        if not request.user.has_perm(muc.quyen):
            raise PermissionDenied
        hop = HopThoai(
            f"{muc.nhan}: {dong}",
            muc.nhan,
            reverse("admin:baocao_denghigiahan_changelist"),
            f"{dong.nguoi} đề nghị: «{dong.ly_do}» {muc.xac_nhan}",
            nguy_hiem=muc == w.TU_CHOI_GIA_HAN,
        )
        form = (
            LyDoForm(du_lieu_gui(request))
            if muc.ly_do_toi_thieu
            else KhongTruongForm(du_lieu_gui(request))
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            try:
                if muc == w.DUYET_GIA_HAN:
                    dich_vu.duyet(dong, by=request.user)
                    return f"Đã gia hạn đến hết ngày {dong.den_ngay:%d/%m/%Y}."
                dich_vu.tu_choi(dong, by=request.user, ly_do=du_lieu["ly_do"])
            except BuocBiTuChoi as loi:
                raise ValidationError(loi.ly_do) from loi
            return "Đã ghi quyết định không gia hạn."

        return trang_hop_thoai(request, self.admin_site, hop, form, lam)
