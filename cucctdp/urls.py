"""Composition root: every address of the site."""

from django.contrib import admin
from django.urls import include, path

from baocao.admin.canh_bao import trang_canh_bao
from cucctdp import health, views
from sanpham_tieubieu.trang_xac_minh import xac_minh

handler404 = views.khong_tim_thay

urlpatterns = [
    path("", views.trang_chu, name="trang_chu"),
    path("admin/canh-bao/", admin.site.admin_view(trang_canh_bao), name="canh_bao"),
    path("admin/", admin.site.urls),
    path("so/khuyen-cong/", include("khuyencong.portal.urls")),
    path("so/cum-cong-nghiep/", include("cumcongnghiep.portal.urls")),
    path("so/binh-chon/", include("sanpham_tieubieu.portal.urls")),
    path("so/", include("baocao.portal.urls")),
    path("cham-diem/", include("sanpham_tieubieu.giam_khao.urls")),
    path("khuyen-cong/", include("khuyencong.urls")),
    path("cum-cong-nghiep/", include("cumcongnghiep.urls")),
    path("san-pham/", include("sanpham_tieubieu.urls")),
    path("binh-chon/", include("sanpham_tieubieu.cong_khai.urls")),
    path("thong-bao/", include("cucctdp.thong_bao.urls")),
    path("tai-khoan/", include("cucctdp.accounts.urls")),
    path("", include("cucctdp.files.urls")),
    path("", include("baocao.lanh_dao")),
    path("", include("baocao.tra_cuu")),
    path("xac-minh/<str:ma>/", xac_minh, name="xac_minh"),
    path("api/v1/", include("cucctdp.api_urls")),
    path("suc-khoe/", health.suc_khoe, name="suc_khoe"),
]
