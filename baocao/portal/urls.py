from django.urls import path

from baocao.portal.views import bo, buoc, cap_nhat, excel, kien_nghi, luoi, luu, trang_chu, trao_doi

app_name = "so"
urlpatterns = [
    path("", trang_chu.trang_chu, name="trang_chu"),
    path("co-chu/", trang_chu.co_chu, name="co_chu"),
    path("phien/", trang_chu.phien, name="phien"),
    path("phien/ma/", luu.ma_phien, name="ma_phien"),
    path("bo/<int:pk>/", bo.bo, name="bo"),
    path("bo/<int:pk>/van-ban/", bo.van_ban, name="van_ban"),
    path("bo/<int:pk>/lan-gui/<int:lan>/", bo.anh_chup, name="anh_chup"),
    path("bo/<int:pk>/y-kien/<int:y_kien_pk>/", bo.tra_loi, name="tra_loi"),
    path("bo/<int:pk>/buoc/<slug:duong>/", buoc.buoc_bo, name="buoc_bo"),
    path("bo/<int:pk>/excel/", excel.nap, name="excel"),
    path("bo/<int:pk>/excel/mau/", excel.tep_mau, name="excel_mau"),
    path("bo/<int:pk>/excel/danh-dau/<int:tep_pk>/", excel.danh_dau, name="excel_danh_dau"),
    path("phieu/<int:pk>/", luoi.phieu, name="phieu"),
    path("phieu/<int:pk>/cap-nhat/", cap_nhat.cap_nhat, name="cap_nhat"),
    path("phieu/<int:pk>/tu-luu/", luu.tu_luu, name="tu_luu"),
    path("phieu/<int:pk>/ket-qua/", luu.ket_qua, name="ket_qua"),
    path("phieu/<int:pk>/trao-doi/", trao_doi.trao_doi, name="trao_doi"),
    path("phieu/<int:pk>/giai-trinh/", luoi.giai_trinh, name="giai_trinh"),
    path("phieu/<int:pk>/buoc/<slug:duong>/", buoc.buoc_phieu, name="buoc_phieu"),
    path("kien-nghi/", kien_nghi.danh_sach, name="kien_nghi"),
    path("kien-nghi/moi/", kien_nghi.moi, name="kien_nghi_moi"),
    path("kien-nghi/<int:pk>/", kien_nghi.xem, name="kien_nghi_xem"),
    path(
        "kien-nghi/<int:pk>/danh-gia/<slug:duong>/",
        kien_nghi.danh_gia,
        name="kien_nghi_danh_gia",
    ),
]
