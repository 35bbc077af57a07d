from django.urls import path

from khuyencong.portal.views import (
    bo_sung,
    buoc,
    de_an,
    dieu_chinh,
    nghiem_thu,
    soan,
    tai_lieu,
    thu_huong,
    thuc_hien,
)

app_name = "khuyen_cong"
urlpatterns = [
    path("", de_an.danh_sach, name="danh_sach"),
    path("moi/", soan.moi, name="moi"),
    path("<int:pk>/", de_an.xem, name="xem"),
    path("<int:pk>/giay-to/<slug:ma>/ban-ky/", tai_lieu.ban_ky, name="ban_ky"),
    path("<int:pk>/sua/thong-tin/", soan.thong_tin, name="thong_tin"),
    path("<int:pk>/sua/noi-dung/", soan.noi_dung, name="noi_dung"),
    path("<int:pk>/sua/du-toan/", soan.du_toan, name="du_toan"),
    path("<int:pk>/sua/thu-huong/", thu_huong.danh_sach, name="thu_huong"),
    path("<int:pk>/sua/thu-huong/tim/", thu_huong.tim, name="thu_huong_tim"),
    path("<int:pk>/sua/thu-huong/moi/", thu_huong.moi, name="thu_huong_moi"),
    path("<int:pk>/sua/thu-huong/co-so-moi/", thu_huong.co_so_moi, name="co_so_moi"),
    path("<int:pk>/sua/thu-huong/<int:dong>/", thu_huong.sua, name="thu_huong_sua"),
    path("<int:pk>/sua/thu-huong/<int:dong>/bo/", thu_huong.bo, name="thu_huong_bo"),
    path("<int:pk>/tai-lieu/", tai_lieu.tai_lieu, name="tai_lieu"),
    path("<int:pk>/tai-lieu/<int:dong>/bo/", tai_lieu.bo, name="tai_lieu_bo"),
    path("<int:pk>/bo-sung/", bo_sung.bo_sung, name="bo_sung"),
    path("<int:pk>/viec/<slug:ma>/", buoc.viec, name="viec"),
    path("<int:pk>/phieu-tham-dinh/", buoc.phieu, name="phieu"),
    path("<int:pk>/yeu-cau-bo-sung/", buoc.yeu_cau, name="yeu_cau"),
    path("<int:pk>/tien-do/", thuc_hien.tien_do, name="tien_do"),
    path("<int:pk>/tien-do/<int:dong>/xac-nhan/", thuc_hien.xac_nhan, name="xac_nhan"),
    path("<int:pk>/nghiem-thu/", nghiem_thu.ho_so, name="ho_so_nt"),
    path("<int:pk>/nghiem-thu/<int:dong>/xet/", nghiem_thu.xet, name="xet_nt"),
    path("<int:pk>/chung-tu/", thuc_hien.chung_tu, name="chung_tu"),
    path("<int:pk>/dieu-chinh/", dieu_chinh.dieu_chinh, name="dieu_chinh"),
    path(
        "<int:pk>/dieu-chinh/<int:dong>/xac-nhan/",
        dieu_chinh.xac_nhan,
        name="dieu_chinh_xac_nhan",
    ),
    path(
        "<int:pk>/dieu-chinh/<int:dong>/quyet-dinh/",
        dieu_chinh.quyet_dinh,
        name="dieu_chinh_quyet_dinh",
    ),
    path("<int:pk>/hieu-qua/", thuc_hien.hieu_qua, name="hieu_qua"),
]
