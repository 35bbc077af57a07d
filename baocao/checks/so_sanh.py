"""Differences between two figures: points for indices and rates, per cent for the rest."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from baocao.models import CotBieu
from cucctdp.formats.so import dinh_dang


class ChenhLech(NamedTuple):
    """A difference as printed, its limit as printed, and whether it is over the limit."""

    so: Decimal
    chu: str
    chu_nguong: str
    vuot: bool


def chenh_lech(
    cot: CotBieu, so: Decimal, goc: Decimal, nguong: Mapping[str, Decimal]
) -> ChenhLech | None:
    """Compare ``so`` with ``goc`` by the thresholds diem_chi_so or phan_tram.

    None when the rule has no threshold for such a column or the base is zero.
    """
    theo_diem, toi_da = gioi_han(cot, nguong)
    if toi_da is None or (goc == 0 and not theo_diem):
        return None
    lech = so - goc if theo_diem else (so - goc) / abs(goc) * 100
    duoi = "điểm" if theo_diem else "%"
    chu = f"{dinh_dang(lech, 2, dau=True)} {duoi}"
    return ChenhLech(lech, chu, f"{dinh_dang(toi_da)} {duoi}", abs(lech) > toi_da)


def gioi_han(cot: CotBieu, nguong: Mapping[str, Decimal]) -> tuple[bool, Decimal | None]:
    """(compared in points, the limit) of a column; None when the rule has no such limit."""
    theo_diem = cot.kieu in ("chi_so", "ty_le")
    return theo_diem, nguong.get("diem_chi_so" if theo_diem else "phan_tram")
