"""Pages of restatements and of checking at the Cục."""

from tests.role_matrix.vai import QUAN_TRI_WEB, SO, TRU_BO, XEM_BO

_XEM = {200: XEM_BO, 403: "bo_lanh_dao quan_tri"}
BANG = {
    "admin:baocao_dieuchinh_changelist": ("/admin/baocao/dieuchinh/", 302, _XEM),
    "admin:baocao_dieuchinh_add": ("/admin/baocao/dieuchinh/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_dieuchinh_buoc": (
        "/admin/baocao/dieuchinh/0/buoc/duyet/",
        302,
        {404: XEM_BO, 403: "bo_lanh_dao quan_tri"},
    ),
    "admin:baocao_dieuchinh_doi_pham_vi": (
        "/admin/baocao/dieuchinh/doi-pham-vi/",
        302,
        {
            200: "cuc_chuyen_vien",
            403: "cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan",
        },
    ),
    "admin:baocao_chuoisolieu_changelist": ("/admin/baocao/chuoisolieu/", 302, _XEM),
    "admin:baocao_chuoisolieu_add": ("/admin/baocao/chuoisolieu/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_quydinhkiemtra_changelist": (
        "/admin/baocao/quydinhkiemtra/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:baocao_quydinhkiemtra_add": (
        "/admin/baocao/quydinhkiemtra/add/",
        302,
        {200: "quan_tri", 403: QUAN_TRI_WEB.replace(" quan_tri", "")},
    ),
    "admin:baocao_bobaocao_giao": (
        "/admin/baocao/bobaocao/{bo}/giao/",
        302,
        {
            200: "cuc_lanh_dao_phong cuc_lanh_dao",
            403: "cuc_chuyen_vien bo_lanh_dao quan_tri kiem_toan",
        },
    ),
    "admin:baocao_bobaocao_o": (
        "/admin/baocao/bobaocao/{bo}/o/Q04/BL10/A3/",
        302,
        _XEM,
    ),
    "so:dieu_chinh_ds": ("/so/dieu-chinh/", 403, {200: SO, 302: "an_danh"}),
    "so:dieu_chinh": ("/so/dieu-chinh/0/", 403, {302: "an_danh", 404: SO}),
    "so:dieu_chinh_sua": ("/so/dieu-chinh/0/sua/", 403, {302: "an_danh", 404: SO}),
    "so:dieu_chinh_buoc": ("/so/dieu-chinh/0/buoc/ky-gui/", 403, {302: "an_danh", 404: SO}),
    "so:dieu_chinh_moi": ("/so/bo/{bo}/dieu-chinh/moi/", 403, {200: SO, 302: "an_danh"}),
}
