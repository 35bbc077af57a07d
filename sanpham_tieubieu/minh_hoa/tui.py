"""What a run of the demo gathers before it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from django.db.models import Model

from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.files.models import Tep
from sanpham_tieubieu.minh_hoa.danh_muc import DEM, HO, HO_DAN_TOC, TEN
from sanpham_tieubieu.models import (
    DiemTieuChi,
    GiayChungNhan,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    NhanSu,
    NhomSanPham,
    PhieuCham,
    QuyDinhCap,
    SanPham,
    ThanhVienBan,
    TieuChi,
)

D = TypeVar("D", bound=Model)
X = TypeVar("X")
HAT = 20261123


@dataclass
class Tinh:
    """A province of today in the demo, its old parts and what is made in each."""

    don_vi: DonViHanhChinh
    cu: tuple[DonViHanhChinh, ...]
    xa: tuple[Xa, ...]
    nguoi: list[NhanSu] = field(default_factory=list)


@dataclass
class SP:
    """A product with where it was made before the merger, and how good it is (0–100)."""

    san_pham: SanPham
    tinh: Tinh
    cu: DonViHanhChinh
    suc: float
    # What it holds: level → (dossier, certificate) of the last round of the level.
    da_co: dict[str, tuple[HoSoDangKy, GiayChungNhan]] = field(default_factory=dict)


@dataclass
class KyMH:
    """A round while it is made."""

    ky: KyBinhChon
    luat: QuyDinhCap
    hoi_dong: list[ThanhVienBan] = field(default_factory=list)
    giam_khao: list[ThanhVienBan] = field(default_factory=list)
    khung: dict[str, KhungDiem] = field(default_factory=dict)
    la: dict[str, list[TieuChi]] = field(default_factory=dict)
    ho_so: list[tuple[SP, HoSoDangKy]] = field(default_factory=list)
    # Dossier (by id of the row object) → totals of its signed sheets.
    tong: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    phan_cong: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def cham_xong(self) -> date:
        """Last day of scoring."""
        return self.ky.ngay_bat_dau + timedelta(days=80)


@dataclass
class Tui:
    """Rows to write, by table, in order; one stream of chance for the whole run."""

    hom_nay: date
    # Who asked for supplements: some account of a Sở or the Cục; None: nobody is asked.
    nguoi_he_thong: Any = None
    dong: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    noi: list[tuple[Any, Any, Any]] = field(default_factory=list)
    noi_da_gom: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))
    rng: Random = field(default_factory=lambda: Random(HAT))  # noqa: S311 - no secret, the same rows every time
    nhom: dict[str, NhomSanPham] = field(default_factory=dict)
    anh: dict[str, list[tuple[Tep, str]]] = field(default_factory=dict)
    diem: dict[int, list[DiemTieuChi]] = field(default_factory=dict)
    # Sheets to sign once they have their numbers.
    ky_phieu: list[PhieuCham] = field(default_factory=list)
    _so: int = 100

    def them(self, dong: D) -> D:
        self.dong[type(dong)].append(dong)
        return dong

    def noi_nhieu(self, bang: Any, trai: Any, phai: Any) -> None:
        """A row of a many-to-many table, written after both sides."""
        self.noi.append((bang, trai, phai))

    def so_moi(self) -> int:
        """A document number nobody else has."""
        self._so += 1
        return self._so

    def chon(self, cac: Sequence[X]) -> X:
        return self.rng.choice(cac)

    def trong(self, phan_tram: int) -> bool:
        return self.rng.randrange(100) < phan_tram

    def nguoi(self, *, nu: bool, dan_toc: bool = False) -> str:
        ho = self.chon(HO_DAN_TOC if dan_toc else HO)
        return f"{ho} {self.chon(DEM[nu])} {self.chon(TEN[nu])}"


def luc(ngay: date, gio: int = 8) -> datetime:
    """A moment of that day in Việt Nam, as UTC."""
    return datetime.combine(ngay, time(gio), tzinfo=UTC) - timedelta(hours=7)
