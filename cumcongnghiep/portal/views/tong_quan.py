"""Who has sent and who is late: of a province (Biểu 03, 04), of a commune (Biểu 01, 02)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cumcongnghiep.choices import Bieu
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.models import KyBieu
from cumcongnghiep.portal.quyen import chi_bieu, lay_ky, lay_xa, tinh_cua
from cumcongnghiep.portal.viec import han
from cumcongnghiep.services.gop_bieu import BoSo, can_nop, doc_tinh, doc_xa
from cumcongnghiep.workflow import NHAP

TEN_BIEU = {b.value: b.label for b in Bieu}


def _bang(s: BoSo, ky: KyBieu, xa_id: int | None) -> list[dict[str, Any]]:
    """Per form: coverage and every unit with its timeliness."""
    danh_muc, hom_nay = doc_danh_muc(), timezone.localdate()
    kq = []
    for bieu, phu in sorted(can_nop(s, xa_id).items(), reverse=True):
        cac = [(c, han(ky, bieu, c.nop, danh_muc, hom_nay)) for c in phu.cac]
        cac.sort(key=lambda m: (m[0].da_gui, m[0].ten))
        kq.append({"ma": bieu, "ten": TEN_BIEU[bieu], "phu": phu, "cac": cac})
    return kq


@chi_bieu
@require_GET
def tinh(request: HttpRequest, ky: int) -> HttpResponse:
    """The Sở looks at its province: Biểu 04, the communes, what is not covered."""
    k = lay_ky(ky)
    don_vi = tinh_cua(request.user)
    s = doc_tinh(k, don_vi.pk)
    nop = s.nop.get((Bieu.B04, None))
    danh_muc = doc_danh_muc()
    du_lieu = {
        "ky": k,
        "don_vi": don_vi,
        "bang": _bang(s, k, None),
        "bieu_04": nop,
        "han_04": han(k, Bieu.B04, nop, danh_muc, timezone.localdate()),
        "mo_coi": [s.cum[pk] for pk in s.cum_cua_xa(None)],
        "nhap_duoc": request.user.has_perm(NHAP) and k.khoa_luc is None,
    }
    return render(request, "so/cum_cong_nghiep/tinh.html", du_lieu)


@chi_bieu
@require_GET
def xa(request: HttpRequest, ky: int, xa: int) -> HttpResponse:
    """A commune: its Biểu 03, and Biểu 01, 02 of the clusters it leads."""
    k = lay_ky(ky)
    x = lay_xa(request.user, xa)
    s = doc_xa(k, x)
    nop = s.nop.get((Bieu.B03, x.pk))
    du_lieu = {
        "ky": k,
        "xa": x,
        "bang": _bang(s, k, x.pk),
        "bieu_03": nop,
        "han_03": han(k, Bieu.B03, nop, doc_danh_muc(), timezone.localdate()),
        "nhap_duoc": request.user.has_perm(NHAP) and k.khoa_luc is None,
    }
    return render(request, "so/cum_cong_nghiep/xa.html", du_lieu)
