"""Alerts of clusters: the list of the admin, which nobody adds to, and the page for reading."""

from tests.role_matrix.vai import QUAN_TRI_WEB, SO, TRU_QUAN_TRI

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "admin:cumcongnghiep_canhbao_changelist": (
        "/admin/cumcongnghiep/canhbao/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:cumcongnghiep_canhbao_add": (
        "/admin/cumcongnghiep/canhbao/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "ccn_canh_bao": (
        "/cum-cong-nghiep/canh-bao/",
        403,
        {200: f"{TRU_QUAN_TRI} {SO.replace(' so_van_thu', '')}", 302: "an_danh"},
    ),
}
