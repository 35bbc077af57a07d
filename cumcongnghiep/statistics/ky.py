"""The window a cut-off day belongs to, by the dated rows of the circular."""

from __future__ import annotations

from datetime import date, timedelta

from cumcongnghiep.choices import Bieu, LoaiKy
from cumcongnghiep.models import HanBieu


def dau_cua_so(den: date) -> date | None:
    """First day of the statutory window that holds ``den``; None when no calendar row is loaded.

    Half-year and year start on one day (15/12 of the year before, Điều 3 TT 14/2024/TT-BCT).
    """
    han = (
        HanBieu.objects.hieu_luc(den)
        .filter(bieu=Bieu.B04, loai_ky=LoaiKy.NAM)
        .order_by("-hieu_luc_tu")
        .first()
    )
    if han is None:
        return None
    for nam in (den.year, den.year + 1):
        dau = date(nam + han.lech_nam_dau, han.thang_dau, han.ngay_dau)
        if dau <= den <= date(nam, han.thang_chot, han.ngay_chot):
            return dau
    return None


def cac_moc(den: date, so_moc: int) -> list[date]:
    """The last half-yearly and yearly cut-offs before ``den``, oldest first, then ``den``."""
    cac: list[date] = []
    for han in HanBieu.objects.hieu_luc(den).filter(
        bieu=Bieu.B04, loai_ky__in=(LoaiKy.NAM, LoaiKy.SAU_THANG)
    ):
        cac += [
            date(nam, han.thang_chot, han.ngay_chot)
            for nam in range(den.year - so_moc, den.year + 1)
        ]
    truoc = sorted({d for d in cac if d < den})
    return [*truoc[len(truoc) - so_moc + 1 :], den] if so_moc > 1 and truoc else [den]


def ngay_truoc(ngay: date) -> date:
    """The day before: the cut-off that closes the window before one."""
    return ngay - timedelta(days=1)
