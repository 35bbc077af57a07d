"""KT46: each petition of the narrative form says what, on what ground, to whom and by when."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.danh_sach import cac_muc
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra


@phep_kiem_tra("kien_nghi_day_du")
def kien_nghi_day_du(nc: NguCanh) -> Iterator[ViPham]:
    """Only the fields the list of this form version has are asked for."""
    for dong in nc.cac_dong():
        co = {c["ma"] for c in (dong.chi_tieu.danh_sach or {}).get("cot", ())}
        can = {ma: ten for ma, ten in nc.tham_so["can_co"].items() if ma in co}
        thieu = []
        for i, muc in enumerate(cac_muc(dong), 1):
            cua_muc = [ten for ma, ten in can.items() if not str(muc.get(ma) or "").strip()]
            if cua_muc:
                thieu.append(f"kiến nghị {i}: {', '.join(cua_muc)}")
        if thieu:
            yield nc.vi_pham(dong.chi_tieu.ma, cac_cho="; ".join(thieu))
