"""Session rules between login and page: lock, forced password change, forced second factor."""

import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts.adapter import phai_dung_hai_lop

_LUON_DUOC = ("account_logout", "account_reauthenticate", "mfa_reauthenticate")
_TRANG_HAI_LOP = (
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
)
_DA_CO_HAI_LOP = "da_co_hai_lop"


class PhienLamViecMiddleware:
    """Sends a logged-in user to what must be done first; idle time ends with the session cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == reverse("admin:password_change"):
            return HttpResponseRedirect(reverse("account_change_password"))
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        if user.dang_bi_khoa:
            logout(request)
            return _chuyen(request, "account_login", "Tài khoản đang bị khóa.")
        if can_doi_mat_khau(user):
            if request.path not in _duong_dan("account_change_password", *_LUON_DUOC):
                return _chuyen(
                    request, "account_change_password", "Bạn phải đổi mật khẩu trước khi làm việc."
                )
        elif (
            phai_dung_hai_lop(user)
            and not _co_hai_lop(request)
            and request.path not in _duong_dan(*_TRANG_HAI_LOP, *_LUON_DUOC)
        ):
            return _chuyen(
                request, "mfa_activate_totp", "Vai trò của bạn phải bật xác thực hai lớp trước."
            )
        return self.get_response(request)


def can_doi_mat_khau(user) -> bool:
    """First login, a reset, or an administrator's password past its age (two months)."""
    if not user.has_usable_password():
        return False
    if user.phai_doi_mat_khau:
        return True
    if not user.hang_vai_tro.mat_khau_co_han:
        return False
    han = datetime.timedelta(days=settings.MAT_KHAU_QUAN_TRI_SO_NGAY)
    return user.doi_mat_khau_luc is None or timezone.now() - user.doi_mat_khau_luc > han


def _co_hai_lop(request) -> bool:
    """Asked of the database until true; then remembered for the session (it cannot be removed)."""
    if not request.session.get(_DA_CO_HAI_LOP):
        co = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
        if not co:
            return False
        request.session[_DA_CO_HAI_LOP] = True
    return True


def _duong_dan(*ten: str) -> set[str]:
    return {reverse(item) for item in ten}


def _chuyen(request, ten: str, thong_bao: str):
    """Redirect a page; tell htmx and API callers in the way they understand."""
    dich = reverse(ten)
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": thong_bao}, status=403)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": dich})
    return HttpResponseRedirect(dich)
