"""Numbers, choices and days that depend on a key alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

X = TypeVar("X")


def so(gioi_han: int, *khoa: object) -> int:
    """A number in [0, ``gioi_han``)."""
    bam = hashlib.blake2b("|".join(map(str, khoa)).encode(), digest_size=6).digest()
    return int.from_bytes(bam, "big") % gioi_han


def khoang(thap: int, cao: int, *khoa: object) -> int:
    """A number from ``thap`` to ``cao``, both included."""
    return thap + so(cao - thap + 1, *khoa)


def thap_phan(thap: str, cao: str, *khoa: object) -> Decimal:
    """A decimal between two, in their number of decimals."""
    a, b = Decimal(thap), Decimal(cao)
    buoc = Decimal(1).scaleb(int(a.as_tuple().exponent))
    return a + buoc * so(int((b - a) / buoc) + 1, *khoa)


def chon(cac: Sequence[tuple[int, X]], *khoa: object) -> X:
    """One of (weight, thing) pairs."""
    con = so(sum(w for w, _ in cac), *khoa)
    for w, gi in cac:
        con -= w
        if con < 0:
            return gi
    raise ValueError("weights must be positive")


def trong(phan_tram: int, *khoa: object) -> bool:
    """Whether the key falls among so many of a hundred."""
    return so(100, *khoa) < phan_tram


def ngay_trong(tu: date, den: date, *khoa: object) -> date:
    """A day of the stretch."""
    return tu + timedelta(days=so((den - tu).days + 1, *khoa))
