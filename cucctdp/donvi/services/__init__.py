"""What other rooms ask of units and establishments."""

from cucctdp.donvi.services.co_so import TrungLap, hop_nhat, tim_trung
from cucctdp.donvi.services.don_vi import (
    AnhXa,
    anh_xa_dia_gioi,
    doi_ten,
    doi_ten_xa,
    ids_ke_thua,
    ids_ke_thua_nhieu,
    tim_don_vi,
)

__all__ = [
    "AnhXa",
    "TrungLap",
    "anh_xa_dia_gioi",
    "doi_ten",
    "doi_ten_xa",
    "hop_nhat",
    "ids_ke_thua",
    "ids_ke_thua_nhieu",
    "tim_don_vi",
    "tim_trung",
]
