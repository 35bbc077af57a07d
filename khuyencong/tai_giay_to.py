"""Downloads of papers, one address for the admin and for the portal.

``/khuyen-cong/de-an/<pk>/giay-to/<mẫu>.pdf`` and ``….docx``; ``?dong=<id>`` names the row of a
paper that has several. ``/khuyen-cong/ke-hoach/giay-to/<mẫu>.pdf?de_an=1,2,3`` sets a paper of a
plan (Mẫu 2, tờ trình, quyết định) for many. Whoever sees the đề án may read its papers:
``lay_de_an`` and ``chon_de_an`` are the questions both surfaces ask, ``cac_dong_giay_to`` the rows
of their lists. The addresses stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.giay_to import GIAY_TO, GiayToIn, danh_sach_giay_to, tim_giay_to, ve, ve_word
from khuyencong.giay_to.danh_sach import KE_HOACH, GiayTo
from khuyencong.ho_so import HoSo, doc_cac_ho_so, doc_ho_so
from khuyencong.models import DeAn
from khuyencong.services.ban_ky import vuong_ban_ky

TOI_DA = 500
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


def chon_de_an(user: Any, chu: str) -> list[DeAn]:
    """Chosen đề án («1,2,3») that an account may read, in the order of a plan.

    Raises PermissionDenied without the right; what is out of scope is simply not there.
    """
    if not user.has_perm("khuyencong.view_dean"):
        raise PermissionDenied
    so = {int(p) for p in chu.split(",") if p.isascii() and p.isdecimal() and len(p) <= 18}
    rows = DeAn.objects.visible_to(user).filter(pk__in=so)
    if user.la_cuc:
        rows = rows.exclude(trang_thai=TrangThaiDeAn.NHAP)
    return list(
        rows.select_related("don_vi", "thuc_hien__cha")
        .prefetch_related(
            "don_vi__cac_ten", "cac_tinh__cac_ten", "thuc_hien__cac_ten", "thuc_hien__cha__cac_ten"
        )
        .order_by("don_vi__ten_goi__khoa_sap_xep", "uu_tien", "ma")
    )


def giay_to_ke_hoach() -> list[GiayTo]:
    """Kinds of papers that can be set for several đề án."""
    return [g for g in GIAY_TO.values() if g.ve_gi == KE_HOACH]


def duong_ke_hoach(cac_de_an: Iterable[DeAn], ma: str, dinh_dang: str) -> str:
    """Address of a paper of a plan for these đề án."""
    so = ",".join(str(d.pk) for d in cac_de_an)
    return f"{reverse('kc_giay_to_ke_hoach', args=[ma, dinh_dang])}?de_an={so}"


def vuong_in_chung(g: GiayTo, cac_ho_so: Sequence[HoSo]) -> list[str]:
    """Why these đề án cannot stand on one paper; empty when they can."""
    loi = [
        f"{h.de_an.ma}: chưa đủ điều kiện để lập {g.ten.lower()} "
        f"(«{h.de_an.get_trang_thai_display()}»)."
        for h in cac_ho_so
        if not list(g.in_duoc(h))
    ]
    if len({(h.de_an.nguon, h.de_an.nam) for h in cac_ho_so}) > 1:
        loi.insert(0, "Các đề án in chung phải cùng chế độ và cùng năm kế hoạch.")
    if len({h.de_an.don_vi_id for h in cac_ho_so if h.de_an.nguon == Nguon.KCDP}) > 1:
        loi.insert(0, "Đề án khuyến công địa phương in chung phải cùng một tỉnh.")
    return loi


@login_required
@require_safe
def tai_giay_to_ke_hoach(request: HttpRequest, ma: str, dinh_dang: str) -> HttpResponse:
    """One paper of a plan for several đề án, as an attachment.

    404 for another kind of paper or nothing chosen; 409 with every reason when they do not fit.
    """
    cac_de_an = chon_de_an(request.user, request.GET.get("de_an", ""))
    g = GIAY_TO.get(ma)
    if g is None or g.ve_gi != KE_HOACH or not cac_de_an:
        raise Http404("Không có giấy tờ này.")
    if len(cac_de_an) > TOI_DA:
        return _khong_in([f"Mỗi lần in không quá {TOI_DA} đề án."])
    cac = doc_cac_ho_so(cac_de_an)
    if loi := vuong_in_chung(g, cac):
        return _khong_in(loi)
    h = cac[0].de_an
    return _tra(ma, dinh_dang, cac, {}, f"ke-hoach-{h.nguon}-{h.nam}-{g.ma_tep}")


def _khong_in(cac_cau: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(cac_cau), status=409, content_type="text/plain; charset=utf-8")


def _tra(
    ma: str, dinh_dang: str, ho_so: HoSo | Sequence[HoSo], dong: Mapping[str, Any], ten: str
) -> HttpResponse:
    ve_giay, kieu = _DINH_DANG[dinh_dang]
    try:
        noi_dung = ve_giay(ma, ho_so, **dong)
    except PdfError as loi:
        return _khong_in([str(loi)])
    tra = HttpResponse(noi_dung, content_type=kieu)
    tra["Content-Disposition"] = f'attachment; filename="{ten}.{dinh_dang}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra


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
    dong = f"-{giay.doi_tuong_id}" if giay.doi_tuong_id is not None else ""
    return _tra(ma, dinh_dang, h, giay.tham_so, f"{de_an.ma}-{GIAY_TO[ma].ma_tep}{dong}")
