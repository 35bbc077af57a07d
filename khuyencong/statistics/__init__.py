"""Statistics of khuyến công: tables B1–B9, the home of every figure that pages and papers show."""

from khuyencong.statistics.canh_bao import DemCanhBao, dem_canh_bao
from khuyencong.statistics.co_so import co_so_duoc_ho_tro, dieu_chinh_hoan_tra
from khuyencong.statistics.dan_xuat import chi_so_dan_xuat
from khuyencong.statistics.danh_sach import de_an_va_tien_do
from khuyencong.statistics.dem_de_an import DemDeAn, DemKy, dem_de_an
from khuyencong.statistics.doi_chieu import DongDoiChieu, doi_chieu_cong_bo
from khuyencong.statistics.ke_hoach import chuong_trinh, dang_ky_nam_sau
from khuyencong.statistics.ket_qua import ket_qua
from khuyencong.statistics.kieu import (
    CA_NUOC,
    TINH,
    VUNG,
    Bang,
    DoPhu,
    Hoi,
    KyTinh,
    ThamSoSai,
    TyLe,
    toc_do_tang,
    ty_le,
)
from khuyencong.statistics.kinh_phi import but_toan_cua, kinh_phi
from khuyencong.statistics.nguon_luc import binh_chon, nhan_luc

__all__ = [
    "CA_NUOC",
    "TINH",
    "VUNG",
    "Bang",
    "DemCanhBao",
    "DemDeAn",
    "DemKy",
    "DoPhu",
    "DongDoiChieu",
    "Hoi",
    "KyTinh",
    "ThamSoSai",
    "TyLe",
    "binh_chon",
    "but_toan_cua",
    "chi_so_dan_xuat",
    "chuong_trinh",
    "co_so_duoc_ho_tro",
    "dang_ky_nam_sau",
    "de_an_va_tien_do",
    "dem_canh_bao",
    "dem_de_an",
    "dieu_chinh_hoan_tra",
    "doi_chieu_cong_bo",
    "ket_qua",
    "kinh_phi",
    "nhan_luc",
    "toc_do_tang",
    "ty_le",
]
