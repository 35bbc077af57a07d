"""Downloads of papers, one address for the admin and for the portal.

``/khuyen-cong/de-an/<pk>/giay-to/<mẫu>.pdf`` and ``….docx``; ``?dong=<id>`` names the row of a
paper that has several. Whoever sees the đề án may read its papers: ``lay_de_an`` is the question
both surfaces ask, ``cac_dong_giay_to`` the rows of their lists. The addresses stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cucctdp.files.services import PDF
from cucctdp.pdf.render import PdfError
from cucctdp.van_ban import DOCX
from khuyencong.choices import TrangThaiDeAn
from khuyencong.giay_to import GiayToIn, danh_sach_giay_to, tim_giay_to, ve, ve_word
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn
from khuyencong.services.ban_ky import vuong_ban_ky

_DINH_DANG = {"pdf": (ve, PDF), "docx": (ve_word, DOCX)}


@dataclass(frozen=True)
class DongGiayTo:
    """One paper of a list: its addresses, and whether this user may hand in its signed copy."""

    giay: GiayToIn
    pdf: str
    word: str
    duoc_nop: bool


def lay_de_an(user: Any, pk: int) -> DeAn:
    """A đề án whose papers an account may read.

    Raises PermissionDenied without the right, Http404 outside its scope; a draft is its side's own.
    """
    if not user.has_perm("khuyencong.view_dean"):
        raise PermissionDenied
    rows = DeAn.objects.visible_to(user).select_related("don_vi", "thuc_hien")
    de_an = rows.filter(pk=pk).first()
    if de_an is None or (de_an.trang_thai == TrangThaiDeAn.NHAP and user.la_cuc):
        raise Http404("Không có đề án này.")
    return de_an


def duong_tai(de_an: DeAn, giay: GiayToIn, dinh_dang: str) -> str:
    """Address of a paper; ``dinh_dang``: «pdf» or «docx»."""
    duong = reverse("kc_giay_to", args=[de_an.pk, giay.ma, dinh_dang])
    return duong if giay.doi_tuong_id is None else f"{duong}?dong={giay.doi_tuong_id}"


def cac_dong_giay_to(h: HoSo, user: Any) -> list[DongGiayTo]:
    """Every paper a dossier can print now, with what this user may do; no query per paper."""
    cac = danh_sach_giay_to(h)
    duoc = {ma: not vuong_ban_ky(h.de_an, ma, user) for ma in {g.ma for g in cac}}
    return [
        DongGiayTo(g, duong_tai(h.de_an, g, "pdf"), duong_tai(h.de_an, g, "docx"), duoc[g.ma])
        for g in cac
    ]


def so_dong(request: HttpRequest) -> int | None:
    """``?dong=`` as a number. Raises Http404 when it is something else."""
    chu = request.GET.get("dong", "")
    if not chu:
        return None
    if not chu.isascii() or not chu.isdecimal() or len(chu) > 18:
        raise Http404("Không có giấy tờ này.")
    return int(chu)


@login_required
@require_safe
def tai_giay_to(request: HttpRequest, pk: int, ma: str, dinh_dang: str) -> HttpResponse:
    """One paper drawn from the records of this moment, as an attachment.

    404 when the đề án cannot print it now; 409 with a sentence when a text cannot be set.
    """
    de_an = lay_de_an(request.user, pk)
    h = doc_ho_so(de_an)
    try:
        giay = tim_giay_to(h, ma, so_dong(request))
    except ValidationError as loi:
        raise Http404("Đề án chưa có số liệu để in giấy tờ này.") from loi
    ve_giay, kieu = _DINH_DANG[dinh_dang]
    try:
        noi_dung = ve_giay(ma, h, **giay.tham_so)
    except PdfError as loi:
        return HttpResponse(str(loi), status=409, content_type="text/plain; charset=utf-8")
    tra = HttpResponse(noi_dung, content_type=kieu)
    dong = f"-{giay.doi_tuong_id}" if giay.doi_tuong_id is not None else ""
    mau = f"mau-{ma}" if giay.la_mau else ma
    tra["Content-Disposition"] = f'attachment; filename="{de_an.ma}-{mau}{dong}.{dinh_dang}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra
