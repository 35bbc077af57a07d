"""Guessing at the second factor, at names; where a login may lead."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.audit.models import SuKien
from tests.factories.accounts import MAT_KHAU, tai_khoan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sach():
    dong_bo_nhom()
    cache.clear()


@pytest.fixture
def nguoi():
    return tai_khoan("cuc_lanh_dao", username="lanh.dao")


def _dang_nhap(client, ten="lanh.dao", mat_khau=MAT_KHAU, **them):
    return client.post(reverse("account_login"), {"login": ten, "password": mat_khau, **them})


def _ma(bi_mat):
    return format_hotp_value(hotp_value(bi_mat, next(yield_hotp_counters_from_time())))


def test_right_code_after_the_lock_does_not_open_the_account(client, nguoi):
    bi_mat = generate_totp_secret()
    TOTP.activate(nguoi, bi_mat)
    _dang_nhap(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": _ma(bi_mat)})

    nguoi.refresh_from_db()
    assert "_auth_user_id" not in client.session
    assert nguoi.dang_bi_khoa


def test_lock_between_password_and_code_holds(client, nguoi):
    """The form saw an open account, the row is locked when the login is completed."""
    bi_mat = generate_totp_secret()
    TOTP.activate(nguoi, bi_mat)
    _dang_nhap(client)
    type(nguoi).objects.filter(pk=nguoi.pk).update(is_active=False)

    client.post(reverse("mfa_authenticate"), {"code": _ma(bi_mat)})

    assert "_auth_user_id" not in client.session


def test_guess_at_a_name_is_recorded_without_the_name(client, nguoi):
    _dang_nhap(client, ten="Mat-khau go nham o 1", mat_khau="x")

    su_kien = SuKien.objects.get(hanh_dong="dang_nhap_sai")
    assert su_kien.du_lieu == {"khong_co_tai_khoan": True}


def test_failed_login_of_a_locked_account_is_recorded(client, nguoi):
    for _ in range(6):
        _dang_nhap(client, mat_khau="sai")

    du_lieu = SuKien.objects.filter(hanh_dong="dang_nhap_sai").order_by("so")
    assert [s.du_lieu for s in du_lieu] == [{"lan": n} for n in range(1, 6)] + [{"dang_khoa": True}]


@pytest.mark.parametrize(
    "dich", ["//ke-xau.vn", "https://ke-xau.vn/", "/\\ke-xau.vn", "javascript:alert(1)", "\t//x.vn"]
)
def test_login_never_leads_out_of_the_site(client, nguoi, dich):
    tra = _dang_nhap(client, next=dich)

    assert (tra.status_code, tra.url) == (302, reverse("trang_chu"))


def test_session_key_changes_at_login(client, nguoi):
    client.get(reverse("account_login"))
    phien = client.session
    phien["dat_truoc"] = "1"
    phien.save()
    client.cookies["sessionid"] = phien.session_key

    _dang_nhap(client)

    assert client.session.session_key != phien.session_key


def test_new_password_by_the_administrator_ends_open_sessions(client, nguoi):
    from cucctdp.accounts.services import dat_lai_mat_khau

    _dang_nhap(client)
    dat_lai_mat_khau(user=nguoi, by=tai_khoan("quan_tri"))

    tra = client.get(reverse("trang_chu"))

    assert (tra.status_code, "_auth_user_id" in client.session) == (302, False)
