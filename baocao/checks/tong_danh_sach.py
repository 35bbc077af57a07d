"""KTX01: the sum of a list (main goods, main markets) against the total it is part of."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from baocao.bang import Dong
from baocao.checks.contract import ViPham
from baocao.checks.danh_sach import cac_muc
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("tong_danh_sach")
def tong_danh_sach(nc: NguCanh) -> Iterator[ViPham]:
    """A list is stored as JSON text in a cell of its row; numbers in it are text."""
    cot = str(nc.tham_so["cot"])
    for dong in nc.cac_dong():
        cau_truc = dong.chi_tieu.danh_sach or {}
        tran = nc.bang.so(cau_truc.get("tong_khong_vuot", ""), cot)
        co = list(cac_so(dong, str(nc.tham_so["cot_danh_sach"])))
        tong = sum(co, Decimal(0))
        if tran is not None and co and tong > tran:
            yield nc.vi_pham(dong.chi_tieu.ma, a=tong, b=tran)


def cac_so(dong: Dong, cot_danh_sach: str) -> Iterator[Decimal]:
    """Numbers of one column of a stored list, blanks left out."""
    for muc in cac_muc(dong):
        try:
            so = Decimal(str(muc.get(cot_danh_sach, "")))
        except InvalidOperation:
            continue
        if so.is_finite():
            yield so
