"""Errors of the API in one shape: {ma_loi, thong_diep, chi_tiet}, in Vietnamese."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from cucctdp.workflow.steps import BuocBiTuChoi

THONG_DIEP = {
    status.HTTP_400_BAD_REQUEST: "Yêu cầu chưa hợp lệ.",
    status.HTTP_401_UNAUTHORIZED: "Cần đăng nhập hoặc gửi khóa API.",
    status.HTTP_403_FORBIDDEN: "Tài khoản của bạn không có quyền này.",
    status.HTTP_404_NOT_FOUND: "Không tìm thấy.",
    status.HTTP_405_METHOD_NOT_ALLOWED: "Phương thức không được hỗ trợ.",
    status.HTTP_406_NOT_ACCEPTABLE: "Định dạng trả về không được hỗ trợ.",
    status.HTTP_409_CONFLICT: "Trạng thái hiện tại không cho phép.",
    status.HTTP_429_TOO_MANY_REQUESTS: "Gọi quá nhiều lần, xin thử lại sau.",
}


def xu_ly_loi(exc, context):
    """DRF's EXCEPTION_HANDLER; a service's refusal becomes 400 or 409, never 500."""
    if isinstance(exc, BuocBiTuChoi):
        return _tra_loi(status.HTTP_409_CONFLICT, exc.ly_do)
    if isinstance(exc, ValidationError):
        return _tra_loi(status.HTTP_400_BAD_REQUEST, exc.messages)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        chi_tiet = exc.detail
    elif isinstance(exc, Http404):
        chi_tiet = []
    elif isinstance(exc, PermissionDenied):
        chi_tiet = [str(exc)] if exc.args else []
    else:
        chi_tiet = [str(exc.detail)]
    tra = _tra_loi(response.status_code, chi_tiet)
    for ten in ("WWW-Authenticate", "Retry-After", "Allow"):
        if ten in response.headers:
            tra[ten] = response.headers[ten]
    return tra


def than_loi(ma, chi_tiet):
    """Body of an error answer."""
    return {"ma_loi": ma, "thong_diep": THONG_DIEP.get(ma, "Có lỗi."), "chi_tiet": chi_tiet}


def _tra_loi(ma, chi_tiet):
    return Response(than_loi(ma, chi_tiet), status=ma)
