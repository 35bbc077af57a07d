"""KTC16: Biểu số 04 of the province is the sum of Biểu số 03 of its communes (TT 14/2024)."""

from collections.abc import Iterator
from decimal import Decimal

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("tong_bieu_03")
def tong_bieu_03(nc: NguCanh) -> Iterator[ViPham]:
    """Only rows for which figures of communes are at hand."""
    for dong, cot, o in nc.cac_o():
        cac_xa = nc.kem.bieu_03.get(dong.chi_tieu.ma)
        if not cac_xa or o.tinh_duoc is None:
            continue
        tong = sum(cac_xa, Decimal(0))
        if tong != o.tinh_duoc:
            yield nc.vi_pham(dong.chi_tieu.ma, cot.ma, a=o.tinh_duoc, b=tong)
