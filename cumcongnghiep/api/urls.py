"""Addresses of cụm công nghiệp, below /api/v1/; a closing slash may stand or not."""

from django.urls import re_path

from cumcongnghiep.api.cum import ChiTietView, DanhSachView
from cumcongnghiep.api.views import Bieu04View, CacCauHoiView, CauHoiView, LapDayView

_TK = r"^thong-ke/cum-cong-nghiep/"
urlpatterns = [
    re_path(rf"{_TK}bieu-04/?$", Bieu04View.as_view(), name="ccn-bieu-04"),
    re_path(rf"{_TK}lap-day/?$", LapDayView.as_view(), name="ccn-lap-day"),
    re_path(rf"{_TK}cau-hoi/?$", CacCauHoiView.as_view(), name="ccn-cac-cau-hoi"),
    re_path(rf"{_TK}cau-hoi/(?P<so>\d{{1,2}})/?$", CauHoiView.as_view(), name="ccn-cau-hoi"),
    re_path(r"^cum-cong-nghiep/?$", DanhSachView.as_view(), name="ccn-danh-sach"),
    re_path(
        r"^cum-cong-nghiep/(?P<ma>[A-Z0-9-]{1,12})/?$", ChiTietView.as_view(), name="ccn-chi-tiet"
    ),
]
