"""Who has sent and who is late: of a province (Biểu 03, 04), of a commune (Biểu 01, 02)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cumcongnghiep.choices import Bieu
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.models import Cum, KyBieu
from cumcongnghiep.portal.quyen import chi_bieu, lay_ky, lay_xa, tinh_cua
from cumcongnghiep.portal.viec import buoc_toi, han
from cumcongnghiep.services.gop_bieu import BoSo, CanNop, can_nop, doc_tinh, doc_xa
from cumcongnghiep.workflow import NHAP

# Rows of one table on a page: a province has hundreds of projects.
MOI_TRANG = 30
TEN_BIEU = {b.value: b.label for b in Bieu}


def _bang(request: HttpRequest, s: BoSo, ky: KyBieu, xa_id: int | None) -> list[dict[str, Any]]:
    """Per form: coverage and a page of its units with their timeliness, those still owed first.

    Many projects are told cluster by cluster; ``?cum=`` opens one.
    """
    danh_muc, hom_nay = doc_danh_muc(), timezone.localdate()
    chon = request.GET.get("cum", "")
    cum = s.cum.get(int(chon)) if chon.isascii() and chon.isdigit() else None
    kq = []
    for bieu, phu in sorted(can_nop(s, xa_id).items(), reverse=True):
        muc: dict[str, Any] = {"ma": bieu, "ten": TEN_BIEU[bieu], "phu": phu, "cum": None}
        trang = request.GET.get(f"t{bieu}")
        gop = bieu == Bieu.B01 and phu.can > MOI_TRANG
        if gop and cum is None:
            muc["trang"] = Paginator(_theo_cum(s, phu.cac), MOI_TRANG).get_page(trang)
            muc["nhom"] = list(muc["trang"])
        else:
            cac = sorted(phu.cac, key=lambda c: (c.da_gui, c.ten))
            if gop and cum is not None:
                cac, muc["cum"] = [c for c in cac if c.cum_id == cum.pk], cum
            muc["trang"] = Paginator(cac, MOI_TRANG).get_page(trang)
            muc["cac"] = [(c, han(ky, bieu, c.nop, danh_muc, hom_nay)) for c in muc["trang"]]
        kq.append(muc)
    return kq


def _theo_cum(s: BoSo, cac: Iterable[CanNop]) -> list[tuple[Cum, int, int]]:
    """(cluster, forms sent, forms owed), clusters that still owe first."""
    dem: dict[int, list[bool]] = defaultdict(list)
    for c in cac:
        dem[c.cum_id or 0].append(c.da_gui)
    kq = [(s.cum[pk], sum(da), len(da)) for pk, da in dem.items()]
    return sorted(kq, key=lambda m: (m[1] == m[2], m[0].ten))


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
        "bang": _bang(request, s, k, None),
        "bieu_04": nop,
        "toi": buoc_toi(nop, request.user, cho_gui=True) if nop else "",
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
        "bang": _bang(request, s, k, x.pk),
        "bieu_03": nop,
        "han_03": han(k, Bieu.B03, nop, doc_danh_muc(), timezone.localdate()),
        "nhap_duoc": request.user.has_perm(NHAP) and k.khoa_luc is None,
    }
    return render(request, "so/cum_cong_nghiep/xa.html", du_lieu)
