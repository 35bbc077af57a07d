"""Boxes of a form as people type them: «gt:15.1», «gi:15.1», «gc:15.1»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cucctdp.formats.chu import nfc
from cucctdp.formats.so import SoKhongHopLe, doc_so
from cumcongnghiep.bieu.kieu import Mau

GIA_TRI, GIAI_TRINH, GHI_CHU = "gt", "gi", "gc"
_DAI = {GIAI_TRINH: 500, GHI_CHU: 300}


@dataclass
class ODaDoc:
    """What was typed: numbers and words by row, and what could not be read."""

    so: dict[str, Decimal | None] = field(default_factory=dict)
    giai_trinh: dict[str, str] = field(default_factory=dict)
    ghi_chu: dict[str, str] = field(default_factory=dict)
    loi: dict[str, list[str]] = field(default_factory=dict)


def doc(mau: Mau, gui: Mapping[str, str]) -> ODaDoc:
    """Read every box that was sent; rows of other forms are passed over."""
    kq = ODaDoc()
    for ten, chu in gui.items():
        loai, _, ma = ten.partition(":")
        if ma not in mau.theo_ma:
            continue
        gon = nfc(chu.replace("\0", "")).strip()
        if loai == GIA_TRI:
            try:
                kq.so[ma] = doc_so(gon) if gon else None
            except SoKhongHopLe as e:
                kq.loi.setdefault(ma, []).append(str(e))
        elif loai in _DAI:
            if len(gon) > _DAI[loai]:
                kq.loi.setdefault(ma, []).append(f"Viết không quá {_DAI[loai]} ký tự.")
                continue
            (kq.giai_trinh if loai == GIAI_TRINH else kq.ghi_chu)[ma] = gon
    return kq
