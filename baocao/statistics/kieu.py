"""What statistics answer with: frozen values that say how far they reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from baocao.choices import CachTongHop

TONG_DA_CO = "Tổng các địa phương đã có số liệu"
MA_CA_NUOC = "VN"


class KhongCongDuoc(ValueError):
    """KT44: indices, growth rates and shares of provinces are never added or averaged."""


@dataclass(frozen=True, slots=True)
class DoPhu:
    """Coverage: ``so_co`` of ``so_tong`` units; ``con_thieu`` keys («34:80») not included.

    ``gia_han``: those of the missing that have been granted an extension (gia hạn).
    ``theo_ma``: other codes of the row («thay cho») that figures used were filed under.

    Units for which the figure does not apply («Không áp dụng») are in neither number; both 0 means
    it applies to nobody in the scope.
    """

    so_co: int
    so_tong: int
    con_thieu: tuple[str, ...] = ()
    gia_han: tuple[str, ...] = ()
    theo_ma: tuple[str, ...] = ()

    @property
    def du(self) -> bool:
        """True when nothing is missing."""
        return self.so_co == self.so_tong

    @property
    def cau_gia_han(self) -> str:
        """«2 đơn vị được gia hạn», "" when none of the missing has an extension."""
        return f"{len(self.gia_han)} đơn vị được gia hạn" if self.gia_han else ""


@dataclass(frozen=True, slots=True)
class SoThongKe:
    """One figure of one scope and period.

    ``gia_tri`` None: nothing to tell (missing, not additive, or not exact in these boundaries).
    ``tu_so``/``mau_so``: the sums a ratio was recomputed from. ``so_uoc``, ``so_so_bo``,
    ``so_chinh_thuc``: inputs by data state. ``ids``: the GiaTri rows used. ``tinh_den``: when the
    latest of them was recorded.
    """

    bieu: str
    chi_tieu: str
    ten: str
    cot: str
    ky: str
    cap: str
    ma_pham_vi: str
    ten_pham_vi: str
    gia_tri: Decimal | None
    don_vi_tinh: str
    so_le: int
    tu_so: Decimal | None
    mau_so: Decimal | None
    do_phu: DoPhu
    so_uoc: int
    so_so_bo: int
    so_chinh_thuc: int
    chinh_xac: bool
    dia_gioi: str
    co_minh_hoa: bool
    ids: tuple[int, ...]
    tinh_den: datetime | None


def cong(cach: str, cac_so: Iterable[Decimal]) -> Decimal:
    """Exact sum of figures of several units; the only adder of statistics.

    Raises KhongCongDuoc when the way of consolidation is not «Cộng» (KT44).
    """
    if cach != CachTongHop.CONG:
        raise KhongCongDuoc("Chỉ số, tốc độ tăng và tỷ lệ không được cộng giữa các đơn vị (KT44).")
    return sum(cac_so, Decimal(0))
