"""Pages of consolidation."""

BANG = {
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
