"""Cells of demo forms: a zero is «Không phát sinh», a published cell keeps its source."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from baocao.choices import NguonGoc, TrangThaiO
from baocao.services.nhap_lieu import GhiO


def o_so(chi_tieu: str, cot: str, so: Decimal) -> GhiO:
    """One number; zero becomes «Không phát sinh»."""
    if so == 0:
        return o_trang_thai(chi_tieu, cot, TrangThaiO.KHONG_PHAT_SINH)
    return GhiO(chi_tieu, cot, so=so, nguon_goc=NguonGoc.MINH_HOA)


def o_trang_thai(chi_tieu: str, cot: str, trang_thai: str) -> GhiO:
    """One cell without a value."""
    return GhiO(chi_tieu, cot, trang_thai_o=trang_thai, nguon_goc=NguonGoc.MINH_HOA)


def o_dong(rieng: Mapping[str, Decimal], luy_ke: Mapping[str, Decimal]) -> Iterable[GhiO]:
    """Own and cumulative column of flows."""
    for ma, so in rieng.items():
        yield o_so(ma, "A3", so)
        yield o_so(ma, "A4", luy_ke[ma])
