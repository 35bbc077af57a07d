"""Addresses of the pages and papers of cụm công nghiệp, under ``/cum-cong-nghiep/``."""

from django.urls import path, re_path

from cumcongnghiep.xem.ca_nuoc import ca_nuoc
from cumcongnghiep.xem.canh_bao import canh_bao
from cumcongnghiep.xem.cau_hoi import cac_cau_hoi, mot_cau_hoi, tai_cau_hoi
from cumcongnghiep.xem.danh_sach import danh_sach
from cumcongnghiep.xem.giay_to import tai_ho_so_tinh, tai_ly_lich
from cumcongnghiep.xem.lap_giay import lap_giay
from cumcongnghiep.xem.thu_tuc import giay_ho_so, mo_ho_so, trang_ho_so, viec_ho_so
from cumcongnghiep.xem.trang_cum import trang_cum
from cumcongnghiep.xem.trang_tinh import trang_tinh
from cumcongnghiep.xem.xuat_bang import viec_xuat, xuat

_PK = r"(?P<pk>\d{1,18})"
_TINH = r"(?P<ma>\d{2})"

urlpatterns = [
    re_path(r"^$", ca_nuoc, name="ccn_ca_nuoc"),
    re_path(r"^danh-sach/$", danh_sach, name="ccn_danh_sach"),
    re_path(r"^danh-sach/xuat/$", xuat, name="ccn_xuat"),
    re_path(rf"^danh-sach/xuat/{_PK}/$", viec_xuat, name="ccn_viec_xuat"),
    re_path(rf"^cum/{_PK}/$", trang_cum, name="ccn_cum"),
    re_path(rf"^cum/{_PK}/ho-so-moi/$", mo_ho_so, name="ccn_mo_ho_so"),
    re_path(rf"^ho-so/{_PK}/$", trang_ho_so, name="ccn_ho_so"),
    re_path(rf"^ho-so/{_PK}/(?P<viec>[a-z-]+)/$", viec_ho_so, name="ccn_ho_so_viec"),
    re_path(
        rf"^ho-so/{_PK}/(?P<giay>bien-ban|tong-hop-diem)\.(?P<dinh_dang>pdf|docx)$",
        giay_ho_so,
        name="ccn_ho_so_giay",
    ),
    re_path(rf"^cum/{_PK}/ly-lich\.pdf$", tai_ly_lich, name="ccn_ly_lich"),
    re_path(rf"^tinh/{_TINH}/$", trang_tinh, name="ccn_tinh"),
    re_path(
        rf"^tinh/{_TINH}/ho-so\.(?P<dinh_dang>pdf|docx)$", tai_ho_so_tinh, name="ccn_ho_so_tinh"
    ),
    re_path(r"^canh-bao/$", canh_bao, name="ccn_canh_bao"),
    re_path(r"^lap/(?P<giay>[a-z0-9.-]{1,20})/$", lap_giay, name="ccn_lap_giay"),
    re_path(r"^cau-hoi/$", cac_cau_hoi, name="ccn_cau_hoi"),
    path("cau-hoi/<int:so>/", mot_cau_hoi, name="ccn_mot_cau_hoi"),
    re_path(
        r"^cau-hoi/(?P<so>\d{1,2})\.(?P<dinh_dang>xlsx|pdf)$", tai_cau_hoi, name="ccn_tai_cau_hoi"
    ),
]
