"""KT22: the plan of the year changes only by a decision."""

import re
from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra

# A document number: "01/QĐ-UBND", "1234/2026/NQ-HĐND".
_SO_VAN_BAN = re.compile(r"\d+\w?/(?:\d{4}/)?[^\W\d_]{2,}")


@phep_kiem_tra("sua_ke_hoach_khong_van_ban")
def sua_ke_hoach_khong_van_ban(nc: NguCanh) -> Iterator[ViPham]:
    """Compare with the plan last filed this year; the decision is named as the cell's source."""
    cac_ky = [k.ma for k in reversed(nc.bang.ky.cac_ky_trong_nam_den_nay()[:-1])]
    for dong, cot, o in nc.cac_o():
        if o.tinh_duoc is None or _SO_VAN_BAN.search(o.nguon):
            continue
        cac_so = (nc.bang.lich_su.so(ky, dong.chi_tieu.ma, cot.ma) for ky in cac_ky)
        da_bao = next((so for so in cac_so if so is not None), None)
        if da_bao is not None and da_bao != o.tinh_duoc:
            yield nc.vi_pham(dong.chi_tieu.ma, cot.ma, ke_hoach_cu=da_bao)
