"""The page of tables B1–B9 of khuyến công."""

from tests.role_matrix.vai import TRU_QUAN_TRI

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "admin:khuyencong_dean_thong_ke": (
        "/admin/khuyencong/dean/thong-ke/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:khuyencong_dean_viec_thong_ke": (
        "/admin/khuyencong/dean/thong-ke/viec/0/",
        302,
        {404: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
}
