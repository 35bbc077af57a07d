"""Official papers described once: the same description is set as PDF and as a Word file."""

from cucctdp.van_ban.mo_ta import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from cucctdp.van_ban.trang import ban_pdf, trang_html
from cucctdp.van_ban.word import DOCX, ban_word

__all__ = [
    "DOCX",
    "Bang",
    "Doan",
    "Khoi",
    "Nhan",
    "ONguoiKy",
    "ToGiay",
    "ban_pdf",
    "ban_word",
    "trang_html",
]
