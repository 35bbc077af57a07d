"""Adjusting in the admin: asking as the portal does, and the decision; the same services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from cucctdp.adminkit.hop_thoai import HopThoai, du_lieu_gui, trang_hop_thoai
from khuyencong.choices import ViecDieuChinh
from khuyencong.doi_form import VIEC_HOI, DeNghiForm
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, DieuChinhDeAn
from khuyencong.services import dieu_chinh
from khuyencong.viec import an_toan
from khuyencong.viec_form import QuyetDinhDieuChinhForm


def mo_de_nghi(de_an: DeAn, user: Any) -> bool:
    """True when this user may ask for a change of this đề án now."""
    dang = de_an.trang_thai in dieu_chinh.DIEU_CHINH_DUOC
    return dang and not dieu_chinh.khong_duoc_de_nghi(de_an, user)


def trang_de_nghi(request: HttpRequest, site: AdminSite, de_an: DeAn, ve: str) -> HttpResponse:
    """Choose the kind of change, then write over the present values."""
    if cau := dieu_chinh.khong_duoc_de_nghi(de_an, request.user):
        raise PermissionDenied(cau[0])
    if de_an.trang_thai not in dieu_chinh.DIEU_CHINH_DUOC:
        messages.warning(request, "Chỉ điều chỉnh đề án đã phê duyệt và chưa nghiệm thu xong.")
        return redirect(ve)
    gui = request.POST if request.method == "POST" else None
    viec = (gui or request.GET).get("viec", "")
    form = DeNghiForm(gui, h=doc_ho_so(de_an), viec=viec) if viec in VIEC_HOI else None
    trang_thai = 200
    if form is not None and gui is not None:
        trang_thai = 422
        if form.is_valid():
            ly_do, sau = form.cleaned_data["ly_do"], form.sau
            try:
                an_toan(
                    lambda: dieu_chinh.de_nghi(
                        de_an, viec=viec, noi_dung=ly_do, sau=sau, by=request.user
                    )
                )
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                messages.success(request, "Đã gửi đề nghị điều chỉnh.")
                return redirect(ve)
    ngu_canh = site.each_context(request) | {
        "title": f"Đề nghị điều chỉnh: {de_an.ma}",
        "opts": DeAn._meta,
        "de_an": de_an,
        "form": form,
        "cac_viec": [(m, t, m == viec) for m, t in ViecDieuChinh.choices if m in VIEC_HOI],
        "ve": ve,
    }
    mau = "admin/khuyencong/dean/de_nghi.html"
    return TemplateResponse(request, mau, ngu_canh, status=trang_thai)


def trang_quyet_dinh(
    request: HttpRequest, site: AdminSite, de_an: DeAn, dong: int, ve: str
) -> HttpResponse:
    """Enter the decision on a request; 404 when it is not of this đề án."""
    yeu_cau = DieuChinhDeAn.objects.filter(de_an=de_an, pk=dong).first()
    if yeu_cau is None:
        raise Http404("Không có đề nghị này.")
    hop = HopThoai(
        f"Quyết định điều chỉnh: {yeu_cau.get_viec_display()}",
        "Ghi quyết định",
        ve,
        f"Thẩm quyền: {yeu_cau.get_cap_display()} (Điều 11 TT 36/2013/TT-BCT).",
    )

    def lam(du_lieu: Mapping[str, Any]) -> str:
        an_toan(
            lambda: dieu_chinh.quyet_dinh(
                yeu_cau,
                dong_y=du_lieu["dong_y"] == "co",
                so_van_ban=du_lieu["so_van_ban"],
                ngay_van_ban=du_lieu["ngay_van_ban"],
                by=request.user,
            )
        )
        return "Đã ghi quyết định điều chỉnh."

    form = QuyetDinhDieuChinhForm(du_lieu_gui(request))
    return trang_hop_thoai(request, site, hop, form, lam)
