"""How wide a line of text is in the font of documents.

Liberation Serif has the metrics of Times New Roman, so its file is the ruler of both.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

_PHONG = Path(__file__).resolve().parents[2] / "static" / "fonts"
_MM_MOI_PT = 25.4 / 72


@cache
def _thuoc(dam: bool) -> dict[int, float]:
    """Code point → width in em."""
    with TTFont(_PHONG / f"LiberationSerif-{'Bold' if dam else 'Regular'}.ttf", lazy=True) as phong:
        be_rong, don_vi = phong["hmtx"].metrics, phong["head"].unitsPerEm
        return {ma: be_rong[ten][0] / don_vi for ma, ten in phong.getBestCmap().items()}


def rong(chu: str, co: float, *, dam: bool = False) -> float:
    """Width in millimetres of a line of text at ``co`` points."""
    thuoc = _thuoc(dam)
    return sum(thuoc.get(ord(c), 0.5) for c in chu) * co * _MM_MOI_PT
