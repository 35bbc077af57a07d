"""What the programmes know of one establishment, told to each other without knowing each other.

Each app registers what it can tell (``HO_TRO``, ``GIAY``, ``SO_KHAI``); a page or a rule asks for a
set of establishments. Records merged into an establishment are asked too, and answered as it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from cucctdp.donvi.models import CoSo


@dataclass(frozen=True, slots=True)
class HoTro:
    """One support received: whole đồng, None when no sum stands yet."""

    co_so_id: int
    nam: int
    nguon: str
    ma: str
    ten: str
    noi_dung: str
    so_tien: int | None
    trang_thai: str


@dataclass(frozen=True, slots=True)
class GiayCo:
    """One certificate of a product of the establishment."""

    co_so_id: int
    san_pham: str
    cap: str
    nam: int
    so: str
    ngay_cap: date
    het_han: date
    con_hieu_luc: bool
    bi_thu_hoi: bool = False


@dataclass(frozen=True, slots=True)
class SoKhai:
    """A figure declared elsewhere: ``o`` is «lao_dong» (người) or «doanh_thu» (đồng)."""

    co_so_id: int
    nam: int
    o: str
    gia_tri: Decimal
    nguon: str


T = TypeVar("T", bound=Any)


class CuaCoSo(Generic[T]):
    """One kind of knowledge: who tells it, by name; asking costs one query and those of each."""

    def __init__(self) -> None:
        self._doc: dict[str, Callable[[Collection[int]], Iterable[T]]] = {}

    def dang_ky(self, ten: str, doc: Callable[[Collection[int]], Iterable[T]]) -> None:
        """Register who tells; the same name twice replaces the first."""
        self._doc[ten] = doc

    def doc(self, co_so: Collection[int]) -> list[T]:
        """All that is told of these establishments, by the names of those who tell."""
        if not co_so:
            return []
        ve = {pk: pk for pk in co_so}
        ve |= dict(CoSo.objects.filter(hop_nhat_vao__in=co_so).values_list("pk", "hop_nhat_vao"))
        return [
            replace(d, co_so_id=ve[d.co_so_id])
            for ten in sorted(self._doc)
            for d in self._doc[ten](set(ve))
        ]


HO_TRO: CuaCoSo[HoTro] = CuaCoSo()
GIAY: CuaCoSo[GiayCo] = CuaCoSo()
SO_KHAI: CuaCoSo[SoKhai] = CuaCoSo()
