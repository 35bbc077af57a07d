"""Name, communes, boundary: V22–V25."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.so import ha
from cucctdp.quy_tac import Loi
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.bo_may import SO_CUM
from cumcongnghiep.rules.chu import gon
from cumcongnghiep.rules.ranh_gioi import dien_tich_ha, nam_trong
from cumcongnghiep.rules.xet import XetCum


@SO_CUM.quy_tac("V22", "cum", "cap_nhat")
def _trung_ten(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """Another cluster of the name, or a name that says it is an industrial park (KCN)."""
    cum = x.ho_so.cum
    for ten in x.trung_ten:
        yield Loi(chu={"ten": f"CCN {ten}"})
    ten_khoa = f" {khoa_tim(cum.ten)} "
    if any(f" {khoa_tim(d)} " in ten_khoa for d in q.nguong["dau_hieu"]):
        yield Loi(chu={"ten": cum.ten})


@SO_CUM.quy_tac("V23", "cum", "ho_so", "cap_nhat")
def _xa_cu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    for c in x.ho_so.cac_xa:
        if not c.xa.con_hieu_luc(x.hom_nay):
            yield Loi(chu={"ten": c.xa.ten_goi})


@SO_CUM.quy_tac("V24", "cum", "ho_so", "cap_nhat")
def _chu_tri(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    cac = x.ho_so.cac_xa
    if len(cac) > 1 and not any(c.chu_tri for c in cac):
        yield Loi()


@SO_CUM.quy_tac("V25", "cum", "cap_nhat")
def _ranh_gioi(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """The drawn boundary against the decision, and the marked point against the boundary."""
    cum, tong = x.ho_so.cum, x.dien_tich
    ve = dien_tich_ha(cum.ranh_gioi) if cum.ranh_gioi else None
    if ve is None:
        return
    if tong:
        lech = abs(ve - tong) * 100 / tong
        if lech > Decimal(q.nguong["lech"]):
            nhe = cum.can_xac_minh or x.ho_so.thanh_lap(x.hom_nay) is None
            yield Loi(chu={"x": ha(ve), "p": gon(lech, 1), "y": ha(tong)}, nhe=nhe)
    kinh_do, vi_do = cum.kinh_do, cum.vi_do
    if kinh_do is not None and vi_do is not None and not nam_trong(cum.ranh_gioi, kinh_do, vi_do):
        yield Loi(cau="ngoai", nhe=cum.can_xac_minh)
