"""Addresses of the reporting API, below /api/v1/; a closing slash may stand or not."""

from django.urls import re_path

from baocao.api.do_lech import DoLechView
from baocao.api.kien_nghi import KienNghiView
from baocao.api.ky_luat import KyLuatView
from baocao.api.views import ChiTieuView, DonViView, KyView, SoLieuView

urlpatterns = [
    re_path(
        r"^thong-ke/bao-cao/(?P<chi_tieu>[^/]+)/?$", SoLieuView.as_view(), name="thong-ke-bao-cao"
    ),
    re_path(r"^thong-ke/ky-luat-bao-cao/?$", KyLuatView.as_view(), name="ky-luat-bao-cao"),
    re_path(r"^thong-ke/do-lech-uoc/?$", DoLechView.as_view(), name="do-lech-uoc"),
    re_path(r"^chi-tieu/?$", ChiTieuView.as_view(), name="chi-tieu"),
    re_path(r"^ky/?$", KyView.as_view(), name="ky"),
    re_path(r"^kien-nghi/?$", KienNghiView.as_view(), name="kien-nghi"),
    re_path(r"^don-vi/?$", DonViView.as_view(), name="don-vi"),
]
