"""The page «Cảnh báo»: today's alerts by level, province and code."""

from __future__ import annotations

from collections import Counter

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from baocao import canh_bao
from cucctdp.formats.chu import khoa_sap_xep

SO_DONG_TRANG = 100
_MAU = {"cao": "do", "vua": "vang", "thap": "xam"}


def trang_canh_bao(request: HttpRequest) -> HttpResponse:
    """List what this account is shown; a filter that names nothing known is left out."""
    if not request.user.has_perm("baocao.view_nguongkiemtra"):
        raise PermissionDenied
    luc, tat_ca = canh_bao.canh_bao_cua(request.user)
    cac_tinh = {(c.don_vi, c.ten_don_vi) for c in tat_ca if c.don_vi}
    tinh = dict(sorted(cac_tinh, key=lambda x: khoa_sap_xep(x[1])))
    nhan = {
        "muc": ("Mức", canh_bao.TEN_MUC),
        "don_vi": ("Tỉnh, thành phố", tinh),
        "ma": ("Cảnh báo", canh_bao.TEN),
    }
    chon = {
        ten: gia_tri
        for ten, (_, cac_muc) in nhan.items()
        if (gia_tri := request.GET.get(ten, "")) in cac_muc
    }
    loc = [c for c in tat_ca if all(getattr(c, k) == v for k, v in chon.items())]
    trang = Paginator(loc, SO_DONG_TRANG).get_page(request.GET.get("trang"))
    dem = Counter(c.muc for c in tat_ca)
    ngu_canh = admin.site.each_context(request) | {
        "title": "Cảnh báo",
        "content_title": "Cảnh báo",
        "luc": luc,
        "tong": len(tat_ca),
        "trang": trang,
        "dong": [(c, canh_bao.TEN[c.ma], canh_bao.TEN_MUC[c.muc], _MAU[c.muc]) for c in trang],
        "dem": [(ten, dem[ma], _MAU[ma]) for ma, ten in canh_bao.TEN_MUC.items()],
        "bo_loc": [
            (ten, chu, list(cac_muc.items()), chon.get(ten, ""))
            for ten, (chu, cac_muc) in nhan.items()
        ],
        "dang_loc": bool(chon),
        "duoi": "".join(f"&{k}={v}" for k, v in chon.items()),
    }
    return TemplateResponse(request, "admin/baocao/canh_bao.html", ngu_canh)
