"""The rubric as a tree (Phụ lục 3 TT 26/2014/TT-BCT): leaves, moments, its shape. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sanpham_tieubieu.choices import ThoiDiem

_THU_TU = {t: i for i, t in enumerate(ThoiDiem.values)}


@dataclass(frozen=True)
class Nut:
    """A criterion; ``cha`` is the code of its parent, "" for a root."""

    ma: str
    ten: str
    diem_toi_da: Decimal
    cha: str = ""
    huong_dan: str = ""
    thoi_diem: str = ThoiDiem.HO_SO
    cac_muc: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def ma_la(cac_nut: Iterable[Nut]) -> list[str]:
    """Codes of the leaves in the order given: only they are scored."""
    cac_nut = list(cac_nut)
    co_con = {n.cha for n in cac_nut}
    return [n.ma for n in cac_nut if n.ma not in co_con]


def da_toi(thoi_diem: str, dang_mo: str) -> bool:
    """Whether a criterion scored from ``thoi_diem`` on may be scored at the open moment."""
    return _THU_TU[thoi_diem] <= _THU_TU[dang_mo]


def sau_cung(cac_thoi_diem: Iterable[str]) -> str | None:
    """The latest of some moments; None of none."""
    return max(cac_thoi_diem, key=_THU_TU.__getitem__, default=None)


def loi_hinh(cac_nut: Sequence[Nut]) -> list[str]:
    """What makes it no tree; whether its sums are lawful the rules say (R09, R10)."""
    loi, da_co = [], set[str]()
    for n in cac_nut:
        if not n.ma.strip() or not n.ten.strip():
            loi.append("Mỗi tiêu chí phải có mã và nội dung.")
        if n.ma in da_co:
            loi.append(f"Mã {n.ma} có hai lần.")
        # A parent stands before its children: so no circle can be drawn.
        if n.cha and n.cha not in da_co:
            loi.append(f"Tiêu chí {n.ma} thuộc {n.cha}, chưa có ở phía trên.")
        da_co.add(n.ma)
        if n.diem_toi_da <= 0:
            loi.append(f"Điểm tối đa của {n.ma} phải lớn hơn 0.")
        if n.thoi_diem not in _THU_TU:
            loi.append(f"Thời điểm chấm của {n.ma} chưa đúng.")
    return loi
