"""Published totals of clusters in the admin."""

from tests.role_matrix.vai import TRU_QUAN_TRI

BANG = {
    "admin:cumcongnghiep_socongbo_changelist": (
        "/admin/cumcongnghiep/socongbo/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:cumcongnghiep_socongbo_add": (
        "/admin/cumcongnghiep/socongbo/add/",
        302,
        {403: f"{TRU_QUAN_TRI} quan_tri"},
    ),
}
