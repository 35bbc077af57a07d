"""Who enters the judges' pages and which entries exist for them.

Judge-ship is a seat in the jury of a round, never a role: an officer who scores enters here too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from cucctdp.accounts.cong import ai_co_quyen
from sanpham_tieubieu.choices import LoaiBan, TrangThaiKy
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, PhanCong, ThanhVienBan
from sanpham_tieubieu.quyen_diem import xem_diem_duoc
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.cua_cham import la_truong_ban

CHAM = "sanpham_tieubieu.cham_diem"
KIEM_TRA = "sanpham_tieubieu.tham_tra_ho_so"
DIEU_HANH = "sanpham_tieubieu.dieu_hanh_ky"
_CAU = "Trang chấm điểm dành cho giám khảo, Tổ giúp việc và nơi tổ chức bình chọn."
View = Callable[..., HttpResponse]


def chi_giam_khao(view: View) -> View:
    """Accounts that may sit in a jury."""
    return ai_co_quyen(view, CHAM, cau=_CAU)


def chi_ban(view: View) -> View:
    """Juries, helpers and who runs rounds; the page asks for the round besides."""
    return ai_co_quyen(view, CHAM, KIEM_TRA, DIEU_HANH, cau=_CAU)


def cac_ghe(user: Any) -> QuerySet[ThanhVienBan]:
    """Seats of the account in juries whose round is prepared or under way."""
    return (
        ThanhVienBan.objects.filter(
            ban__loai=LoaiBan.GIAM_KHAO, nhan_su__tai_khoan=user, thoi_tu__isnull=True
        )
        .exclude(ban__ky__trang_thai__in=[TrangThaiKy.HUY, TrangThaiKy.SOAN])
        .select_related("nhan_su", "ban__ky__don_vi", "ban__ky__xa")
        .order_by("-ban__ky__nam", "-ban__ky_id")
    )


def lay_phan_cong(user: Any, pk: int) -> PhanCong:
    """An entry given to the account; 404 for another judge's."""
    rows = PhanCong.objects.filter(
        giam_khao__nhan_su__tai_khoan=user, giam_khao__thoi_tu__isnull=True
    ).select_related("giam_khao__nhan_su", "ho_so__ky__don_vi", "ho_so__ky__xa", "ho_so__san_pham")
    return get_object_or_404(rows, pk=pk)


def lay_ghe(user: Any, ky_id: int) -> ThanhVienBan:
    """The account's seat in the jury of a round; 404 without one."""
    return get_object_or_404(cac_ghe(user), ban__ky=ky_id)


def lay_ky(pk: int) -> KyBinhChon:
    rows = KyBinhChon.objects.select_related("don_vi", "xa").prefetch_related("cac_moc")
    return get_object_or_404(rows, pk=pk)


def lay_ky_truong_ban(user: Any, pk: int) -> KyBinhChon:
    """A round whose jury the account heads, or that it runs or may read the scores of; or 404."""
    ky = lay_ky(pk)
    if la_truong_ban(user, ky) or dieu_hanh_duoc(user, ky) or xem_diem_duoc(user, ky):
        return ky
    raise Http404("Không có kỳ bình chọn này.")


def ten_hien(ho_so: HoSoDangKy) -> str:
    """What a judge calls an entry: its code, or until it has one its number in the system."""
    return ho_so.ma_so or f"Hồ sơ {ho_so.pk}"
