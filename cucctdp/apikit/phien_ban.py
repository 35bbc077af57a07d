"""ETags from data versions: equal tag means equal body."""

import hashlib
from collections.abc import Iterable

from django.utils.http import parse_etags

from cucctdp.apikit.models import PhienBanDuLieu

# Raised when the shape of any answer changes, so that old cached bodies are not confirmed.
DANG_TRA_LOI = "1"


def phien_ban(linh_vuc: str, cap: str, ky: Iterable[str] | None = None) -> str:
    """Return the versions of the periods asked for (all when None) as one short text."""
    rows = PhienBanDuLieu.objects.filter(linh_vuc=linh_vuc, cap=cap)
    if ky is not None:
        rows = rows.filter(ky__in=list(ky))
    return ",".join(f"{k}:{so}" for k, so in rows.order_by("ky").values_list("ky", "so"))


def etag(*phan: object) -> str:
    """Return a strong ETag over the version, the query and the caller's scope."""
    noi = "\x1f".join([DANG_TRA_LOI, *(str(p) for p in phan)])
    return f'"{hashlib.sha256(noi.encode()).hexdigest()[:32]}"'


def con_nguyen(request, the: str) -> bool:
    """True when the caller's If-None-Match names this tag (weak comparison, as RFC 9110 says)."""
    cac_the = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return "*" in cac_the or the in {t.removeprefix("W/") for t in cac_the}
