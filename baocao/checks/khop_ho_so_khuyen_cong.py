"""KC34 and its kin: a figure of form Q08 against what the register of đề án says of it."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("khop_ho_so_khuyen_cong")
def khop_ho_so_khuyen_cong(nc: NguCanh) -> Iterator[ViPham]:
    """Says nothing about empty cells and about rows the register has no figure of."""
    tinh = None
    for dong, cot, o in nc.cac_o():
        if o.tinh_duoc is None:
            continue
        if tinh is None:
            tinh = nc.kem.khuyen_cong.lay()
        ma = dong.chi_tieu.ma
        cua_ho_so = tinh.get((ma, cot.ma))
        if cua_ho_so is None:
            continue
        chenh = o.tinh_duoc - cua_ho_so
        if abs(chenh) > nc.nguong_cua(ma)["dung_sai"]:
            yield nc.vi_pham(ma, cot.ma, tinh=cua_ho_so, chenh=chenh)
