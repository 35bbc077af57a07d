"""What the rules of sheets, results, certificates look at: facts only, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sanpham_tieubieu.danh_muc import DanhMuc
from sanpham_tieubieu.models import GiayChungNhan, KyBinhChon


@dataclass(frozen=True)
class XetPhieu:
    """One judge's sheet on one entry.

    ``la``: code of each leaf → its maximum; ``diem``: what was given, None for an empty box, text
    for what is no number. ``ly_do_chan``: why the judge may not score; ``cung_tinh``: he works in
    the product's province.
    """

    ky: KyBinhChon
    la: Mapping[str, Decimal] = field(default_factory=dict)
    diem: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    ly_do_chan: Sequence[str] = ()
    cung_tinh: bool = False


@dataclass(frozen=True)
class DongXet:
    """One product of the result: signed sheets by judge (judge's id → total).

    ``so_giam_khao``: assigned and not recused. ``phu``: order of ties the round decided (higher
    first). ``bieu_quyet_bang``: a vote on the tie was recorded; ``cong_nhan``, ``de_cu``: facts.
    """

    pk: int
    ten: str
    ma_nhom: str
    phieu: Mapping[int, Decimal]
    so_giam_khao: int
    duoc_chon: bool | None = None
    phu: tuple[Decimal, ...] = ()
    bieu_quyet_bang: bool = False
    cong_nhan: bool = False
    de_cu: bool = False

    @property
    def tong(self) -> Decimal:
        return sum(self.phieu.values(), Decimal(0))

    @property
    def binh_quan(self) -> Fraction | None:
        """The exact mean; None without a sheet."""
        return Fraction(self.tong) / len(self.phieu) if self.phieu else None

    def dat(self, nguong: Decimal) -> bool:
        """The unrounded mean reaches the threshold."""
        return bool(self.phieu) and self.tong >= nguong * len(self.phieu)


@dataclass(frozen=True)
class XetKetQua:
    """The result of a round: its products, quota by group (no key: no limit), names of judges."""

    ky: KyBinhChon
    danh_muc: DanhMuc
    dong: Sequence[DongXet]
    chi_tieu: Mapping[str, int] = field(default_factory=dict)
    giam_khao: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class XetGiay:
    """A certificate about to be issued, or revoked; ``trung``: its number was used that year.

    ``co_quan``: kind of office that signs; "" when an old list does not say.
    """

    giay: GiayChungNhan
    danh_muc: DanhMuc
    co_quan: str = ""
    trung: bool = False


@dataclass(frozen=True)
class XetKhieuNai:
    """A complaint: day received, day of the notice (None: none yet), last day it may come."""

    ngay_nhan: date
    thong_bao: date | None
    han: date | None
    so_ngay: int
    ly_do_qua_han: str = ""


@dataclass(frozen=True)
class XetSoCongBo:
    """Published or imported totals of a round."""

    so_dang_ky: int | None
    so_cong_nhan: int | None
    theo_nhom: Mapping[str, int] = field(default_factory=dict)
