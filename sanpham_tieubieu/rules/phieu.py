"""Sheets: R33–R36. No sentence says a score: the seal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import CungTinh
from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.rules.bo_may import SO_PHIEU, Loi
from sanpham_tieubieu.rules.kieu import XetPhieu

quy_tac = SO_PHIEU.quy_tac


@quy_tac("R33", "luu", "ky")
def _diem_hop_le(x: XetPhieu, q: QuyTac) -> Iterator[Loi]:
    buoc = x.ky.buoc_diem
    for ma, diem in x.diem.items():
        if ma not in x.la:
            yield Loi(ma, {"ma": ma}, cau="la", khoa=ma)
        elif diem is None:
            continue
        elif not isinstance(diem, Decimal) or not diem.is_finite():
            yield Loi(ma, {"ma": ma}, cau="khong_so", khoa=ma)
        elif not 0 <= diem <= x.la[ma] or diem % buoc:
            chu = {"ma": ma, "max": dinh_dang(x.la[ma]), "b": dinh_dang(buoc)}
            yield Loi(ma, chu, khoa=ma)


@quy_tac("R34", "ky")
def _du_tieu_muc(x: XetPhieu, q: QuyTac) -> Iterator[Loi]:
    trong = [ma for ma in x.la if x.diem.get(ma) is None]
    if trong:
        yield Loi(chu={"n": len(trong), "cac_ma": ", ".join(trong)})


@quy_tac("R35", "phan_cong", "luu", "ky")
def _duoc_cham(x: XetPhieu, q: QuyTac) -> Iterator[Loi]:
    for ly_do in x.ly_do_chan:
        yield Loi(chu={"ly_do": ly_do})
    if (
        x.cung_tinh
        and x.ky.cung_tinh == CungTinh.CHAN
        and x.ky.cap in q.nguong["cap_cung_tinh"]
        and not x.ly_do_chan
    ):
        yield Loi(chu={"ly_do": q.nguong["ly_do_cung_tinh"]})


@quy_tac("R36", "phan_cong", "ky")
def _cung_tinh(x: XetPhieu, q: QuyTac) -> Iterator[Loi]:
    if x.cung_tinh and x.ky.cap in q.nguong["cap"] and x.ky.cung_tinh == CungTinh.CANH_BAO:
        yield Loi()
