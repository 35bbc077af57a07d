"""Statistics: one set of functions behind dashboard, API, Excel, briefing and synthesis."""

from baocao.statistics.kieu import (
    MA_CA_NUOC,
    TONG_DA_CO,
    DoPhu,
    KhongCongDuoc,
    SoThongKe,
    cong,
)
from baocao.statistics.ky_luat import CHI_TIEU as CHI_TIEU_KY_LUAT
from baocao.statistics.ky_luat import ky_luat, xu_huong
from baocao.statistics.phien_ban import PhienBan, phien_ban_so_lieu
from baocao.statistics.so_lieu import ThamSoSai, bang_nhieu_cap, bang_so, so_lieu
from baocao.statistics.tinh_hinh import (
    DongNop,
    PhieuNop,
    TyLeNop,
    tinh_hinh_nop,
    ty_le_nop,
)

__all__ = [
    "CHI_TIEU_KY_LUAT",
    "MA_CA_NUOC",
    "TONG_DA_CO",
    "DoPhu",
    "DongNop",
    "KhongCongDuoc",
    "PhienBan",
    "PhieuNop",
    "SoThongKe",
    "ThamSoSai",
    "TyLeNop",
    "bang_nhieu_cap",
    "bang_so",
    "cong",
    "ky_luat",
    "phien_ban_so_lieu",
    "so_lieu",
    "tinh_hinh_nop",
    "ty_le_nop",
    "xu_huong",
]
