"""Published totals of clusters in the admin."""

from tests.role_matrix.vai import TRU_QUAN_TRI

TRU_KIEM_TOAN = TRU_QUAN_TRI.replace(" kiem_toan", "")

BANG = {
    "admin:cumcongnghiep_socongbo_changelist": (
        "/admin/cumcongnghiep/socongbo/",
        302,
        {200: TRU_KIEM_TOAN, 403: "quan_tri kiem_toan"},
    ),
    "admin:cumcongnghiep_socongbo_add": (
        "/admin/cumcongnghiep/socongbo/add/",
        302,
        {403: f"{TRU_QUAN_TRI} quan_tri"},
    ),
}
