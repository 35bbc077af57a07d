"""Decimals in print: one number of them for every figure of a column that is not a count."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cumcongnghiep.bieu.dong_cum import So
from cumcongnghiep.bieu.kieu import Dong, Mau
from cumcongnghiep.choices import Bieu

_IT, _NHIEU = 2, 4


def so_le_in(mau: Mau, so: dict[str, So]) -> dict[str, int]:
    """By row, on paper and pages to read: totals of communes and provinces are told to two."""
    return so_le(mau, so, toi_da=_IT if mau.bieu in (Bieu.B03, Bieu.B04) else _NHIEU)


def so_le(cac_dong: Iterable[Dong], *cot: dict[str, So], toi_da: int = _NHIEU) -> dict[str, int]:
    """By row: 0 for counts; else what the finest figure of the columns needs, two at least.

    Never more than ``toi_da``; with four, which is what a form takes, nothing is rounded away. A
    count that is none keeps its own decimals.
    """
    hang = list(cac_dong)
    chung = max(
        (_cua(c.get(d.ma)) for d in hang if not d.so_nguyen for c in cot),
        default=_IT,
    )
    chung = min(max(chung, _IT), toi_da)
    return {
        d.ma: min(max(_cua(c.get(d.ma)) for c in cot), _NHIEU) if d.so_nguyen else chung
        for d in hang
    }


def _cua(so: So) -> int:
    return 0 if so is None else max(0, -int(Decimal(so).normalize().as_tuple().exponent))
