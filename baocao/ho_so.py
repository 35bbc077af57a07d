"""Which rows marked «nếu có» (◐) a province must fill: from its profile and its product list."""

from collections import defaultdict
from collections.abc import Collection
from copy import copy
from datetime import date
from typing import Any

from baocao.choices import BatBuoc
from baocao.models import ChiTieu, DongTheoHoSo, HoSoTinh, SanPhamTinh

BIEU_SAN_PHAM, DONG_RIENG = "Q02", "SP36"
# (form code, row code)
Dong = tuple[str, str]


class HoSo:
    """The profiles of some units, read once (three queries) and asked for any period."""

    def __init__(self, cac_don_vi: Collection[Any]):
        self._dong = list(DongTheoHoSo.objects.all())
        self._co: dict[int, list[HoSoTinh]] = defaultdict(list)
        for h in HoSoTinh.objects.filter(don_vi__in=cac_don_vi, co=True).order_by():
            self._co[h.don_vi_id].append(h)
        self._san_pham: dict[int, list[SanPhamTinh]] = defaultdict(list)
        for sp in SanPhamTinh.objects.filter(don_vi__in=cac_don_vi).order_by():
            self._san_pham[sp.don_vi_id].append(sp)

    def dong(self, don_vi: int, ngay: date, loai_ky: str) -> frozenset[Dong]:
        """Rows (form, row) the unit (by id) must fill in a kind of period that ends on ``ngay``.

        A row follows an object the unit has on that day, or a product of its list for Q02: a
        national row it ticks, or the free list of the province's own products.
        """
        co = {h.doi_tuong for h in self._co[don_vi] if _hieu_luc(h, ngay)}
        ket = {
            (d.bieu, d.chi_tieu)
            for d in self._dong
            if d.doi_tuong in co
            and _hieu_luc(d, ngay)
            and (not d.loai_ky or str(loai_ky) in d.loai_ky)
        }
        ket |= {
            (BIEU_SAN_PHAM, sp.chi_tieu or DONG_RIENG)
            for sp in self._san_pham[don_vi]
            if _hieu_luc(sp, ngay)
        }
        return frozenset(ket)


def _hieu_luc(dong: Any, ngay: date) -> bool:
    return dong.hieu_luc_tu <= ngay and (dong.hieu_luc_den is None or ngay <= dong.hieu_luc_den)


def phai_co(chi_tieu: ChiTieu, bieu: str, loai_ky: str, theo_ho_so: Collection[Dong]) -> bool:
    """True when a unit with these profile rows must fill the row in this kind of period."""
    muc = chi_tieu.muc_bat_buoc(loai_ky)
    return muc == BatBuoc.LUON or (muc == BatBuoc.NEU_CO and (bieu, chi_tieu.ma) in theo_ho_so)


def ap_ho_so(chi_tieu: ChiTieu, bieu: str, loai_ky: str, theo_ho_so: Collection[Dong]) -> ChiTieu:
    """The row as the unit meets it: «nếu có» is «luôn» where its profile says so.

    Templates are shared between forms, so the changed row is a copy.
    """
    if chi_tieu.muc_bat_buoc(loai_ky) == BatBuoc.LUON or not phai_co(
        chi_tieu, bieu, loai_ky, theo_ho_so
    ):
        return chi_tieu
    rieng = copy(chi_tieu)
    rieng.bat_buoc = BatBuoc.LUON
    rieng.bat_buoc_theo_ky = {}
    return rieng
