"""What the panel of a round is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sanpham_tieubieu.models import BieuQuyet, KyBinhChon
from sanpham_tieubieu.scoring import BinhQuan, GiamKhaoCham


class OPhieu(NamedTuple):
    """One cell: the sheet's total, how far from the product's median, whether too far (R38)."""

    tong: Decimal
    lech: Decimal
    qua_xa: bool


@dataclass(frozen=True, slots=True)
class GiamKhaoTrongBang:
    """A column: the judge and his figures, None without a signed sheet.

    ``lech_qua``: further from the panel than the round allows; ``gan_nhu_deu``: R39.
    """

    id: int
    ten: str
    vai_tro: str
    cham: GiamKhaoCham | None
    lech_qua: bool
    gan_nhu_deu: bool


@dataclass(frozen=True, slots=True)
class DoPhanTan:
    """How the sheets of one product lie."""

    thap_nhat: Decimal
    cao_nhat: Decimal
    trung_vi: Decimal
    do_lech: Decimal


@dataclass(frozen=True, slots=True)
class SanPhamTrongBang:
    """A row. Without a signed sheet ``diem``, ``phan_tan`` and the places are None.

    ``so_giam_khao``: assigned and not recused; ``dat_nguong``: the unrounded mean reaches the
    threshold (the quorum is asked beside it: ``du_phieu``, R37). Places are within the group.
    """

    ho_so_id: int
    ma_so: str
    ten: str
    ten_co_so: str
    don_vi: str
    ma_nhom: str
    trang_thai: str
    phieu: Mapping[int, OPhieu]
    chua_ky: frozenset[int]
    tu_choi: frozenset[int]
    can_phieu: int
    diem: BinhQuan | None
    diem_hien: str
    phan_tan: DoPhanTan | None
    dat_nguong: bool
    diem_chuan: Decimal | None
    diem_cat: BinhQuan | None
    hang: int | None
    hang_chuan: int | None
    hang_cat: int | None
    bieu_quyet: Mapping[str, BieuQuyet]

    @property
    def so_phieu(self) -> int:
        return len(self.phieu)

    @property
    def so_giam_khao(self) -> int:
        return len(self.phieu) + len(self.chua_ky)

    @property
    def du_phieu(self) -> bool:
        return len(self.phieu) >= self.can_phieu


@dataclass(frozen=True, slots=True)
class NhomTrongBang:
    """Products of one group in official order; ``chi_tieu`` None: no quota was set."""

    ma: str
    ten: str
    chi_tieu: int | None
    san_pham: tuple[SanPhamTrongBang, ...]

    @property
    def so_dat(self) -> int:
        """Products with a result at or above the threshold."""
        return sum(s.dat_nguong and s.du_phieu for s in self.san_pham)


@dataclass(frozen=True, slots=True)
class BangTongHop:
    """The panel: columns (judges), rows by group; ``so_phieu`` of ``so_phieu_can`` are signed."""

    ky: KyBinhChon
    giam_khao: tuple[GiamKhaoTrongBang, ...]
    nhom: tuple[NhomTrongBang, ...]
    mo_diem_luc: datetime | None

    @property
    def san_pham(self) -> tuple[SanPhamTrongBang, ...]:
        return tuple(s for nhom in self.nhom for s in nhom.san_pham)

    @property
    def so_phieu(self) -> int:
        return sum(s.so_phieu for s in self.san_pham)

    @property
    def so_phieu_can(self) -> int:
        return sum(s.so_giam_khao for s in self.san_pham)
