"""Figures inserted in narrative: ``{{Q01.CN00.B4}}`` is stored, the current figure is shown."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from baocao.bang import Bang, dung_cac_bang
from baocao.choices import KY_HIEU_O, TrangThaiO
from baocao.models import BoBaoCao, PhieuBieu
from baocao.so_chen_ma import MA_CHEN, ThamChieu
from cucctdp.formats.so import dinh_dang

KHONG_TIM_THAY = "[?]"


class SoChen(NamedTuple):
    """Text with its figures; ``thieu`` lists the codes that name no cell of the pack."""

    chu: str
    thieu: list[str]


def chen_so(chu: str, tra: Callable[[ThamChieu], str | None]) -> SoChen:
    """Return the text with every code replaced by ``tra``; None stands as «[?]»."""
    thieu: list[str] = []

    def thay(khop: re.Match[str]) -> str:
        so = tra(ThamChieu(*khop.groups()))
        if so is None:
            thieu.append(khop.group(0))
            return KHONG_TIM_THAY
        return so

    return SoChen(MA_CHEN.sub(thay, chu), thieu)


def chu_cua_o(bang: Bang, tham_chieu: ThamChieu) -> str | None:
    """A cell inside a sentence: number with its decimals, or the symbol of its state."""
    o = bang.o(tham_chieu.chi_tieu, tham_chieu.cot)
    dong = bang.dong_cua(tham_chieu.chi_tieu)
    if o is None or dong is None:
        return None
    if o.so is None:
        return o.chu or KY_HIEU_O.get(TrangThaiO(o.trang_thai_o), "...")
    cot = next(c for c in bang.cot if c.ma == tham_chieu.cot)
    so_le = cot.so_le if cot.so_le is not None else dong.chi_tieu.so_le
    return dinh_dang(o.so, so_le)


def dien_so(bang: Bang, cac_bang: Mapping[str, Bang] | None = None) -> dict[str, SoChen]:
    """Filled texts of the cells «row.column» of a form that hold codes; {} when none does.

    ``cac_bang`` (by form code) spares building the tables the codes name.
    """
    can = {
        f"{o.chi_tieu}.{o.cot}": o.chu
        for dong in bang
        for o in dong.o.values()
        if "{{" in o.chu and MA_CHEN.search(o.chu)
    }
    if not can:
        return {}
    bieu = {m.group(1) for chu in can.values() for m in MA_CHEN.finditer(chu)}
    tat_ca = {**(cac_bang or {}), bang.bieu_mau.ma: bang}
    if thieu := bieu - tat_ca.keys():
        tat_ca |= _bang_cua_bo(bang.phieu.bo, thieu)

    def tra(tham_chieu: ThamChieu) -> str | None:
        co = tat_ca.get(tham_chieu.bieu)
        return chu_cua_o(co, tham_chieu) if co is not None else None

    return {khoa: chen_so(chu, tra) for khoa, chu in can.items()}


def _bang_cua_bo(bo: BoBaoCao, bieu: set[str]) -> dict[str, Bang]:
    cac_phieu = PhieuBieu.objects.filter(
        bo=bo, bieu_mau__ma__in=bieu, bieu_mau__la_tinh_toan=False
    ).select_related("bieu_mau", "bo__ky", "bo__don_vi")
    return {b.bieu_mau.ma: b for b in dung_cac_bang(cac_phieu).values()}
