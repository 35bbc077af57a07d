"""KT39, KT40: figures against what customs and the statistics office published."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.checks.so_sanh import chenh_lech
from cucctdp.formats.so import dinh_dang


@phep_kiem_tra("doi_chieu_cong_bo")
def doi_chieu_cong_bo(nc: NguCanh) -> Iterator[ViPham]:
    """Says nothing about cells without a published figure."""
    co_quan = str(nc.tham_so["co_quan"])
    for dong, cot, o in nc.cac_o():
        ma = dong.chi_tieu.ma
        cong_bo = nc.kem.cong_bo.get((co_quan, ma, cot.ma))
        if cong_bo is None or o.tinh_duoc is None:
            continue
        lech = chenh_lech(cot, o.tinh_duoc, cong_bo, nc.nguong_cua(ma))
        if lech is not None and lech.vuot:
            yield nc.vi_pham(ma, cot.ma, chenh=dinh_dang(lech.so, 2, dau=True), cong_bo=cong_bo)
