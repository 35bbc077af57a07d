"""allauth adapters: the account lock, no self-registration, SSO only for granted accounts."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from cucctdp.accounts.models import User
from cucctdp.accounts.services import ghi_dang_nhap_sai
from cucctdp.audit.record import ghi

CHUA_DUOC_CAP = "Tài khoản chưa được Cục/Sở cấp."
_QUA_NHIEU = "Bạn thử quá nhiều lần trong thời gian ngắn. Hãy chờ vài phút rồi thử lại."
_MA_SAI = "Mã chưa đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng xác thực."


class TaiKhoanAdapter(DefaultAccountAdapter):
    """Login by user name; one answer for a wrong name, a wrong password and a locked account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": (
            "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang bị khóa. Sau 5 lần sai "
            "liên tiếp tài khoản bị khóa 12 giờ; cần mở sớm hơn, hãy liên hệ quản trị hệ thống."
        ),
        "too_many_login_attempts": _QUA_NHIEU,
        "rate_limited": _QUA_NHIEU,
        "incorrect_password": "Mật khẩu chưa đúng.",
        "enter_current_password": "Mật khẩu đang dùng chưa đúng.",
        "incorrect_code": _MA_SAI,
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Check the password while holding the account's row, so that no sixth guess slips in.

        A locked account goes through the same hashing as any other: time tells nothing.
        """
        with transaction.atomic():
            tai_khoan = _tim(credentials.get("username"), khoa=True)
            bi_tu_choi = tai_khoan is not None and not _duoc_vao(tai_khoan)
            user = super().authenticate(request, **credentials)
            return None if bi_tu_choi else user

    def authentication_failed(self, request, **credentials):
        """Count against the account; guesses at names are recorded too.

        The name itself is not kept: people type their password into the wrong box.
        """
        tai_khoan = _tim(credentials.get("username"))
        if tai_khoan is not None:
            ghi_dang_nhap_sai(user=tai_khoan)
        else:
            ghi("dang_nhap_sai", chuoi=User.chuoi_nhat_ky, du_lieu={"khong_co_tai_khoan": True})

    def pre_login(self, request, user, **kwargs):
        """Refuse locked and machine accounts by every way in, SSO included."""
        if not _duoc_vao(user):
            clear_login(request)
            messages.error(request, self.error_messages["username_password_mismatch"])
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def login(self, request, user):
        """Look again when all factors are passed: wrong codes may have locked the account since.

        The password was asked before the code; without this look, codes could be guessed at in
        one opened login however often the account is locked.
        """
        if not _duoc_vao(User.objects.get(pk=user.pk)):
            clear_login(request)
            messages.error(request, self.error_messages["username_password_mismatch"])
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """allauth's own notices are dropped: the pages say in Vietnamese what happened."""

    def send_notification_mail(self, *args, **kwargs):
        """No mail: events are in the audit log, addresses may be missing."""


class TaiKhoanSsoAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect logs in to a linked account; never creates one, never matches by name."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        messages.error(request, CHUA_DUOC_CAP)
        raise ImmediateHttpResponse(redirect("account_login"))


class HaiLopAdapter(DefaultMFAAdapter):
    """Second factor: secrets encrypted at rest, not removable where the rules demand it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _MA_SAI,
        "cannot_delete_authenticator": (
            "Vai trò của bạn bắt buộc dùng xác thực hai lớp nên không tắt được. "
            "Nếu đổi điện thoại, hãy nhờ quản trị gỡ rồi đăng ký lại."
        ),
    }

    def can_delete_authenticator(self, authenticator):
        return not phai_dung_hai_lop(authenticator.user)

    def encrypt(self, text):
        return _khoa_ma_hoa().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _khoa_ma_hoa().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args, **kwargs):
        """No mail: events are in the audit log, addresses may be missing."""


def phai_dung_hai_lop(user: User) -> bool:
    """Roles that enter the administration must have a second factor where the setting says so."""
    return settings.MFA_BAT_BUOC and user.hang_vai_tro.vao_quan_tri


def _duoc_vao(user: User) -> bool:
    return user.hang_vai_tro.dang_nhap and not user.dang_bi_khoa


def _tim(username, khoa=False):
    if not username:
        return None
    rows = User.objects.filter(username=username.strip().lower())
    return (rows.select_for_update(no_key=True) if khoa else rows).first()


def _khoa_ma_hoa() -> MultiFernet:
    """Keys from SECRET_KEY and its fallbacks; the first encrypts, all decrypt."""
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(
                    HKDF(SHA256(), length=32, salt=None, info=b"cucctdp.mfa").derive(
                        bi_mat.encode()
                    )
                )
            )
            for bi_mat in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )
