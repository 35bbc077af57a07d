from django.urls import path

from sanpham_tieubieu.portal.views import (
    danh_sach,
    gui_len,
    ho_so,
    ky,
    lap,
    nguoi_nop,
    phan,
    thanh_vien,
)

app_name = "binh_chon"
urlpatterns = [
    path("", danh_sach.danh_sach, name="danh_sach"),
    path("lap/", lap.chon, name="chon"),
    path("lap/<int:san_pham>/", lap.lap, name="lap"),
    path("san-pham-moi/<int:co_so>/", lap.san_pham_moi, name="san_pham_moi"),
    path("ho-so/<int:pk>/", ho_so.xem, name="ho_so"),
    path("ho-so/<int:pk>/sua/<slug:phan>/", phan.phan, name="phan"),
    path("ho-so/<int:pk>/sua/<slug:phan>/<int:dong>/bo/", phan.bo, name="bo"),
    path("ho-so/<int:pk>/anh/<int:anh>/", phan.anh, name="anh"),
    path("ho-so/<int:pk>/viec/<slug:ma>/", ho_so.viec, name="viec"),
    path("nguoi-nop/", nguoi_nop.danh_sach, name="nguoi_nop"),
    path("nguoi-nop/<int:pk>/thoi/", nguoi_nop.thoi, name="thoi_nop"),
    path("ky/moi/", ky.moi, name="ky_moi"),
    path("ky/<int:pk>/", ky.ky, name="ky"),
    path("ky/<int:pk>/gui-len/", gui_len.gui_len, name="gui_len"),
    path("ky/<int:pk>/ban/<int:ban>/nguoi-moi/", thanh_vien.moi, name="thanh_vien_moi"),
    path("ky/<int:pk>/viec/<slug:ma>/", ky.viec, name="ky_viec"),
    path("ky/<int:pk>/viec/<slug:ma>/<int:dong>/", ky.viec, name="ky_viec_dong"),
]
