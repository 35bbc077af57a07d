"""Papers of the selection: addresses that the admin and the portals share."""

from django.urls import re_path

from sanpham_tieubieu import tai_giay_to as v

_GIAY = r"(?P<ma>[0-9a-z-]+)\.(?P<dinh_dang>pdf|docx)"
_PK = r"(?P<pk>\d{1,18})"

urlpatterns = [
    re_path(rf"^ky/{_PK}/giay-to/$", v.cac_giay_to, name="sp_giay_to"),
    re_path(rf"^ky/{_PK}/giay-to/{_GIAY}$", v.tai_giay_ky, name="sp_giay_to_ky"),
    re_path(rf"^ky/{_PK}/in/(?P<ma>[a-z-]+)/$", v.in_ca_ky, name="sp_in_ca_ky"),
    re_path(rf"^viec/{_PK}/$", v.viec_in, name="sp_viec_in"),
    re_path(rf"^ho-so/{_PK}/giay-to/{_GIAY}$", v.tai_giay_ho_so, name="sp_giay_to_ho_so"),
    re_path(
        rf"^phan-cong/{_PK}/phieu-trang\.(?P<dinh_dang>pdf|docx)$",
        v.tai_phieu_trang,
        name="sp_phieu_trang",
    ),
    re_path(
        rf"^phieu/{_PK}/phieu-cham\.(?P<dinh_dang>pdf|docx)$",
        v.tai_phieu_cham,
        name="sp_phieu_cham",
    ),
    re_path(rf"^giay-chung-nhan/{_PK}\.pdf$", v.tai_giay_chung_nhan, name="sp_giay_chung_nhan"),
]
