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

    return _cong(view, lambda user: user.la_so)


def ai_vao_cong(view: View) -> View:
    """Everybody whose work is in the portal; the page asks for its own right besides.

    Beside the Sở: regional centres, with pages of khuyến công only, and reporters of clusters.
    """
    return _cong(view, lambda user: user.vao_cong)


def ai_co_quyen(view: View, *quyen: str, cau: str) -> View:
    """Whoever holds one of the rights, at the Cục too; ``cau`` tells the others why not."""
    return _cong(view, lambda user: any(user.has_perm(q) for q in quyen), cau)


def _cong(view: View, duoc: Callable[[Any], bool], cau: str = CHI_SO) -> View:
    @wraps(view)
    def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not duoc(request.user):
            raise PermissionDenied(cau)
        return view(request, *args, **kwargs)

    chinh_sach = csp_replace({"script-src": [SELF, NONCE], "style-src": [SELF]})
    return login_required(chinh_sach(boc))  # type: ignore[no-any-return]
