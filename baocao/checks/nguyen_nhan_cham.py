"""KT45: rows far behind their plan ask for difficulties and causes in the narrative form."""

from collections.abc import Iterator
from decimal import Decimal

from baocao.bang import Bang, Dong
from baocao.checks.contract import ViPham
from baocao.checks.danh_sach import cac_muc
from baocao.checks.ngu_canh import THANG_TRONG_NAM, NguCanh
from baocao.checks.registry import phep_kiem_tra

_SO_TEN_KE = 3


def do_lech_tien_do(bang: Bang, dong: Dong) -> Decimal | None:
    """Points ahead (+) or behind (−) of the year's plan; None without plan or figure.

    A9 less n/12; a seasonal row is judged against the same period of last year: A8 − 100.
    """
    ma = dong.chi_tieu.ma
    so_ke_hoach, luy_ke_cung_ky = bang.so(ma, "A9"), bang.so(ma, "A8")
    if so_ke_hoach is None:
        return None
    if dong.chi_tieu.mua_vu:
        return luy_ke_cung_ky - 100 if luy_ke_cung_ky is not None else None
    return so_ke_hoach - Decimal(bang.ky.so_thang) / THANG_TRONG_NAM * 100


@phep_kiem_tra("nguyen_nhan_cham")
def nguyen_nhan_cham(nc: NguCanh) -> Iterator[ViPham]:
    """One finding, at the causes, naming the slow rows and what is missing."""
    kho_khan = nc.bang.dong_cua(str(nc.tham_so["kho_khan"]))
    nguyen_nhan = nc.bang.dong_cua(str(nc.tham_so["nguyen_nhan"]))
    if kho_khan is None or nguyen_nhan is None:
        return
    co = {str(m.get(nc.tham_so["truong"], "")) for m in cac_muc(nguyen_nhan) if m}
    thieu = [] if any(cac_muc(kho_khan)) else [kho_khan.chi_tieu.ten]
    thieu += [f"nguyên nhân {t.lower()}" for t in nc.tham_so["can_co"] if t not in co]
    if not thieu:
        return
    ten = [
        dong.chi_tieu.ten
        for bang in nc.kem.bieu_khac.lay(*nc.tham_so["bieu"]).values()
        for dong in bang
        if (lech := do_lech_tien_do(bang, dong)) is not None
        and lech < nc.nguong_cua(dong.chi_tieu.ma)["lech"]
    ]
    if ten:
        ke = "; ".join(f"«{t}»" for t in ten[:_SO_TEN_KE])
        if (them := len(ten) - _SO_TEN_KE) > 0:
            ke += f" và {them} chỉ tiêu khác"
        yield nc.vi_pham(nguyen_nhan.chi_tieu.ma, cac_ten=ke, thieu=", ".join(thieu))
