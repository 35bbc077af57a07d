"""Pages of the configuration pack and of webhooks."""

from tests.role_matrix.vai import QUAN_TRI_WEB, TRU_QUAN_TRI

_KHONG_XEM = TRU_QUAN_TRI.replace(" kiem_toan", "")

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
    "admin:apikit_diachinhan_changelist": (
        "/admin/apikit/diachinhan/",
        302,
        {200: "quan_tri kiem_toan", 403: _KHONG_XEM},
    ),
    "admin:apikit_diachinhan_add": (
        "/admin/apikit/diachinhan/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:apikit_guisukien_changelist": (
        "/admin/apikit/guisukien/",
        302,
        {200: "quan_tri kiem_toan", 403: _KHONG_XEM},
    ),
    "admin:apikit_guisukien_add": ("/admin/apikit/guisukien/add/", 302, {403: QUAN_TRI_WEB}),
}
