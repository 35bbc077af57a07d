"""A09, A10, A13: land nearly full, land hardly filled, vacant land not published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import ChiTieuSo, CoQuan, HaTang
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.canh_bao.bo_may import DEM, SO_CUM_DEM, so_thang
from cumcongnghiep.rules.canh_bao.kieu import XemCum
from cumcongnghiep.rules.chu import gon

_THANG_NAM = 12
_CO_DAT_CHO_THUE = (HaTang.HOAN_THANH_GIAI_DOAN, HaTang.HOAN_THANH)


@SO_CUM_DEM.quy_tac("A09", DEM)
def _sap_het_dat(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    p, trong = x.lap_day.phan_tram, x.dat_trong
    nhu_cau = x.ho_so.gia_tri(ChiTieuSo.NHU_CAU, x.hom_nay)
    if p is None or trong is None or nhu_cau is None:
        return
    if p >= Decimal(str(q.nguong["lap_day"])) and nhu_cau > trong:
        noi = f"Lấp đầy {gon(p)}%, còn {gon(trong)} ha, đang chờ thuê {gon(nhu_cau)} ha"
        yield Loi(noi, ben=CoQuan.SCT)


@SO_CUM_DEM.quy_tac("A10", DEM)
def _lap_day_thap(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    tu, p = x.hoat_dong_tu, x.lap_day.phan_tram
    if tu is None or p is None:
        return
    nam = so_thang(tu, x.hom_nay) // _THANG_NAM
    if nam >= int(q.nguong["so_nam"]) and p < Decimal(str(q.nguong["lap_day"])):
        yield Loi(chu={"n": nam, "p": gon(p)}, ben=CoQuan.UBND_TINH)


@SO_CUM_DEM.quy_tac("A13", DEM)
def _cong_khai(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """A developer with land to lease: works finished at least in part, or tenants already."""
    co_dat = x.tt.ha_tang in _CO_DAT_CHO_THUE or x.tt.co_hoat_dong
    if x.ho_so.chu_dau_tu_ngay(x.hom_nay) is None or not co_dat or not x.dat_trong:
        return
    cuoi = x.ho_so.so(ChiTieuSo.CONG_KHAI_DAT, x.hom_nay)
    so_ngay = int(q.nguong["so_ngay"])
    if cuoi is None:
        yield Loi("Chưa có lần công khai nào", ben=CoQuan.CDT)
    elif (n := (x.hom_nay - cuoi.ngay).days) > so_ngay:
        noi = f"Công khai lần cuối ngày {cuoi.ngay:%d/%m/%Y}, đã {dinh_dang(n)} ngày"
        yield Loi(noi, ben=CoQuan.CDT, han=cuoi.ngay + timedelta(days=so_ngay))
