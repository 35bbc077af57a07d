"""`Authorization: Api-Key <key>`: the key acts as its service account."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_api_key.permissions import KeyParser

from cucctdp.apikit.models import KhoaApi
from cucctdp.apikit.throttling import chan_do_khoa, ghi_khoa_sai


class KhoaApiAuthentication(BaseAuthentication):
    """401 with a Vietnamese sentence for an unknown, revoked or expired key."""

    def authenticate(self, request):
        key = KeyParser().get(request)
        if not key:
            return None
        chan_do_khoa()
        try:
            khoa = KhoaApi.objects.get_from_key(key)
        except (KhoaApi.DoesNotExist, ValueError):
            ghi_khoa_sai()
            raise AuthenticationFailed("Khóa API không đúng hoặc đã thu hồi.") from None
        if khoa.has_expired:
            raise AuthenticationFailed("Khóa API đã hết hạn.")
        if khoa.nguoi_dung.dang_bi_khoa:
            raise AuthenticationFailed("Tài khoản của khóa API đã khóa.")
        if khoa.nguoi_dung.hang_vai_tro.dang_nhap:
            raise AuthenticationFailed("Khóa API phải gắn với tài khoản dịch vụ.")
        return khoa.nguoi_dung, khoa

    def authenticate_header(self, request):
        return "Api-Key"


class KhoaApiScheme(OpenApiAuthenticationExtension):
    target_class = KhoaApiAuthentication
    name = "KhoaApi"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Giá trị: `Api-Key <khóa>`.",
        }
