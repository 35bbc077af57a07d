"""Numbers and days as the sentences of the rules print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang, lam_tron

TY = Decimal(1_000_000_000)


def gon(so: Decimal, so_le: int = 2) -> str:
    """Rounded half up, without trailing zeros: 66,67 but 50."""
    return dinh_dang(lam_tron(so, so_le))


def ty(dong: Decimal) -> str:
    """Tỷ đồng of đồng."""
    return gon(dong / TY, 3)


def hai_so(so: Decimal) -> str:
    """A small whole number as decrees write it: «05»."""
    return f"{int(so):02d}" if so == int(so) else dinh_dang(so)


def ngay(d: date) -> str:
    return f"{d:%d/%m/%Y}"


def lui_thang(d: date, so: int) -> date:
    """The same day ``so`` months earlier, or the last of that month."""
    nam, thang = divmod(d.year * 12 + d.month - 1 - so, 12)
    for lui in range(4):
        try:
            return date(nam, thang + 1, d.day - lui)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
