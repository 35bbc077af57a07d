"""What the nightly look asks: a cluster with its states, a province's forms, a developer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from cumcongnghiep.choices import ChiTieuSo
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.lap_day import CachTinh, TyLe, tinh
from cumcongnghiep.models import Cum
from cumcongnghiep.rules.xet import XetCum
from cumcongnghiep.trang_thai import TrangThai, suy_ra


@dataclass
class XemCum(XetCum):
    """A cluster on the day of the look; every answer is computed once."""

    @cached_property
    def tt(self) -> TrangThai:
        return suy_ra(self.ho_so, self.hom_nay, thiet_yeu=self.danh_muc.thiet_yeu(self.hom_nay))

    @property
    def cum(self) -> Cum:
        return self.ho_so.cum

    @cached_property
    def hoat_dong_tu(self) -> date | None:
        """The day the first project came («đã hoạt động»); None while there is none."""
        if not self.tt.co_hoat_dong:
            return None
        cac = [d.vao_cum for d in self.ho_so.du_an if d.vao_cum <= self.hom_nay]
        cac += [
            s.ngay
            for s in self.ho_so.so_lieu
            if s.chi_tieu == ChiTieuSo.SO_DU_AN and s.ngay <= self.hom_nay and s.gia_tri > 0
        ]
        return min(cac, default=None)

    @cached_property
    def lap_day(self) -> TyLe:
        """The fill rate of the law (khoản 7 Điều 2 NĐ 32/2024/NĐ-CP)."""
        return tinh(
            CachTinh.PHAP_LY,
            da_thue=self.tt.dat_da_thue,
            chap_thuan=self.tt.dat_chap_thuan,
            dat_cn=self.tt.dat_cn,
        )

    @property
    def dat_trong(self) -> Decimal | None:
        """Industrial land neither leased nor approved for a project (ha)."""
        t = self.lap_day
        return None if t.tu is None or t.mau is None else max(t.mau - t.tu, Decimal(0))


@dataclass(frozen=True)
class BieuTinh:
    """One form of one window in a province: its due day, how many have to send it, have sent."""

    han: date
    can: int
    da: int

    @property
    def thieu(self) -> int:
        return self.can - self.da


@dataclass(frozen=True)
class XemTinh:
    """The forms of one window in one province.

    ``mo_04``: the Sở has begun Biểu 04 and not sent it; ``cdt_thieu``: developers who have not
    sent Biểu 02; ``ha_da`` of ``ha_can``: area of the communes whose Biểu 03 came.
    """

    ky_id: int
    ky: str
    tinh: str
    hom_nay: date
    danh_muc: DanhMuc
    bieu: Mapping[str, BieuTinh]
    mo_04: bool = False
    cdt_thieu: int = 0
    ha_da: Decimal = Decimal(0)
    ha_can: Decimal = Decimal(0)


@dataclass(frozen=True)
class XemCdt:
    """A developer and the unfinished clusters it holds: (name, area in ha)."""

    pk: int
    ten: str
    cac_cum: tuple[tuple[str, Decimal | None], ...] = field(default=())

    @property
    def ha(self) -> Decimal:
        return sum((ha for _, ha in self.cac_cum if ha is not None), Decimal(0))
