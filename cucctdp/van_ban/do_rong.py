"""Widths of table columns: a Word file must name every width itself."""

from __future__ import annotations

from collections.abc import Sequence

from cucctdp.pdf.bang import BangSoLieu
from cucctdp.pdf.thuoc_chu import rong

# Left and right padding of a cell, and a hair for rounding in word processors.
LE_O = 1.4
_HO = 0.6


def rong_cot(bang: BangSoLieu, tong: float, co: float) -> list[float]:
    """Widths in millimetres of the columns, together ``tong``.

    Named widths are kept; the others share the rest as a browser does: never narrower than
    their longest word while there is room, longer texts get more.
    """
    nho, lon = [], []
    for i, cot in enumerate(bang.cot):
        o = [(cac_o[i].chu, kieu == "tong") for kieu, cac_o in bang.cac_hang if kieu != "nhom"]
        tu = [rong(t, co, dam=dam) for chu, dam in o for t in chu.split()]
        tu += [rong(t, co, dam=True) for t in f"{cot.nhan} {cot.don_vi}".split()]
        ca = [rong(chu, co, dam=dam) for chu, dam in o]
        it_nhat = max([*tu, *(ca if cot.kieu == "so" else ())], default=0) + 2 * LE_O + _HO
        nho.append(it_nhat)
        lon.append(max([it_nhat, *(c + 2 * LE_O + _HO for c in ca)]))
    co_dinh = [max(c.rong or 0, 0) for c in bang.cot]
    con = tong - sum(co_dinh)
    tu_do = [i for i, c in enumerate(co_dinh) if not c]
    if not tu_do or con <= sum(nho[i] for i in tu_do) * 0.5:
        return _chia(nho, lon, tong)
    kq = [float(c) for c in co_dinh]
    for i, phan in zip(
        tu_do, _chia([nho[i] for i in tu_do], [lon[i] for i in tu_do], con), strict=True
    ):
        kq[i] = phan
    return kq


def _chia(nho: Sequence[float], lon: Sequence[float], tong: float) -> list[float]:
    """``tong`` over columns between their narrowest and widest, in proportion to the difference."""
    thua = tong - sum(nho)
    if thua <= 0:
        return [n * tong / sum(nho) for n in nho]
    muon = [b - a for a, b in zip(nho, lon, strict=True)]
    if sum(muon) <= thua:
        return [b + (thua - sum(muon)) / len(lon) for b in lon]
    return [a + thua * m / sum(muon) for a, m in zip(nho, muon, strict=True)]
