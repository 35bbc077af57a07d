"""Clocks in working days (Điều 22 TT 26/2014/TT-BCT) and the years of a certificate (Điều 17)."""

from __future__ import annotations

from datetime import date, timedelta

from cucctdp.thong_bao.lich import cac_ngay_lam_viec
from sanpham_tieubieu.danh_muc import DanhMuc

# No holiday of the calendar is longer: a stretch this much longer holds n working days.
_NGHI_DAI_NHAT = 20


def sau_ngay_lam_viec(ngay: date, n: int) -> date:
    """The n-th working day after ``ngay``, which itself does not count; one query.

    ``n`` 0 is the day itself. ValueError for a negative n.
    """
    if n < 0:
        raise ValueError("a clock runs forward")
    if n == 0:
        return ngay
    dai = n * 2 + _NGHI_DAI_NHAT
    while True:
        cac = cac_ngay_lam_viec(ngay + timedelta(days=1), ngay + timedelta(days=dai))
        if len(cac) >= n:
            return cac[n - 1]
        dai *= 2


def so_ngay_lam_viec(tu: date, den: date) -> int:
    """Working days after ``tu`` up to and with ``den``; 0 when ``den`` is not later."""
    return len(cac_ngay_lam_viec(tu + timedelta(days=1), den)) if den > tu else 0


def han_giay(danh_muc: DanhMuc, cap: str, ngay_cap: date) -> date | None:
    """31/12 of the last year a certificate issued on a day holds (Điều 17); None without law."""
    luat = danh_muc.tim_quy_dinh(cap, ngay_cap)
    if luat is None:
        return None
    return date(ngay_cap.year + luat.so_nam_hieu_luc - 1, 12, 31)


def han_khieu_nai(danh_muc: DanhMuc, cap: str, thong_bao: date) -> tuple[int, date] | None:
    """(working days, last day) in which a complaint may come after the notice."""
    luat = danh_muc.tim_quy_dinh(cap, thong_bao)
    if luat is None:
        return None
    return luat.ngay_khieu_nai, sau_ngay_lam_viec(thong_bao, luat.ngay_khieu_nai)


def han_giai_quyet(danh_muc: DanhMuc, cap: str, ngay_nhan: date) -> date | None:
    """The last day to settle a complaint received on a day."""
    luat = danh_muc.tim_quy_dinh(cap, ngay_nhan)
    return None if luat is None else sau_ngay_lam_viec(ngay_nhan, luat.ngay_giai_quyet)
