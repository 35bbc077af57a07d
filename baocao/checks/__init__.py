"""Checking of figures: rules are rows of data, findings come all at once, with their place."""

from baocao.checks import (  # noqa: F401 - importing registers the checks
    bat_buoc_nhap,
    cam_cong_chi_so,
    chenh_uoc_thuc_hien,
    chinh_thuc_truoc_ket_thuc,
    chuyen_doi_so,
    doi_chieu_cong_bo,
    ha_trang_thai,
    khop_ho_so_khuyen_cong,
    kien_nghi_day_du,
    ma_don_vi_hieu_luc,
    nguoi_duyet,
    nguyen_nhan_cham,
    so_trong_thuyet_minh,
    sua_ke_hoach,
    tap_con,
    tep_ky,
    tong_bieu_03,
    tong_danh_sach,
    tong_thanh_phan,
    trong_khoang,
    trung_so_ky_truoc,
    ty_le_trong_tep,
)
from baocao.checks.contract import ViPham
from baocao.checks.run import doc_quy_tac, run_bo_checks, run_checks
from baocao.checks.so_lieu_kem import BieuKhac, SoLieuKem, doc_cac_so_lieu_kem, doc_so_lieu_kem

__all__ = [
    "BieuKhac",
    "SoLieuKem",
    "ViPham",
    "doc_cac_so_lieu_kem",
    "doc_quy_tac",
    "doc_so_lieu_kem",
    "run_bo_checks",
    "run_checks",
]
