"""HTML to PDF: one door to WeasyPrint.

Nothing is fetched but files of ``static/`` and pictures inside the document itself (data: URIs of
PNG and JPEG, for signature images). A missing file, a missing font face or a letter that the font
of documents does not have stops the rendering: a printed report must not be silently incomplete.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from django.template.loader import render_to_string
from weasyprint import HTML, Attachment
from weasyprint.document import Document
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

THU_MUC_TINH = Path(__file__).resolve().parents[2] / "static"
CAC_MAT_CHU = (
    "fonts/LiberationSerif-Regular.ttf",
    "fonts/LiberationSerif-Bold.ttf",
    "fonts/LiberationSerif-Italic.ttf",
    "fonts/LiberationSerif-BoldItalic.ttf",
)
_HO_CHU = "CucSerif"
_ANH_TRONG_VAN_BAN = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TepDinhKem:
    """A file inside the PDF; ``luc`` is the moment its content was fixed."""

    ten: str
    mo_ta: str
    noi_dung: bytes
    luc: datetime


class PdfError(Exception):
    """The PDF cannot be made; the text is Vietnamese and can be shown to the user."""


class StaticOnlyFetcher(URLFetcher):  # WeasyPrint ships no types
    """Serve files under ``static/`` and inline PNG/JPEG; refuse all else, loudly."""

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)
        # WeasyPrint swallows even fatal errors while it draws SVG, so refusals are kept here.
        self.tu_choi: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if _ANH_TRONG_VAN_BAN.match(url):
            return super().fetch(url, headers)
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            self._tu_choi(
                f"Văn bản tham chiếu tới “{url[:200]}”: chỉ được dùng tệp có sẵn của hệ thống."
            )
        goc = THU_MUC_TINH.resolve()
        tep = Path(unquote(parts.path)).resolve()
        if not tep.is_relative_to(goc):
            self._tu_choi("Văn bản tham chiếu tới một tệp ngoài thư mục tệp tĩnh của hệ thống.")
        if not tep.is_file():
            self._tu_choi(f"Thiếu tệp “{tep.relative_to(goc)}” để in văn bản.")
        return super().fetch(tep.as_uri(), headers)

    def _tu_choi(self, ly_do: str) -> NoReturn:
        self.tu_choi.append(ly_do)
        raise FatalURLFetchingError(ly_do)


class _GhiLoi(logging.Handler):
    """Collects what WeasyPrint only logs as errors (a chart or picture it left out)."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.loi: list[str] = []
        self._luong = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._luong:
            self.loi.append(record.getMessage())


def render_pdf(
    template_name: str,
    context: Mapping[str, Any],
    *,
    tieu_de: str,
    tac_gia: str,
    tu_khoa: Sequence[str] = (),
) -> bytes:
    """Render a template that extends ``pdf/base.html`` to PDF/UA-1 bytes.

    ``tieu_de``, ``tac_gia`` (the organisation, never a person) and ``tu_khoa`` go to the metadata.
    Raises PdfError when a file, a font face or a letter is missing.
    """
    return html_to_pdf(
        dung_html(template_name, context, tieu_de=tieu_de, tac_gia=tac_gia, tu_khoa=tu_khoa)
    )


def dung_html(
    template_name: str,
    context: Mapping[str, Any],
    *,
    tieu_de: str,
    tac_gia: str,
    tu_khoa: Sequence[str] = (),
) -> str:
    """The finished HTML that ``render_pdf`` prints; arguments as there."""
    pdf = {"tieu_de": tieu_de, "tac_gia": tac_gia, "tu_khoa": ", ".join(tu_khoa)}
    return render_to_string(template_name, {**context, "pdf": pdf})


def html_to_pdf(html: str, *, dinh_kem: Sequence[TepDinhKem] = ()) -> bytes:
    """Finished HTML (with its own ``<link>`` to css/print.css) to PDF/UA-1 bytes.

    The same HTML and files give the same bytes on one machine. Raises PdfError as ``render_pdf``
    does.
    """
    for mat_chu in CAC_MAT_CHU:
        if not (THU_MUC_TINH / mat_chu).is_file():
            raise PdfError(f"Thiếu tệp phông chữ “{mat_chu}” nên không in được văn bản.")
    fetcher = StaticOnlyFetcher()
    ghi_loi = _GhiLoi()
    LOGGER.addHandler(ghi_loi)
    try:
        document = HTML(
            string=html, base_url=THU_MUC_TINH.as_uri() + "/", url_fetcher=fetcher
        ).render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
        pdf = bytes(
            document.write_pdf(
                finisher=_kiem_tra_phong_chu,
                pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
                pdf_variant="pdf/ua-1",
                attachments=[
                    Attachment(
                        string=t.noi_dung,
                        name=t.ten,
                        description=t.mo_ta,
                        created=t.luc,
                        modified=t.luc,
                        relationship="Data",
                    )
                    for t in dinh_kem
                ],
            )
        )
    except FatalURLFetchingError as exc:  # a BaseException: must not pass through a worker
        raise PdfError(str(exc)) from exc
    finally:
        LOGGER.removeHandler(ghi_loi)
    if fetcher.tu_choi:
        raise PdfError(fetcher.tu_choi[0])
    if ghi_loi.loi:
        raise PdfError(
            "Văn bản có phần không in được, hãy báo người quản trị hệ thống: "
            + "; ".join(ghi_loi.loi)
        )
    return pdf


def _kiem_tra_phong_chu(document: Document, _pdf: object) -> None:
    """Refuse letters that fell back to a font of the machine."""
    la = set()
    for font in document.fonts.values():
        if font.family == _HO_CHU:
            la |= {chr(ma) for ma in font.missing if chr(ma).isprintable()}
        else:
            la |= {chu for cum in font.to_unicode.values() for chu in cum}
            la |= {chr(ma) for ma in font.missing}
    if la:
        raise PdfError(
            "Phông chữ của văn bản không có các ký tự: "
            + " ".join(f"“{chu}”" for chu in sorted(la))
            + ". Hãy thay các ký tự này bằng chữ thường dùng rồi in lại."
        )
