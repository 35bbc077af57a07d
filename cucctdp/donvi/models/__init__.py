"""Units and their lineage, groupings, activities, organisations, establishments."""

from cucctdp.donvi.models.co_so import CoSo
from cucctdp.donvi.models.don_vi import (
    DonViHanhChinh,
    KeThua,
    KhoaDonViSaiError,
    TenDonVi,
    TenGoiKhac,
    khoa_ten_goi,
    tach_khoa,
)
from cucctdp.donvi.models.nganh import NganhKinhTe
from cucctdp.donvi.models.to_chuc import TenToChuc, ToChuc
from cucctdp.donvi.models.vung import PhanVung, ThanhVienVung, Vung
from cucctdp.donvi.models.xa import TenXa, Xa

__all__ = [
    "CoSo",
    "DonViHanhChinh",
    "KeThua",
    "KhoaDonViSaiError",
    "NganhKinhTe",
    "PhanVung",
    "TenDonVi",
    "TenGoiKhac",
    "TenToChuc",
    "TenXa",
    "ThanhVienVung",
    "ToChuc",
    "Vung",
    "Xa",
    "khoa_ten_goi",
    "tach_khoa",
]
