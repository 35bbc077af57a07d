"""Alerts A01–A20 (section 6.2 of the domain file): what the nightly look finds, told as «ViPham».

One test a code; weight, words and limits are rows ``QuyTac``. Three books: of a cluster
(``SO_CUM_DEM``), of a province and its forms (``SO_TINH_DEM``), of a developer (``SO_CDT_DEM``).
A finding names who has to act (``ben``), by when (``han``) and its place for good (``khoa``).
A figure that is missing is no finding: only what is known to be late or wrong is told.
"""

from cumcongnghiep.rules.canh_bao import (  # noqa: F401  (each module registers its alerts)
    bieu,
    chu_dau_tu,
    dat,
    ha_tang,
    phap_ly,
)
from cumcongnghiep.rules.canh_bao.bo_may import (
    DEM,
    SO_CDT_DEM,
    SO_CUM_DEM,
    SO_TINH_DEM,
    cac_ma,
    so_thang,
    them_thang,
)
from cumcongnghiep.rules.canh_bao.kieu import BieuTinh, XemCdt, XemCum, XemTinh

__all__ = [
    "DEM",
    "SO_CDT_DEM",
    "SO_CUM_DEM",
    "SO_TINH_DEM",
    "BieuTinh",
    "XemCdt",
    "XemCum",
    "XemTinh",
    "cac_ma",
    "so_thang",
    "them_thang",
]
