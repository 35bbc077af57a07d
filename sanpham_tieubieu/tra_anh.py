"""A photo of a dossier as a picture of a page: to look at, not to keep."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from cucctdp.files.services import doc_tep
from sanpham_tieubieu.models import AnhHoSo


def tra_anh(anh: AnhHoSo) -> HttpResponse:
    """The picture inline, without its file name; 404 when it was changed on disk.

    The caller has asked who looks. Looking at pages is no download: nothing is told to the trail.
    """
    try:
        noi_dung = doc_tep(anh.tep)
    except (OSError, ValueError) as exc:
        raise Http404("Ảnh không còn nguyên vẹn trong kho, hãy báo nơi tổ chức.") from exc
    tra = HttpResponse(noi_dung, content_type=anh.tep.kieu_noi_dung)
    tra["Content-Disposition"] = "inline"
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, max-age=600"
    return tra
