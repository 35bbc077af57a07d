"""KT27: a subset greater than what it is part of."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("tap_con")
def tap_con(nc: NguCanh) -> Iterator[ViPham]:
    """Columns compared are those the rule names for the form."""
    cac_cot = nc.tham_so["cot_theo_bieu"].get(nc.bang.bieu_mau.ma, ())
    for dong, cot, o in nc.cac_o():
        if cot.ma not in cac_cot:
            continue
        me = nc.bang.dong_cua(dong.chi_tieu.la_tap_con_cua)
        so_me = nc.bang.so(dong.chi_tieu.la_tap_con_cua, cot.ma)
        if me is None or o.tinh_duoc is None or so_me is None or o.tinh_duoc <= so_me:
            continue
        yield nc.vi_pham(
            dong.chi_tieu.ma,
            cot.ma,
            con=dong.chi_tieu.ten,
            me=me.chi_tieu.ten,
            a=o.tinh_duoc,
            b=so_me,
        )
