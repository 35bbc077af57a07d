from django.urls import path

from cumcongnghiep.portal.views import bieu, doi_chieu, tai_ve, tong_quan, viec

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
]
