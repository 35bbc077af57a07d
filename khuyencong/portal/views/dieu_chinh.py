"""Adjusting an approved đề án: the centre asks, the Sở confirms, its own level decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.choices import DANG_CHAY, CapQuyetDinh, TrangThaiDeAn, ViecDieuChinh
from khuyencong.doi_de_an import thanh_chu
from khuyencong.doi_form import VIEC_HOI, DeNghiForm
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, DieuChinhDeAn
from khuyencong.portal.o_nhap import thuan
from khuyencong.portal.quyen import BAO_CAO, chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.portal.views.soan import ghi
from khuyencong.services import dieu_chinh as dich_vu
from khuyencong.viec import an_toan
from khuyencong.viec_form import QuyetDinhDieuChinhForm
from khuyencong.workflow import khong_phai_ben_lap

TT = DieuChinhDeAn.TrangThai
THAM_DINH_SO = "khuyencong.tham_dinh_so_dean"
PHE_DUYET = "khuyencong.phe_duyet_dean"


def _quyet_duoc(dong: DieuChinhDeAn, user: Any) -> bool:
    """The Sở enters its own decisions and those of UBND; it never decides what it asked for.

    A stop has a step of its own.
    """
    if dong.viec == ViecDieuChinh.NGUNG:
        return False
    if dong.nguoi_lap_id == user.pk or dong.cap not in (CapQuyetDinh.SO, CapQuyetDinh.UBND):
        return False
    if dong.cap == CapQuyetDinh.SO:
        return dong.trang_thai in (TT.CHO_SO, TT.CHO_DUYET) and user.has_perm(THAM_DINH_SO)
    return dong.trang_thai == TT.CHO_DUYET and user.has_perm(PHE_DUYET)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def dieu_chinh(request: HttpRequest, pk: int) -> HttpResponse:
    """Requests so far, and a new one."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, BAO_CAO, THAM_DINH_SO, PHE_DUYET)
    gui = request.POST if request.method == "POST" else None
    viec = (gui or request.GET).get("viec", "")
    if gui is not None:
        doi_quyen(request.user, BAO_CAO)
    form = DeNghiForm(gui, h=doc_ho_so(d), viec=viec) if viec in VIEC_HOI else None
    if form is not None:
        thuan(form)
    if gui is not None and form is None:
        messages.warning(request, "Chọn việc điều chỉnh trước.")
        return redirect("khuyen_cong:dieu_chinh", d.pk)
    if gui is not None and form is not None and form.is_valid():
        o = form.cleaned_data

        def lam() -> None:
            dich_vu.de_nghi(d, viec=viec, noi_dung=o["ly_do"], sau=form.sau, by=request.user)

        if ghi(form, lam):
            messages.success(request, "Đã gửi đề nghị điều chỉnh.")
            return redirect("khuyen_cong:dieu_chinh", d.pk)
    dong: list[Any] = list(
        DieuChinhDeAn.objects.filter(de_an=d).select_related("nguoi_lap").order_by("-luc", "-id")
    )
    doi = thanh_chu(dong)
    for x in dong:
        x.doi = doi[x.pk]
        x.xac_nhan_duoc = (
            x.trang_thai == TT.CHO_SO
            and x.cap != CapQuyetDinh.SO
            and x.nguoi_lap_id != request.user.pk
            and request.user.has_perm(THAM_DINH_SO)
        )
        x.quyet_duoc = _quyet_duoc(x, request.user)
    dang = (*DANG_CHAY, TrangThaiDeAn.XIN_NGUNG)
    mo = d.trang_thai in dang and request.user.has_perm(BAO_CAO)
    du_lieu = {
        "d": d,
        "form": form,
        "cac_viec": [(m, t, m == viec) for m, t in ViecDieuChinh.choices if m in VIEC_HOI],
        "dong": dong,
        "mo": mo and not khong_phai_ben_lap(d, request.user),
    }
    ma = 422 if form is not None and form.errors else 200
    return render(request, "so/khuyen_cong/dieu_chinh.html", du_lieu, status=ma)


def _cua(d: DeAn, pk: int) -> DieuChinhDeAn:
    dong = DieuChinhDeAn.objects.filter(de_an=d, pk=pk).first()
    if dong is None:
        raise Http404("Đề án không có đề nghị này.")
    return dong


@chi_khuyen_cong
@require_POST
def xac_nhan(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """The Sở confirms after checking the site."""
    d = lay_de_lam(request.user, pk)
    yeu_cau = _cua(d, dong)
    doi_quyen(request.user, THAM_DINH_SO)
    try:
        an_toan(lambda: dich_vu.so_xac_nhan(yeu_cau, by=request.user))
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
    else:
        messages.success(request, "Đã xác nhận đề nghị điều chỉnh.")
    return redirect("khuyen_cong:dieu_chinh", d.pk)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def quyet_dinh(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """Enter the decision of the Sở or of UBND cấp tỉnh."""
    d = lay_de_lam(request.user, pk)
    yeu_cau = _cua(d, dong)
    doi_quyen(request.user, THAM_DINH_SO, PHE_DUYET)
    form = QuyetDinhDieuChinhForm(request.POST if request.method == "POST" else None)
    thuan(form)
    trang_thai = 200
    if request.method == "POST":
        trang_thai = 422
        if form.is_valid():
            o = form.cleaned_data

            def lam() -> None:
                dich_vu.quyet_dinh(
                    yeu_cau, dong_y=o["dong_y"] == "co", so_van_ban=o["so_van_ban"],
                    ngay_van_ban=o["ngay_van_ban"], by=request.user,
                )  # fmt: skip

            if ghi(form, lam):
                messages.success(request, "Đã ghi quyết định điều chỉnh.")
                return redirect("khuyen_cong:dieu_chinh", d.pk)
            trang_thai = 409
    du_lieu = {"d": d, "x": yeu_cau, "form": form}
    return render(request, "so/khuyen_cong/quyet_dinh.html", du_lieu, status=trang_thai)
