"""Pages of province profiles, product lists and the report register."""

from tests.role_matrix.vai import TRU_BO, TRU_QUAN_TRI, XEM_BO

_KHONG_GIU = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"


def _cua_tinh(ten):
    return {
        f"admin:baocao_{ten}_changelist": (
            f"/admin/baocao/{ten}/",
            302,
            {200: XEM_BO, 403: "bo_lanh_dao quan_tri"},
        ),
        f"admin:baocao_{ten}_add": (
            f"/admin/baocao/{ten}/add/",
            302,
            {200: "cuc_lanh_dao_phong", 403: _KHONG_GIU},
        ),
    }


def _danh_muc(ten):
    return {
        f"admin:baocao_{ten}_changelist": (
            f"/admin/baocao/{ten}/",
            302,
            {200: TRU_BO, 403: "bo_lanh_dao"},
        ),
        f"admin:baocao_{ten}_add": (
            f"/admin/baocao/{ten}/add/",
            302,
            {200: "quan_tri", 403: TRU_QUAN_TRI},
        ),
    }


# name: (address, status for everybody not named, {status: roles})
BANG = {
    **_cua_tinh("hosotinh"),
    **_cua_tinh("sanphamtinh"),
    **_danh_muc("loaibaocao"),
    **_danh_muc("dongtheohoso"),
}
