"""Carrying out an approved đề án: allotment, contract, advance, acceptance, settlement."""

from khuyencong.services.thuc_hien.bao_cao import (
    bao_cao_thang,
    ghi_hieu_qua,
    loi_thang,
    luy_ke_khong_khop,
    xac_nhan_tien_do,
)
from khuyencong.services.thuc_hien.dieu_kien import (
    doi_quyen,
)
from khuyencong.services.thuc_hien.dung_lai import (
    ngung,
    tiep_tuc,
    xin_ngung,
)
from khuyencong.services.thuc_hien.giao_hop_dong import (
    giao_von,
    ke_hoach_chi_tiet,
    ky_hop_dong,
    tam_ung,
)
from khuyencong.services.thuc_hien.nghiem_thu_co_so import (
    hoan_thanh_nghiem_thu,
    ke_chung_tu,
    nghiem_thu,
)
from khuyencong.services.thuc_hien.tat_toan import (
    dong_ho_so,
    hoan_tra,
    phai_hoan_tra,
    quyet_toan,
    quyet_toan_nam,
    thanh_ly,
)

__all__ = [
    "bao_cao_thang",
    "doi_quyen",
    "dong_ho_so",
    "ghi_hieu_qua",
    "giao_von",
    "hoan_thanh_nghiem_thu",
    "hoan_tra",
    "ke_chung_tu",
    "ke_hoach_chi_tiet",
    "ky_hop_dong",
    "loi_thang",
    "luy_ke_khong_khop",
    "nghiem_thu",
    "ngung",
    "phai_hoan_tra",
    "quyet_toan",
    "quyet_toan_nam",
    "tam_ung",
    "thanh_ly",
    "tiep_tuc",
    "xac_nhan_tien_do",
    "xin_ngung",
]
