"""Pages of consolidation."""

_LAP = "cuc_chuyen_vien cuc_lanh_dao_phong"
_KHONG_LAP = "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"

BANG = {
    "admin:baocao_uoccuc_changelist": (
        "/admin/baocao/uoccuc/",
        302,
        {
            200: "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao kiem_toan",
            403: "bo_lanh_dao quan_tri",
        },
    ),
    "admin:baocao_uoccuc_add": ("/admin/baocao/uoccuc/add/", 302, {200: _LAP, 403: _KHONG_LAP}),
    "admin:baocao_uoccuc_rut": (
        "/admin/baocao/uoccuc/0/rut/",
        302,
        {404: _LAP, 403: _KHONG_LAP},
    ),
    "tra_cuu": (
        "/tra-cuu/",
        403,
        {
            302: "an_danh",
            200: "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan",
        },
    ),
    "admin:baocao_lantonghop_giay": (
        "/admin/baocao/lantonghop/0/giay/quy/",
        302,
        {
            404: "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao",
            403: "bo_lanh_dao quan_tri kiem_toan",
        },
    ),
}
