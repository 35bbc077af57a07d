"""KT44: indices and rates of provinces are never added."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanhBo
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import CachTongHop


@phep_kiem_tra("cam_cong_chi_so")
def cam_cong_chi_so(nc: NguCanhBo) -> Iterator[ViPham]:
    """A template that would make the synthesis add such a row is wrong itself."""
    dai_luong = nc.quy_tac.ap_dung["dai_luong"]
    for bang in nc.cac_bang():
        for dong in bang:
            chi_tieu = dong.chi_tieu
            if chi_tieu.dai_luong in dai_luong and chi_tieu.tong_hop == CachTongHop.CONG:
                yield nc.vi_pham(chi_tieu.ma, ma=chi_tieu.ma)
