"""A form as PDF, Word file or workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cumcongnghiep.giay_to.bieu import tra_tep
from cumcongnghiep.portal.quyen import chi_bieu, lay


@chi_bieu
@require_safe
def tai(request: HttpRequest, pk: int, dinh_dang: str) -> HttpResponse:
    """The file as an attachment."""
    return tra_tep(lay(request.user, pk), dinh_dang)
