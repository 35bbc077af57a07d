"""The rules R01–R60: one book for each kind of thing they look at, and the moments they are asked.

Weight, words and figures are rows ``QuyTac``. «L» stops the door, «C» is told.
"""

from __future__ import annotations

from cucctdp.quy_tac import Loi, SoQuyTac
from sanpham_tieubieu.ho_so_xet import XetHoSo
from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.rules.kieu import (
    XetGiay,
    XetKetQua,
    XetKhieuNai,
    XetPhieu,
    XetSoCongBo,
)
from sanpham_tieubieu.xet_ky import XetKy

# lap: drawn up or changed; mo: opened; hoi_dong, giam_khao: a body is approved; khung: a rubric is
# approved; sua_khung: it is changed; cham: scoring opens.
LUC_KY = ("lap", "mo", "hoi_dong", "giam_khao", "khung", "sua_khung", "cham")
# lap: the draft is made; nop: handed in; hop_le: accepted by the helpers; dem: every night.
LUC_HO_SO = ("lap", "nop", "hop_le", "dem")
# phan_cong: assigned; luu: saved; ky: signed.
LUC_PHIEU = ("phan_cong", "luu", "ky")
# xem: the panel; hop: the council concludes; cong_nhan: the decision; de_cu: nominated upward.
LUC_KET_QUA = ("xem", "hop", "cong_nhan", "de_cu")

SO_KY: SoQuyTac[XetKy, QuyTac] = SoQuyTac(*LUC_KY)
SO_HO_SO: SoQuyTac[XetHoSo, QuyTac] = SoQuyTac(*LUC_HO_SO)
SO_PHIEU: SoQuyTac[XetPhieu, QuyTac] = SoQuyTac(*LUC_PHIEU)
SO_KET_QUA: SoQuyTac[XetKetQua, QuyTac] = SoQuyTac(*LUC_KET_QUA)
SO_GIAY: SoQuyTac[XetGiay, QuyTac] = SoQuyTac("cap", "thu_hoi")
SO_KHIEU_NAI: SoQuyTac[XetKhieuNai, QuyTac] = SoQuyTac("nhan")
SO_CONG_BO: SoQuyTac[XetSoCongBo, QuyTac] = SoQuyTac("nhap")

__all__ = [
    "SO_CONG_BO",
    "SO_GIAY",
    "SO_HO_SO",
    "SO_KET_QUA",
    "SO_KHIEU_NAI",
    "SO_KY",
    "SO_PHIEU",
    "Loi",
]
