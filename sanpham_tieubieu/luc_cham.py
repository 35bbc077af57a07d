"""The three moments of scoring: which is open, which is the last, what may be scored in it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanpham_tieubieu.choices import GiaiDoan, ThoiDiem, TrangThaiKy
from sanpham_tieubieu.giai_doan import cac_moc
from sanpham_tieubieu.khung_cay import da_toi, sau_cung
from sanpham_tieubieu.models import KyBinhChon

_GIAI_DOAN = {
    ThoiDiem.HO_SO: GiaiDoan.CHAM_HO_SO,
    ThoiDiem.THUC_TE: GiaiDoan.CHAM_THUC_TE,
    ThoiDiem.HIEN_VAT: GiaiDoan.CHAM_HIEN_VAT,
}


def _da_dinh(ky: KyBinhChon) -> list[ThoiDiem]:
    """Moments that have minutes in the round."""
    moc = cac_moc(ky)
    return [t for t, g in _GIAI_DOAN.items() if g in moc]


def thoi_diem_cuoi(ky: KyBinhChon) -> str:
    """The moment in which sheets are signed: the last the round has, all criteria being open."""
    return sau_cung(_da_dinh(ky)) or ThoiDiem.HIEN_VAT


def chua_den_lan_cuoi(ky: KyBinhChon, luc: datetime | None = None) -> bool:
    """Whether the moment in which sheets are signed is still to come."""
    m = cac_moc(ky).get(_GIAI_DOAN[ThoiDiem(thoi_diem_cuoi(ky))])
    return m is not None and (luc or timezone.now()) < m.mo_luc


def thoi_diem_dang_mo(ky: KyBinhChon, luc: datetime | None = None) -> str | None:
    """The moment open now; None outside the hours of scoring.

    A round that set no hours for any moment scores in one go for as long as its state lasts.
    """
    if ky.trang_thai != TrangThaiKy.CHAM:
        return None
    luc = luc or timezone.now()
    da_dinh = _da_dinh(ky)
    if not da_dinh:
        return ThoiDiem.HIEN_VAT
    moc = cac_moc(ky)
    return sau_cung(t for t in da_dinh if moc[_GIAI_DOAN[t]].dang_mo(luc))


def cham_duoc(thoi_diem: str, dang_mo: str, cuoi: str) -> bool:
    """Whether a criterion scored from ``thoi_diem`` on is open; in the last moment all are."""
    return dang_mo == cuoi or da_toi(thoi_diem, dang_mo)
