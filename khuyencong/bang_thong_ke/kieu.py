"""A table B1–B9 ready to be shown: one description for the page, the workbook and the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from cucctdp.pdf.bang import CHUA_CO, KHONG_AP_DUNG, KHONG_PHAT_SINH, BangSoLieu, Cot, DauCot
from khuyencong.statistics import TyLe

GiaTri = Decimal | int | str | date | None
TRIEU = "triệu đồng"
_KY_HIEU = (CHUA_CO, KHONG_PHAT_SINH, KHONG_AP_DUNG)
_VUA, _RONG = 18, 28
_MOT_TRIEU = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class O:  # noqa: E742 (ô, a cell)
    """A cell. None: not known; ``chu_thich`` names numerator and denominator of a rate;
    ``duong`` leads to the register with the conditions of the figure.
    """

    gia_tri: GiaTri = None
    chu_thich: str = ""
    duong: str = ""
    so_le: int | None = None

    @property
    def chu(self) -> str:
        """As printed on page and paper."""
        match self.gia_tri:
            case None:
                return CHUA_CO
            case str():
                return self.gia_tri
            case date():
                return ngay_ngan(self.gia_tri)
        return dinh_dang(self.gia_tri, self.so_le)

    @property
    def la_so(self) -> bool:
        """Stands to the right: a figure, or the sign in its place."""
        return isinstance(self.gia_tri, int | Decimal) or self.chu in _KY_HIEU


@dataclass(frozen=True, slots=True)
class HangXem:
    """A row, one cell per column; "nhom" has one cell over the whole width, "tong" is a total."""

    o: tuple[O, ...]
    kieu: Literal["", "nhom", "tong"] = ""


@dataclass(frozen=True, slots=True)
class BangCon:
    """One table of the answer. ``tong``: its total, on top so that every page shows it."""

    cot: tuple[Cot, ...]
    hang: tuple[HangXem, ...]
    tieu_de: str = ""
    tong: HangXem | None = None

    @property
    def cac_hang_dau(self) -> tuple[tuple[DauCot, ...], ...]:
        """Heading rows: one, or two when some columns are grouped."""
        return BangSoLieu("", self.cot, ()).cac_hang_dau

    @property
    def moi_hang(self) -> tuple[HangXem, ...]:
        return self.hang if self.tong is None or not self.hang else (self.tong, *self.hang)

    @property
    def cac_do_rong(self) -> tuple[str, ...]:
        """How wide a column of text must be on the page: "", "vua", "rong"."""
        return tuple(
            "" if c.kieu != "chu" or (c.rong or 0) < _VUA else "rong" if c.rong >= _RONG else "vua"
            for c in self.cot
        )


@dataclass(frozen=True)
class BangXem:
    """What stands around the tables: the question in words, coverage, as-of, notes."""

    ma: str
    ten: str
    ky: str
    noi: str
    dia_gioi: str
    nguon: str
    minh_hoa: bool
    do_phu: str
    tinh_den: datetime | None
    luc: datetime
    cac_bang: tuple[BangCon, ...]
    ghi_chu: tuple[str, ...] = field(default=())

    @property
    def so_dong(self) -> int:
        return sum(len(b.hang) for b in self.cac_bang)

    @property
    def so_o(self) -> int:
        """Cells to set, what the time of an export depends on."""
        return sum(len(b.hang) * len(b.cot) for b in self.cac_bang)


class Lien:
    """Addresses of registers; this one knows none (papers, workbooks)."""

    tren_trang = False

    def de_an(self, *, tinh: str = "", **loc: str) -> str:
        """The register of đề án; ``tinh``: the code of a row, «34:52» or of the country."""
        return ""

    def mot_de_an(self, pk: int) -> str:
        return ""

    def co_so(self, pk: int) -> str:
        return ""

    def mang_luoi(self, ten: str) -> str:
        """A register of the network: «trungtam», «congtacvien»."""
        return ""


def tien(dong: int | Decimal | None, duong: str = "") -> O:
    """Đồng as exact triệu đồng."""
    return O(None if dong is None else Decimal(dong) / _MOT_TRIEU, duong=duong)


def phan(t: TyLe, *, la_tien: bool = False) -> O:
    """A rate with both its parts; a denominator of 0 gives «–», an unknown part «…», a rate that
    means nothing here «x».
    """

    if t.khong_ap_dung:
        return O(KHONG_AP_DUNG, t.khong_ap_dung)

    def in_so(so: Decimal | None) -> str:
        if so is None:
            return "chưa có số liệu"
        return f"{in_trieu(int(so), None)} {TRIEU}" if la_tien else dinh_dang(so)

    giai = f"{t.ten_tu_so}: {in_so(t.tu_so)} / {t.ten_mau_so}: {in_so(t.mau_so)}"
    if t.gia_tri is None and t.tu_so is not None and t.mau_so == 0:
        return O(KHONG_PHAT_SINH, giai)
    return O(t.gia_tri, giai, so_le=2)


def nhom(chu: str) -> HangXem:
    return HangXem((O(chu),), "nhom")
