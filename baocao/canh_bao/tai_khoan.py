"""CB10: accounts left idle, many failed logins, large exports."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from baocao.canh_bao.kieu import CanhBao, Nguong
from cucctdp.audit.models import SuKien

_QUAN_TRI = ("quan_tri",)


def tai_khoan(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """Idle days are counted from the last login, or from the making of the account."""
    muc = nguong.cua("CB10")
    cac_ngay = nguong.cac_ngay("CB10")
    rows = get_user_model().objects.filter(is_active=True)
    for u in rows.annotate(moc=Coalesce("last_login", "date_joined")).order_by("pk"):
        if not u.hang_vai_tro.dang_nhap:
            continue
        duong_dan = reverse("admin:accounts_user_change", args=[u.pk])
        so_ngay = (ngay - timezone.localdate(u.moc)).days
        if so_ngay in cac_ngay:
            yield CanhBao(
                ma="CB10",
                khoa=f"CB10:{u.pk}:nhan_roi:{so_ngay}:{u.moc:%Y%m%d}",
                cau=f"Tài khoản {u.username} không đăng nhập {so_ngay} ngày.",
                duong_dan=duong_dan,
                vai_tro=_QUAN_TRI,
            )
        if "so_lan_sai" in muc and u.so_lan_sai >= muc["so_lan_sai"]:
            yield CanhBao(
                ma="CB10",
                khoa=f"CB10:{u.pk}:sai:{ngay.isoformat()}",
                cau=f"Tài khoản {u.username} đăng nhập sai {u.so_lan_sai} lần liên tiếp.",
                duong_dan=duong_dan,
                vai_tro=_QUAN_TRI,
                muc="cao",
            )
    yield from _ket_xuat(ngay, nguong)


def _ket_xuat(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """Exports write the number of rows into their event («so_dong»)."""
    muc = nguong.cua("CB10").get("so_dong")
    if muc is None:
        return
    for s in SuKien.objects.filter(luc__date=ngay, du_lieu__so_dong__gt=int(muc)).order_by("pk"):
        yield CanhBao(
            ma="CB10",
            khoa=f"CB10:su_kien:{s.pk}",
            cau=f"{s.nguoi_ten or 'Hệ thống'} kết xuất {s.du_lieu['so_dong']} dòng "
            f"({s.hanh_dong}).",
            duong_dan=reverse("admin:audit_sukien_change", args=[s.pk]),
            vai_tro=_QUAN_TRI,
        )
