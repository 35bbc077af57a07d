"""KT23: a figure that moved much between estimate and what followed."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.checks.so_sanh import chenh_lech
from baocao.choices import TrangThaiSoLieu


@phep_kiem_tra("chenh_uoc_thuc_hien")
def chenh_uoc_thuc_hien(nc: NguCanh) -> Iterator[ViPham]:
    """Indices differ in points, all else in per cent of the last estimate."""
    for dong, cot, o in nc.cac_o():
        if o.tinh_duoc is None or o.trang_thai_sl == TrangThaiSoLieu.UOC:
            continue
        cac_ban = nc.kem.phien_ban.get((dong.chi_tieu.ma, cot.ma), ())
        cac_uoc = [b.so for b in cac_ban if b.trang_thai_sl == TrangThaiSoLieu.UOC and b.so]
        lech = (
            chenh_lech(cot, o.tinh_duoc, cac_uoc[-1], nc.nguong_cua(dong.chi_tieu.ma))
            if cac_uoc
            else None
        )
        if lech is not None and lech.vuot:
            yield nc.vi_pham(dong.chi_tieu.ma, cot.ma, chenh=lech.chu, nguong=lech.chu_nguong)
