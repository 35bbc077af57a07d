"""Downloads of the papers of a cluster and of a province."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.files.services import PDF
from cucctdp.pdf.render import PdfError
from cucctdp.van_ban import DOCX, ban_pdf, ban_word
from cumcongnghiep.giay_to import ly_lich
from cumcongnghiep.giay_to.ho_so_tinh import ho_so_tinh
from cumcongnghiep.giay_to.ten import co_quan_lap
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import Cum
from cumcongnghiep.so_lieu_tinh import SoLieuTinh, doc_tinh
from cumcongnghiep.xem.hoi import HoiForm, gui_cua
from cumcongnghiep.xem.quyen import lay_cum, lay_tinh
from cumcongnghiep.xem.trang_tinh import CUM_NGAY


def khong_in(cau: str) -> HttpResponse:
    """Why a paper cannot be set."""
    return HttpResponse(cau, status=409, content_type="text/plain; charset=utf-8")


def tra_pdf(noi_dung: bytes, ten: str) -> HttpResponse:
    """A paper as an attachment that no cache keeps."""
    return _tra(noi_dung, PDF, f"{ten}.pdf")


def _tra(noi_dung: bytes, kieu: str, ten: str) -> HttpResponse:
    tra = HttpResponse(noi_dung, content_type=kieu)
    tra["Content-Disposition"] = f'attachment; filename="{ten}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra


@login_required
@require_safe
def tai_ly_lich(request: HttpRequest, pk: int) -> HttpResponse:
    """The one page of a cluster, as of now; 409 with a sentence when a text cannot be set."""
    cum = lay_cum(request.user, pk)
    try:
        return tra_pdf(
            ly_lich.ban_pdf(ly_lich.ly_lich(cum, by=request.user)), f"ly-lich-{cum.ma.lower()}"
        )
    except PdfError as loi:
        return khong_in(str(loi))


@login_required
@require_safe
def tai_ho_so_tinh(request: HttpRequest, ma: str, dinh_dang: str) -> HttpResponse:
    """The sheet for a visit to a province as PDF or Word, on the day the address names.

    409 when it is long: then it is a job's (``xem.lap_giay``).
    """
    don_vi = lay_tinh(request.user, ma)
    x = doc_so_lieu(request.user, don_vi, request.GET)
    if x is None:
        return khong_in("Ngày không hợp lệ.")
    if len(x.cum) > CUM_NGAY:
        return khong_in(f"Hồ sơ có {len(x.cum)} cụm: bấm «Lập hồ sơ» để lập bằng việc nền.")
    try:
        noi_dung, kieu, ten = ban_ho_so_tinh(request.user, don_vi, x, dinh_dang)
    except PdfError as loi:
        return khong_in(str(loi))
    return _tra(noi_dung, kieu, ten)


def doc_so_lieu(user: Any, don_vi: DonViHanhChinh, get: QueryDict) -> SoLieuTinh | None:
    """Figures of a province as an address asks for them; None when it asks for no day there is."""
    form = HoiForm(gui_cua(get, HoiForm) | {"dia_gioi": ""}, user=user)
    return doc_tinh(form.hoi(don_vi=(don_vi.khoa,))) if form.is_valid() else None


def ban_ho_so_tinh(
    user: Any, don_vi: DonViHanhChinh, x: SoLieuTinh, dinh_dang: str
) -> tuple[bytes, str, str]:
    """(content, content type, file name) of the sheet. Raises PdfError."""
    ho_so = doc_ho_so(list(Cum.objects.filter(pk__in=[d.c.id for d in x.cum])))
    to = ho_so_tinh(x, don_vi, ho_so, lap=co_quan_lap(user, x.hoi.den))
    ten = f"cum-cong-nghiep-{don_vi.slug}-{x.hoi.den:%Y%m%d}"
    if dinh_dang == "docx":
        return ban_word(to), DOCX, f"{ten}.docx"
    return ban_pdf(to), PDF, f"{ten}.pdf"
