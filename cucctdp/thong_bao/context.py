"""The unread count for the bell of every page; asked for only where a template draws it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cucctdp.thong_bao.services import so_chua_doc


def chuong(request: HttpRequest) -> dict[str, object]:
    """``thong_bao_chua_doc``: number of unread notices of who is logged in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"thong_bao_chua_doc": 0}
    return {"thong_bao_chua_doc": SimpleLazyObject(lambda: so_chua_doc(user))}


def chuong_quan_tri(request: HttpRequest) -> str:
    """Badge of the side bar of the admin; nothing when all is read."""
    so = so_chua_doc(request.user)
    return str(so) if so else ""
