"""Public addresses of results, under ``/binh-chon/``."""

from django.urls import re_path

from sanpham_tieubieu.cong_khai import views as v

_PK = r"(?P<pk>\d{1,18})"

urlpatterns = [
    re_path(r"^$", v.tra_cuu, name="bc_tra_cuu"),
    re_path(rf"^ky/{_PK}/$", v.mot_ky, name="bc_ky"),
    re_path(rf"^san-pham/{_PK}/$", v.mot_san_pham, name="bc_san_pham"),
    re_path(rf"^anh/{_PK}\.jpg$", v.anh, name="bc_anh"),
]
