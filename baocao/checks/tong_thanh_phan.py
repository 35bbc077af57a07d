"""KT26: totals against the sum of their parts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from baocao.bang import Dong
from baocao.checks.contract import THU_TU_MUC_DO, MucDoViPham, ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.checks.thong_bao import in_gia_tri


class _Lech(NamedTuple):
    tong_phan: Decimal
    chenh: Decimal
    muc_do: MucDoViPham


@phep_kiem_tra("tong_thanh_phan")
def tong_thanh_phan(nc: NguCanh) -> Iterator[ViPham]:
    """Over tolerance: error. Within it but over what rounding explains: warning.

    Each of the n parts and the total may be off by half a unit of the last stored digit.
    A partition with one part missing is not judged. A cell gives one finding, however many
    partitions it breaks: an explanation belongs to a cell.
    """
    cac_cot = [c.ma for c in nc.cac_cot()]
    for dong in nc.cac_dong():
        cac_cach = list(cac_cach_chia(dong, nc.tham_so["khoa"]))
        for cot in cac_cot:
            tong = nc.bang.so(dong.chi_tieu.ma, cot)
            if tong is None:
                continue
            lech = [x for phan in cac_cach if (x := _so_sanh(nc, dong, cot, tong, phan))]
            cac_muc: list[MucDoViPham] = [le.muc_do for le in lech if le.muc_do]
            if cac_muc:
                nang_nhat: MucDoViPham = min(cac_muc, key=THU_TU_MUC_DO.__getitem__)
                yield nc.vi_pham(
                    dong.chi_tieu.ma,
                    cot,
                    muc_do=nang_nhat,
                    tong=dong.chi_tieu.ten,
                    a=tong,
                    b="; ".join(in_gia_tri(x.tong_phan) for x in lech),
                    c="; ".join(in_gia_tri(x.chenh) for x in lech),
                )


def _so_sanh(
    nc: NguCanh, dong: Dong, cot: str, tong: Decimal, cac_phan: Sequence[str]
) -> _Lech | None:
    cac_so = [nc.bang.so(ma, cot) for ma in cac_phan]
    co_so = [so for so in cac_so if so is not None]
    if len(co_so) < len(cac_so):
        return None
    tong_phan = sum(co_so, Decimal(0))
    chenh = tong - tong_phan
    if abs(chenh) <= sai_so_lam_tron(nc, dong, len(cac_phan)):
        return None
    dung_sai = nc.nguong_cua(dong.chi_tieu.ma)["dung_sai_phan_tram"]
    trong_dung_sai = abs(chenh) <= abs(tong) * dung_sai / 100
    return _Lech(tong_phan, chenh, nc.tham_so["muc_do_trong_dung_sai"] if trong_dung_sai else "E")


def sai_so_lam_tron(nc: NguCanh, dong: Dong, so_phan: int) -> Decimal:
    """What rounding of the parts and of their total explains."""
    don_vi_cuoi = Decimal(1).scaleb(-dong.chi_tieu.so_le)
    return (so_phan + 1) * Decimal(nc.tham_so["nua_don_vi"]) * don_vi_cuoi


def cac_cach_chia(dong: Dong, cac_khoa: Sequence[str]) -> Iterator[list[str]]:
    """Partitions of a total; a key holds one list of rows or a list of such lists."""
    for khoa in cac_khoa:
        gia_tri: list[Any] = getattr(dong.chi_tieu, khoa) or []
        if gia_tri and isinstance(gia_tri[0], str):
            yield gia_tri
        else:
            yield from (list(phan) for phan in gia_tri)
