"""Messages of rules: templates with {placeholders}, numbers as Vietnamese officers write them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from cucctdp.formats.chu import nfc
from cucctdp.formats.so import dinh_dang

_CHO = re.compile(r"\{([^{}]+)\}")
_SO_LE_LUU = 6
THIEU = "…"

GiaTriIn = Decimal | int | str | date | None


def in_gia_tri(gia_tri: GiaTriIn, so_le: int = 2) -> str:
    """Print one value; a quotient with endless decimals is rounded to ``so_le`` (2 at least).

    Stored figures keep every decimal: a message that rounds away the fault says nothing.
    """
    if gia_tri is None or gia_tri == "":
        return THIEU
    if isinstance(gia_tri, str):
        return gia_tri
    if isinstance(gia_tri, date):
        return f"{gia_tri:%d/%m/%Y}"
    so = Decimal(gia_tri)
    if not so.is_finite():
        return THIEU
    so_mu = so.normalize().as_tuple().exponent
    dai = isinstance(so_mu, int) and -so_mu > _SO_LE_LUU
    return dinh_dang(so, max(so_le, 2) if dai else None)


def dien(mau: str, tra: Callable[[str], GiaTriIn], so_le: int = 2) -> str:
    """Fill a template; ``tra`` gives the value of a placeholder, None prints as «…»."""
    return nfc(_CHO.sub(lambda khop: in_gia_tri(tra(khop[1].strip()), so_le), mau)).strip()
