"""Arithmetic of the sheets (mục 3.4): pure, exact, without a database.

A table (``Bang``) is product → judge → total of a signed sheet. Who was recused or has no sheet is
simply not in it: out of numerator and denominator alike, never a zero. The official result is the
plain mean; everything else here is a view beside it that explains, never replaces it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any, TypeVar

from cucctdp.formats.so import dinh_dang, lam_tron

K = TypeVar("K", bound=Hashable)
Bang = Mapping[K, Mapping[int, Decimal]]

SO_LE_SAT_NGUONG = 3
SO_LE_TOI_DA = 6
CAT_TU = 5  # fewer sheets than this: nothing is left to trim
VONG_CAN = 50
_DU_NHO = Decimal("0.00001")
KHONG = Decimal(0)


@dataclass(frozen=True, slots=True)
class BinhQuan:
    """A mean kept as its parts: the sum of ``so_phieu`` totals. Never rounded in a comparison."""

    tong: Decimal
    so_phieu: int

    def dat(self, nguong: Decimal) -> bool:
        """Whether the unrounded mean reaches the threshold: 69,995 does not reach 70."""
        return self.tong >= nguong * self.so_phieu

    @property
    def khoa(self) -> Fraction:
        """The exact value, to order by."""
        return Fraction(self.tong) / self.so_phieu

    @property
    def gia_tri(self) -> Decimal:
        """The value in the precision of the decimal context, for views."""
        return self.tong / self.so_phieu

    def hien(self, so_le: int, nguong: Decimal) -> str:
        """As printed: ``so_le`` decimals, more when fewer would read as a pass that is none."""
        if self.dat(nguong):
            return dinh_dang(self.gia_tri, so_le)
        for le in (so_le, *range(max(so_le + 1, SO_LE_SAT_NGUONG), SO_LE_TOI_DA + 1)):
            if lam_tron(self.gia_tri, le) < nguong:
                return dinh_dang(self.gia_tri, le)
        duoi = self.gia_tri.quantize(Decimal(1).scaleb(-SO_LE_TOI_DA), rounding=ROUND_FLOOR)
        return dinh_dang(duoi, SO_LE_TOI_DA)


def binh_quan(cac_tong: Iterable[Decimal]) -> BinhQuan | None:
    """The mean of the totals of signed sheets; None without a sheet."""
    cac = list(cac_tong)
    return BinhQuan(sum(cac, KHONG), len(cac)) if cac else None


def phieu_toi_thieu(so_giam_khao: int, tu: int, mau: int) -> int:
    """How many signed sheets make a result (R37): at least ``tu/mau`` of the judges, one at least.

    ``so_giam_khao``: assigned and not recused.
    """
    return max(1, -(-so_giam_khao * tu // mau))


def trung_vi(cac: Iterable[Decimal]) -> Decimal:
    """The median; ValueError of nothing."""
    xep = sorted(cac)
    if not xep:
        raise ValueError("no median of nothing")
    giua = len(xep) // 2
    return xep[giua] if len(xep) % 2 else (xep[giua - 1] + xep[giua]) / 2


def do_lech_chuan(cac: Iterable[Decimal]) -> Decimal:
    """The sample standard deviation; zero of fewer than two."""
    xep = list(cac)
    if len(xep) < 2:
        return KHONG
    giua = sum(xep, KHONG) / len(xep)
    return (sum(((x - giua) ** 2 for x in xep), KHONG) / (len(xep) - 1)).sqrt()


def phieu_lech(phieu: Mapping[int, Decimal], toi_da: Decimal) -> dict[int, Decimal]:
    """Judges whose sheet is further than ``toi_da`` from the product's median (R38), signed."""
    if not phieu:
        return {}
    giua = trung_vi(phieu.values())
    return {gk: x - giua for gk, x in phieu.items() if abs(x - giua) > toi_da}


def xep_hang(diem: Mapping[K, Any]) -> dict[K, int]:
    """Places 1, 2, 2, 4…: the highest first, equals share a place."""
    hang: dict[K, int] = {}
    truoc: Any = None
    for vi_tri, (khoa, gia_tri) in enumerate(
        sorted(diem.items(), key=lambda d: d[1], reverse=True), 1
    ):
        if vi_tri == 1 or gia_tri != truoc:
            bac, truoc = vi_tri, gia_tri
        hang[khoa] = bac
    return hang


@dataclass(frozen=True, slots=True)
class GiamKhaoCham:
    """How one judge scores beside his panel; ``nghiem_khac`` below zero: a severe one.

    ``muc`` and ``do_lech_muc``: level and spread of the very products he was given, as the whole
    panel sees them.
    """

    so_phieu: int
    trung_binh: Decimal
    do_lech: Decimal
    nghiem_khac: Decimal
    muc: Decimal
    do_lech_muc: Decimal

    def gan_nhu_deu(self, do_lech: Decimal = Decimal(1), tu_so_phieu: int = 10) -> bool:
        """R39: almost the same score for everything."""
        return self.so_phieu >= tu_so_phieu and self.do_lech < do_lech


def cac_giam_khao(bang: Bang[K]) -> dict[int, GiamKhaoCham]:
    """Each judge's spread and severity.

    Severity is the judge's effect in the additive model «total = product + judge», so it is fair
    to a judge who was given the weaker products.
    """
    lech, chat = _can(bang)
    cua: dict[int, list[Decimal]] = {}
    muc: dict[int, list[Decimal]] = {}
    for sp, phieu in bang.items():
        for gk, x in phieu.items():
            cua.setdefault(gk, []).append(x)
            muc.setdefault(gk, []).append(chat[sp])
    return {
        gk: GiamKhaoCham(
            so_phieu=len(cac),
            trung_binh=sum(cac, KHONG) / len(cac),
            do_lech=do_lech_chuan(cac),
            nghiem_khac=lech[gk],
            muc=sum(muc[gk], KHONG) / len(cac),
            do_lech_muc=do_lech_chuan(muc[gk]),
        )
        for gk, cac in cua.items()
    }


def _can(bang: Bang[K]) -> tuple[dict[int, Decimal], dict[K, Decimal]]:
    """Effects of judges (mean zero over the sheets) and of products: alternating least squares."""
    cac = [(sp, list(p), sum(p.values(), KHONG)) for sp, p in bang.items() if p]
    so: dict[int, int] = {}
    tong_gk: dict[int, Decimal] = {}
    for phieu in bang.values():
        for gk, x in phieu.items():
            so[gk] = so.get(gk, 0) + 1
            tong_gk[gk] = tong_gk.get(gk, KHONG) + x
    lech = dict.fromkeys(so, KHONG)
    chat: dict[K, Decimal] = {}
    tong_so = sum(so.values())
    for _ in range(VONG_CAN if so else 0):
        du = dict(tong_gk)
        for sp, gks, tong in cac:
            chat[sp] = c = (tong - sum([lech[g] for g in gks], KHONG)) / len(gks)
            for gk in gks:
                du[gk] -= c
        giua = sum(du.values(), KHONG) / tong_so
        moi = {gk: du[gk] / so[gk] - giua for gk in so}
        xa = max(abs(moi[gk] - lech[gk]) for gk in so)
        lech = moi
        if xa < _DU_NHO:
            break
    return lech, chat


def diem_chuan(bang: Bang[K], gk: Mapping[int, GiamKhaoCham] | None = None) -> dict[K, Decimal]:
    """Mean of each product after the z-correction of every judge: a diagnostic view only.

    A sheet becomes the judge's own z, set at the level and the spread of the products he was given;
    with every judge on every product this orders as the plain mean of z.
    """
    gk = cac_giam_khao(bang) if gk is None else gk
    doi = {
        ma: (g.trung_binh, g.do_lech_muc / g.do_lech if g.do_lech else KHONG, g.muc)
        for ma, g in gk.items()
    }
    ket: dict[K, Decimal] = {}
    for sp, phieu in bang.items():
        if phieu:
            tong = KHONG
            for ma, x in phieu.items():
                giua, he_so, muc = doi[ma]
                tong += muc + (x - giua) * he_so
            ket[sp] = tong / len(phieu)
    return ket


def diem_cat(phieu: Iterable[Decimal]) -> BinhQuan | None:
    """The mean without the highest and the lowest sheet; the plain one of fewer than five."""
    xep = sorted(phieu)
    return binh_quan(xep[1:-1] if len(xep) >= CAT_TU else xep)


@dataclass(frozen=True, slots=True)
class ChiaChiTieu:
    """What a quota takes: sure ones, and those equal at the line with the places left for them."""

    chac: tuple[Any, ...]
    bang_diem: tuple[Any, ...]
    con_cho: int


def chia_chi_tieu(khoa: Mapping[K, Any], so_luong: int | None) -> ChiaChiTieu:
    """Split products by a quota (R42); ``khoa``: what orders them, the greatest first.

    None: no quota was set. Equals at the line are never chosen here: the council votes.
    """
    xep = sorted(khoa, key=lambda k: khoa[k], reverse=True)
    if so_luong is None or len(xep) <= so_luong:
        return ChiaChiTieu(tuple(xep), (), 0)
    if so_luong == 0:
        return ChiaChiTieu((), (), 0)
    nguong = khoa[xep[so_luong - 1]]
    if khoa[xep[so_luong]] != nguong:
        return ChiaChiTieu(tuple(xep[:so_luong]), (), 0)
    chac = tuple(k for k in xep if khoa[k] > nguong)
    return ChiaChiTieu(chac, tuple(k for k in xep if khoa[k] == nguong), so_luong - len(chac))


def thong_qua(dong_y: int, tong_thanh_vien: int, tu: int, mau: int) -> bool:
    """A vote passes with more than ``tu/mau`` of all members, present or not."""
    return dong_y * mau > tong_thanh_vien * tu


def du_hop(co_mat: int, tong_thanh_vien: int, tu: int, mau: int) -> bool:
    """A meeting counts with at least ``tu/mau`` of the members present."""
    return co_mat * mau >= tong_thanh_vien * tu
