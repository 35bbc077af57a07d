"""The national Biểu 04 beside the register: the same provinces, the same window, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cumcongnghiep.bieu.dong_cum import So, cong_dong
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.models import Cum
from cumcongnghiep.services.gop_bieu import CaNuoc
from cumcongnghiep.statistics.bieu_04 import bieu_04
from cumcongnghiep.statistics.kieu import TINH, Hoi


@dataclass(frozen=True)
class SoNuoc:
    """One row in the unit of the form: sum of the forms sent, register of the same provinces,
    register of every province on the page."""

    bao_cao: So
    csdl: So
    csdl_tat_ca: So

    @property
    def chenh(self) -> Decimal | None:
        """Reported less register; None while one of them is not known."""
        if self.bao_cao is None or self.csdl is None:
            return None
        return self.bao_cao - self.csdl


def doi_chieu_nuoc(kq: CaNuoc, *, user: Any = None) -> dict[str, SoNuoc]:
    """Every row of Biểu 04, by code; some sixteen queries.

    Each province stands with the clusters it reports on: where demo ones are loaded, those alone,
    as in ``gop_nuoc``. Rounded province by province as the forms are, before they are added.
    """
    minh_hoa = set(Cum.objects.filter(minh_hoa=True).values_list("don_vi", flat=True).distinct())
    tinh: dict[str, Mapping[str, So]] = {}
    for la_minh_hoa in (False, True):
        khoa = tuple(t.don_vi.khoa for t in kq.cac_tinh if (t.don_vi.pk in minh_hoa) is la_minh_hoa)
        if khoa:
            hoi = Hoi(
                den=kq.ky.den_ngay, tu=kq.ky.tu_ngay, cap=TINH, don_vi=khoa,
                minh_hoa=la_minh_hoa, user=user,
            )  # fmt: skip
            for b in bieu_04(hoi).cac_dong:
                tinh[b.khoa] = {d.ma: _tron(b.gia_tri(d.ma), d.so_le) for d in BIEU_04}
    cung = cong_dong(tinh[t.don_vi.khoa] for t in kq.da if t.don_vi.khoa in tinh)
    tat_ca = cong_dong(tinh.values())
    return {d.ma: SoNuoc(kq.tong.get(d.ma), cung.get(d.ma), tat_ca.get(d.ma)) for d in BIEU_04}


def _tron(so: So, so_le: int) -> So:
    return None if so is None else round(so, so_le)
