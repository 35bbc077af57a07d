"""What the questions are built with: clusters of a scope read once, tables by scope, thresholds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cumcongnghiep.cau_hoi.cau import CAU
from cumcongnghiep.cau_hoi.kieu import BangHoi, Chuoi, Cot, Dong, DoPhu, Kieu, O
from cumcongnghiep.models import QuyTac
from cumcongnghiep.statistics import (
    CA_NUOC,
    CumNgay,
    Hoi,
    PhamVi,
    cac_moc,
    doc_pham_vi,
    dong_cua,
)
from cumcongnghiep.statistics.kieu import TY

KHONG = Decimal(0)
HAI, BON = Decimal("0.01"), Decimal("0.0001")
TONG = "Tổng"
SO_MOC = 5
Tinh = Callable[[Sequence[CumNgay]], O]


@dataclass(frozen=True)
class Khung:
    """A question with the clusters it may count."""

    hoi: Hoi
    pv: PhamVi

    @classmethod
    def doc(cls, hoi: Hoi) -> Khung:
        return cls(hoi, doc_pham_vi(hoi))

    @property
    def cum(self) -> tuple[CumNgay, ...]:
        return self.pv.cum

    def tinh(self, c: CumNgay) -> str:
        """Name of the province a cluster is in today."""
        return self.pv.ten_don_vi[c.don_vi_id]

    def do_phu(self, nen: Iterable[CumNgay], co: Callable[[CumNgay], bool]) -> DoPhu:
        """Coverage of an answer over the clusters ``nen``; ``co``: their figure is known."""
        cac = [(c.dien_tich or KHONG, co(c)) for c in nen]
        pv = self.pv
        return DoPhu(
            len(pv.tinh_co & pv.tinh_phai_co),
            len(pv.tinh_phai_co),
            tuple(pv.ten_tinh[k] for k in sorted(pv.tinh_phai_co - pv.tinh_co)),
            sum((ha for ha, thay in cac if thay), KHONG),
            sum((ha for ha, _ in cac), KHONG),
        )

    def theo_pham_vi(
        self,
        cot: Sequence[tuple[Cot, Tinh]],
        nen: Callable[[CumNgay], bool],
        *,
        ten_cot: str = "Địa bàn",
    ) -> tuple[tuple[Cot, ...], tuple[Dong, ...], Dong]:
        """Columns, rows by scope and the row of totals, each over its clusters let through."""
        dong = []
        for n in self.pv.nhom:
            cac = [c for c in n.cum if nen(c)]
            if cac:
                dong.append(Dong(n.khoa, (n.ten, *(h(cac) for _, h in cot)), ids(cac)))
        tat = [c for c in self.cum if nen(c)]
        return (
            (Cot("dia_ban", ten_cot, Kieu.CHU), *(c for c, _ in cot)),
            tuple(dong),
            Dong("", (TONG, *(h(tat) for _, h in cot)), ids(tat)),
        )

    def bang(self, so: int, **phan: Any) -> BangHoi:
        """The answer to question ``so``; ``phan``: the other fields of ``BangHoi``."""
        cau, ten = CAU[so]
        ghi_chu = (*phan.pop("ghi_chu", ()), *self.pv.ghi_chu)
        return BangHoi(so=so, cau=cau, ten=ten, hoi=self.hoi, ghi_chu=ghi_chu, **phan)

    def chuoi(self, *cac: tuple[str, str, Tinh]) -> tuple[Chuoi, ...]:
        """Series over the last cut-offs: name, unit, figure over the clusters of a day."""
        moc = [(d, self.luc(d)) for d in cac_moc(self.hoi.den, SO_MOC)]
        return tuple(
            Chuoi(ten, dvt, tuple((d, _so(ham(cum))) for d, cum in moc)) for ten, dvt, ham in cac
        )

    def luc(self, ngay: date) -> tuple[CumNgay, ...]:
        """The same scope on another day; flows are not asked."""
        if ngay == self.hoi.den:
            return self.cum
        return doc_pham_vi(self.hoi.doi(den=ngay, tu=None, cap=CA_NUOC)).cum


def _so(o: O) -> Decimal | None:
    return Decimal(o) if isinstance(o, (int, Decimal)) else None


def ids(cac: Iterable[CumNgay]) -> tuple[int, ...]:
    return tuple(c.id for c in cac)


def hang(ma: str, *, co_ky: bool = False) -> Tinh:
    """The figure of a row of Biểu 04 over some clusters."""
    return lambda cac: dong_cua(ma, cac, co_ky=co_ky).gia_tri


def dem(loc: Callable[[CumNgay], bool]) -> Tinh:
    return lambda cac: sum(1 for c in cac if loc(c))


def cong(lay: Callable[[CumNgay], Decimal | int | None]) -> Tinh:
    """Sum of what is known; None when nothing is and there are clusters."""

    def ham(cac: Sequence[CumNgay]) -> O:
        co = [s for c in cac if (s := lay(c)) is not None]
        return sum(co, KHONG) if co or not cac else None

    return ham


def ty(dong: Decimal | int | None) -> Decimal | None:
    """Đồng as tỷ đồng to four places."""
    return None if dong is None else (Decimal(dong) / TY).quantize(BON, ROUND_HALF_UP)


def chia(tu: Decimal | int | None, mau: Decimal | int | None, nhan: int = 1) -> Decimal | None:
    """Quotient to two places; None when a part is missing or the denominator is zero."""
    if tu is None or not mau:
        return None
    return (Decimal(tu) * nhan / Decimal(mau)).quantize(HAI, ROUND_HALF_UP)


def nguong(ma: str, ngay: date) -> dict[str, Any]:
    """Limits of a rule on a day, as its dated row has them; empty without a row in force."""
    dong = QuyTac.objects.hieu_luc(ngay).filter(ma=ma, bat=True).order_by("-hieu_luc_tu").first()
    return dict(dong.nguong) if dong else {}


def so_thang(tu: date, den: date) -> int:
    """Whole months from a day to a later one; negative when it is earlier."""
    thang = (den.year - tu.year) * 12 + den.month - tu.month
    return thang - 1 if den.day < tu.day else thang
