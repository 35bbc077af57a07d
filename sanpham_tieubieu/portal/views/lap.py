"""A new dossier: which round, which product of which establishment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cucctdp.donvi.models import CoSo
from cucctdp.formats.chu import khoa_tim
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import KyBinhChon, SanPham
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal.quyen import (
    NOP,
    cac_co_so,
    cac_san_pham,
    chi_binh_chon,
    doi_quyen,
    ky_nhan_cua,
)
from sanpham_tieubieu.services.ho_so import ky_nhan, lap_ho_so
from sanpham_tieubieu.services.san_pham import lap_san_pham, nghi_trung

SO_CO_SO = 30


def _ky(request: HttpRequest) -> KyBinhChon | None:
    ma = request.GET.get("ky", "")
    if not (ma.isascii() and ma.isdigit() and len(ma) < 10):
        return None
    return ky_nhan_cua(request.user).filter(pk=int(ma)).first()


def _loc(rows: QuerySet[CoSo], q: str) -> QuerySet[CoSo]:
    return rows.filter(ten__khong_dau__contains=khoa_tim(q)) if q else rows


@chi_binh_chon
@require_http_methods(["GET"])
def chon(request: HttpRequest) -> HttpResponse:
    """Choose the product: one entered before, or a new one of an establishment."""
    doi_quyen(request.user, NOP)
    q = request.GET.get("q", "").replace("\0", "")[:100].strip()
    co_so = _loc(cac_co_so(request.user), q).select_related("xa__tinh").order_by("ten", "pk")
    san_pham = cac_san_pham(request.user).filter(co_so__in=co_so.values("pk"))
    cac = list(co_so[:SO_CO_SO])
    theo: dict[int, list[SanPham]] = {c.pk: [] for c in cac}
    for sp in san_pham.filter(co_so__in=cac).order_by("ten"):
        theo[sp.co_so_id].append(sp)
    du_lieu = {
        "ky": _ky(request),
        "cac": [(c, theo[c.pk]) for c in cac],
        "q": q,
        "con": co_so.count() - len(cac),
    }
    return render(request, "so/binh_chon/chon.html", du_lieu)


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def lap(request: HttpRequest, san_pham: int) -> HttpResponse:
    """Begin the dossier of a product in a round that takes it."""
    doi_quyen(request.user, NOP)
    sp = get_object_or_404(
        cac_san_pham(request.user).select_related("co_so__xa__tinh"), pk=san_pham
    )
    cac = list(ky_nhan(sp.co_so).select_related("don_vi", "xa").order_by("cap", "pk"))
    loi: list[str] = []
    if request.method == "POST":
        ky = next((k for k in cac if str(k.pk) == request.POST.get("ky")), None)
        if ky is None:
            loi = ["Chọn kỳ bình chọn."]
        else:
            kq: list[Any] = []
            loi = loi_khi(lambda: kq.append(lap_ho_so(ky=ky, san_pham=sp, by=request.user)))
            if not loi:
                messages.success(request, "Đã lập hồ sơ. Điền từng phần rồi nộp.")
                return redirect("binh_chon:phan", kq[0].pk, "dang_ky")
    chon_san = _ky(request)
    du_lieu = {"sp": sp, "cac_ky": cac, "chon": chon_san.pk if chon_san else None, "cac_loi": loi}
    return render(request, "so/binh_chon/lap.html", du_lieu, status=422 if loi else 200)


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def san_pham_moi(request: HttpRequest, co_so: int) -> HttpResponse:
    """Enter a product for life; look-alikes are shown before a second one is made."""
    doi_quyen(request.user, NOP)
    c = get_object_or_404(cac_co_so(request.user).select_related("xa__tinh"), pk=co_so)
    gui = (request.POST,) if request.method == "POST" else ()
    form = bieu.form_san_pham(c, None, *gui)
    phan = bieu.cac_form_thanh_phan(None, *gui)
    loi: list[str] = []
    giong: list[Any] = []
    if gui and all(f.is_valid() for f in (form, *phan)):
        giong = nghi_trung(ten=form.cleaned_data["ten"], co_so=c)
        if not giong or request.POST.get("khong_trung") == "1":
            kq: list[Any] = []
            loi = loi_khi(
                lambda: kq.append(
                    lap_san_pham(
                        co_so=c,
                        thong_tin=form.cleaned_data,
                        thanh_phan=bieu.dong_thanh_phan(phan),
                        by=request.user,
                    )
                )
            )
            if not loi:
                messages.success(request, f"Đã ghi sản phẩm «{kq[0].ten}».")
                return redirect("binh_chon:lap", kq[0].pk)
    du_lieu = {"c": c, "form": form, "phan": phan, "giong": giong, "cac_loi": loi}
    hong = bool(gui)
    return render(request, "so/binh_chon/san_pham.html", du_lieu, status=422 if hong else 200)
