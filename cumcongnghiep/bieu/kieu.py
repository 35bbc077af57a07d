"""What a form of TT 14/2024/TT-BCT is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from cumcongnghiep.choices import Bieu


class TinhChat(Enum):
    """What a row measures: a stock on the cut-off day, a flow of the window, or neither."""

    THOI_DIEM = "số thời điểm"
    TRONG_KY = "số trong kỳ"
    BINH_QUAN = "bình quân"
    TY_LE = "tỷ lệ"
    CO_KHONG = "có (1), không (0)"


@dataclass(frozen=True)
class Dong:
    """One row. ``so_le``: decimals that may be typed (0: whole numbers).

    ``chi_tieu`` and ``he_so``: the figure of the register that the row is, and how many of its
    units one unit of the form is (tỷ đồng → đồng). ``tu_01``, ``tu_02``: the row of the form below
    whose sum it is; ``cong``: rolled up by adding (a rate is not).
    """

    ma: str
    ten: str
    dvt: str
    tinh_chat: TinhChat = TinhChat.THOI_DIEM
    so_le: int = 0
    chi_tieu: str = ""
    he_so: Decimal = Decimal(1)
    tu_01: str = ""
    tu_02: str = ""
    cong: bool = True

    @property
    def trong_ky(self) -> bool:
        return self.tinh_chat is TinhChat.TRONG_KY

    @property
    def la_con(self) -> bool:
        """«15.1»: a part of the row before the point."""
        return "." in self.ma

    @property
    def so_nguyen(self) -> bool:
        return self.so_le == 0


@dataclass(frozen=True)
class Muc:
    """A heading between rows."""

    ma: str
    ten: str


@dataclass(frozen=True)
class Mau:
    """One form: title, who sends and receives, the heading of its column of results, rows."""

    bieu: Bieu
    ten: str
    ben_gui: str
    noi_nhan: tuple[str, ...]
    cot_ket_qua: str
    chuc_vu_ky: str
    hang: tuple[Dong | Muc, ...]
    ghi_chu: str = ""

    @property
    def so_bieu(self) -> str:
        return f"Biểu số {self.bieu.value}"

    @cached_property
    def cac_dong(self) -> tuple[Dong, ...]:
        """Rows without the headings, as printed."""
        return tuple(h for h in self.hang if isinstance(h, Dong))

    @cached_property
    def theo_ma(self) -> dict[str, Dong]:
        return {d.ma: d for d in self.cac_dong}

    def __iter__(self) -> Iterator[Dong]:
        return iter(self.cac_dong)
