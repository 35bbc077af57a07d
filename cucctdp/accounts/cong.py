"""The gate of the portal (cổng): pages for staff of a Sở, scripts and styles from files alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONCE, SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
CHI_SO = "Cổng nhập báo cáo chỉ dành cho tài khoản của Sở Công Thương."


def chi_so(view: View) -> View:
    """Only staff of a Sở; others get the 403 page. Scripts and styles come from files alone."""

    @wraps(view)
    def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.la_so:  # type: ignore[union-attr]
            raise PermissionDenied(CHI_SO)
        return view(request, *args, **kwargs)

    chinh_sach = csp_replace({"script-src": [SELF, NONCE], "style-src": [SELF]})
    return login_required(chinh_sach(boc))  # type: ignore[no-any-return]
