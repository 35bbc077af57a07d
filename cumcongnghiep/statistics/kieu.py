"""What the statistics of clusters answer with: frozen values that say what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from cucctdp.donvi.choices import DiaGioi

CA_NUOC, VUNG, TINH, XA = "ca_nuoc", "vung", "tinh", "xa"
CAC_CAP = (CA_NUOC, VUNG, TINH, XA)
MA_CA_NUOC = "VN"
TY = Decimal(10**9)


class ThamSoSai(ValueError):
    """Parameters that cannot be answered; ``loi`` holds every sentence by parameter name."""

    def __init__(self, loi: dict[str, list[str]]) -> None:
        self.loi = loi
        super().__init__("; ".join(cau for cac in loi.values() for cau in cac))


@dataclass(frozen=True, slots=True)
class Hoi:
    """One question: figures as of the end of ``den``; flows of the window ``tu``–``den``.

    ``tu`` None: flows are not asked, their rows stay without a figure. ``cap``: what one row is.
    ``don_vi``: keys («34:15») in the boundaries asked for; ``vung``: region codes; ``xa``:
    commune codes; ``cum``: primary keys. ``minh_hoa`` False: real clusters only, True: demo ones
    only; the two are never added together. ``user`` bounds the rows; None is the system itself.
    """

    den: date
    tu: date | None = None
    cap: str = TINH
    dia_gioi: str = DiaGioi.HIEN_HANH
    don_vi: tuple[str, ...] = ()
    vung: tuple[str, ...] = ()
    xa: tuple[str, ...] = ()
    cum: tuple[int, ...] | None = None
    minh_hoa: bool = False
    user: Any = None

    def __post_init__(self) -> None:
        loi: dict[str, list[str]] = {}
        if self.cap not in CAC_CAP:
            loi["cap"] = [f"Cấp «{self.cap[:20]}» không có; dùng {', '.join(CAC_CAP)}."]
        if self.dia_gioi not in DiaGioi.values:
            loi["dia_gioi"] = [
                f"Địa giới «{self.dia_gioi[:20]}» không có; dùng {', '.join(DiaGioi.values)}."
            ]
        if self.tu is not None and self.tu > self.den:
            loi["den"] = ["Ngày chốt phải từ ngày đầu kỳ trở đi."]
        if loi:
            raise ThamSoSai(loi)

    def doi(self, **truong: Any) -> Hoi:
        """The same question with some parts changed."""
        return replace(self, **truong)


class DongSo(NamedTuple):
    """One row of Biểu 03/04: its value in the unit of the form, not rounded.

    ``gia_tri`` None: clusters stand there but none has the figure («chưa có số liệu»). ``cum``:
    keys of the clusters added up; ``thieu``: those that belong there but lack the figure.
    """

    ma: str
    gia_tri: Decimal | None
    cum: tuple[int, ...] = ()
    thieu: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BieuTinh:
    """Rows 1–27 of one commune, province, region or the nation, by row code («15.1»).

    ``khoa``: «34:15», a commune code, a region code, «VN», or «» for clusters without a lead
    commune. ``ngoai_bieu``: counters the form has no row for, in the same shape.
    """

    khoa: str
    ten: str
    cum: tuple[int, ...]
    dong: dict[str, DongSo]
    ngoai_bieu: dict[str, DongSo]

    def gia_tri(self, ma: str) -> Decimal | None:
        return self.dong[ma].gia_tri


@dataclass(frozen=True, slots=True)
class BangBieu:
    """Biểu 03/04 computed from the register; ``ghi_chu``: what a reader must know of its base."""

    hoi: Hoi
    cac_dong: tuple[BieuTinh, ...]
    ghi_chu: tuple[str, ...]

    def cua(self, khoa: str) -> BieuTinh | None:
        return next((b for b in self.cac_dong if b.khoa == khoa), None)
