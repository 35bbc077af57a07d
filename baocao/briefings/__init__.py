"""Briefings for leadership as PDF, from one synthesis run each."""

from baocao.briefings.noi_dung import dung_html_ban_tin, dung_ngu_canh, dung_pdf, ve_ban_tin

__all__ = ["dung_html_ban_tin", "dung_ngu_canh", "dung_pdf", "ve_ban_tin"]
