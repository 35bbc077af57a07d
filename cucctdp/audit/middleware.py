"""Gives every request an id; nginx in front sets X-Real-IP, nobody else is believed."""

from django.conf import settings
from django.shortcuts import render

from cucctdp.audit.context import trong_yeu_cau
from cucctdp.audit.record import ghi


class KyTuRongMiddleware:
    """Refuses the NUL character in what a page is asked with: no text of the database holds it.

    One door instead of one check per box. The API tells it by parameter and is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.path.startswith("/api/"):
            return None
        for gui in (request.GET, request.POST):
            if any("\0" in chu for cac_chu in gui.lists() for chu in (cac_chu[0], *cac_chu[1])):
                return render(request, "400.html", status=400)
        return None


class YeuCauMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        dia_chi, quoc_gia = request.META.get("REMOTE_ADDR"), None
        if settings.TIN_PROXY:
            dia_chi = request.META.get("HTTP_X_REAL_IP", dia_chi)
            quoc_gia = request.headers.get(settings.DAU_QUOC_GIA or "")
        with trong_yeu_cau(dia_chi=dia_chi or None, quoc_gia=quoc_gia) as yeu_cau:
            request.ma_yeu_cau = yeu_cau.ma
            response = self.get_response(request)
            self._ghi_tu_choi(request, response)
            response["X-Request-Id"] = yeu_cau.ma
            return response

    def _ghi_tu_choi(self, request, response):
        """A logged-in user refused a page (403) is an event; strangers cannot fill the log so."""
        user = getattr(request, "user", None)
        if response.status_code == 403 and user is not None and user.is_authenticated:
            du_lieu = {"duong_dan": request.path[:300], "phuong_thuc": request.method}
            ghi("tu_choi_truy_cap", by=user, du_lieu=du_lieu)
