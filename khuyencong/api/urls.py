"""Addresses of khuyến công statistics, below /api/v1/; a closing slash may stand or not."""

from django.urls import re_path

from khuyencong.api.views import DeAnView, KetQuaView, KinhPhiView
from khuyencong.api.views_b4_b9 import (
    BinhChonView,
    ChuongTrinhView,
    CoSoView,
    DieuChinhView,
    KeHoachView,
    NhanLucView,
)

_GOC = r"^thong-ke/khuyen-cong/"
urlpatterns = [
    re_path(rf"{_GOC}kinh-phi/?$", KinhPhiView.as_view(), name="kc-kinh-phi"),
    re_path(rf"{_GOC}ket-qua/?$", KetQuaView.as_view(), name="kc-ket-qua"),
    re_path(rf"{_GOC}de-an/?$", DeAnView.as_view(), name="kc-de-an"),
    re_path(rf"{_GOC}co-so/?$", CoSoView.as_view(), name="kc-co-so"),
    re_path(rf"{_GOC}dieu-chinh/?$", DieuChinhView.as_view(), name="kc-dieu-chinh"),
    re_path(rf"{_GOC}binh-chon/?$", BinhChonView.as_view(), name="kc-binh-chon"),
    re_path(rf"{_GOC}nhan-luc/?$", NhanLucView.as_view(), name="kc-nhan-luc"),
    re_path(rf"{_GOC}ke-hoach/?$", KeHoachView.as_view(), name="kc-ke-hoach"),
    re_path(
        rf"{_GOC}chuong-trinh/(?P<ma>[-\w]{{1,40}})/?$",
        ChuongTrinhView.as_view(),
        name="kc-chuong-trinh",
    ),
]
