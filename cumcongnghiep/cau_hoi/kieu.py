"""What an answer to a leader's question is: a small table that carries its base and its clusters.

Pages, the API and papers draw the same object. ``o`` of a row holds plain values by column:
str, int, Decimal (ha, tỷ đồng, percent…), date, bool, ``TyLe`` or None («chưa có số liệu»).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from cumcongnghiep.lap_day import TyLe
from cumcongnghiep.statistics import Hoi

O = str | int | Decimal | date | bool | TyLe | None  # noqa: E741


class Kieu(Enum):
    """How a column is printed; the value is its unit."""

    CHU = ""
    DEM = "cụm"
    SO = "số"
    HA = "ha"
    TY = "tỷ đồng"
    TRIEU = "triệu đồng"
    PHAN_TRAM = "%"
    TY_LE = "tỷ lệ"  # a TyLe: percent with numerator, denominator and their names
    NGAY = "ngày"
    NGUOI = "người"
    THANG = "tháng"
    CO_KHONG = "có/không"


@dataclass(frozen=True, slots=True)
class Cot:
    """A column; ``kenh``: worth drawing as a bar or on the map."""

    ma: str
    ten: str
    kieu: Kieu
    kenh: bool = False

    @property
    def la_so(self) -> bool:
        return self.kieu not in (Kieu.CHU, Kieu.NGAY, Kieu.CO_KHONG, Kieu.TY_LE)


@dataclass(frozen=True, slots=True)
class Dong:
    """A row. ``khoa``: «34:15», a region, a commune or cluster code, unique within ``nhom``.

    ``cum``: keys of the clusters behind it; ``nhom``: heading it stands under, when a table has
    several parts.
    """

    khoa: str
    o: tuple[O, ...]
    cum: tuple[int, ...] = ()
    nhom: str = ""


@dataclass(frozen=True, slots=True)
class Chuoi:
    """A series over cut-off days or quarters, oldest first; a missing point is None."""

    ten: str
    don_vi_tinh: str
    diem: tuple[tuple[date, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class DoPhu:
    """How far an answer reaches: provinces with a cluster of those that should have, and the area
    of the clusters whose figure is known (``ha_co``) of all of the base (``ha_tong``)."""

    so_tinh: int
    tong_tinh: int
    thieu: tuple[str, ...]
    ha_co: Decimal
    ha_tong: Decimal

    @property
    def cau(self) -> str:
        """«Phủ 30/34 tỉnh, thành phố»."""
        return f"{self.so_tinh}/{self.tong_tinh} tỉnh, thành phố"


@dataclass(frozen=True, slots=True)
class BangHoi:
    """An answer. ``co_so``: base and definition in one sentence; ``tong``: the row of totals."""

    so: int
    cau: str
    ten: str
    co_so: str
    hoi: Hoi
    do_phu: DoPhu
    cot: tuple[Cot, ...]
    cac_dong: tuple[Dong, ...]
    tong: Dong | None = None
    chuoi: tuple[Chuoi, ...] = ()
    ghi_chu: tuple[str, ...] = ()

    @property
    def cum(self) -> tuple[int, ...]:
        """Keys of every cluster behind the answer, once."""
        cac = (d.cum for d in (*self.cac_dong, *([self.tong] if self.tong else [])))
        return tuple(sorted({pk for c in cac for pk in c}))

    def cum_cua(self, khoa: str, nhom: str = "") -> tuple[int, ...]:
        """Clusters behind one row; empty for a row that is not there."""
        return next((d.cum for d in self.cac_dong if (d.khoa, d.nhom) == (khoa, nhom)), ())

    def loc(self, dong: Dong) -> dict[str, str]:
        """Query parameters that ask again for the clusters behind a row (``cum_cua``)."""
        h = self.hoi
        loc = {"den": h.den.isoformat(), "cap": h.cap, "dia_gioi": h.dia_gioi, "dong": dong.khoa}
        if h.tu is not None:
            loc["tu"] = h.tu.isoformat()
        if h.minh_hoa:
            loc["minh_hoa"] = "1"
        if h.don_vi:
            loc["don_vi"] = ",".join(h.don_vi)
        return loc | ({"nhom": dong.nhom} if dong.nhom else {})

    def gia_tri(self, khoa: str, cot: str, nhom: str = "") -> Any:
        """One cell. Raises KeyError for an unknown row or column."""
        i = next((i for i, c in enumerate(self.cot) if c.ma == cot), None)
        dong = next((d for d in self.cac_dong if (d.khoa, d.nhom) == (khoa, nhom)), None)
        if i is None or dong is None:
            raise KeyError((khoa, cot))
        return dong.o[i]


@dataclass(frozen=True, slots=True)
class CauHoi:
    """A question as listed: ``neu_ten``: the answer names clusters, developers or firms, and asks
    the right to see clusters; otherwise the right to see statistics is enough."""

    so: int
    cau: str
    ten: str
    ham: Callable[[Hoi], BangHoi]
    neu_ten: bool = False
