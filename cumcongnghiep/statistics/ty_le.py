"""Fill rates of a scope by four definitions and on a named base, never a bare percent.

Lào Cai, 5/10/2026: 203,76 ha leased are 26,96 % of the industrial land of its 25 clusters and
30,49 % of that of the 23 whose communes reported; both are right, on their base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from cumcongnghiep.choices import Bieu, TrangThaiBieu
from cumcongnghiep.lap_day import CachTinh, TyLe, binh_quan_gian_don, gop
from cumcongnghiep.models import BieuNop, CumXa
from cumcongnghiep.statistics.cum_ngay import CumNgay
from cumcongnghiep.statistics.kieu import Hoi
from cumcongnghiep.statistics.pham_vi import doc_pham_vi

DA_GUI = (TrangThaiBieu.DA_GUI, TrangThaiBieu.CHAP_NHAN, TrangThaiBieu.KHOA)


class CoSo(models.TextChoices):
    """Which clusters a rate is told of."""

    TAT_CA = "tat_ca", "mọi cụm có quy hoạch chi tiết"
    HOAT_DONG = "hoat_dong", "các cụm đã hoạt động"
    DA_BAO_CAO = "da_bao_cao", "các cụm đã báo cáo kỳ này"


@dataclass(frozen=True, slots=True)
class LapDay:
    """One rate of one scope: numerator, denominator, base, and the clusters on each side.

    ``gian_don``: simple mean of the clusters' rates (%), shown only beside the weighted one.
    ``cum``: clusters whose both parts are known; ``thieu``: of the base, but a part is missing.
    """

    khoa: str
    ten: str
    co_so: str
    ty_le: TyLe
    gian_don: Decimal | None
    cum: tuple[int, ...]
    thieu: tuple[int, ...]

    @property
    def ten_co_so(self) -> str:
        return CoSo(self.co_so).label


def cum_da_bao_cao(den: date) -> frozenset[int]:
    """Clusters told of in a report sent for the window that closes on ``den``: Biểu 02 of the
    cluster itself, or Biểu 03 of its lead commune. Two queries."""
    da_gui = BieuNop.objects.filter(ky__den_ngay=den, trang_thai__in=DA_GUI)
    rieng = da_gui.filter(bieu=Bieu.B02).values_list("cum_id", flat=True)
    xa = da_gui.filter(bieu=Bieu.B03).values("xa")
    chung = CumXa.objects.filter(Q(chu_tri=True) & Q(xa__in=xa)).values_list("cum_id", flat=True)
    return frozenset({*rieng, *chung})


def trong_co_so(cac: Sequence[CumNgay], co_so: str, da_bao_cao: frozenset[int]) -> list[CumNgay]:
    """Clusters of one base."""
    if co_so == CoSo.HOAT_DONG:
        return [c for c in cac if c.co_hoat_dong]
    if co_so == CoSo.DA_BAO_CAO:
        return [c for c in cac if c.id in da_bao_cao]
    return [c for c in cac if c.con_song and c.dat_cn is not None]


def mot_lap_day(khoa: str, ten: str, cac: Sequence[CumNgay], *, cach: str, co_so: str) -> LapDay:
    """The rate of clusters that are all of the base ``co_so``."""
    tung = [(c.id, c.ty_le(cach)) for c in cac]
    du = [(pk, t) for pk, t in tung if t.tu is not None and t.mau]
    co = {pk for pk, _ in du}
    return LapDay(
        khoa,
        ten,
        co_so,
        gop(cach, [t for _, t in du]),
        binh_quan_gian_don([t for _, t in du]),
        tuple(pk for pk, _ in du),
        tuple(pk for pk, _ in tung if pk not in co),
    )


def lap_day(
    hoi: Hoi, *, cach: str = CachTinh.PHAP_LY, co_so: str = CoSo.TAT_CA
) -> tuple[LapDay, ...]:
    """Rates by the rows of a question. Raises ThamSoSai."""
    da_bao_cao = cum_da_bao_cao(hoi.den) if co_so == CoSo.DA_BAO_CAO else frozenset()
    return tuple(
        mot_lap_day(n.khoa, n.ten, trong_co_so(n.cum, co_so, da_bao_cao), cach=cach, co_so=co_so)
        for n in doc_pham_vi(hoi).nhom
    )
