"""Addresses of the selection, below /api/v1/; a closing slash may stand or not."""

from django.urls import re_path

from sanpham_tieubieu.api import views as v

_TK = r"^thong-ke/binh-chon/"
urlpatterns = [
    re_path(rf"{_TK}pheu/?$", v.PheuView.as_view(), name="bc-pheu"),
    re_path(rf"{_TK}giay-chung-nhan/?$", v.GiayNgayView.as_view(), name="bc-giay-hieu-luc"),
    re_path(r"^binh-chon/ky/?$", v.CacKyView.as_view(), name="bc-cac-ky"),
    re_path(
        r"^binh-chon/ky/(?P<pk>\d{1,18})/ket-qua/?$", v.KetQuaView.as_view(), name="bc-ket-qua"
    ),
    re_path(
        r"^binh-chon/giay-chung-nhan/(?P<ma>[A-Za-z0-9_-]{1,40})/?$",
        v.GiayView.as_view(),
        name="bc-giay",
    ),
]
