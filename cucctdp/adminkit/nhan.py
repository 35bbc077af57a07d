"""Coloured labels that also say in words what the colour means."""

from __future__ import annotations

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

KieuNhan = Literal["xam", "xanh", "luc", "vang", "do", "tim"]


def nhan(chu: object, kieu: KieuNhan = "xam") -> SafeString:
    """Return a label; the text carries the meaning, the colour only helps to find it."""
    return format_html('<span class="bc-nhan bc-nhan-{}">{}</span>', kieu, chu)
