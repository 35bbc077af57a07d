"""Confirm pages of the steps: the table of works of the admin, asked and done in the portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cucctdp.workflow.steps import Step
from khuyencong.admin.tham_dinh_trang import (
    BoSungForm,
    PhieuForm,
    ThanhVienFormSet,
    YeuCauFormSet,
    ban_dau,
    luu_phieu,
    phieu_dang_ghi,
)
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn
from khuyencong.portal.o_nhap import thuan
from khuyencong.portal.quyen import chi_khuyen_cong, lay_de_lam
from khuyencong.rules import kiem_tra
from khuyencong.services import tham_dinh
from khuyencong.viec import CAC_VIEC, VIEC, Viec, an_toan, khong_mo, vuong

_TRANG = {"phieu": "khuyen_cong:phieu", "bo_sung": "khuyen_cong:yeu_cau"}


@dataclass(frozen=True)
class Nut:
    """A button with why it is refused now, when that is known."""

    nhan: str
    duong: str
    vuong: str
    kieu: str


def cac_nut(h: HoSo, user: Any) -> list[Nut]:
    """Steps and works of this user on this đề án."""
    nut = []
    for v in CAC_VIEC:
        mo = v.mo(h.de_an, user)
        if not mo or _ben_kia(v, h.de_an):
            continue
        duong = (
            reverse(_TRANG[v.trang], args=[h.de_an.pk])
            if v.trang
            else reverse("khuyen_cong:viec", args=[h.de_an.pk, v.ma])
        )
        kieu = "nguy" if v.nguy_hiem else "phu" if v.phu else "chinh"
        nut.append(Nut(v.nhan, duong, " ".join(vuong(v, h, user, mo)), kieu))
    return nut


def _ben_kia(v: Viec, de_an: DeAn) -> bool:
    """Works that the Cục does for this đề án: no button of them in the portal."""
    if de_an.nguon == Nguon.KCDP:
        return v.ma == "gui-cuc"
    quyen = {*v.quyen, *(b.quyen for b in v.buoc)}
    cua_cuc = {"khuyencong.phe_duyet_dean", "khuyencong.ky_hop_dong_dean"}
    return quyen <= cua_cuc or bool(v.trang and de_an.trang_thai == TrangThaiDeAn.THAM_DINH_BO)


def _xem(de_an: DeAn) -> str:
    return reverse("khuyen_cong:xem", args=[de_an.pk])


def _tra(request: HttpRequest, mau: str, du_lieu: dict[str, Any], trang_thai: int) -> HttpResponse:
    return render(request, f"so/khuyen_cong/{mau}.html", du_lieu, status=trang_thai)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def viec(request: HttpRequest, pk: int, ma: str) -> HttpResponse:
    """One work: GET asks and shows every rule of the moment, POST does."""
    d = lay_de_lam(request.user, pk)
    v = VIEC.get(ma)
    if v is None or v.trang or v.lam is None:
        raise Http404("Không có bước này.")
    mo = v.mo(d, request.user)
    if not mo:
        return khong_mo(request, d, v, _xem(d))
    h = doc_ho_so(d)
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    form = v.form(*gui, h=h)
    thuan(form)
    trang_thai = 200
    if gui:
        trang_thai = 422
        lam = v.lam
        if form.is_valid():
            try:
                an_toan(lambda: lam(d, request.user, form))
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                messages.success(request, v.xong)
                return redirect(_xem(d))
    xac_nhan = mo.xac_nhan if isinstance(mo, Step) else ""
    du_lieu = {
        "d": d,
        "v": v,
        "form": form,
        "mo_ta": v.mo_ta or xac_nhan,
        "vuong": [] if gui else vuong(v, h, request.user, mo),
        "vi_pham": _luc(v, h),
    }
    return _tra(request, "viec", du_lieu, trang_thai)


_LUC = {"nop": "nop_so", "gui-cuc": "gui_cuc", "phe-duyet": "phe_duyet"}


def _luc(v: Viec, h: HoSo) -> list[Any]:
    return kiem_tra(h, _LUC[v.ma]) if v.ma in _LUC else []


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def phieu(request: HttpRequest, pk: int) -> HttpResponse:
    """The phiếu thẩm định of this round at the Sở: saved as a draft or signed."""
    d = lay_de_lam(request.user, pk)
    if not VIEC["ghi-phieu"].mo(d, request.user):
        return khong_mo(request, d, VIEC["ghi-phieu"], _xem(d))
    h = doc_ho_so(d)
    co = phieu_dang_ghi(d)
    if co is not None and co.ky_luc is not None:
        messages.warning(request, "Phiếu thẩm định của vòng này đã ký, không sửa được.")
        return redirect(_xem(d))
    trang_thai = 200
    if request.method == "POST":
        form = PhieuForm(request.POST, request.FILES)
        bang = ThanhVienFormSet(request.POST, prefix="tv")
        ky = "ky" in request.POST
        trang_thai = 422
        hop_le = form.is_valid()
        if bang.is_valid() and hop_le:
            try:
                an_toan(lambda: luu_phieu(d, form, bang, co, ky=ky, by=request.user))
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                messages.success(request, "Đã ký phiếu thẩm định." if ky else "Đã lưu phiếu nháp.")
                return redirect(f"{_xem(d)}?the=tham-dinh")
    else:
        dau, nguoi = ban_dau(h, co)
        form, bang = PhieuForm(initial=dau), ThanhVienFormSet(prefix="tv", initial=nguoi)
    for f in (form, *bang):
        thuan(f)
    return _tra(request, "phieu", {"d": d, "h": h, "form": form, "bang": bang}, trang_thai)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def yeu_cau(request: HttpRequest, pk: int) -> HttpResponse:
    """The Sở returns the dossier with its questions; only the questioned parts open again."""
    d = lay_de_lam(request.user, pk)
    if not VIEC["yeu-cau-bo-sung"].mo(d, request.user):
        return khong_mo(request, d, VIEC["yeu-cau-bo-sung"], _xem(d))
    gui = request.POST if request.method == "POST" else None
    form, bang = BoSungForm(gui), YeuCauFormSet(gui, prefix="yc")
    trang_thai = 200
    if gui is not None:
        trang_thai = 422
        hop_le = form.is_valid()
        if bang.is_valid() and hop_le:
            cac = [f.cleaned_data for f in bang if f.cleaned_data.get("phan")]
            ly_do = form.cleaned_data["ly_do"]
            try:
                an_toan(
                    lambda: tham_dinh.yeu_cau_bo_sung(d, yeu_cau=cac, ly_do=ly_do, by=request.user)
                )
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                messages.success(request, "Đã trả hồ sơ; đồng hồ xử lý dừng đến khi nộp lại.")
                return redirect(_xem(d))
    for f in (form, *bang):
        thuan(f)
    return _tra(request, "yeu_cau", {"d": d, "form": form, "bang": bang}, trang_thai)
