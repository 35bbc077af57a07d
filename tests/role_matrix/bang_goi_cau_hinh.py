"""Pages that carry the configuration to another installation."""

from tests.role_matrix.vai import QUAN_TRI_WEB, TRU_QUAN_TRI

BANG = {
    "admin:baocao_bieumau_goi": (
        "/admin/baocao/bieumau/goi/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_bieumau_goi_xuat": (
        "/admin/baocao/bieumau/goi/xuat/",
        302,
        {405: QUAN_TRI_WEB},
    ),
}
