"""The rubric as a tree (Phụ lục 3 TT 26/2014/TT-BCT): leaves, sums, what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import dinh_dang
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


def loi_cay(cac_nut: Sequence[Nut], *, goc: Mapping[str, Decimal]) -> list[str]:
    """Everything wrong with a rubric: R09 (roots by law), R10 (children make their parent).

    ``goc``: code of each root → its maximum.
    """
    loi = _loi_hinh(cac_nut)
    co = {n.ma: n.diem_toi_da for n in cac_nut if not n.cha}
    tong = sum(co.values(), Decimal(0))
    if co != dict(goc):
        muc = "/".join(dinh_dang(d) for d in goc.values())
        loi.append(
            f"R09: Khung điểm phải đúng {muc}, tổng {dinh_dang(sum(goc.values(), Decimal(0)))} "
            f"(hiện {dinh_dang(tong)})."
        )
    for n in cac_nut:
        con = [c.diem_toi_da for c in cac_nut if c.cha == n.ma and c.ma != n.ma]
        if con and sum(con) != n.diem_toi_da:
            loi.append(
                f"R10: Tổng điểm tiểu mục {n.ma} là {dinh_dang(sum(con, Decimal(0)))}, "
                f"phải bằng {dinh_dang(n.diem_toi_da)}."
            )
    return loi


def _loi_hinh(cac_nut: Sequence[Nut]) -> list[str]:
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
