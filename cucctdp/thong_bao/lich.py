"""Days and hours on which people are not disturbed (ngày yên, giờ yên)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cucctdp.thong_bao.models import LichGui

LaNgayLamViec = Callable[[date], bool]
CacNgayLamViec = Callable[[date, date], list[date]]


def _thu_hai_den_thu_sau(ngay: date) -> bool:
    return ngay.weekday() < 5


def _loc_thu_hai_den_thu_sau(tu: date, den: date) -> list[date]:
    cac_ngay = (tu + timedelta(days=i) for i in range((den - tu).days + 1))
    return [ngay for ngay in cac_ngay if _thu_hai_den_thu_sau(ngay)]


_la_ngay_lam_viec: LaNgayLamViec = _thu_hai_den_thu_sau
_cac_ngay_lam_viec: CacNgayLamViec = _loc_thu_hai_den_thu_sau


def dung_lich(ham: LaNgayLamViec, cac_ngay: CacNgayLamViec) -> None:
    """Set who knows the working days: the app that keeps the calendar of holidays."""
    global _la_ngay_lam_viec, _cac_ngay_lam_viec
    _la_ngay_lam_viec, _cac_ngay_lam_viec = ham, cac_ngay


def la_ngay_lam_viec(ngay: date) -> bool:
    """True on a working day of the calendar in the database."""
    return _la_ngay_lam_viec(ngay)


def cac_ngay_lam_viec(tu: date, den: date) -> list[date]:
    """Working days from ``tu`` to ``den``, both included, in order; one query for any stretch."""
    return _cac_ngay_lam_viec(tu, den)


def lui_ve_ngay_lam_viec(ngay: date) -> date:
    """``ngay`` itself when a working day, else the last one before it."""
    while not la_ngay_lam_viec(ngay):
        ngay -= timedelta(days=1)
    return ngay


def sang_ngay_lam_viec(ngay: date) -> date:
    """``ngay`` itself when a working day, else the first one after it."""
    while not la_ngay_lam_viec(ngay):
        ngay += timedelta(days=1)
    return ngay


def luc_gui_thu(luc: datetime) -> datetime:
    """The first moment from ``luc`` on at which e-mail may leave; without a row, at once."""
    ngay = timezone.localtime(luc).date()
    lich = LichGui.ngay(ngay)
    if lich is None:
        return luc
    gio = timezone.localtime(luc).time()
    if lich.gui_ngay_nghi or la_ngay_lam_viec(ngay):
        if gio < lich.gio_tu:
            return _luc(ngay, lich.gio_tu)
        if gio < lich.gio_den:
            return luc
    ngay += timedelta(days=1)
    return _luc(ngay if lich.gui_ngay_nghi else sang_ngay_lam_viec(ngay), lich.gio_tu)


def luc_tom_tat(luc: datetime) -> datetime:
    """The moment of the next daily digest after ``luc``; without a row, at once."""
    ngay = timezone.localtime(luc).date()
    lich = LichGui.ngay(ngay)
    if lich is None:
        return luc
    if timezone.localtime(luc).time() >= lich.gio_tom_tat:
        ngay += timedelta(days=1)
    return _luc(ngay if lich.gui_ngay_nghi else sang_ngay_lam_viec(ngay), lich.gio_tom_tat)


def _luc(ngay: date, gio: time) -> datetime:
    return timezone.make_aware(datetime.combine(ngay, gio))
