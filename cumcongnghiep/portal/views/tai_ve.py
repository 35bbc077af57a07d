"""A form as PDF, Word file or workbook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cucctdp.files.services import PDF, XLSX
from cucctdp.pdf.render import PdfError
from cucctdp.van_ban import DOCX
from cumcongnghiep.giay_to import bieu as giay
from cumcongnghiep.portal.quyen import chi_bieu, lay

DINH_DANG = {"pdf": (giay.pdf, PDF), "docx": (giay.word, DOCX), "xlsx": (giay.xlsx, XLSX)}


@chi_bieu
@require_safe
def tai(request: HttpRequest, pk: int, dinh_dang: str) -> HttpResponse:
    """The file as an attachment; 409 with a sentence when a text cannot be set."""
    b = lay(request.user, pk)
    if dinh_dang not in DINH_DANG:
        raise Http404("Không có định dạng này.")
    ve, kieu = DINH_DANG[dinh_dang]
    try:
        noi_dung = ve(b)
    except PdfError as loi:
        return HttpResponse(str(loi), status=409, content_type="text/plain; charset=utf-8")
    tra = HttpResponse(noi_dung, content_type=kieu)
    ten = f"bieu-{b.bieu}-{b.ky.loai}-{b.ky.nam}-{b.pk}.{dinh_dang}"
    tra["Content-Disposition"] = f'attachment; filename="{ten}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra
