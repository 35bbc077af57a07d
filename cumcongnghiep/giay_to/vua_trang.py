"""How tall the page of a cluster would stand: which size of letters keeps it on one A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from cucctdp.pdf.thuoc_chu import rong

_MM_PT = 25.4 / 72
# Room between the margins of the template, less a line for safety.
RONG, CAO = 173.0, 270.0 - 4.0
# Columns in millimetres, as the template names them.
COT_MUC = (23.0, 150.0)
COT_VAN_BAN = (54.0, 62.0, 57.0)
COT_SO = (63.0, 28.0, 19.0, 63.0)
COT_TY_LE = (17.0, 27.0)
_LE_O = 2.4
# Words do not fill a line to its end.
_LANG_PHI = 1.03


@dataclass(frozen=True, slots=True)
class Khuon:
    """One setting: class of the template, letters in points, padding of a row, picture of land."""

    ten: str
    co: float
    dem: float
    hinh: float


CAC_KHUON = (
    Khuon("thoang", 10, 2.9, 78),
    Khuon("vua", 9.3, 2.5, 72),
    Khuon("day", 8.6, 1.9, 64),
)


def so_dong(chu: str, be_rong: float, co: float, *, dam: bool = False) -> int:
    """Lines a text takes in a column of millimetres."""
    return max(1, ceil(rong(chu, co, dam=dam) * _LANG_PHI / (be_rong - _LE_O)))


def cao_bang(
    hang: Iterable[Sequence[str]], cot: Sequence[float], k: Khuon, *, dau: bool = True
) -> float:
    """Millimetres of a table with its heading row."""
    dong = k.co * 1.15 * _MM_PT
    dem = k.dem * _MM_PT
    cao = sum(
        max(so_dong(o, w, k.co) for o, w in zip(h, cot, strict=True)) * dong + dem for h in hang
    )
    return cao + (dong + dem if dau else 0)


def cao_ds(cau: Iterable[str], k: Khuon) -> float:
    """Millimetres of a list of sentences over the width of the page."""
    return sum(so_dong(c, RONG - 4, k.co) for c in cau) * k.co * 1.15 * _MM_PT


def cao_dau(ten: str, *, minh_hoa: bool) -> float:
    """Heading of the paper, its name, and the line that says «minh họa»."""
    dong_ten = so_dong(ten, RONG, 14, dam=True)
    return 40.0 + dong_ten * 14 * 1.2 * _MM_PT + (7.0 if minh_hoa else 0)


def cao_muc(k: Khuon) -> float:
    """Millimetres of one heading of a part."""
    return (k.co * 1.05 * 1.2 + 6) * _MM_PT
