"""Cells of a sheet: a score as typed, what a save answers. Pure; no sentence names a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cucctdp.formats.so import dinh_dang

NHAN_XET = "nhan_xet"  # the remark is saved and compared like a cell of its own
GHI_CHU_TOI_DA = 300  # length of the column
_SO = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)


@dataclass(frozen=True)
class OXungDot:
    """A cell that another device changed meanwhile; both values are there to choose from."""

    ma: str
    may_chu: Decimal | str | None
    gui: Decimal | str | None


@dataclass(frozen=True)
class KetQuaLuu:
    """Answer to a save. ``phien``: version to send next; ``gia_tri``: the sheet as it now stands.

    ``loi``: cell → sentence, those cells were not saved; all others were.
    """

    phien: int
    gia_tri: dict[str, Decimal | None]
    nhan_xet: str
    da_luu: list[str] = field(default_factory=list)
    xung_dot: list[OXungDot] = field(default_factory=list)
    loi: dict[str, str] = field(default_factory=dict)

    @property
    def con_thieu(self) -> int:
        return sum(d is None for d in self.gia_tri.values())

    @property
    def tong(self) -> Decimal:
        """Sum of what is scored so far."""
        return sum((d for d in self.gia_tri.values() if d is not None), Decimal(0))


def so_go(gia_tri: object) -> Decimal | str | None:
    """The number that was typed («7,5», Decimal, int), None of an empty box, else its text.

    A float is no score: it came through arithmetic that is not exact.
    """
    if gia_tri is None or (isinstance(gia_tri, str) and not gia_tri.strip()):
        return None
    if isinstance(gia_tri, Decimal):
        return gia_tri
    chu = str(gia_tri).strip()
    if isinstance(gia_tri, bool | float) or not _SO.fullmatch(chu):
        return chu
    return Decimal(chu.replace(",", "."))


def doc_diem(gia_tri: object, *, ma: str, toi_da: Decimal, buoc: Decimal) -> Decimal | None:
    """A lawful score, None of an empty box; ValueError with the sentence of R33."""
    diem = so_go(gia_tri)
    if diem is None:
        return None
    if isinstance(diem, str) or not diem.is_finite() or not 0 <= diem <= toi_da or diem % buoc != 0:
        raise ValueError(
            f"R33: Điểm {ma} phải từ 0 đến {dinh_dang(toi_da)}, bước {dinh_dang(buoc)}."
        )
    return diem


def gop_o(
    nay: Mapping[str, Decimal | None],
    gui: Mapping[str, Decimal | None],
    *,
    truoc: Mapping[str, Decimal | None],
    cu: bool,
) -> tuple[dict[str, Decimal | None], list[OXungDot]]:
    """What of a save is written, and what another device wrote meanwhile and is asked about.

    ``nay``: the sheet now, every leaf; ``gui``: cells sent; ``truoc``: what the device saw in them;
    ``cu``: it saw an older version. An empty cell is nobody's work: it is filled unasked.
    """
    ghi, xung_dot = {}, []
    for ma, d in gui.items():
        if d == nay[ma]:
            continue
        if not cu or nay[ma] is None or (ma in truoc and truoc[ma] == nay[ma]):
            ghi[ma] = d
        else:
            xung_dot.append(OXungDot(ma, nay[ma], d))
    return ghi, xung_dot


def gop_chu(nay: str, gui: str, *, cu: bool) -> str:
    """A note beside a cell after a save: from an older version both notes are kept."""
    gui = gui.strip()
    if not cu or not nay or nay in gui:
        return gui
    return nay if gui in nay else f"{nay} | {gui}"
