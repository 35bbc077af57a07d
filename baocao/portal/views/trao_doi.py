"""Threads at a cell: one address for both sides, a page without JavaScript, a fragment with it."""

from typing import Any

from csp.constants import NONCE, SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from baocao.models import LuongTraoDoi, PhieuBieu
from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.nhap import sach
from baocao.portal.quyen import lay_phieu
from baocao.services.trao_doi import ben_cua, cac_luong, duoc_trao_doi, giai_quyet, viet


@login_required
@csp_replace({"script-src": [SELF, NONCE], "style-src": [SELF]})
@require_http_methods(["GET", "POST"])
def trao_doi(request: HttpRequest, pk: int) -> HttpResponse:
    """Read (?chi_tieu=BL00&cot=A3), write, or settle (``giai_quyet`` = id of the thread)."""
    phieu = lay_phieu(request.user, pk)
    gui = request.POST if request.method == "POST" else request.GET
    chi_tieu, cot = sach(gui.get("chi_tieu", "")), sach(gui.get("cot", ""))
    if request.method == "GET":
        return _trang(request, phieu, chi_tieu, cot)
    try:
        if ma := gui.get("giai_quyet", ""):
            so = int(ma) if ma.isascii() and ma.isdigit() and len(ma) < 19 else 0
            giai_quyet(get_object_or_404(LuongTraoDoi, phieu=phieu, pk=so), by=request.user)
        else:
            noi_dung = sach(gui.get("noi_dung", ""))
            viet(phieu, chi_tieu=chi_tieu, cot=cot, noi_dung=noi_dung, by=request.user)
    except TU_CHOI as loi:
        them = {"loi_trao_doi": cau_tu_choi(loi), "da_go": gui.get("noi_dung", "")}
        # htmx shows only answered requests; a plain form gets the honest status.
        return _trang(request, phieu, chi_tieu, cot, status=200 if request.htmx else 422, **them)
    if request.htmx:
        return _trang(request, phieu, chi_tieu, cot)
    return redirect(_ve(request, phieu))


def _trang(
    request: HttpRequest,
    phieu: PhieuBieu,
    chi_tieu: str,
    cot: str,
    *,
    status: int = 200,
    **them: Any,
) -> HttpResponse:
    dong = phieu.bieu_mau.chi_tieu.filter(ma=chi_tieu).first()
    cot_bieu = phieu.bieu_mau.cot.filter(ma=cot).first()
    if dong is None or cot_bieu is None:
        raise Http404("Biểu này không có ô được nêu.")
    ngu_canh = {
        "phieu": phieu,
        "chi_tieu": chi_tieu,
        "cot": cot,
        "ten_o": f"{dong.ten} – {cot_bieu.ten}",
        "cac_luong": cac_luong(phieu, chi_tieu=chi_tieu, cot=cot),
        "ben": ben_cua(request.user),
        "duoc_viet": duoc_trao_doi(phieu, request.user),
        "ve": _ve(request, phieu),
    }
    mau = "baocao/trao_doi/_luong.html" if request.htmx else "so/trao_doi.html"
    return render(request, mau, ngu_canh | them, status=status)


def _ve(request: HttpRequest, phieu: PhieuBieu) -> str:
    """Where to go back to: the page that named itself, else the form (Sở) or the pack (Cục)."""
    ve = (request.POST if request.method == "POST" else request.GET).get("ve", "")
    if ve and url_has_allowed_host_and_scheme(
        ve, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return str(ve)
    if request.user.la_so:
        return reverse("so:phieu", args=[phieu.pk])
    return reverse("admin:baocao_bobaocao_change", args=[phieu.bo_id])
