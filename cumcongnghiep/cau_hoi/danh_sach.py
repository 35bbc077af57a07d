"""The register of questions and the one door that answers them."""

from __future__ import annotations

from cumcongnghiep.cau_hoi import bao_cao, dat, moi_truong, tien, tien_do, tong_quan
from cumcongnghiep.cau_hoi.cau import CAU
from cumcongnghiep.cau_hoi.kieu import BangHoi, CauHoi
from cumcongnghiep.statistics import Hoi, dau_cua_so

_HAM = {
    1: tong_quan.so_cum,
    2: tong_quan.lap_day,
    3: dat.dat_san_sang,
    4: tien_do.truoc_105,
    5: moi_truong.nuoc_thai,
    6: tien_do.cham,
    7: tien_do.chu_dau_tu,
    8: tien.von,
    9: tong_quan.thanh_lap_trong_ky,
    10: tien.du_an,
    11: tien.hieu_qua,
    12: tong_quan.dieu_kien_xa,
    13: moi_truong.di_doi,
    14: dat.loai_hinh,
    15: bao_cao.tinh_hinh_bao_cao,
    16: bao_cao.thay_doi,
    17: tong_quan.quy_hoach,
    18: dat.lua_rung,
    19: moi_truong.tai_san,
    20: tong_quan.tinh_cu,
    21: dat.du_bao,
    22: bao_cao.phieu_tinh,
}
# Answers whose rows are clusters or developers by name.
_NEU_TEN = frozenset({3, 4, 5, 6, 7, 9, 11, 16, 17})
CAC_CAU: dict[int, CauHoi] = {
    so: CauHoi(so, cau, ten, _HAM[so], so in _NEU_TEN) for so, (cau, ten) in CAU.items()
}


def tra_loi(so: int, hoi: Hoi) -> BangHoi:
    """Answer a question; flows of the statutory window that holds the day when none is named.

    Raises KeyError for a number that is no question, ThamSoSai for a scope that cannot be told.
    """
    if hoi.tu is None:
        hoi = hoi.doi(tu=dau_cua_so(hoi.den))
    return CAC_CAU[so].ham(hoi)
