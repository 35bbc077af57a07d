"""How robust a ranking is: a seeded simulation, pure, in whole numbers (the same everywhere).

Two questions, asked apart: what if the weights of the four criteria were a little different, and
what if the jury had been drawn anew (the same judges drawn with replacement, so that one counts
twice and another not at all).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import mul
from random import Random
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
# judge → code of the root criterion → points; one for each product
Phieu = Mapping[int, Mapping[str, Decimal]]
DiemGoc = Mapping[K, Phieu]
MotLan = Callable[[Random], list[int]]

SO_LAN = 1000
BIEN_DO = Decimal("0.1")
_PHAN = 1000
_MIN = 10**6


class CachThu(StrEnum):
    TRONG_SO = "trong_so"
    GIAM_KHAO = "giam_khao"


@dataclass(frozen=True, slots=True)
class DoVung:
    """One product over the trials: ``giu_hang`` times in its own place or better; places as
    (5th, 50th, 95th percentile); ``trong_chi_tieu`` times within the quota, None without one.
    """

    hang: int
    giu_hang: int
    hang_thap: int
    hang_giua: int
    hang_cao: int
    trong_chi_tieu: int | None


@dataclass(frozen=True, slots=True)
class KetQuaThu(Generic[K]):
    so_lan: int
    hat_giong: int
    cach: CachThu
    cua: Mapping[K, DoVung]


def mo_phong(
    diem: DiemGoc[K],
    *,
    cach: CachThu,
    hat_giong: int,
    so_lan: int = SO_LAN,
    bien_do: Decimal = BIEN_DO,
    chi_tieu: int | None = None,
) -> KetQuaThu[K]:
    """Rank the products so many times; the same seed gives the same answer.

    ``bien_do``: each criterion's weight moves within ± this share (``TRONG_SO``). Products without
    a sheet are left out.
    """
    khoa = [k for k, phieu in diem.items() if phieu]
    thu = Random(hat_giong)  # noqa: S311 - a simulation, not a secret
    chinh = _hang([_binh_quan(diem[k]) for k in khoa])
    dem: list[list[int]] = [[] for _ in khoa]
    if cach == CachThu.TRONG_SO:
        ham = _doi_trong_so([diem[k] for k in khoa], bien_do)
    else:
        ham = _rut_lai([diem[k] for k in khoa])
    for _ in range(so_lan):
        for cua, hang in zip(dem, _hang(ham(thu)), strict=True):
            cua.append(hang)
    return KetQuaThu(
        so_lan,
        hat_giong,
        cach,
        {k: _tom_tat(chinh[i], dem[i], chi_tieu) for i, k in enumerate(khoa)},
    )


def _nguyen(x: Decimal) -> int:
    return int(x * 100)


def _binh_quan(phieu: Phieu) -> int:
    tong = sum(_nguyen(x) for goc in phieu.values() for x in goc.values())
    return tong * _MIN // len(phieu)


def _doi_trong_so(cac: Sequence[Phieu], bien_do: Decimal) -> MotLan:
    """Trial → score of each product with every criterion's weight moved."""
    ma = sorted({m for phieu in cac for goc in phieu.values() for m in goc})
    tong = [
        [sum(_nguyen(goc.get(m, Decimal(0))) for goc in phieu.values()) * _MIN for m in ma]
        for phieu in cac
    ]
    so = [len(phieu) for phieu in cac]
    lech = int(bien_do * _PHAN)

    def mot_lan(thu: Random) -> list[int]:
        he_so = [thu.randint(_PHAN - lech, _PHAN + lech) for _ in ma]
        return [sum(map(mul, he_so, dong)) // n for dong, n in zip(tong, so, strict=True)]

    return mot_lan


def _rut_lai(cac: Sequence[Phieu]) -> MotLan:
    """Trial → score of each product from a jury drawn with replacement.

    A product none of whose judges was drawn keeps its own mean.
    """
    gk = sorted({g for phieu in cac for g in phieu})
    tong = [
        [sum(map(_nguyen, phieu[g].values())) * _MIN if g in phieu else 0 for g in gk]
        for phieu in cac
    ]
    co = [None if len(phieu) == len(gk) else [int(g in phieu) for g in gk] for phieu in cac]
    rieng = [sum(dong) // len(phieu) for dong, phieu in zip(tong, cac, strict=True)]
    vi_tri = range(len(gk))

    def mot_lan(thu: Random) -> list[int]:
        lan = [0] * len(gk)
        for i in thu.choices(vi_tri, k=len(gk)):
            lan[i] += 1
        diem = []
        for dong, mat, mac in zip(tong, co, rieng, strict=True):
            n = len(gk) if mat is None else sum(map(mul, lan, mat))
            diem.append(sum(map(mul, lan, dong)) // n if n else mac)
        return diem

    return mot_lan


def _hang(diem: list[int]) -> list[int]:
    hang = [0] * len(diem)
    truoc, bac = None, 0
    for vi_tri, i in enumerate(sorted(range(len(diem)), key=diem.__getitem__, reverse=True), 1):
        if diem[i] != truoc:
            truoc, bac = diem[i], vi_tri
        hang[i] = bac
    return hang


def _tom_tat(chinh: int, cac: list[int], chi_tieu: int | None) -> DoVung:
    xep = sorted(cac)
    n = len(xep)

    def phan_vi(phan_tram: int) -> int:
        return xep[min(n - 1, n * phan_tram // 100)] if n else chinh

    return DoVung(
        hang=chinh,
        giu_hang=sum(h <= chinh for h in xep),
        hang_thap=phan_vi(95),
        hang_giua=phan_vi(50),
        hang_cao=phan_vi(5),
        trong_chi_tieu=None if chi_tieu is None else sum(h <= chi_tieu for h in xep),
    )
