"""What charts draw: names and figures, nothing of the database. None means "chưa có số liệu"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SoLieu = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Thanh:
    """One bar."""

    nhan: str
    gia_tri: SoLieu
    nhan_manh: bool = False


@dataclass(frozen=True, slots=True)
class DuongChuan:
    """A reference line across bars, such as the figure of the whole country."""

    nhan: str
    gia_tri: Decimal | int


@dataclass(frozen=True, slots=True)
class CotChong:
    """One stacked column: its name (a quarter) and one figure per component, bottom first."""

    nhan: str
    gia_tri: tuple[SoLieu, ...]


@dataclass(frozen=True, slots=True)
class Chuoi:
    """One line: its name and one figure per mark of the time axis."""

    ten: str
    gia_tri: tuple[SoLieu, ...]
