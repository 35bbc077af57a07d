"""KT26: totals against the sum of their parts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from baocao.bang import Dong
from baocao.checks.contract import MucDoViPham, ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("tong_thanh_phan")
def tong_thanh_phan(nc: NguCanh) -> Iterator[ViPham]:
    """Over tolerance: error. Within it but over what rounding explains: warning.

    Each of the n parts and the total may be off by half a unit of the last stored digit.
    A partition with one part missing is not judged.
    """
    for dong in nc.cac_dong():
        don_vi_cuoi = Decimal(1).scaleb(-dong.chi_tieu.so_le)
        for cac_phan in _cac_cach_chia(dong, nc.tham_so["khoa"]):
            lam_tron = (len(cac_phan) + 1) * Decimal(nc.tham_so["nua_don_vi"]) * don_vi_cuoi
            for cot in nc.cac_cot():
                loi = _so_sanh(nc, dong, cot.ma, cac_phan, lam_tron)
                if loi is not None:
                    yield loi


def _so_sanh(
    nc: NguCanh, dong: Dong, cot: str, cac_phan: Sequence[str], lam_tron: Decimal
) -> ViPham | None:
    tong = nc.bang.so(dong.chi_tieu.ma, cot)
    cac_so = [nc.bang.so(ma, cot) for ma in cac_phan]
    co_so = [so for so in cac_so if so is not None]
    if tong is None or len(co_so) < len(cac_so):
        return None
    tong_phan = sum(co_so, Decimal(0))
    chenh = tong - tong_phan
    if abs(chenh) <= lam_tron:
        return None
    trong_dung_sai = abs(chenh) <= abs(tong) * nc.nguong["dung_sai_phan_tram"] / 100
    muc_do: MucDoViPham = nc.tham_so["muc_do_trong_dung_sai"] if trong_dung_sai else "E"
    return nc.vi_pham(
        dong.chi_tieu.ma,
        cot,
        muc_do=muc_do,
        tong=dong.chi_tieu.ten,
        a=tong,
        b=tong_phan,
        c=chenh,
    )


def _cac_cach_chia(dong: Dong, cac_khoa: Sequence[str]) -> Iterator[list[str]]:
    """Partitions of a total; a key holds one list of rows or a list of such lists."""
    for khoa in cac_khoa:
        gia_tri: list[Any] = getattr(dong.chi_tieu, khoa) or []
        if gia_tri and isinstance(gia_tri[0], str):
            yield gia_tri
        else:
            yield from (list(phan) for phan in gia_tri)
