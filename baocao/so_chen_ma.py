"""The code that inserts a figure in a text: ``{{Q01.CN00.B4}}`` (form, row, column)."""

import re
from typing import NamedTuple

MA_CHEN = re.compile(r"\{\{\s*([A-Z]\d{2})\.([A-Za-z0-9.]{1,12})\.([A-Z]\d{1,2})\s*\}\}")
# Anything somebody may have meant as such a code.
_GIONG = re.compile(r"\{\{[^{}]*\}\}?|\{\{")


class ThamChieu(NamedTuple):
    """The cell a code names."""

    bieu: str
    chi_tieu: str
    cot: str


def cac_ma_chen(chu: str) -> list[ThamChieu]:
    """Cells named in a text, in order of appearance."""
    return [ThamChieu(*m.groups()) for m in MA_CHEN.finditer(chu)]


def ma_sai(chu: str) -> list[str]:
    """Pieces of a text that look like a code and are none."""
    return [m.group(0) for m in _GIONG.finditer(MA_CHEN.sub("", chu))]
