"""Addresses that the admin and the portal share."""

from django.urls import re_path

from khuyencong.tai_giay_to import tai_giay_to, tai_giay_to_ke_hoach

urlpatterns = [
    re_path(
        r"^de-an/(?P<pk>\d{1,18})/giay-to/(?P<ma>[0-9a-z-]+)\.(?P<dinh_dang>pdf|docx)$",
        tai_giay_to,
        name="kc_giay_to",
    ),
    re_path(
        r"^ke-hoach/giay-to/(?P<ma>[0-9a-z-]+)\.(?P<dinh_dang>pdf|docx)$",
        tai_giay_to_ke_hoach,
        name="kc_giay_to_ke_hoach",
    ),
]
