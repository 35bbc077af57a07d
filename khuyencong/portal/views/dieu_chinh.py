"""Adjusting an approved đề án: the centre asks, the Sở confirms, its own level decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.admin.viec import an_toan
from khuyencong.admin.viec_form import QuyetDinhDieuChinhForm
from khuyencong.choices import DANG_CHAY, CapQuyetDinh, TrangThaiDeAn, ViecDieuChinh
from khuyencong.models import DeAn, DieuChinhDeAn
from khuyencong.portal.o_nhap import o_chon, o_doan, o_ngay, thuan
from khuyencong.portal.quyen import BAO_CAO, chi_khuyen_cong, doi_quyen, lay
from khuyencong.portal.views.soan import ghi
from khuyencong.services import dieu_chinh as dich_vu
from khuyencong.workflow import khong_phai_ben_lap

TT = DieuChinhDeAn.TrangThai
THAM_DINH_SO = "khuyencong.tham_dinh_so_dean"
PHE_DUYET = "khuyencong.phe_duyet_dean"
# Changes of time name the new end; the others are told in words and done through their own doors.
DOI_NGAY = (ViecDieuChinh.SANG_NAM_SAU, ViecDieuChinh.TRONG_NAM)
# Stopping has steps of its own: «Đề nghị ngừng».
_VIEC = [(m, t) for m, t in ViecDieuChinh.choices if m != ViecDieuChinh.NGUNG]


class DeNghiForm(forms.Form):
    """What should change and why (Điều 11 TT 36/2013/TT-BCT)."""

    viec = o_chon("Việc điều chỉnh", _VIEC)
    den_ngay = o_ngay(
        "Ngày kết thúc mới", required=False, help_text="Bắt buộc khi đổi thời gian, gia hạn."
    )
    noi_dung = o_doan("Nội dung, lý do", 4, min_length=10, max_length=4000)

    def __init__(self, *args: Any, de_an: DeAn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.de_an = de_an

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        viec, den = d.get("viec"), d.get("den_ngay")
        if viec in DOI_NGAY and not den and "den_ngay" not in self.errors:
            self.add_error("den_ngay", "Ghi ngày kết thúc mới.")
        if viec and viec not in DOI_NGAY and den:
            self.add_error("den_ngay", "Chỉ ghi khi đổi thời gian, gia hạn.")
        if den and den < self.de_an.tu_ngay:
            self.add_error("den_ngay", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        cuoi_nam = self.de_an.den_ngay.year
        if den and viec == ViecDieuChinh.TRONG_NAM and den.year > cuoi_nam:
            self.add_error("den_ngay", "Sang năm sau: chọn việc «Gia hạn sang năm sau».")
        if den and viec == ViecDieuChinh.SANG_NAM_SAU and den.year <= cuoi_nam:
            self.add_error("den_ngay", "Trong năm: chọn việc «Thay đổi thời gian trong năm».")
        return d

    @property
    def doi(self) -> tuple[dict[str, str], dict[str, str]]:
        """(before, after) of a valid form."""
        den = self.cleaned_data["den_ngay"]
        if den is None:
            return {}, {}
        return {"den_ngay": self.de_an.den_ngay.isoformat()}, {"den_ngay": den.isoformat()}


def _ngay(doi: dict[str, Any]) -> date | None:
    """The end date in one side of a change."""
    try:
        return date.fromisoformat(str(doi.get("den_ngay")))
    except ValueError:
        return None


def _quyet_duoc(dong: DieuChinhDeAn, user: Any) -> bool:
    """The Sở enters its own decisions and those of UBND; it never decides what it asked for."""
    if dong.nguoi_lap_id == user.pk or dong.cap not in (CapQuyetDinh.SO, CapQuyetDinh.UBND):
        return False
    if dong.cap == CapQuyetDinh.SO:
        return dong.trang_thai in (TT.CHO_SO, TT.CHO_DUYET) and user.has_perm(THAM_DINH_SO)
    return dong.trang_thai == TT.CHO_DUYET and user.has_perm(PHE_DUYET)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def dieu_chinh(request: HttpRequest, pk: int) -> HttpResponse:
    """Requests so far, and a new one."""
    d = lay(request.user, pk)
    doi_quyen(request.user, BAO_CAO, THAM_DINH_SO, PHE_DUYET)
    gui = request.POST if request.method == "POST" else None
    form = DeNghiForm(gui, de_an=d)
    if gui is not None:
        doi_quyen(request.user, BAO_CAO)
        if form.is_valid():
            o = form.cleaned_data
            truoc, sau = form.doi

            def lam() -> None:
                dich_vu.de_nghi(
                    d, viec=o["viec"], noi_dung=o["noi_dung"], truoc=truoc, sau=sau, by=request.user
                )

            if ghi(form, lam):
                messages.success(request, "Đã gửi đề nghị điều chỉnh.")
                return redirect("khuyen_cong:dieu_chinh", d.pk)
    dong: list[Any] = list(
        DieuChinhDeAn.objects.filter(de_an=d).select_related("nguoi_lap").order_by("-luc", "-id")
    )
    for x in dong:
        x.xac_nhan_duoc = (
            x.trang_thai == TT.CHO_SO
            and x.cap != CapQuyetDinh.SO
            and x.nguoi_lap_id != request.user.pk
            and request.user.has_perm(THAM_DINH_SO)
        )
        x.quyet_duoc = _quyet_duoc(x, request.user)
        x.doi_ngay = [_ngay(x.truoc), _ngay(x.sau)] if _ngay(x.sau) else []
    dang = (*DANG_CHAY, TrangThaiDeAn.XIN_NGUNG)
    mo = d.trang_thai in dang and request.user.has_perm(BAO_CAO)
    du_lieu = {
        "d": d,
        "form": form,
        "dong": dong,
        "mo": mo and not khong_phai_ben_lap(d, request.user),
    }
    return render(
        request, "so/khuyen_cong/dieu_chinh.html", du_lieu, status=422 if form.errors else 200
    )


def _cua(d: DeAn, pk: int) -> DieuChinhDeAn:
    dong = DieuChinhDeAn.objects.filter(de_an=d, pk=pk).first()
    if dong is None:
        raise Http404("Đề án không có đề nghị này.")
    return dong


@chi_khuyen_cong
@require_POST
def xac_nhan(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """The Sở confirms after checking the site."""
    d = lay(request.user, pk)
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
    d = lay(request.user, pk)
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
