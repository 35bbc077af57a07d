"""Carrying the configuration to another installation: take out, compare, put in."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from baocao.models import GoiCauHinh
from baocao.models.goi_cau_hinh import TrangThaiGoi
from baocao.services import duyet_goi
from baocao.services import goi_cau_hinh as dich_vu

TEP_TOI_DA = 1024 * 1024
SO_GOI_HIEN = 20
NHAN = {"them": "Thêm", "doi": "Đổi", "tu_choi": "Từ chối"}


class GoiForm(forms.Form):
    tep = forms.FileField(
        label="Gói cấu hình (.zip)",
        help_text="Tệp xuất từ trang này ở hệ thống khác, tối đa 1 MB. Bước này chưa ghi gì.",
    )

    def clean_tep(self) -> bytes:
        tep = self.cleaned_data["tep"]
        if tep.size > TEP_TOI_DA:
            raise ValidationError("Tệp quá 1 MB, không phải gói cấu hình.")
        return tep.read()


class TrangGoiCauHinh:
    """Mix-in of the template admin."""

    admin_site: Any
    model: Any

    def _cac_trang_goi(self) -> list[URLPattern]:
        trang, xuat = self.trang_goi, require_POST(self.xuat_goi)
        return [
            path("goi/", self.admin_site.admin_view(trang), name="baocao_bieumau_goi"),
            path("goi/xuat/", self.admin_site.admin_view(xuat), name="baocao_bieumau_goi_xuat"),
            path(
                "goi/<int:pk>/",
                self.admin_site.admin_view(self.trang_goi_cho),
                name="baocao_bieumau_goi_cho",
            ),
        ]

    def xuat_goi(self, request: HttpRequest) -> HttpResponse:
        """The pack as a download."""
        tra = HttpResponse(dich_vu.xuat_goi(by=request.user), content_type="application/zip")
        ten = f"cau-hinh-{timezone.localdate():%Y%m%d}.zip"
        tra["Content-Disposition"] = f'attachment; filename="{ten}"'
        return tra

    def trang_goi(self, request: HttpRequest) -> HttpResponse:
        """GET asks for a pack; POST with a file compares; POST of what was compared keeps it."""
        if not request.user.has_perms(dich_vu.QUYEN):
            raise PermissionDenied
        if request.method == "POST" and "goi" in request.POST:
            return self._nap(request)
        form = GoiForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            noi_dung = form.cleaned_data["tep"]
            try:
                ket = dich_vu.nap_goi(noi_dung, by=request.user)
            except ValidationError as loi:
                form.add_error("tep", loi)
            else:
                return self._ve_goi(request, ket=ket, goi=b64encode(noi_dung).decode())
        return self._ve_goi(request, 422 if form.errors else 200, form=form)

    def _nap(self, request: HttpRequest) -> HttpResponse:
        try:
            noi_dung = b64decode(request.POST["goi"], validate=True)
            da_xem = request.POST.get("da_xem") or "-"
            goi = duyet_goi.de_nghi_nap(noi_dung, by=request.user, da_xem=da_xem)
        except (ValidationError, ValueError) as loi:
            cac_loi = loi.messages if isinstance(loi, ValidationError) else ["Gói gửi lên bị hỏng."]
            return self._ve_goi(request, 422, form=GoiForm(), loi=cac_loi)
        messages.success(
            request,
            "Đã nạp gói, chưa có gì thay đổi. Người quản trị khác xem so sánh rồi đưa vào áp dụng.",
        )
        return redirect("admin:baocao_bieumau_goi_cho", goi.pk)

    def trang_goi_cho(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One pack somebody brought: the difference, and the decision of a second person."""
        if not request.user.has_perms(dich_vu.QUYEN):
            raise PermissionDenied
        goi = get_object_or_404(GoiCauHinh, pk=pk)
        loi: list[str] = []
        if request.method == "POST":
            try:
                return self._quyet_dinh(request, goi)
            except ValidationError as exc:
                loi = list(exc.messages)
        ket = None
        if goi.trang_thai == TrangThaiGoi.CHO_DUYET:
            try:
                ket = duyet_goi.so_sanh(goi, by=request.user)
            except ValidationError as exc:
                loi += exc.messages
        cua_minh = goi.nguoi_nap_id == request.user.pk
        them = {"cho": goi, "cua_minh": cua_minh, "loi": loi, "tu_minh": duyet_goi.TU_MINH}
        return self._ve_goi(request, 422 if loi else 200, ket=ket, **them)

    def _quyet_dinh(self, request: HttpRequest, goi: GoiCauHinh) -> HttpResponse:
        if "tu_choi" in request.POST:
            duyet_goi.tu_choi_goi(goi, by=request.user, ly_do=request.POST.get("ly_do", ""))
            messages.success(request, "Đã ghi không nhận gói.")
            return redirect("admin:baocao_bieumau_goi")
        da_xem = request.POST.get("da_xem", "")
        ket = duyet_goi.ap_dung_goi(goi, by=request.user, da_xem=da_xem)
        messages.success(
            request,
            f"Đã áp dụng gói cấu hình: thêm {ket.tong('them')}, đổi {ket.tong('doi')}, "
            f"giữ nguyên {ket.tong('giu')}, từ chối {ket.tong('tu_choi')} dòng.",
        )
        return redirect("admin:baocao_bieumau_goi")

    def _ve_goi(self, request: HttpRequest, status: int = 200, **them: Any) -> HttpResponse:
        if ket := them.get("ket"):
            them["dong"] = [(NHAN[d.ket], d) for d in ket.dong]
            them["dem"] = [(loai, [d[k] for k in ("them", "doi", "giu", "tu_choi")])
                           for loai, d in ket.dem.items()]  # fmt: skip
            them["se_ghi"] = ket.tong("them") + ket.tong("doi")
        if "form" in them:
            them["cac_goi"] = GoiCauHinh.objects.select_related("nguoi_nap", "nguoi_duyet").defer(
                "noi_dung"
            )[:SO_GOI_HIEN]
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Gói cấu hình",
            "opts": self.model._meta,
            **them,
        }
        return TemplateResponse(request, "admin/baocao/bieumau/goi.html", ngu_canh, status=status)
