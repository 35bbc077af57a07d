"""The works of a đề án (``khuyencong.viec``) as buttons and dialogs of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cucctdp.adminkit.hop_thoai import HopThoai, trang_hop_thoai
from cucctdp.workflow.steps import Step
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn
from khuyencong.viec import CAC_VIEC, VIEC, an_toan, khong_mo, vuong


@dataclass(frozen=True)
class Nut:
    nhan: str
    duong: str
    vuong: str = ""
    nguy_hiem: bool = False
    hop: bool = True
    chinh: bool = True


def cac_nut(h: HoSo, user: Any) -> list[Nut]:
    """Buttons of this user on this đề án; a refusal known beforehand is said beside the button."""
    nut = []
    for v in CAC_VIEC:
        mo = v.mo(h.de_an, user)
        if not mo:
            continue
        duong = reverse(
            f"admin:khuyencong_dean_{v.trang or 'viec'}",
            args=[h.de_an.pk] if v.trang else [h.de_an.pk, v.ma],
        )
        cau = vuong(v, h, user, mo)
        phu = v.phu or (v.ma == "hop-dong" and bool(h.hop_dong))
        nut.append(Nut(v.nhan, duong, " ".join(cau), v.nguy_hiem, not v.trang, not phu))
    return nut


def trang_viec(
    request: HttpRequest, site: AdminSite, de_an: DeAn, ma: str, ve: str
) -> HttpResponse:
    """The dialog of one work: GET asks, POST does; 404 when there is no such work."""
    v = VIEC.get(ma)
    if v is None or v.trang or v.lam is None:
        raise Http404("Không có bước này.")
    mo = v.mo(de_an, request.user)
    if not mo:
        return khong_mo(request, de_an, v, ve)
    xac_nhan = mo.xac_nhan if isinstance(mo, Step) else ""
    hop = HopThoai(f"{v.nhan}: {de_an.ma}", v.nhan, ve, v.mo_ta or xac_nhan, v.nguy_hiem)
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    form = v.form(*gui, h=doc_ho_so(de_an))
    lam = v.lam

    def chay(_: Mapping[str, Any]) -> str:
        an_toan(lambda: lam(de_an, request.user, form))
        return v.xong

    return trang_hop_thoai(request, site, hop, form, chay)
