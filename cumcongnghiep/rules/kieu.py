"""What a rule is asked about besides a stored cluster: plain values, filled in by the doors.

Pure: no model, no query. Units are those of the law and the forms: ha, percent, tỷ đồng, người.
A missing figure is None or absent, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Dong = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class DiaBanXet:
    """The area in which a new cluster is asked for, without that cluster (điều kiện địa bàn).

    ``cap``: ``CheDo.CapXet`` of the regime (huyện, tỉnh, xã); ``ten``: the area as printed, e.g.
    «xã Bảo Hà»; ``so_cum``: established clusters there; ``lap_day``: their legal fill rate
    weighted by industrial land, percent; ``chua_thue``: their industrial land not yet leased, ha;
    ``thieu``: clusters among ``so_cum`` whose land figures are missing: the rate is then not
    certain.
    """

    cap: str
    ten: str
    so_cum: int
    lap_day: Decimal | None = None
    chua_thue: Decimal | None = None
    thieu: int = 0


@dataclass(frozen=True)
class DiemXet:
    """Points of one criterion on a sheet and the most it may give."""

    ten: str
    diem: Decimal
    toi_da: Decimal


@dataclass(frozen=True)
class PhieuXet:
    """A score sheet: «Lê Văn A chấm Công ty B», its points, the total written on it (or None).

    Only top criteria are summed; sub-criteria may stand in ``chi_tiet`` (they are held against
    their own most).
    """

    ten: str
    cac_diem: tuple[DiemXet, ...]
    tong: Decimal | None = None
    chi_tiet: tuple[DiemXet, ...] = ()


@dataclass(frozen=True)
class VanBanTrung:
    """A document of another cluster with the same number, year and issuer, but other content."""

    so: str
    ten_cum: str


@dataclass(frozen=True)
class BieuXet:
    """One form (Biểu 01–04 of TT 14/2024/TT-BCT) as its rules see it.

    Keys of every mapping are row numbers as printed («4», «15.1»); values in the unit of the form.

    - ``dong``: what the form says; a row that is missing or None is silent, not zero.
    - ``ky_truoc``: the same form of the period before, of the same kind; None: there is none.
    - ``sau_thang``: of a yearly form, the half-yearly one of the same year (V37).
    - ``tong_con``: sums of the forms below, row by row (V39); leave rows out that are not sums.
    - ``moc``: as-of day of single values, where it is known (V42).
    - ``co_van_ban``: rows whose fall a document explains, such as an abolition (V38).
    - ``dat_cn``, ``chap_thuan``: ha of the registry, for the fill rate of Biểu 02 (V04, V01).
    - ``co_gpmt``, ``ngay_mau_dat``: environmental licence in force, day of the last sample that
      met the standard; only asked of Biểu 02 that claims a standard station (V36).
    - ``khong_phat_sinh``: the reporter has confirmed that nothing happened (V41).
    """

    bieu: str
    loai_ky: str
    tu_ngay: date
    den_ngay: date
    dong: Dong
    ten: str = ""
    ky_truoc: Dong | None = None
    sau_thang: Dong | None = None
    tong_con: Dong | None = None
    moc: Mapping[str, date] = field(default_factory=dict)
    co_van_ban: frozenset[str] = frozenset()
    dat_cn: Decimal | None = None
    chap_thuan: Decimal | None = None
    co_gpmt: bool = False
    ngay_mau_dat: date | None = None
    khong_phat_sinh: bool = False
