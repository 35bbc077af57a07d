"""Parts of a dossier: each is shown to who sees it, changed only while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanpham_tieubieu.choices import PhanHoSo
from sanpham_tieubieu.len_cap import CHUA_KHAI, THUYET_MINH, in_o, nhan_cot
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import AnhHoSo, HoSoDangKy, SanPham, SoLieuNam, TaiLieuHoSo
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal.quyen import NOP, chi_binh_chon, doi_quyen, la_ben_nop, lay
from sanpham_tieubieu.services.anh import bo_anh, them_anh
from sanpham_tieubieu.services.ho_so import (
    DANG_KY,
    SO_LIEU,
    dat_so_lieu,
    phan_mo,
    sua_dang_ky,
    sua_thuyet_minh,
    yeu_cau_mo,
)
from sanpham_tieubieu.services.san_pham import THONG_TIN, dat_thanh_phan, sua_san_pham
from sanpham_tieubieu.services.tai_lieu import bo_tai_lieu, them_tai_lieu
from sanpham_tieubieu.tra_anh import tra_anh

P = PhanHoSo
Bieu = dict[str, Any]


def cac_the(h: HoSoDangKy, user: Any) -> list[dict[str, Any]]:
    """Tabs of the dossier, with whether each is open to this account."""
    mo = phan_mo(h) if la_ben_nop(user, h) else set()
    return [{"ma": p.value, "nhan": p.label, "mo": p.value in mo} for p in PhanHoSo]


def _dang_ky(h: HoSoDangKy, gui: tuple[Any, ...]) -> Bieu:
    return {"form": bieu.form_dang_ky(h, *gui[:1])}


def _thuyet_minh(h: HoSoDangKy, gui: tuple[Any, ...]) -> Bieu:
    return {"form": bieu.form_thuyet_minh(h, *gui[:1])}


def _so_lieu(h: HoSoDangKy, gui: tuple[Any, ...]) -> Bieu:
    return {"cac_form": bieu.cac_form_so_lieu(h, *gui[:1])}


def _anh(h: HoSoDangKy, gui: tuple[Any, ...]) -> Bieu:
    form = bieu.AnhForm(*gui)
    bieu.thuan(form)
    return {"form": form, "cac_anh": list(h.anh.select_related("tep"))}


def _tai_lieu(h: HoSoDangKy, gui: tuple[Any, ...]) -> Bieu:
    return {
        "form": bieu.form_tai_lieu(h, *gui),
        "cac_giay": list(h.tai_lieu.select_related("tep")),
    }


def _bo_san_pham(h: HoSoDangKy, gui: tuple[Any, ...]) -> Bieu:
    return {
        "form": bieu.form_san_pham(h.san_pham.co_so, h.san_pham, *gui[:1]),
        "cac_form": bieu.cac_form_thanh_phan(h.san_pham, *gui[:1]),
    }


DUNG: dict[str, Callable[[HoSoDangKy, tuple[Any, ...]], Bieu]] = {
    P.DANG_KY: _dang_ky,
    P.THUYET_MINH: _thuyet_minh,
    P.SO_LIEU: _so_lieu,
    P.ANH: _anh,
    P.TAI_LIEU: _tai_lieu,
    P.BO_SAN_PHAM: _bo_san_pham,
}


def _luu(h: HoSoDangKy, phan: str, b: Bieu, request: HttpRequest) -> Any:
    by = request.user
    d = b["form"].cleaned_data if "form" in b else {}
    if phan == P.DANG_KY:
        return sua_dang_ky(h, thong_tin=d, by=by)
    if phan == P.THUYET_MINH:
        return sua_thuyet_minh(h, thong_tin=d, by=by)
    if phan == P.SO_LIEU:
        return dat_so_lieu(h, cac_dong=bieu.dong_so_lieu(b["cac_form"]), by=by)
    if phan == P.ANH:
        cac_tep = request.FILES.getlist("tep")
        return them_anh(h, cac_tep=cac_tep, goc_chup=d["goc_chup"], by=by)
    if phan == P.TAI_LIEU:
        tep = d.pop("tep")
        return them_tai_lieu(h, thong_tin=d, tep=tep, by=by)
    sua_san_pham(h.san_pham, thong_tin=d, by=by)
    return dat_thanh_phan(h.san_pham, cac_dong=bieu.dong_thanh_phan(b["cac_form"]), by=by)


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def phan(request: HttpRequest, pk: int, phan: str) -> HttpResponse:
    """One part: a form while it is open to who hands in, else read only."""
    if phan not in DUNG:
        raise Http404("Hồ sơ không có phần này.")
    h = lay(request.user, pk)
    the = cac_the(h, request.user)
    mo = next(t["mo"] for t in the if t["ma"] == phan)
    gui: tuple[Any, ...] = ()
    if request.method == "POST":
        doi_quyen(request.user, NOP)
        gui = (request.POST, request.FILES)
    b = DUNG[phan](h, gui)
    loi: list[str] = []
    cac = [*([b["form"]] if "form" in b else []), *b.get("cac_form", [])]
    if gui and all(f.is_valid() for f in cac):
        loi = loi_khi(lambda: _luu(h, phan, b, request))
        if not loi:
            messages.success(request, f"Đã lưu phần «{PhanHoSo(phan).label}».")
            return redirect("binh_chon:phan", h.pk, phan)
    du_lieu = {
        "h": h,
        "phan": phan,
        "ten_phan": PhanHoSo(phan).label,
        "cac_the": the,
        "mo": mo,
        "yeu_cau": yeu_cau_mo(h),
        "sau": _sau(phan),
        "doc": [] if mo else _doc(h, phan),
        "cac_loi": loi,
        **b,
    }
    return render(request, "so/binh_chon/phan.html", du_lieu, status=422 if gui else 200)


def _doc(h: HoSoDangKy, phan: str) -> list[tuple[str, str]]:
    """(name, value) of what a part says, to read; photos and papers have lists of their own."""
    if phan in (P.DANG_KY, P.THUYET_MINH):
        cot = DANG_KY if phan == P.DANG_KY else THUYET_MINH
        muc = [(nhan_cot(HoSoDangKy, c), in_o(h, c)) for c in cot]
    elif phan == P.BO_SAN_PHAM:
        muc = [(nhan_cot(SanPham, c), in_o(h.san_pham, c)) for c in THONG_TIN]
        muc += [
            (f"Trong bộ: {t.ten}", t.cong_dung or t.vat_lieu) for t in h.san_pham.thanh_phan.all()
        ]
    elif phan == P.SO_LIEU:
        muc = [
            (f"Năm {d.nam}: {nhan_cot(SoLieuNam, c).lower()}", in_o(d, c))
            for d in h.so_lieu.order_by("-nam")
            for c in SO_LIEU
            if c != "nam"
        ]
    else:
        return []
    return [(nhan, chu) for nhan, chu in muc if chu and chu != CHUA_KHAI]


def _sau(phan: str) -> str:
    cac = list(PhanHoSo.values)
    i = cac.index(phan) + 1
    return cac[i] if i < len(cac) else ""


@chi_binh_chon
@require_POST
def bo(request: HttpRequest, pk: int, phan: str, dong: int) -> HttpResponse:
    """Take one photo or paper out."""
    doi_quyen(request.user, NOP)
    h = lay(request.user, pk)
    if phan == P.ANH:
        anh = get_object_or_404(AnhHoSo.objects.select_related("ho_so"), ho_so=h, pk=dong)
        loi = loi_khi(lambda: bo_anh(anh, by=request.user))
    elif phan == P.TAI_LIEU:
        giay = get_object_or_404(TaiLieuHoSo.objects.select_related("ho_so"), ho_so=h, pk=dong)
        loi = loi_khi(lambda: bo_tai_lieu(giay, by=request.user))
    else:
        raise Http404("Phần này không có dòng để bỏ.")
    for cau in loi:
        messages.error(request, cau)
    if not loi:
        messages.success(request, "Đã bỏ.")
    return redirect("binh_chon:phan", h.pk, phan)


@chi_binh_chon
@require_GET
def anh(request: HttpRequest, pk: int, anh: int) -> HttpResponse:
    """A photo of the dossier, to look at."""
    h = lay(request.user, pk)
    return tra_anh(get_object_or_404(AnhHoSo.objects.select_related("tep"), ho_so=h, pk=anh))
