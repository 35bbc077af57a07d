"""KC37: a rate typed over a formula of the workbook against its own recomputation."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("ty_le_trong_tep")
def ty_le_trong_tep(nc: NguCanh) -> Iterator[ViPham]:
    """Applies to a file that is being read; in the system every rate is computed."""
    if not nc.kem.ty_le_tep:
        return
    for dong, cot, o in nc.cac_o():
        ma = dong.chi_tieu.ma
        trong_tep = nc.kem.ty_le_tep.get((ma, cot.ma))
        if trong_tep is None or o.so is None:
            continue
        if abs(trong_tep - o.so) > nc.nguong_cua(ma)["sai_so"]:
            yield nc.vi_pham(ma, cot.ma, trong_tep=trong_tep, tinh_lai=round(o.so, 2))
