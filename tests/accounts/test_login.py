"""Login, lock, forced password change, second factor: through the pages, as a person does it."""

import datetime
import html
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts import services
from cucctdp.accounts.models import User
from cucctdp.audit.models import SuKien
from tests.factories.accounts import MAT_KHAU, tai_khoan

KHONG_VAO = "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang bị khóa."
MAT_KHAU_MOI = "Mat-khau moi cua toi 2"


def _dang_nhap(client, user, mat_khau=MAT_KHAU, ten=None):
    return client.post(
        reverse("account_login"), {"login": ten or user.username, "password": mat_khau}
    )


def _da_vao(client):
    return "_auth_user_id" in client.session


def _xac_nhan_lai(client):
    client.post(reverse("account_reauthenticate"), {"password": MAT_KHAU})


def _ma_totp(bi_mat):
    return format_hotp_value(hotp_value(bi_mat, next(yield_hotp_counters_from_time())))


def _hanh_dong():
    return list(SuKien.objects.order_by("so").values_list("hanh_dong", flat=True))


def test_login_opens_the_home_page_and_is_recorded(client, chuyen_vien_so):
    phan_hoi = _dang_nhap(client, chuyen_vien_so)

    assert (phan_hoi.status_code, phan_hoi.url) == (302, reverse("trang_chu"))
    assert _hanh_dong() == ["dang_nhap"]


def test_login_accepts_the_name_in_capitals(client, chuyen_vien_so):
    _dang_nhap(client, chuyen_vien_so, ten="CV.BacNinh")

    assert _da_vao(client)


def test_session_ends_after_fifteen_idle_minutes(client, chuyen_vien_so):
    _dang_nhap(client, chuyen_vien_so)

    assert client.session.get_expiry_age() == 15 * 60


def test_same_answer_for_wrong_name_wrong_password_and_locked(client, chuyen_vien_so, quan_tri):
    sai_ten = _dang_nhap(client, chuyen_vien_so, ten="khong.co")
    sai_mat_khau = _dang_nhap(client, chuyen_vien_so, "sai mat khau roi")
    services.khoa_tai_khoan(user=chuyen_vien_so, ly_do="Chuyển công tác", by=quan_tri)
    bi_khoa = _dang_nhap(client, chuyen_vien_so)

    thong_bao = [
        re.search(r'<div class="bao bao--error".*?</div>', phan_hoi.content.decode(), re.S)[0]
        for phan_hoi in (sai_ten, sai_mat_khau, bi_khoa)
    ]
    assert KHONG_VAO in html.unescape(thong_bao[0])
    assert thong_bao[0] == thong_bao[1] == thong_bao[2]


def test_fifth_failure_locks_even_the_right_password(client, chuyen_vien_so):
    truoc = timezone.now()
    for _ in range(5):
        _dang_nhap(client, chuyen_vien_so, "sai mat khau roi")

    phan_hoi = _dang_nhap(client, chuyen_vien_so)

    chuyen_vien_so.refresh_from_db()
    assert not _da_vao(client)
    assert phan_hoi.status_code == 200
    assert chuyen_vien_so.so_lan_sai == 5
    assert chuyen_vien_so.khoa_den - truoc >= datetime.timedelta(hours=12)
    assert _hanh_dong() == [*["dang_nhap_sai"] * 5, "khoa_tu_dong"]


def test_four_failures_do_not_lock_and_success_forgets_them(client, chuyen_vien_so):
    for _ in range(4):
        _dang_nhap(client, chuyen_vien_so, "sai mat khau roi")

    _dang_nhap(client, chuyen_vien_so)

    chuyen_vien_so.refresh_from_db()
    assert _da_vao(client)
    assert chuyen_vien_so.so_lan_sai == 0


def test_failures_are_counted_per_account_not_per_address(client, chuyen_vien_so):
    for so in range(5):
        client.post(
            reverse("account_login"),
            {"login": chuyen_vien_so.username, "password": "sai mat khau roi"},
            REMOTE_ADDR=f"10.0.0.{so}",
        )

    chuyen_vien_so.refresh_from_db()
    assert chuyen_vien_so.dang_bi_khoa


def test_lock_ends_after_its_time_and_counting_starts_anew(client, chuyen_vien_so):
    User.objects.filter(pk=chuyen_vien_so.pk).update(
        so_lan_sai=5, khoa_den=timezone.now() - datetime.timedelta(seconds=1)
    )

    _dang_nhap(client, chuyen_vien_so, "sai mat khau roi")
    chuyen_vien_so.refresh_from_db()
    so_lan_sai = chuyen_vien_so.so_lan_sai
    _dang_nhap(client, chuyen_vien_so)

    assert so_lan_sai == 1
    assert _da_vao(client)


def test_administrator_unlocks(client, chuyen_vien_so, quan_tri):
    for _ in range(5):
        _dang_nhap(client, chuyen_vien_so, "sai mat khau roi")
    services.mo_khoa(user=chuyen_vien_so, by=quan_tri)

    _dang_nhap(client, chuyen_vien_so)

    assert _da_vao(client)


def test_lock_ends_an_open_session(client, chuyen_vien_so):
    _dang_nhap(client, chuyen_vien_so)
    den = timezone.now() + datetime.timedelta(hours=1)
    User.objects.filter(pk=chuyen_vien_so.pk).update(khoa_den=den)

    phan_hoi = client.get(reverse("trang_chu"))

    assert (phan_hoi.status_code, phan_hoi.url) == (302, reverse("account_login"))
    assert not _da_vao(client)


def test_machine_account_does_not_log_in(client, db):
    may = tai_khoan("api_client")

    _dang_nhap(client, may)

    assert not _da_vao(client)


def test_admin_login_page_leads_to_ours(client, db):
    phan_hoi = client.get(reverse("admin:login"))

    assert phan_hoi.status_code == 302
    assert phan_hoi.url.startswith(reverse("account_login"))


def test_admin_password_page_leads_to_ours(client, quan_tri):
    _dang_nhap(client, quan_tri)

    phan_hoi = client.get(reverse("admin:password_change"))

    assert (phan_hoi.status_code, phan_hoi.url) == (302, reverse("account_change_password"))


@pytest.mark.parametrize("duong_dan", ["signup/", "password/reset/"])
def test_nobody_registers_or_resets_alone(client, db, duong_dan):
    dia_chi = reverse("account_login").replace("login/", duong_dan)

    phan_hoi = client.get(dia_chi)

    assert "Tài khoản do Cục và Sở cấp" in phan_hoi.content.decode()
    assert client.post(dia_chi, {"username": "x"}).status_code == 405


# First login -----------------------------------------------------------------------------


def _doi_mat_khau(client, moi=MAT_KHAU_MOI, nhac=None):
    return client.post(
        reverse("account_change_password"),
        {"oldpassword": MAT_KHAU, "password1": moi, "password2": nhac or moi},
    )


def test_first_login_must_change_the_password(client, bac_ninh):
    user = tai_khoan("so_lanh_dao", don_vi=bac_ninh, phai_doi_mat_khau=True)
    _dang_nhap(client, user)
    bi_chuyen = client.get(reverse("trang_chu"))

    _doi_mat_khau(client)
    sau = client.get(reverse("trang_chu"))

    user.refresh_from_db()
    assert (bi_chuyen.status_code, bi_chuyen.url) == (302, reverse("account_change_password"))
    assert (sau.status_code, sau.url) == (302, reverse("so:trang_chu"))
    assert user.check_password(MAT_KHAU_MOI)
    assert not user.phai_doi_mat_khau
    assert _hanh_dong() == ["dang_nhap", "doi_mat_khau"]


def test_forced_change_speaks_to_htmx_and_api(client, bac_ninh):
    user = tai_khoan("so_lanh_dao", don_vi=bac_ninh, phai_doi_mat_khau=True)
    client.force_login(user)

    htmx = client.get(reverse("trang_chu"), headers={"HX-Request": "true"})
    api = client.get("/api/v1/")

    assert (htmx.status_code, htmx["HX-Redirect"]) == (204, reverse("account_change_password"))
    assert (api.status_code, api.json()) == (
        403,
        {"detail": "Bạn phải đổi mật khẩu trước khi làm việc."},
    )


def test_change_shows_every_fault(client, chuyen_vien_so):
    _dang_nhap(client, chuyen_vien_so)

    trung = html.unescape(_doi_mat_khau(client, MAT_KHAU).content.decode())
    lech = html.unescape(_doi_mat_khau(client, nhac="Mat-khau khac hoan toan").content.decode())

    assert "Mật khẩu này đã dùng trong 10 lần gần nhất" in trung
    assert "Hai lần nhập mật khẩu mới không giống nhau." in lech


def test_administrators_password_expires_after_two_months(client, quan_tri):
    _dang_nhap(client, quan_tri)
    con_han = client.get(reverse("trang_chu"))
    User.objects.filter(pk=quan_tri.pk).update(
        doi_mat_khau_luc=timezone.now() - datetime.timedelta(days=61)
    )

    phan_hoi = client.get(reverse("trang_chu"))

    assert (con_han.status_code, con_han.url) == (302, reverse("admin:index"))
    assert (phan_hoi.status_code, phan_hoi.url) == (302, reverse("account_change_password"))


# Second factor ---------------------------------------------------------------------------


def test_enrolling_asks_for_the_password_again(client, chuyen_vien_so):
    _dang_nhap(client, chuyen_vien_so)

    phan_hoi = client.get(reverse("mfa_activate_totp"))

    assert phan_hoi.status_code == 302
    assert phan_hoi.url.startswith(reverse("account_reauthenticate"))


def test_enrol_then_login_with_a_real_code(
    client, chuyen_vien_so, django_capture_on_commit_callbacks
):
    _dang_nhap(client, chuyen_vien_so)
    _xac_nhan_lai(client)
    trang = client.get(reverse("mfa_activate_totp")).content.decode()
    bi_mat = re.search(r"<code>([A-Z2-7]+)</code>", trang)[1]
    with django_capture_on_commit_callbacks(execute=True):
        bat = client.post(reverse("mfa_activate_totp"), {"code": _ma_totp(bi_mat)})
    ma_du_phong = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    client.post(reverse("account_logout"))
    Authenticator.objects.update(last_used_at=None)

    buoc_mot = _dang_nhap(client, chuyen_vien_so)
    chua_vao = _da_vao(client)
    client.post(reverse("mfa_authenticate"), {"code": _ma_totp(bi_mat)})

    assert (bat.status_code, bat.url) == (302, reverse("mfa_view_recovery_codes"))
    assert len(re.findall(r"<li><code>\d{8}</code></li>", ma_du_phong)) == 10
    assert (buoc_mot.url, chua_vao) == (reverse("mfa_authenticate"), False)
    assert _da_vao(client)
    assert _hanh_dong() == ["dang_nhap", "bat_xac_thuc_hai_lop", "dang_nhap"]


def test_secret_is_encrypted_at_rest(chuyen_vien_so):
    bi_mat = generate_totp_secret()

    TOTP.activate(chuyen_vien_so, bi_mat)

    assert bi_mat not in str(Authenticator.objects.get().data)


def test_wrong_codes_lock_the_account(client, chuyen_vien_so):
    TOTP.activate(chuyen_vien_so, generate_totp_secret())
    _dang_nhap(client, chuyen_vien_so)
    for _ in range(5):
        trang = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    chuyen_vien_so.refresh_from_db()
    assert "Mã chưa đúng hoặc đã hết hạn" in html.unescape(trang.content.decode())
    assert chuyen_vien_so.dang_bi_khoa
    assert not _da_vao(client)


def test_turning_off_asks_for_a_long_password(client, chuyen_vien_so):
    _dang_nhap(client, chuyen_vien_so)
    TOTP.activate(chuyen_vien_so, generate_totp_secret())
    _xac_nhan_lai(client)

    client.post(reverse("mfa_deactivate_totp"))

    chuyen_vien_so.refresh_from_db()
    assert not Authenticator.objects.exists()
    assert chuyen_vien_so.phai_doi_mat_khau


def test_staff_must_enrol_where_required(client, settings, quan_tri, chuyen_vien_so):
    settings.MFA_BAT_BUOC = True
    client.force_login(chuyen_vien_so)
    so = client.get(reverse("trang_chu"))
    client.force_login(quan_tri)
    truoc = client.get(reverse("trang_chu"))
    TOTP.activate(quan_tri, generate_totp_secret())

    sau = client.get(reverse("trang_chu"))

    assert (so.status_code, so.url) == (302, reverse("so:trang_chu"))
    assert (truoc.status_code, truoc.url) == (302, reverse("mfa_activate_totp"))
    assert (sau.status_code, sau.url) == (302, reverse("admin:index"))


def test_staff_cannot_turn_off_where_required(client, settings, quan_tri):
    settings.MFA_BAT_BUOC = True
    _dang_nhap(client, quan_tri)
    TOTP.activate(quan_tri, generate_totp_secret())
    _xac_nhan_lai(client)

    trang = client.post(reverse("mfa_deactivate_totp"))

    assert "bắt buộc dùng xác thực hai lớp" in html.unescape(trang.content.decode())
    assert Authenticator.objects.filter(user=quan_tri).exists()
