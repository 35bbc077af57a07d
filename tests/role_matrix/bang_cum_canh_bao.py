"""Alerts of clusters: the list of the admin, which nobody adds to, and the page for reading."""

from tests.role_matrix.vai import CUC_BO, QUAN_TRI_WEB, SO

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "admin:cumcongnghiep_canhbao_changelist": (
        "/admin/cumcongnghiep/canhbao/",
        302,
        {200: CUC_BO, 403: "quan_tri kiem_toan"},
    ),
    "admin:cumcongnghiep_canhbao_add": (
        "/admin/cumcongnghiep/canhbao/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "ccn_canh_bao": (
        "/cum-cong-nghiep/canh-bao/",
        403,
        {200: f"{CUC_BO} {SO.replace(' so_van_thu', '')}", 302: "an_danh"},
    ),
}
