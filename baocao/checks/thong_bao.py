"""Messages of rules: templates with {placeholders}, numbers as Vietnamese officers write them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from cucctdp.formats.chu import nfc
from cucctdp.formats.so import dinh_dang, lam_tron

_CHO = re.compile(r"\{([^{}]+)\}")
# A typed figure prints whole up to here; beyond, nobody typed it.
_SO_LE_IN = 4
THIEU = "…"

GiaTriIn = Decimal | int | str | date | None


def gon(so: Decimal | None, so_le: int = 2) -> Decimal | None:
    """Round a computed figure as its row is printed (two decimals at least).

    What would become 0 keeps its first two digits: a difference of 0,0002 stays visible.
    """
    if so is None or not so.is_finite() or not so:
        return so
    tron = lam_tron(so, max(so_le, 2))
    return tron if tron else lam_tron(so, 1 - so.adjusted())


def in_gia_tri(gia_tri: GiaTriIn, so_le: int = 2) -> str:
    """Print one value; ``so_le`` decimals of its row (2 at least), typed figures up to four."""
    if gia_tri is None or gia_tri == "":
        return THIEU
    if isinstance(gia_tri, str):
        return gia_tri
    if isinstance(gia_tri, date):
        return f"{gia_tri:%d/%m/%Y}"
    so = Decimal(gia_tri)
    if not so.is_finite():
        return THIEU
    return dinh_dang(gon(so, max(so_le, _SO_LE_IN)))


def dien(mau: str, tra: Callable[[str], GiaTriIn], so_le: int = 2) -> str:
    """Fill a template; ``tra`` gives the value of a placeholder, None prints as «…»."""
    return nfc(_CHO.sub(lambda khop: in_gia_tri(tra(khop[1].strip()), so_le), mau)).strip()
