"""Reporters of a province: the Sở looks, appoints and ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cucctdp.accounts.cong import ai_vao_cong
from cumcongnghiep.choices import VaiTroBaoCao
from cumcongnghiep.models import NguoiBaoCao
from cumcongnghiep.portal.nguoi_bao_cao import TEN_DOI_TUONG, GiaoForm, cac_giao
from cumcongnghiep.portal.quyen import tinh_cua
from cumcongnghiep.services import nguoi_bao_cao

SO_DONG = 50
XEM = "cumcongnghiep.view_nguoibaocao"
GIAO = "cumcongnghiep.giao_bao_cao_cum"
_O = {VaiTroBaoCao.DU_AN: "du_an", VaiTroBaoCao.CDT: "cum", VaiTroBaoCao.XA: "xa"}


def _chi_so(quyen: str) -> Callable[..., Callable[..., HttpResponse]]:
    """Staff of a Sở with the right; else 403."""

    def boc_ngoai(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(quyen):
                raise PermissionDenied("Tài khoản của bạn không xem, giao người báo cáo được.")
            return view(request, *args, **kwargs)

        return ai_vao_cong(boc)

    return boc_ngoai


def _chu(nguon: Any, ten: str) -> str:
    return nguon.get(ten, "").replace("\0", "")[:100].strip()


@_chi_so(XEM)
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Who reports for what: by role, standing or ended, searched by name."""
    don_vi = tinh_cua(request.user)
    loc = {t: _chu(request.GET, t) for t in ("vai_tro", "het", "tim")}
    rows = cac_giao(request.user, vai_tro=loc["vai_tro"], het=bool(loc["het"]), tim=loc["tim"])
    du_lieu = {
        "don_vi": don_vi,
        "trang": Paginator(rows, SO_DONG).get_page(request.GET.get("trang")),
        "loc": loc,
        "tham_so": urlencode({k: v for k, v in loc.items() if v}),
        "cac_vai_tro": VaiTroBaoCao.choices,
        "giao_duoc": request.user.has_perm(GIAO),
    }
    return render(request, "so/cum_cong_nghiep/nguoi_bao_cao.html", du_lieu)


@_chi_so(GIAO)
@require_http_methods(["GET", "POST"])
def giao(request: HttpRequest) -> HttpResponse:
    """Appoint: a role and a search first, then the object found and the login name."""
    don_vi = tinh_cua(request.user)
    nguon = request.POST if request.method == "POST" else request.GET
    vai_tro, tim = _chu(nguon, "vai_tro"), _chu(nguon, "tim")
    if vai_tro not in VaiTroBaoCao.values:
        vai_tro = VaiTroBaoCao.XA
    gui = request.POST if request.method == "POST" else None
    form = GiaoForm(gui, user=request.user, vai_tro=vai_tro, tim=tim)
    trang_thai = 200
    if request.method == "POST":
        trang_thai = 422
        if form.is_valid():
            d = form.cleaned_data
            o = {_O[VaiTroBaoCao(vai_tro)]: d["doi_tuong"]}
            try:
                g = nguoi_bao_cao.giao(d["tai_khoan"], by=request.user, **o)
            except ValidationError as e:
                form.add_error(None, ValidationError(e.messages))
            else:
                messages.success(request, f"Đã giao {g.nguoi.username} báo cáo {d['doi_tuong']}.")
                return redirect("cum_bieu:nguoi_bao_cao")
    du_lieu = {
        "don_vi": don_vi,
        "form": form,
        "vai_tro": str(vai_tro),
        "tim": tim,
        "ten_doi_tuong": TEN_DOI_TUONG[VaiTroBaoCao(vai_tro)],
        "cac_vai_tro": VaiTroBaoCao.choices,
    }
    return render(request, "so/cum_cong_nghiep/giao_bao_cao.html", du_lieu, status=trang_thai)


@_chi_so(GIAO)
@require_http_methods(["GET", "POST"])
def thoi(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end an appointment of the province; 404 for one of another."""
    tinh_cua(request.user)
    cac = NguoiBaoCao.objects.visible_to(request.user)
    g = get_object_or_404(cac.select_related("nguoi", "du_an__cum", "cum", "xa"), pk=pk)
    loi: list[str] = []
    if request.method == "POST":
        try:
            nguoi_bao_cao.thoi(g, by=request.user)
        except ValidationError as e:
            loi = e.messages
        else:
            messages.success(request, f"Đã thôi giao tài khoản {g.nguoi.username}.")
            return redirect("cum_bieu:nguoi_bao_cao")
    du_lieu = {"g": g, "loi": loi}
    trang = "so/cum_cong_nghiep/thoi_bao_cao.html"
    return render(request, trang, du_lieu, status=422 if loi else 200)
