"""KT28a, KT28b, KT43: a mean lies between its parts.

An index of a whole, of a quarter, or of a merged province is a weighted mean of the parts, so
outside their range it is wrong whatever the weights.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import TrangThaiO
from baocao.lich_su import cac_thang_cua_quy

COT_THANG = "B3"


@phep_kiem_tra("toan_nganh_trong_khoang")
def toan_nganh_trong_khoang(nc: NguCanh) -> Iterator[ViPham]:
    """All industry against its level-1 branches; a branch «Không áp dụng» is left out."""
    tong = str(nc.tham_so["tong"])
    for cot in nc.cac_cot():
        cac_o = [nc.bang.o(ma, cot.ma) for ma in nc.tham_so["nhanh"]]
        nhanh = [o for o in cac_o if o and o.trang_thai_o != TrangThaiO.KHONG_AP_DUNG]
        yield from _ngoai_khoang(
            nc, tong, cot.ma, nc.bang.so(tong, cot.ma), [o.tinh_duoc for o in nhanh]
        )


@phep_kiem_tra("luy_ke_trong_khoang_thang")
def luy_ke_trong_khoang_thang(nc: NguCanh) -> Iterator[ViPham]:
    """Cumulative index of quý I against the three monthly reports, when all three are there."""
    cac_thang = [k.ma for k in cac_thang_cua_quy(nc.bang.ky)]
    for dong, cot, o in nc.cac_o():
        ma = dong.chi_tieu.ma
        cac_so = [nc.bang.lich_su.so(thang, ma, COT_THANG) for thang in cac_thang]
        yield from _ngoai_khoang(nc, ma, cot.ma, o.tinh_duoc, cac_so)


@phep_kiem_tra("tang_truong_sau_sap_nhap")
def tang_truong_sau_sap_nhap(nc: NguCanh) -> Iterator[ViPham]:
    """Growth of a merged province against every former unit, when all of them are loaded."""
    for dong, cot, o in nc.cac_o():
        ma = dong.chi_tieu.ma
        cac_so = nc.kem.don_vi_cu.get((ma, cot.ma), ())
        if len(cac_so) > 1:
            yield from _ngoai_khoang(nc, ma, cot.ma, o.tinh_duoc, list(cac_so))


def _ngoai_khoang(
    nc: NguCanh, ma: str, cot: str, so: Decimal | None, cac_phan: Sequence[Decimal | None]
) -> Iterator[ViPham]:
    co_so = [phan for phan in cac_phan if phan is not None]
    if so is None or not co_so or len(co_so) < len(cac_phan):
        return
    nho, lon, dung_sai = min(co_so), max(co_so), nc.nguong_cua(ma)["dung_sai"]
    if not nho - dung_sai <= so <= lon + dung_sai:
        yield nc.vi_pham(ma, cot, a=so, nho_nhat=nho, lon_nhat=lon)
