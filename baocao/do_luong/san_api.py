"""Floors of the API: bare Django views behind the same middleware, beside the real addresses."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import path
from django.views.decorators.http import condition

from baocao.statistics.cong_thuc import OGoc
from baocao.statistics.danh_muc import doc_danh_muc
from baocao.statistics.doc import truy_van
from baocao.statistics.phien_ban import CONG_BO, phien_ban_so_lieu
from cucctdp.apikit.authentication import KhoaApiAuthentication
from cucctdp.urls import urlpatterns as that


def tra_tran(request: HttpRequest, ky: str) -> HttpResponse:
    """The same SQL, its rows dumped as JSON; no key, no rights, no throttle, no tag."""
    rows = truy_van(doc_danh_muc(), [OGoc(ky, "Q05", "XK00", "A3")], muc=CONG_BO)
    return HttpResponse(json.dumps(list(rows), default=str), content_type="application/json")


def _the(request: Any, ky: str) -> str:
    nguoi, _ = KhoaApiAuthentication().authenticate(request)
    if not nguoi.has_perm("baocao.xem_thongke"):
        return '""'
    return f'"{abs(hash(phien_ban_so_lieu([ky], CONG_BO).van_ban))}"'


@condition(etag_func=_the)
def tra_304(request: HttpRequest, ky: str) -> HttpResponse:
    """Django's own conditional view: the key and right checked, the version read, nothing else."""
    return HttpResponseNotModified()


urlpatterns = [path("san/<str:ky>/", tra_tran), path("san-304/<str:ky>/", tra_304), *that]
