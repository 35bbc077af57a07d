from django.urls import path

from cumcongnghiep.portal.views import (
    bieu,
    doi_chieu,
    nap_tep,
    nguoi_bao_cao,
    nhap,
    tai_ve,
    tong_quan,
    viec,
)

app_name = "cum_bieu"
urlpatterns = [
    path("", viec.viec, name="viec"),
    path("ky/<int:ky>/", tong_quan.tinh, name="tinh"),
    path("ky/<int:ky>/xa/<int:xa>/", tong_quan.xa, name="xa"),
    path("ky/<int:ky>/lap/<slug:bieu>/<int:pk>/", bieu.lap, name="lap"),
    path("bieu/<int:pk>/", bieu.bieu, name="bieu"),
    path("bieu/<int:pk>/dien-lai/", bieu.dien_lai, name="dien_lai"),
    path("bieu/<int:pk>/buoc/<slug:ma>/", bieu.buoc, name="buoc"),
    path("bieu/<int:pk>/doi-chieu/", doi_chieu.doi_chieu_bieu, name="doi_chieu"),
    path("bieu/<int:pk>/doi-chieu/<int:dong>/bo/", doi_chieu.bo, name="bo_giai_thich"),
    path("bieu/<int:pk>/tai/<slug:dinh_dang>/", tai_ve.tai, name="tai"),
    path("bieu/<int:pk>/tep/", nap_tep.nap, name="nap_tep"),
    path("nguoi-bao-cao/", nguoi_bao_cao.danh_sach, name="nguoi_bao_cao"),
    path("nguoi-bao-cao/giao/", nguoi_bao_cao.giao, name="giao_bao_cao"),
    path("nguoi-bao-cao/<int:pk>/thoi/", nguoi_bao_cao.thoi, name="thoi_bao_cao"),
    path("nhap/", nhap.danh_sach, name="nhap"),
    path("nhap/tep-mau/", nhap.tep_mau, name="nhap_tep_mau"),
    path("nhap/xuat/", nhap.xuat, name="nhap_xuat"),
    path("nhap/<int:pk>/", nhap.phien, name="nhap_phien"),
    path("nhap/<int:pk>/ghep-cot/", nhap.ghep, name="nhap_ghep"),
    path("nhap/<int:pk>/dong/<int:so>/", nhap.dong, name="nhap_dong"),
    path("nhap/<int:pk>/viec/<slug:ma>/", nhap.viec, name="nhap_viec"),
]
