"""The signed short token in the QR of a certificate.

It names the row and is signed with a key of its own (``KHOA_XAC_MINH``): a change of SECRET_KEY
spoils no printed paper, and who reads one token cannot guess the next.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.urls import reverse

from sanpham_tieubieu.models import GiayChungNhan

_MUC_DICH = b"cucctdp.giay-chung-nhan.1:"
DAI_CHU_KY = 9
_DAI_TOI_DA = 40


def tao_ma(pk: int) -> str:
    """The token of a certificate's id: the same as long as the first key is."""
    return _viet(pk, settings.KHOA_XAC_MINH[0])


def doc_ma(ma: str) -> int | None:
    """The id a token names; None for anything that was not signed by one of our keys."""
    if not ma or len(ma) > _DAI_TOI_DA or not ma.isascii():
        return None
    try:
        goi = urlsafe_b64decode(ma + "=" * (-len(ma) % 4))
    except ValueError:
        return None
    than = goi[:-DAI_CHU_KY]
    if not than or len(than) > 8:
        return None
    pk = int.from_bytes(than, "big")
    # Written again and compared whole: one certificate has one token of a key, not several.
    if any(hmac.compare_digest(_viet(pk, khoa), ma) for khoa in settings.KHOA_XAC_MINH):
        return pk
    return None


def duong_xac_minh(giay: GiayChungNhan) -> str:
    """Path of the public page of a certificate."""
    return reverse("xac_minh", args=[tao_ma(giay.pk)])


def _viet(pk: int, khoa: str) -> str:
    than = pk.to_bytes(max(1, (pk.bit_length() + 7) // 8), "big")
    ky = hmac.new(khoa.encode(), _MUC_DICH + than, hashlib.sha256).digest()[:DAI_CHU_KY]
    return urlsafe_b64encode(than + ky).rstrip(b"=").decode()
