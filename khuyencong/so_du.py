"""Balances of the ledger of one đề án: kind × source → đồng, by contract, by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from khuyencong.choices import NGUON_KHUYEN_CONG, LoaiButToan
from khuyencong.models import ButToan, DeAn


@dataclass(frozen=True)
class SoDu:
    """Sums in whole đồng; an absent key is no entry at all and counts 0."""

    theo_nguon: dict[tuple[str, str], int] = field(default_factory=dict)
    theo_hop_dong: dict[tuple[int, str, str], int] = field(default_factory=dict)
    theo_thu_huong: dict[tuple[int, str], int] = field(default_factory=dict)
    theo_nam: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def cua(self, loai: str, *nguon: str) -> int:
        """Sum of a kind over the given sources, or over the State's khuyến công money."""
        return sum(self.theo_nguon.get((loai, n), 0) for n in nguon or NGUON_KHUYEN_CONG)

    def den_nam(self, loai: str, nguon: str, nam: int) -> int:
        """Sum of a kind and source over the budget years up to ``nam``."""
        return sum(
            so for (x, n, y), so in self.theo_nam.items() if (x, n) == (loai, nguon) and y <= nam
        )

    def hop_dong(self, hop_dong_id: int, loai: str, *nguon: str) -> int:
        return sum(
            self.theo_hop_dong.get((hop_dong_id, loai, n), 0) for n in nguon or NGUON_KHUYEN_CONG
        )

    @property
    def con_tam_ung(self) -> int:
        """Advances neither settled nor paid back, đồng."""
        return (
            self.cua(LoaiButToan.TAM_UNG)
            - self.cua(LoaiButToan.QUYET_TOAN)
            - self.cua(LoaiButToan.HOAN_TRA)
        )


def tinh_so_du(cac_but_toan: Iterable[ButToan]) -> SoDu:
    """Add up entries already read."""
    nguon: dict[tuple[str, str], int] = defaultdict(int)
    hop_dong: dict[tuple[int, str, str], int] = defaultdict(int)
    thu_huong: dict[tuple[int, str], int] = defaultdict(int)
    theo_nam: dict[tuple[str, str, int], int] = defaultdict(int)
    for b in cac_but_toan:
        nguon[b.loai, b.nguon] += b.so_tien
        theo_nam[b.loai, b.nguon, b.nam] += b.so_tien
        if b.hop_dong_id is not None:
            hop_dong[b.hop_dong_id, b.loai, b.nguon] += b.so_tien
        if b.thu_huong_id is not None and b.nguon in NGUON_KHUYEN_CONG:
            thu_huong[b.thu_huong_id, b.loai] += b.so_tien
    return SoDu(dict(nguon), dict(hop_dong), dict(thu_huong), dict(theo_nam))


def so_du(de_an: DeAn) -> SoDu:
    """Balances of one đề án now; one query."""
    return tinh_so_du(de_an.but_toan.all())
