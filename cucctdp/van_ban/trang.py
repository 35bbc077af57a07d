"""A paper as HTML and PDF."""

from __future__ import annotations

from cucctdp.pdf.render import dung_html, html_to_pdf
from cucctdp.van_ban.mo_ta import ToGiay

TEMPLATE = "pdf/to_giay.html"


def trang_html(to: ToGiay) -> str:
    """The finished HTML that ``ban_pdf`` prints."""
    return dung_html(
        TEMPLATE, {"to": to}, tieu_de=to.tieu_de, tac_gia=to.tac_gia, tu_khoa=to.tu_khoa
    )


def ban_pdf(to: ToGiay) -> bytes:
    """PDF/UA-1 bytes, the same for the same paper. Raises PdfError when it cannot be set."""
    return html_to_pdf(trang_html(to))
