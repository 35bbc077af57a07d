"""Drawing a đề án up: the general part, the activity lines, the estimate; a part a page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cucctdp.formats.so import dinh_dang
from khuyencong.choices import Nguon, PhanDeAn
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, DuToan
from khuyencong.portal.forms import (
    NHIEU_TINH,
    DuToanForm,
    NoiDungForm,
    ThongTinForm,
    muc_noi_dung,
)
from khuyencong.portal.phan import khung
from khuyencong.portal.quyen import LAP, chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.services import de_an as dich_vu
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.viec import an_toan

THEM = "them"
SO_DONG_THEM = 3
TOI_DA = 200


def ghi(form: Any, lam: Callable[[], Any]) -> bool:
    """Run a door; its refusals become errors of the form."""
    try:
        an_toan(lam)
    except ValidationError as loi:
        form.add_error(None, ValidationError(loi.messages))
        return False
    return True


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def moi(request: HttpRequest) -> HttpResponse:
    """Register a new đề án: its general part opens the dossier."""
    doi_quyen(request.user, LAP)
    gui = request.POST if request.method == "POST" else None
    nam = timezone.localdate().year + 1
    form = ThongTinForm(gui, user=request.user, initial={"nam": nam})
    if gui is not None and form.is_valid():
        kq: list[DeAn] = []
        if ghi(
            form,
            lambda: kq.append(dich_vu.lap_de_an(thong_tin=form.thong_tin, by=request.user)),
        ):
            messages.success(request, f"Đã lập hồ sơ {kq[0].ma}. Tiếp theo: nội dung hoạt động.")
            return redirect("khuyen_cong:noi_dung", kq[0].pk)
    du_lieu = {"form": form, "moi": True, "mo": True}
    return render(
        request, "so/khuyen_cong/thong_tin.html", du_lieu, status=422 if form.errors else 200
    )


def _dau(d: DeAn) -> dict[str, Any]:
    ten = [*dich_vu.THONG_TIN, *(f for f in dich_vu.DANH_SACH)]
    dau = {t: getattr(d, t) for t in ten if t not in ("don_vi", *dich_vu.DANH_SACH)}
    dau["pham_vi"] = str(d.don_vi_id) if d.don_vi_id else NHIEU_TINH
    return dau | {t: list(getattr(d, t).all()) for t in dich_vu.DANH_SACH}


def _tra(request: HttpRequest, mau: str, du_lieu: dict[str, Any], hong: bool) -> HttpResponse:
    return render(request, f"so/khuyen_cong/{mau}.html", du_lieu, status=422 if hong else 200)


def _chi_doc(cac_form: Any) -> None:
    for f in cac_form:
        for o in f.fields.values():
            o.disabled = True


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def thong_tin(request: HttpRequest, pk: int) -> HttpResponse:
    """The general part."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    gui = request.POST if request.method == "POST" else None
    form = ThongTinForm(gui, user=request.user, initial=_dau(d))
    if gui is not None and form.is_valid():
        if ghi(form, lambda: dich_vu.sua_thong_tin(d, thong_tin=form.thong_tin, by=request.user)):
            messages.success(request, "Đã lưu thông tin chung.")
            return redirect("khuyen_cong:thong_tin", d.pk)
        d.refresh_from_db()
    chung = khung(doc_ho_so(d), PhanDeAn.THONG_TIN, request.user)
    if not chung["mo"]:
        _chi_doc([form])
    return _tra(request, "thong_tin", chung | {"form": form}, bool(form.errors))


def _so_dong(request: HttpRequest, tien_to: str, co: int) -> int:
    """How many rows to show: those there are and some empty ones; «Thêm dòng» asks for more."""
    chu = request.POST.get(f"{tien_to}-TOTAL_FORMS", "")
    dang = int(chu) if chu.isascii() and chu.isdigit() and len(chu) < 4 else 0
    return min(max(co, dang) + SO_DONG_THEM, TOI_DA)


def _bang(request: HttpRequest, form: type[forms.Form], dau: list[dict[str, Any]], muc: Any) -> Any:
    """A table of rows, bound on POST; «Thêm dòng» draws it again with what was typed."""
    lop = forms.formset_factory(form, extra=SO_DONG_THEM, max_num=TOI_DA, absolute_max=TOI_DA)
    if request.method != "POST":
        return lop(prefix="d", initial=dau, form_kwargs={"muc": muc})
    gui = request.POST.copy()
    if THEM in gui:
        gui["d-TOTAL_FORMS"] = str(_so_dong(request, "d", 0))
    gui["d-INITIAL_FORMS"] = "0"
    return lop(gui, prefix="d", form_kwargs={"muc": muc})


def dau_moc(dau: list[dict[str, Any]]) -> str:
    """Mark of the rows a page was drawn from: a colleague's save in between is not written over."""
    return hashlib.sha256(repr(dau).encode()).hexdigest()[:16]


def _loi_bang(lam: Callable[[], Any]) -> list[str]:
    try:
        an_toan(lam)
    except ValidationError as loi:
        return list(loi.messages)
    return []


def _trang_bang(
    request: HttpRequest,
    d: DeAn,
    phan: str,
    mau: str,
    bang: Any,
    dang_co: Callable[[], list[dict[str, Any]]],
    lam: Callable[[list[dict[str, Any]]], Any],
    bo_trong: Callable[[dict[str, Any]], bool],
    them: Callable[[Any], dict[str, Any]],
) -> HttpResponse:
    """A part that is a table: every fault of every row at once, all rows saved or none."""
    loi: list[str] = []
    hong = False
    if request.method == "POST" and THEM not in request.POST:
        hong = not bang.is_valid()
        if not hong:
            cac = [f.cleaned_data for f in bang if not bo_trong(f.cleaned_data)]

            def luu() -> None:
                khoa_de_an(d)
                if request.POST.get("moc", "") not in ("", dau_moc(dang_co())):
                    raise ValidationError(
                        "Phần này vừa được người khác sửa. Mở lại trang để thấy số mới rồi sửa."
                    )
                lam(cac)

            loi = _loi_bang(luu)
            if not loi:
                messages.success(request, f"Đã lưu {len(cac)} dòng.")
                return redirect(request.path)
            hong = True
    h = doc_ho_so(d)
    chung = khung(h, phan, request.user)
    if not chung["mo"]:
        _chi_doc(bang)
    moc = request.POST.get("moc", "") if request.method == "POST" else dau_moc(dang_co())
    du_lieu = chung | {"bang": bang, "loi": loi, "xet": hong and not loi, "moc": moc} | them(h)
    return _tra(request, mau, du_lieu, hong)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def noi_dung(request: HttpRequest, pk: int) -> HttpResponse:
    """Activity lines with what they produce; their cost is the sum of the beneficiaries."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    ten = ("noi_dung", "ten", "so_luong", "don_vi_tinh", "cap")

    def dang_co() -> list[dict[str, Any]]:
        return [{"id": n.pk} | {t: _so(getattr(n, t)) for t in ten} for n in d.cac_noi_dung.all()]

    bang = _bang(request, NoiDungForm, dang_co(), muc_noi_dung())

    def them(h: Any) -> dict[str, Any]:
        nguon = [n for n in Nguon if n == d.nguon or h.tong(n.value)]
        return {
            "cac_nguon": nguon,
            "chi_phi": [(n, [_cong(h, n.pk, x.value) for x in nguon]) for n in h.noi_dung],
        }

    return _trang_bang(
        request,
        d,
        PhanDeAn.NOI_DUNG,
        "noi_dung",
        bang,
        dang_co,
        lambda cac: dich_vu.dat_noi_dung(d, cac_dong=cac, by=request.user),
        lambda r: not r.get("noi_dung"),
        them,
    )


def _cong(h: Any, noi_dung_id: int, nguon: str) -> int:
    return sum(int(getattr(t, nguon)) for t in h.thu_huong if t.noi_dung_id == noi_dung_id)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def du_toan(request: HttpRequest, pk: int) -> HttpResponse:
    """The estimate (Mẫu 1)."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    cac_nd: list[Model] = list(d.cac_noi_dung.all())
    ten = ("muc_chi", "don_vi_tinh", "so_luong", "don_gia", "quan_ly", "can_cu", *Nguon.values)

    def dang_co() -> list[dict[str, Any]]:
        return [
            {"noi_dung_id": str(x.noi_dung_id)} | {t: _so(getattr(x, t)) for t in ten}
            for x in DuToan.objects.filter(noi_dung__de_an=d)
        ]

    bang = _bang(request, DuToanForm, dang_co(), [(str(n.pk), str(n)) for n in cac_nd])

    def lam(cac: list[dict[str, Any]]) -> Any:
        dong = [c | {"noi_dung_id": int(c["noi_dung_id"])} for c in cac]
        return dich_vu.dat_du_toan(d, cac_dong=dong, by=request.user)

    def them(h: Any) -> dict[str, Any]:
        return {
            "tong": [(n.label, sum(int(getattr(x, n)) for x in h.du_toan)) for n in Nguon],
            "tong_cong": sum(int(x.tong) for x in h.du_toan),
        }

    return _trang_bang(
        request,
        d,
        PhanDeAn.DU_TOAN,
        "du_toan",
        bang,
        dang_co,
        lam,
        lambda r: not r.get("noi_dung_id"),
        them,
    )


def _so(gia_tri: Any) -> Any:
    """A zero of money is an empty box; a quantity without empty decimals."""
    if isinstance(gia_tri, Decimal):
        return dinh_dang(gia_tri, None)
    return None if gia_tri == 0 and not isinstance(gia_tri, bool) else gia_tri
