from django.urls import path

from sanpham_tieubieu.giam_khao.views import (
    danh_sach,
    khung,
    mo_diem,
    mot_san_pham,
    phieu,
    phieu_giay,
    truong_ban,
)

app_name = "cham_diem"
urlpatterns = [
    path("", danh_sach.danh_sach, name="danh_sach"),
    path("phien/", danh_sach.phien, name="phien"),
    path("ky/<int:ky>/khai/", danh_sach.khai, name="khai"),
    path("ky/<int:ky>/", truong_ban.tien_do, name="truong_ban"),
    path("ky/<int:ky>/san-pham/<int:pk>/", mot_san_pham.san_pham, name="san_pham"),
    path("ky/<int:ky>/mo-lai/<int:pk>/", truong_ban.mo_lai, name="mo_lai"),
    path("ky/<int:ky>/bang-diem/", truong_ban.bang_diem, name="bang_diem"),
    path("ky/<int:ky>/khung/<int:pk>/", khung.khung, name="khung"),
    path("ky/<int:ky>/mo-diem/", mo_diem.mo_diem, name="mo_diem"),
    path("ky/<int:ky>/phieu-giay/", phieu_giay.danh_sach, name="phieu_giay"),
    path("ky/<int:ky>/phieu-giay/<int:pk>/", phieu_giay.nhap, name="phieu_giay_nhap"),
    path("<int:pk>/", phieu.phieu, name="phieu"),
    path("<int:pk>/luu/", phieu.luu, name="luu"),
    path("<int:pk>/ky/", phieu.ky, name="ky_phieu"),
    path("<int:pk>/xin-mo-lai/", phieu.xin_mo_lai, name="xin_mo_lai"),
    path("<int:pk>/anh/<int:anh>/", phieu.anh, name="anh"),
]
