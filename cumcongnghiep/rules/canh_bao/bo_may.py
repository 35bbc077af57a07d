"""The three books of alerts, and the months they count in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from cucctdp.quy_tac import SoQuyTac
from cumcongnghiep.choices import CoQuan
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.canh_bao.kieu import XemCdt, XemCum, XemTinh

DEM = "dem"
SO_CUM_DEM: SoQuyTac[XemCum, QuyTac] = SoQuyTac(DEM)
SO_TINH_DEM: SoQuyTac[XemTinh, QuyTac] = SoQuyTac(DEM)
SO_CDT_DEM: SoQuyTac[XemCdt, QuyTac] = SoQuyTac(DEM)


def cac_ma() -> list[str]:
    """Codes of every alert that has a test."""
    return sorted({*SO_CUM_DEM.cac_ham, *SO_TINH_DEM.cac_ham, *SO_CDT_DEM.cac_ham})


def so_thang(tu: date, den: date) -> int:
    """Whole months from a day to a later one."""
    thang = (den.year - tu.year) * 12 + den.month - tu.month
    return thang - 1 if den.day < tu.day else thang


def them_thang(ngay: date, thang: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    nam, t = divmod(ngay.year * 12 + ngay.month - 1 + thang, 12)
    return date(nam, t + 1, min(ngay.day, monthrange(nam, t + 1)[1]))


def ben_cdt(x: XemCum) -> str:
    """Who acts on the infrastructure: the developer, the commune of a cluster without one."""
    co = x.ho_so.chu_dau_tu_ngay(x.hom_nay) is not None
    return CoQuan.CDT if co else CoQuan.UBND_XA
