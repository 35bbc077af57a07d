"""Tables B1–B9 set out for people: the same description on the page, in Excel and on paper."""

from khuyencong.bang_thong_ke.dung import (
    B9,
    CAC_BANG,
    DOI_CHIEU,
    NEU_TEN,
    TEN_BANG,
    dung_bang,
    dung_chuong_trinh,
    dung_doi_chieu,
)
from khuyencong.bang_thong_ke.kieu import BangCon, BangXem, HangXem, Lien, O
from khuyencong.bang_thong_ke.xuat_pdf import ban_pdf
from khuyencong.bang_thong_ke.xuat_xlsx import ban_xlsx

__all__ = [
    "B9",
    "CAC_BANG",
    "DOI_CHIEU",
    "NEU_TEN",
    "TEN_BANG",
    "BangCon",
    "BangXem",
    "HangXem",
    "Lien",
    "O",
    "ban_pdf",
    "ban_xlsx",
    "dung_bang",
    "dung_chuong_trinh",
    "dung_doi_chieu",
]
