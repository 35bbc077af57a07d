"""Pages of the configuration pack, of webhooks and of the quality of estimates."""

from tests.role_matrix.vai import QUAN_TRI_WEB, SO, THONG_KE, TRU_QUAN_TRI

_KHONG_XEM = TRU_QUAN_TRI.replace(" kiem_toan", "")

BANG = {
    "admin:baocao_bieumau_goi": (
        "/admin/baocao/bieumau/goi/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_bieumau_goi_cho": (
        "/admin/baocao/bieumau/goi/987654321/",
        302,
        {404: "quan_tri", 403: TRU_QUAN_TRI},
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
    "do_lech": ("/do-lech-uoc/", 403, {200: TRU_QUAN_TRI, 302: "an_danh"}),
    "api:do-lech-uoc": ("/api/v1/thong-ke/do-lech-uoc/", 403, {200: THONG_KE, 401: "an_danh"}),
    "so:gui_rieng": ("/so/phieu/{phieu}/gui-rieng/", 403, {302: "an_danh", 404: SO}),
}
