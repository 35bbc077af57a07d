"""Public pages that know nobody: no session is read, kept alive or written there."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class KhongPhienMiddleware:
    """Before the sessions: a visitor who is logged in elsewhere is a stranger here.

    Otherwise his session would be saved (each request keeps it alive), and a page that must answer
    while the database only reads would fail for those who work in the system.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.DUONG_KHONG_PHIEN):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
