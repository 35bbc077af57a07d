"""Limits: so many requests per key, so many wrong keys per address."""

from django.core.cache import cache
from rest_framework.exceptions import Throttled
from rest_framework.throttling import SimpleRateThrottle

from cucctdp.audit.context import yeu_cau_hien_tai

KHOA_SAI_TOI_DA = 20
KHOA_SAI_GIAY = 60


def dia_chi_goi() -> str:
    """Address of the caller as the audit trail knows it; a header of the caller counts nothing."""
    yeu_cau = yeu_cau_hien_tai()
    return (yeu_cau.dia_chi if yeu_cau else None) or "khong-ro"


def chan_do_khoa() -> None:
    """Raise Throttled once the address has sent too many wrong keys within a minute.

    DRF authenticates before it throttles: without this, keys could be tried without limit.
    """
    if cache.get(_dem(), 0) >= KHOA_SAI_TOI_DA:
        raise Throttled(wait=KHOA_SAI_GIAY)


def ghi_khoa_sai() -> None:
    """Count one wrong key of the address."""
    khoa = _dem()
    if not cache.add(khoa, 1, KHOA_SAI_GIAY):
        try:
            cache.incr(khoa)
        except ValueError:  # ran out between the two calls
            cache.add(khoa, 1, KHOA_SAI_GIAY)


def _dem() -> str:
    return f"khoa-api-sai:{dia_chi_goi()}"


class TheoKhoaThrottle(SimpleRateThrottle):
    """One bucket per API key, per user, or per address for the unknown."""

    scope = "khoa_api"

    def get_cache_key(self, request, view):
        if request.auth is not None and hasattr(request.auth, "prefix"):
            ai = f"khoa:{request.auth.prefix}"
        elif request.user and request.user.is_authenticated:
            ai = f"nguoi:{request.user.pk}"
        else:
            ai = f"dia_chi:{dia_chi_goi()}"
        return self.cache_format % {"scope": self.scope, "ident": ai}
