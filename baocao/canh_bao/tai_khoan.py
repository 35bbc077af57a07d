"""CB10: accounts left idle, many failed logins, large exports, a login from a new country."""

from collections.abc import Iterator
from datetime import date, timedelta

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
    yield from _quoc_gia_moi(ngay, nguong)


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


def _quoc_gia_moi(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """Logins of the day from a country where the account was not seen before.

    Countries stand in the login events («quoc_gia») where the proxy in front names them; the first
    login whose country is known is no news.
    """
    so_ngay = nguong.cua("CB10").get("so_ngay_quoc_gia")
    if so_ngay is None:
        return
    cua_ngay = SuKien.objects.filter(
        hanh_dong="dang_nhap", du_lieu__has_key="quoc_gia", luc__date=ngay
    )
    cac_nguoi = set(cua_ngay.values_list("nguoi", flat=True))
    rows = SuKien.objects.filter(
        nguoi__in=cac_nguoi,
        hanh_dong="dang_nhap",
        du_lieu__has_key="quoc_gia",
        luc__date__lte=ngay,
        luc__date__gte=ngay - timedelta(days=int(so_ngay)),
    )
    da_thay: dict[int | None, set[str]] = {}
    for s in rows.order_by("luc", "pk"):
        truoc = da_thay.setdefault(s.nguoi_id, set())
        quoc_gia = s.du_lieu["quoc_gia"]
        if truoc and quoc_gia not in truoc and timezone.localdate(s.luc) == ngay:
            yield CanhBao(
                ma="CB10",
                khoa=f"CB10:quoc_gia:{s.nguoi_id}:{quoc_gia}:{ngay.isoformat()}",
                cau=f"Tài khoản {s.nguoi_ten} đăng nhập từ quốc gia mới ({quoc_gia}); trước đó: "
                f"{', '.join(sorted(truoc))}.",
                duong_dan=reverse("admin:audit_sukien_change", args=[s.pk]),
                vai_tro=_QUAN_TRI,
                muc="cao",
            )
        truoc.add(quoc_gia)
