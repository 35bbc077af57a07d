"""Catalogues of the law of clusters in the admin."""

from tests.role_matrix.vai import TRU_QUAN_TRI

_TRU_PHONG = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_LUAT = ("chedo", "thoihan", "tieuchi", "hanbieu", "diabanuudai", "quytac")

# name: (address, status for everybody not named, {status: roles})
BANG = {
    **{
        f"admin:cumcongnghiep_{ten}_changelist": (
            f"/admin/cumcongnghiep/{ten}/",
            302,
            {200: TRU_QUAN_TRI, 403: "quan_tri"},
        )
        for ten in _LUAT
    },
    **{
        f"admin:cumcongnghiep_{ten}_add": (
            f"/admin/cumcongnghiep/{ten}/add/",
            302,
            {200: "cuc_lanh_dao_phong", 403: _TRU_PHONG},
        )
        for ten in _LUAT
    },
}
