"""Statistics: one set of functions behind dashboard, API, Excel, briefing and synthesis."""

from baocao.statistics.chuoi import cac_chuoi, cac_ngat, cau_ngat, chuoi_theo_don_vi, noi_chuoi
from baocao.statistics.kien_nghi import dem_kien_nghi
from baocao.statistics.kien_nghi_mang_sang import mang_sang_cua, mang_sang_ky
from baocao.statistics.kieu import (
    MA_CA_NUOC,
    TONG_DA_CO,
    DoPhu,
    KhongCongDuoc,
    SoThongKe,
    cong,
)
from baocao.statistics.ky_luat import CHI_TIEU as CHI_TIEU_KY_LUAT
from baocao.statistics.ky_luat import cac_ky_den, ky_luat, ky_luat_theo_bieu, xu_huong
from baocao.statistics.phien_ban import PhienBan, phien_ban_so_lieu
from baocao.statistics.so_lieu import ThamSoSai, bang_nhieu_cap, bang_so, so_lieu
from baocao.statistics.so_q11 import danh_sach_q11, so_dem_q11
from baocao.statistics.so_trong_ky import (
    kien_nghi_mo,
    ngay_tra_loi,
    nhom_trong_ky,
    so_trong_ky,
)
from baocao.statistics.tinh_hinh import (
    DongNop,
    PhieuNop,
    TyLeNop,
    tinh_hinh_nop,
    ty_le_nop,
)
from baocao.statistics.uoc_cuc import SoBoSung, bo_sung
from baocao.statistics.viec_den_han import dem_cac_so, viec_den_han

__all__ = [
    "CHI_TIEU_KY_LUAT",
    "MA_CA_NUOC",
    "TONG_DA_CO",
    "DoPhu",
    "DongNop",
    "KhongCongDuoc",
    "PhienBan",
    "PhieuNop",
    "SoBoSung",
    "SoThongKe",
    "ThamSoSai",
    "TyLeNop",
    "bang_nhieu_cap",
    "bang_so",
    "bo_sung",
    "cac_chuoi",
    "cac_ky_den",
    "cac_ngat",
    "cau_ngat",
    "chuoi_theo_don_vi",
    "cong",
    "danh_sach_q11",
    "dem_cac_so",
    "dem_kien_nghi",
    "kien_nghi_mo",
    "ky_luat",
    "ky_luat_theo_bieu",
    "mang_sang_cua",
    "mang_sang_ky",
    "ngay_tra_loi",
    "nhom_trong_ky",
    "noi_chuoi",
    "phien_ban_so_lieu",
    "so_dem_q11",
    "so_lieu",
    "so_trong_ky",
    "tinh_hinh_nop",
    "ty_le_nop",
    "viec_den_han",
    "xu_huong",
]
