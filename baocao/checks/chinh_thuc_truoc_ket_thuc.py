"""KT09: no figure is preliminary or official before its period is over (Luật Thống kê Điều 3)."""

from collections.abc import Iterator

from django.utils import timezone

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import TrangThaiSoLieu


@phep_kiem_tra("chinh_thuc_truoc_ket_thuc")
def chinh_thuc_truoc_ket_thuc(nc: NguCanh) -> Iterator[ViPham]:
    """The day counted is that of writing; for a cell not stored yet, today."""
    het_ky = nc.bang.ky.ngay_cuoi
    hom_nay = timezone.localdate()
    for dong, cot, o in nc.cac_o():
        if o.so is None or o.trang_thai_sl == TrangThaiSoLieu.UOC:
            continue
        cac_ban = nc.kem.phien_ban.get((dong.chi_tieu.ma, cot.ma))
        ngay = timezone.localdate(cac_ban[-1].ghi_luc) if cac_ban else hom_nay
        if ngay <= het_ky:
            yield nc.vi_pham(dong.chi_tieu.ma, cot.ma, ngay_ket_thuc=het_ky)
