"""Pages of import sessions."""

from tests.role_matrix.vai import QUAN_TRI_WEB, TRU_BO

_NHAP_CO_SO = "cuc_chuyen_vien cuc_lanh_dao_phong"
_KHONG_NHAP = "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_PHIEN = {404: TRU_BO, 403: "bo_lanh_dao"}
_GOC = "/admin/imports/phiennhap/"

BANG = {
    "admin:imports_phiennhap_changelist": (_GOC, 302, {200: TRU_BO, 403: "bo_lanh_dao"}),
    "admin:imports_phiennhap_add": (f"{_GOC}add/", 302, {403: QUAN_TRI_WEB}),
    "admin:imports_phiennhap_tai_len": (
        f"{_GOC}tai-len/co_so/",
        302,
        {200: _NHAP_CO_SO, 403: _KHONG_NHAP},
    ),
    "admin:imports_phiennhap_tep_mau": (
        f"{_GOC}tep-mau/co_so/",
        302,
        {200: _NHAP_CO_SO, 403: _KHONG_NHAP},
    ),
    "admin:imports_phiennhap_xuat": (
        f"{_GOC}xuat/co_so/",
        302,
        {200: _NHAP_CO_SO, 403: _KHONG_NHAP},
    ),
    "admin:imports_phiennhap_ghep_cot": (f"{_GOC}0/ghep-cot/", 302, _PHIEN),
    "admin:imports_phiennhap_tien_do": (f"{_GOC}0/tien-do/", 302, _PHIEN),
    "admin:imports_phiennhap_dong": (f"{_GOC}0/dong/1/", 302, _PHIEN),
    "admin:imports_phiennhap_viec": (f"{_GOC}0/viec/ghi/", 302, _PHIEN),
}
