"""Addresses of khuyến công statistics, below /api/v1/; a closing slash may stand or not."""

from django.urls import re_path

from khuyencong.api.views import DeAnView, KetQuaView, KinhPhiView

urlpatterns = [
    re_path(r"^thong-ke/khuyen-cong/kinh-phi/?$", KinhPhiView.as_view(), name="kc-kinh-phi"),
    re_path(r"^thong-ke/khuyen-cong/ket-qua/?$", KetQuaView.as_view(), name="kc-ket-qua"),
    re_path(r"^thong-ke/khuyen-cong/de-an/?$", DeAnView.as_view(), name="kc-de-an"),
]
