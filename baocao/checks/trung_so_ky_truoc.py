"""KT10: a flow equal to another period's to the last digit is most likely copied."""

from collections.abc import Iterator
from decimal import Decimal

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from cucctdp.formats.ky import Ky


@phep_kiem_tra("trung_so_ky_truoc")
def trung_so_ky_truoc(nc: NguCanh) -> Iterator[ViPham]:
    """Round figures repeat by chance, hence the least number of significant digits."""
    cac_ky = [nc.boi_canh.cac_ky[ten] for ten in nc.tham_so["so_sanh_voi"]]
    for dong, cot, o in nc.cac_o():
        it_nhat = nc.nguong_cua(dong.chi_tieu.ma)["chu_so_co_nghia_toi_thieu"]
        if o.so is None or _chu_so_co_nghia(o.so) < it_nhat:
            continue
        for ky in cac_ky:
            if nc.bang.lich_su.so(ky, dong.chi_tieu.ma, cot.ma) == o.so:
                yield nc.vi_pham(dong.chi_tieu.ma, cot.ma, ky_truoc=Ky.tu_ma(ky).ten)
                break


def _chu_so_co_nghia(so: Decimal) -> int:
    return len(so.normalize().as_tuple().digits) if so else 0
