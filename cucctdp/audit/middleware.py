"""Gives every request an id; nginx in front sets X-Real-IP, nobody else is believed."""

from django.conf import settings

from cucctdp.audit.context import trong_yeu_cau


class YeuCauMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        dia_chi = request.META.get("REMOTE_ADDR")
        if settings.TIN_PROXY:
            dia_chi = request.META.get("HTTP_X_REAL_IP", dia_chi)
        with trong_yeu_cau(dia_chi=dia_chi or None) as yeu_cau:
            request.ma_yeu_cau = yeu_cau.ma
            response = self.get_response(request)
            response["X-Request-Id"] = yeu_cau.ma
            return response
