"""KT01: mandatory cells not yet dealt with, asked when the form goes to the room."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import BatBuoc


@phep_kiem_tra("bat_buoc_nhap")
def bat_buoc_nhap(nc: NguCanh) -> Iterator[ViPham]:
    """«Không phát sinh» and «Không áp dụng» are answers; only «Chưa có số liệu» is a gap."""
    loai_ky = nc.bang.ky.loai
    for dong, cot, o in nc.cac_o():
        bat_buoc = dong.chi_tieu.muc_bat_buoc(loai_ky) == BatBuoc.LUON
        if bat_buoc and o.nhap_duoc and not o.co_mat:
            yield nc.vi_pham(dong.chi_tieu.ma, cot.ma)
