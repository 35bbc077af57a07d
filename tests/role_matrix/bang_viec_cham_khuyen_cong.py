"""The register of what is late in khuyến công; nobody adds to it by hand."""

from tests.role_matrix.vai import QUAN_TRI_WEB, TRU_QUAN_TRI

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "admin:khuyencong_canhbao_changelist": (
        "/admin/khuyencong/canhbao/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:khuyencong_canhbao_add": (
        "/admin/khuyencong/canhbao/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
}
