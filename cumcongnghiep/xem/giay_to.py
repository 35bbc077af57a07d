"""Downloads of the papers of a cluster and of a province."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cucctdp.files.services import PDF
from cucctdp.pdf.render import PdfError
from cumcongnghiep.giay_to import ly_lich
from cumcongnghiep.xem.quyen import lay_cum


def khong_in(cau: str) -> HttpResponse:
    """Why a paper cannot be set."""
    return HttpResponse(cau, status=409, content_type="text/plain; charset=utf-8")


def tra_pdf(noi_dung: bytes, ten: str) -> HttpResponse:
    """A paper as an attachment that no cache keeps."""
    tra = HttpResponse(noi_dung, content_type=PDF)
    tra["Content-Disposition"] = f'attachment; filename="{ten}.pdf"'
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
