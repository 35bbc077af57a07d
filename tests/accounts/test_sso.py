"""Single sign-on logs in to linked accounts and never makes one."""

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.urls import reverse

from cucctdp.accounts.adapter import TaiKhoanSsoAdapter
from cucctdp.accounts.models import User


def _lan_dang_nhap(uid):
    tai_khoan = SocialAccount(provider="sso", uid=uid, extra_data={"so_dinh_danh": "001"})
    return SocialLogin(user=User(vai_tro="so_lanh_dao"), account=tai_khoan)


@pytest.fixture
def yeu_cau(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_unknown_person_is_sent_back_to_login(yeu_cau, db):
    with pytest.raises(ImmediateHttpResponse) as ngoai_le:
        TaiKhoanSsoAdapter().pre_social_login(yeu_cau, _lan_dang_nhap("ai-do"))

    assert ngoai_le.value.response.url == reverse("account_login")
    assert [str(tin) for tin in get_messages(yeu_cau)] == ["Tài khoản chưa được Cục/Sở cấp."]
    assert not User.objects.exists()


def test_linked_person_goes_on(yeu_cau, chuyen_vien_so):
    SocialAccount.objects.create(user=chuyen_vien_so, provider="sso", uid="da-gan")
    lan = _lan_dang_nhap("da-gan")
    lan.lookup()

    assert TaiKhoanSsoAdapter().pre_social_login(yeu_cau, lan) is None
    assert lan.user == chuyen_vien_so


def test_claims_are_not_kept(chuyen_vien_so):
    SocialAccount.objects.create(
        user=chuyen_vien_so, provider="sso", uid="da-gan", extra_data={"so_dinh_danh": "001"}
    )

    assert SocialAccount.objects.get().extra_data == {}


def test_self_registration_is_closed(yeu_cau, db):
    assert not TaiKhoanSsoAdapter().is_open_for_signup(yeu_cau, _lan_dang_nhap("x"))
