"""Pages of rules, thresholds and waivers."""

from tests.role_matrix.vai import QUAN_TRI_WEB

_KHONG_SOAN = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao kiem_toan"

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "admin:baocao_quytackiemtra_thu_moi": (
        "/admin/baocao/quytackiemtra/chay-thu/",
        302,
        {404: "quan_tri cuc_lanh_dao_phong", 403: _KHONG_SOAN},
    ),
    "admin:baocao_quytackiemtra_thu": (
        "/admin/baocao/quytackiemtra/0/chay-thu/",
        302,
        {404: "quan_tri cuc_lanh_dao_phong", 403: _KHONG_SOAN},
    ),
    "admin:baocao_nguongkiemtra_changelist": (
        "/admin/baocao/nguongkiemtra/",
        302,
        {200: QUAN_TRI_WEB},
    ),
    "admin:baocao_nguongkiemtra_add": (
        "/admin/baocao/nguongkiemtra/add/",
        302,
        {200: "quan_tri cuc_lanh_dao_phong", 403: _KHONG_SOAN},
    ),
    "admin:baocao_mientruquytac_changelist": (
        "/admin/baocao/mientruquytac/",
        302,
        {
            200: "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao kiem_toan",
            403: "bo_lanh_dao quan_tri",
        },
    ),
    "admin:baocao_mientruquytac_add": (
        "/admin/baocao/mientruquytac/add/",
        302,
        {
            200: "cuc_chuyen_vien cuc_lanh_dao_phong",
            403: "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan",
        },
    ),
    "admin:baocao_mientruquytac_buoc": (
        "/admin/baocao/mientruquytac/0/buoc/duyet/",
        302,
        {404: QUAN_TRI_WEB},
    ),
}
