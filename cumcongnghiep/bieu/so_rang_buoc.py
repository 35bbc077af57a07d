"""The small book of constraints of forms: who registers, how they are asked.

Weight, switch and limits of a rule are its row (``QuyTac``); the sentence names the row of the
form, which a general sentence of the rule cannot. ``ViPham.khoa`` is the row's number. Codes
«RB…» are arithmetic of the forms that no V-rule says; what a rule of ``rules`` judges is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import ViPham
from cucctdp.quy_tac.choices import Muc
from cumcongnghiep.bieu.dong_cum import So
from cumcongnghiep.bieu.mau import CAN_CU
from cumcongnghiep.choices import Bieu
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.rules import SO_BIEU
from cumcongnghiep.rules.kieu import BieuXet

# Proposals to be tuned; a number in ``QuyTac.nguong`` comes before them.
NGUONG = {
    "V03": {"tu": "0.5", "den": "0.85"},
    "V04": {"sai_so": "0.1"},
    "V33": {"tu": "3", "den": "40"},
    "V34": {"lan": "10"},
    "RB07": {"doi": "20"},
    "V42": {"thang": "6"},
}
_TONG_HOP = (Bieu.B03, Bieu.B04)


@dataclass(frozen=True)
class Thay:
    """One fault: row, sentence; ``nhe``: only warned about whatever the rule weighs."""

    dong: str
    cau: str
    nhe: bool = False


@dataclass(frozen=True)
class XetBieu:
    """A form with the limits of one rule."""

    b: BieuXet
    nguong: dict[str, Any]
    danh_muc: DanhMuc

    def so(self, ma: str) -> So:
        return self.b.dong.get(ma)

    def cong(self, *ma: str) -> So:
        """Sum of rows; None when one is missing."""
        cac = [self.so(m) for m in ma]
        co = [c for c in cac if c is not None]
        return sum(co, Decimal(0)) if len(co) == len(cac) else None

    def muc(self, ten: str) -> Decimal:
        return Decimal(str(self.nguong[ten]))

    @property
    def tong_hop(self) -> bool:
        return self.b.bieu in _TONG_HOP


Ham = Callable[[XetBieu], Iterator[Thay]]
SO: dict[str, list[Ham]] = {}


def quy_tac(ma: str) -> Callable[[Ham], Ham]:
    def dang_ky(ham: Ham) -> Ham:
        SO.setdefault(ma, []).append(ham)
        return ham

    return dang_ky


def kiem_bieu(b: BieuXet, *, danh_muc: DanhMuc, hom_nay: date) -> list[ViPham]:
    """Every constraint the form breaks, in the order of the codes; asks the database nothing."""
    kq: list[ViPham] = []
    for ma in sorted(set(SO) - set(SO_BIEU.cac_ham)):
        dong = danh_muc.tim_quy_tac(ma, hom_nay)
        if dong is None and danh_muc.quy_tac.get(ma):
            continue  # switched off
        nguong = {**NGUONG.get(ma, {}), **(dong.nguong if dong else {})}
        muc = dong.muc if dong else Muc.LOI
        can_cu = dong.can_cu if dong else CAN_CU
        xet = XetBieu(b, nguong, danh_muc)
        for ham in SO[ma]:
            for t in ham(xet):
                nang = Muc.CANH_BAO if t.nhe and muc == Muc.LOI else muc
                kq.append(ViPham(ma, nang, t.cau, f"Dòng {t.dong}", can_cu, khoa=t.dong))
    return kq


def chu(so: So) -> str:
    """A number as people read it; «…» when it is missing."""
    return "…" if so is None else dinh_dang(so)
