"""Marks of the review page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from baocao import nhan_mau as nhan
from baocao.checks import ViPham

register = template.Library()
_NGAN = {"E": "Lỗi", "W": "Cảnh báo", "A": "Lưu ý"}

register.filter("nhan_muc_do", nhan.nhan_muc_do)
register.filter("nhan_bo", nhan.nhan_bo)
register.filter("nhan_ky", nhan.nhan_ky)


@register.filter
def dau_vi_pham(v: ViPham) -> SafeString:
    """A mark in the cell that says the level in a word; the sentence is its tool tip."""
    return format_html(
        '<a href="#phat-hien" class="bc-dau-vp bc-dau-{}" title="{}: {}">{}</a>',
        v.muc_do,
        v.quy_tac,
        v.thong_bao,
        _NGAN[v.muc_do],
    )


@register.filter
def lay(bang: dict[str, object], khoa: str) -> object:
    """One value of a mapping by a key that is itself a variable."""
    return bang.get(khoa)


@register.filter
def o_khoa(chi_tieu: str, cot: str) -> str:
    """The key of a cell in a snapshot: «BL00.A3»."""
    return f"{chi_tieu}.{cot}"
