"""The one table of figures of documents: columns with units, rows of numbers or states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

from cucctdp.formats.so import dinh_dang

GiaTriO = Decimal | int | str | None
KieuHang = Literal["", "nhom", "tong"]
KieuCot = Literal["so", "chu", "stt"]

CHUA_CO = "…"
KHONG_PHAT_SINH = "–"
KHONG_AP_DUNG = "x"
_GIAI_THICH = {
    KHONG_PHAT_SINH: "không phát sinh",
    CHUA_CO: "chưa có số liệu",
    KHONG_AP_DUNG: "không áp dụng",
}


@dataclass(frozen=True, slots=True)
class Cot:
    """A column. ``don_vi`` is printed in the heading; neighbours with one ``nhom`` share a head.

    ``kieu``: "so" right-aligned figures, "chu" text, "stt" centred serial numbers; ``so_le`` fixes
    the decimals, ``dau`` prints the plus sign of changes; ``rong`` is a width in millimetres.
    """

    nhan: str
    don_vi: str = ""
    nhom: str = ""
    kieu: KieuCot = "so"
    so_le: int | None = None
    dau: bool = False
    rong: int | None = None


@dataclass(frozen=True, slots=True)
class Hang:
    """A row, one value per column: number, text, None = "chưa có số liệu".

    ``kieu`` "nhom" is a subheading (first value only, over the whole width), "tong" a bold total.
    """

    o: tuple[GiaTriO, ...]
    kieu: KieuHang = ""


@dataclass(frozen=True, slots=True)
class OTrinhBay:
    """A printed cell."""

    chu: str
    kieu: KieuCot


@dataclass(frozen=True, slots=True)
class DauCot:
    """A printed heading cell."""

    nhan: str
    don_vi: str
    so_cot: int
    so_hang: int


@dataclass(frozen=True, slots=True)
class BangSoLieu:
    """A table for ``pdf/_bang_so_lieu.html``, passed there as ``bang``.

    ``so_lieu_den``: the as-of line under the title ("Số liệu thực hiện đến ngày …; số cả kỳ là số
    ước thực hiện."); ``don_vi_tinh``: only when one unit holds for the whole table.
    Raises ValueError when a row has not one value per column.
    """

    tieu_de: str
    cot: tuple[Cot, ...]
    hang: tuple[Hang, ...]
    so_hieu: str = ""
    so_lieu_den: str = ""
    don_vi_tinh: str = ""
    nguon: str = ""

    def __post_init__(self) -> None:
        for thu_tu, hang in enumerate(self.hang, 1):
            mong_doi = 1 if hang.kieu == "nhom" else len(self.cot)
            if len(hang.o) != mong_doi:
                raise ValueError(f"row {thu_tu} has {len(hang.o)} values, expected {mong_doi}")

    @property
    def cac_hang_dau(self) -> tuple[tuple[DauCot, ...], ...]:
        """Heading rows: one, or two when some columns are grouped."""
        if not any(c.nhom for c in self.cot):
            return (tuple(DauCot(c.nhan, c.don_vi, 1, 1) for c in self.cot),)
        tren: list[DauCot] = []
        duoi: list[DauCot] = []
        for nhom, cum in groupby(self.cot, key=lambda c: c.nhom):
            cac_cot = list(cum)
            if nhom:
                tren.append(DauCot(nhom, "", len(cac_cot), 1))
                duoi += [DauCot(c.nhan, c.don_vi, 1, 1) for c in cac_cot]
            else:
                tren += [DauCot(c.nhan, c.don_vi, 1, 2) for c in cac_cot]
        return tuple(tren), tuple(duoi)

    @property
    def cac_hang(self) -> tuple[tuple[str, tuple[OTrinhBay, ...]], ...]:
        """(kind, cells) per row, numbers already in Vietnamese form."""
        return tuple((h.kieu, tuple(_trinh_bay(h, self.cot))) for h in self.hang)

    @property
    def ghi_chu_ky_hieu(self) -> str:
        """Explains the marks that occur in the table; "" when none does."""
        co_mat = {o.chu for kieu, cac_o in self.cac_hang if kieu != "nhom" for o in cac_o}
        dung = [f"“{ky_hieu}”: {y}" for ky_hieu, y in _GIAI_THICH.items() if ky_hieu in co_mat]
        return f"Ký hiệu: {'; '.join(dung)}." if dung else ""


def _trinh_bay(hang: Hang, cot: Sequence[Cot]) -> list[OTrinhBay]:
    if hang.kieu == "nhom":
        return [OTrinhBay(str(hang.o[0]), "chu")]
    return [OTrinhBay(_chu(o, c), c.kieu) for o, c in zip(hang.o, cot, strict=True)]


def _chu(gia_tri: GiaTriO, cot: Cot) -> str:
    if gia_tri is None:
        return CHUA_CO
    if isinstance(gia_tri, str):
        return gia_tri
    return dinh_dang(gia_tri, cot.so_le, dau=cot.dau)
