"""Results of an opened round: R37–R42, R46."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.rules.bo_may import SO_KET_QUA, Loi
from sanpham_tieubieu.rules.kieu import DongXet, XetKetQua
from sanpham_tieubieu.scoring import binh_quan, do_lech_chuan, phieu_lech, phieu_toi_thieu

quy_tac = SO_KET_QUA.quy_tac


@quy_tac("R37", "xem", "hop", "cong_nhan")
def _du_phieu(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    """Stops what was chosen; of the others it is told."""
    for d in x.dong:
        can = phieu_toi_thieu(d.so_giam_khao, x.ky.phieu_tu, x.ky.phieu_mau)
        if len(d.phieu) < can:
            chu = {"k": len(d.phieu), "n": d.so_giam_khao, "q": can}
            yield Loi(d.ten, chu, nhe=not d.duoc_chon, khoa=f"ho_so:{d.pk}")


@quy_tac("R38", "xem", "hop")
def _phieu_lech(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    for d in x.dong:
        for gk, lech in phieu_lech(d.phieu, x.ky.lech_phieu).items():
            chu = {"giam_khao": x.giam_khao.get(gk, str(gk)), "x": dinh_dang(lech, dau=True)}
            yield Loi(d.ten, chu, khoa=f"ho_so:{d.pk}:{gk}")


@quy_tac("R39", "xem", "hop")
def _cham_deu(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    cua: dict[int, list[Decimal]] = defaultdict(list)
    for d in x.dong:
        for gk, tong in d.phieu.items():
            cua[gk].append(tong)
    for gk, cac in cua.items():
        if len(cac) >= q.nguong["so_san_pham"] and do_lech_chuan(cac) < Decimal(
            str(q.nguong["do_lech"])
        ):
            chu = {"giam_khao": x.giam_khao.get(gk, str(gk)), "n": len(cac)}
            yield Loi(chu=chu, khoa=f"giam_khao:{gk}")


@quy_tac("R40", "hop", "cong_nhan")
def _nguong(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    """The mean before rounding: 69,995 does not pass."""
    for d in x.dong:
        bq = binh_quan(d.phieu.values())
        if d.duoc_chon and bq is not None and not bq.dat(x.ky.nguong):
            chu = {"x": bq.hien(x.ky.so_le, x.ky.nguong), "nguong": dinh_dang(x.ky.nguong)}
            yield Loi(d.ten, chu, khoa=f"ho_so:{d.pk}")


def _theo_nhom(x: XetKetQua) -> dict[str, list[DongXet]]:
    nhom: dict[str, list[DongXet]] = defaultdict(list)
    for d in x.dong:
        nhom[d.ma_nhom].append(d)
    return nhom


@quy_tac("R41", "hop", "cong_nhan")
def _chi_tieu(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    for ma, cac in _theo_nhom(x).items():
        chon, n = sum(bool(d.duoc_chon) for d in cac), x.chi_tieu.get(ma)
        if n is not None and chon > n:
            ten = x.danh_muc.ten_nhom(ma, x.ky.ngay_bat_dau)
            yield Loi(chu={"n": n, "nhom": f"«{ten}»", "k": chon}, khoa=ma)


def bang_diem(x: XetKetQua, ma_nhom: str) -> list[DongXet]:
    """Products of a group that share the mean at the quota line: some in, some out; [] of none.

    Only products at or above the threshold compete; the round's own order of ties comes first.
    """
    n = x.chi_tieu.get(ma_nhom)
    cac = [d for d in x.dong if d.ma_nhom == ma_nhom and d.dat(x.ky.nguong)]
    if not n or len(cac) <= n:
        return []

    def khoa(d: DongXet) -> Any:
        return d.binh_quan, d.phu

    xep = sorted(cac, key=khoa, reverse=True)
    if khoa(xep[n - 1]) != khoa(xep[n]):
        return []
    return [d for d in xep if khoa(d) == khoa(xep[n])]


@quy_tac("R42", "hop", "cong_nhan")
def _bang_diem(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    for ma in _theo_nhom(x):
        cac = bang_diem(x, ma)
        if cac and not all(d.bieu_quyet_bang for d in cac):
            chu = {"n": len(cac), "cac": ", ".join(d.ten for d in cac)}
            yield Loi(x.danh_muc.ten_nhom(ma, x.ky.ngay_bat_dau), chu, khoa=ma)


@quy_tac("R46", "de_cu")
def _de_cu(x: XetKetQua, q: QuyTac) -> Iterator[Loi]:
    for d in x.dong:
        if d.de_cu and not d.cong_nhan:
            yield Loi(d.ten, khoa=f"ho_so:{d.pk}")
