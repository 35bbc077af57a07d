"""Password rules: length by second factor, four classes, the last ten."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cucctdp.accounts.models import MatKhauCu
from tests.factories.accounts import MAT_KHAU


def _loi(mat_khau, user):
    try:
        validate_password(mat_khau, user)
    except ValidationError as exc:
        return exc.messages
    return []


def test_password_without_second_factor_needs_fourteen(quan_tri):
    assert _loi("Ab1!efghijkl9", quan_tri) == [
        "Mật khẩu phải có ít nhất 14 ký tự khi chưa bật xác thực hai lớp."
    ]
    assert _loi("mot hai ba bon nam", quan_tri) == []


@pytest.mark.parametrize(
    ("mat_khau", "mong_doi"),
    [
        ("Ab1!xyz", ["Mật khẩu phải có ít nhất 8 ký tự."]),
        ("Ab1!xyzt", []),
        ("abcdxyzt", ["Mật khẩu còn thiếu: chữ hoa, chữ số, ký tự đặc biệt."]),
        ("Đường đi 1", []),
        (
            "qz7!",
            ["Mật khẩu phải có ít nhất 8 ký tự.", "Mật khẩu còn thiếu: chữ hoa."],
        ),
    ],
)
def test_password_with_second_factor_needs_eight_of_four_classes(mat_khau, mong_doi, quan_tri):
    TOTP.activate(quan_tri, generate_totp_secret())

    assert _loi(mat_khau, quan_tri) == mong_doi


def test_password_like_the_name_is_refused(quan_tri):
    quan_tri.ho_ten = "Nguyễn Hoàng Minh Quân"

    assert len(_loi("Nguyễn Hoàng Minh Quân", quan_tri)) == 1


def test_password_not_among_the_last_ten(quan_tri):
    da_dung = [MAT_KHAU, *(f"Mat-khau thu nghiem {so}" for so in range(2, 12))]
    for mat_khau in da_dung[1:]:
        quan_tri.set_password(mat_khau)
        quan_tri.save()

    bi_tu_choi = [mat_khau for mat_khau in da_dung if _loi(mat_khau, quan_tri)]

    assert bi_tu_choi == da_dung[1:]
    assert MatKhauCu.objects.filter(user=quan_tri).count() == 10
    assert quan_tri.doi_mat_khau_luc is not None


def test_old_passwords_are_kept_as_hashes_only(quan_tri):
    bam = MatKhauCu.objects.get(user=quan_tri).bam

    assert bam == quan_tri.password
    assert MAT_KHAU not in bam
