"""Persons are compared by a keyed hash of their personal number; the number is never stored."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

_MUOI = "sanpham_tieubieu.dinh_danh"
_SO_DINH_DANH = re.compile(r"\d{12}")


def bam_dinh_danh(so: str) -> str:
    """Hex HMAC-SHA-256 of a personal number (số định danh, 12 digits); "" for none.

    Raises ValidationError for a number of another shape.
    """
    so = re.sub(r"[\s.]", "", so)
    if so and not _SO_DINH_DANH.fullmatch(so):
        raise ValidationError("Số định danh cá nhân gồm 12 chữ số.")
    return _bam(so, settings.SECRET_KEY) if so else ""


def cac_bam(so: str) -> set[str]:
    """Every hash under which this number may be stored: the present key and those before it.

    Empty for what is no personal number, such as the 10 digits of a company.
    """
    if not _SO_DINH_DANH.fullmatch(so):
        return set()
    return {_bam(so, k) for k in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def _bam(so: str, bi_mat: str | bytes) -> str:
    return salted_hmac(_MUOI, so, secret=bi_mat, algorithm="sha256").hexdigest()
