"""Addresses of the reporting API, below /api/v1/."""

from django.urls import path

from baocao.api.views import ChiTieuView, DonViView, KyView, SoLieuView

urlpatterns = [
    path("thong-ke/bao-cao/<str:chi_tieu>/", SoLieuView.as_view(), name="thong-ke-bao-cao"),
    path("chi-tieu/", ChiTieuView.as_view(), name="chi-tieu"),
    path("ky/", KyView.as_view(), name="ky"),
    path("don-vi/", DonViView.as_view(), name="don-vi"),
]
