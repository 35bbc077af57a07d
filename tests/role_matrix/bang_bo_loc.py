"""Saved filters of registers, and the register of đề án as a workbook."""

from tests.role_matrix.vai import QUAN_TRI_WEB, TRU_BO

_XEM = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan"
_KHONG = " ".join(sorted(set(QUAN_TRI_WEB.split()) - set(_XEM.split())))
_DE_AN = "/admin/khuyencong/dean/"
_CO_SO = "/admin/donvi/coso/"
_MUC_CO_SO = {200: TRU_BO, 403: "bo_lanh_dao"}

BANG = {
    "admin:khuyencong_dean_luu_bo_loc": (
        f"{_DE_AN}bo-loc/luu/", 302, {200: _XEM, 403: _KHONG},
    ),
    "admin:khuyencong_dean_xoa_bo_loc": (
        f"{_DE_AN}bo-loc/0/xoa/", 302, {404: _XEM, 403: _KHONG},
    ),
    # Only a button exports; an address typed in leads back to the list.
    "admin:khuyencong_dean_xuat_bang": (f"{_DE_AN}xuat-bang/", 302, {403: _KHONG}),
    "admin:khuyencong_dean_viec_xuat": (
        f"{_DE_AN}xuat-bang/0/", 302, {404: _XEM, 403: _KHONG},
    ),
    "admin:donvi_coso_luu_bo_loc": (f"{_CO_SO}bo-loc/luu/", 302, _MUC_CO_SO),
    "admin:donvi_coso_xoa_bo_loc": (
        f"{_CO_SO}bo-loc/0/xoa/", 302, {404: TRU_BO, 403: "bo_lanh_dao"},
    ),
}  # fmt: skip
