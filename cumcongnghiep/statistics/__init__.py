"""Statistics of clusters: the home of every figure that pages, papers and the API show.

``bieu_04(Hoi(den=..., tu=..., cap="tinh"))`` gives rows 1–27; ``doc_cum_ngay`` every cluster on a
day; ``lap_day`` the four fill rates on a named base.
"""

from cumcongnghiep.statistics.bieu_04 import (
    CAC_MA,
    DONG_CHAY,
    TEN_NGOAI_BIEU,
    bieu_04,
    bieu_cua,
    cac_dong,
    dong_cua,
)
from cumcongnghiep.statistics.cum_ngay import CumNgay, doc_cum_ngay
from cumcongnghiep.statistics.kieu import (
    CA_NUOC,
    TINH,
    VUNG,
    XA,
    BangBieu,
    BieuTinh,
    DongSo,
    Hoi,
    ThamSoSai,
)
from cumcongnghiep.statistics.ky import cac_moc, dau_cua_so
from cumcongnghiep.statistics.pham_vi import Nhom, PhamVi, doc_pham_vi
from cumcongnghiep.statistics.ty_le import CoSo, LapDay, lap_day

__all__ = [
    "CAC_MA",
    "CA_NUOC",
    "DONG_CHAY",
    "TEN_NGOAI_BIEU",
    "TINH",
    "VUNG",
    "XA",
    "BangBieu",
    "BieuTinh",
    "CoSo",
    "CumNgay",
    "DongSo",
    "Hoi",
    "LapDay",
    "Nhom",
    "PhamVi",
    "ThamSoSai",
    "bieu_04",
    "bieu_cua",
    "cac_dong",
    "cac_moc",
    "dau_cua_so",
    "doc_cum_ngay",
    "doc_pham_vi",
    "dong_cua",
    "lap_day",
]
