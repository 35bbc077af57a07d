"""KT41: a number typed in the narrative against the figure of the form it speaks of.

Detection is fuzzy (the full name of a row, then a number a few words on), hence a warning.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from baocao.bang import Bang, Dong
from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import KieuSo
from cucctdp.formats.chu import khoa_tim, nfc
from cucctdp.formats.so import SoKhongHopLe, doc_so, lam_tron

_TRUONG_CHEN = re.compile(r"\{\{[^{}]*\}\}")
_TU = re.compile(r"[+-]?\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_SO = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_TY_LE = ("ty_le", "chi_so")
_SO_TU_TEN_IT_NHAT = 2
# «nghìn tỷ», «tỷ USD» beside a form in tỷ, triệu: the same figure in a larger unit.
_QUY_MO = (Decimal(1), Decimal(1000), Decimal(10**6))


@phep_kiem_tra("so_trong_thuyet_minh")
def so_trong_thuyet_minh(nc: NguCanh) -> Iterator[ViPham]:
    """One finding a text, naming each number that no cell of its row explains."""
    theo_ten: dict[tuple[str, ...], list[tuple[Bang, Dong]]] = {}
    van_ban = [d for d in nc.cac_dong() if d.chi_tieu.kieu == KieuSo.VAN_BAN]
    co_chu = [(d, chu) for d in van_ban if (chu := " ".join(o.chu for o in d.o.values()).strip())]
    if not co_chu:
        return
    for bang in nc.kem.bieu_khac.lay(*nc.tham_so["bieu"]).values():
        for dong in bang:
            tu = tuple(_cac_tu(khoa_tim(dong.chi_tieu.ten)))
            if dong.chi_tieu.la_so and len(tu) >= _SO_TU_TEN_IT_NHAT:
                theo_ten.setdefault(tu, []).append((bang, dong))
    so_tu = int(nc.tham_so["so_tu"])
    for d, chu in co_chu:
        lech = list(_so_lech(_TRUONG_CHEN.sub(" | ", nfc(chu)), theo_ten, so_tu))
        if lech:
            yield nc.vi_pham(d.chi_tieu.ma, cac_cho="; ".join(dict.fromkeys(lech)))


def _cac_tu(chu: str) -> list[str]:
    return _TU.findall(chu)


def _so_lech(
    chu: str, theo_ten: dict[tuple[str, ...], list[tuple[Bang, Dong]]], so_tu: int
) -> Iterator[str]:
    """Numbers within ``so_tu`` words after the name of a row that differ from all its cells."""
    tu_goc = _cac_tu(chu)
    tu = [khoa_tim(t) for t in tu_goc]
    dai = sorted({len(t) for t in theo_ten}, reverse=True)
    i = 0
    while i < len(tu):
        ten = next((t for n in dai if (t := tuple(tu[i : i + n])) in theo_ten and len(t) == n), ())
        if not ten:
            i += 1
            continue
        i += len(ten)
        for j in range(i, min(i + so_tu + 1, len(tu))):
            if not _SO.fullmatch(tu_goc[j]):
                continue
            phan_tram = tu[j + 1 : j + 2] == ["%"]
            if not any(_khop(b, d, tu_goc[j], phan_tram) for b, d in theo_ten[ten]):
                yield f"«{theo_ten[ten][0][1].chi_tieu.ten}» {tu_goc[j]}{' %' if phan_tram else ''}"
            break


def _khop(bang: Bang, dong: Dong, chu: str, phan_tram: bool) -> bool:
    """True when some cell rounds to the typed number, or when there is none to compare with."""
    try:
        so = abs(doc_so(chu.lstrip("+")))
    except SoKhongHopLe:
        return True
    so_le = max(0, -int(so.as_tuple().exponent))
    cac_so = []
    for cot in bang.cot:
        gia_tri = bang.so(dong.chi_tieu.ma, cot.ma)
        la_ty_le = cot.kieu in _TY_LE or dong.chi_tieu.kieu in (KieuSo.CHI_SO, KieuSo.TY_LE)
        if gia_tri is None or (la_ty_le != phan_tram and phan_tram):
            continue
        cac_so += [gia_tri, gia_tri - 100] if la_ty_le else [gia_tri / m for m in _QUY_MO]
    return not cac_so or any(lam_tron(abs(gt), so_le) == so for gt in cac_so)
