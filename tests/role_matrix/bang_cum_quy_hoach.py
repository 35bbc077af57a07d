"""Plans of clusters and developers of infrastructure: read by many, written by who keeps them."""

from tests.role_matrix.vai import TRU_QUAN_TRI

_KHONG = "quan_tri"
_TRUONG_PHONG = "cuc_lanh_dao_phong"
_KHONG_TRUONG_PHONG = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_SUA = "cuc_chuyen_vien cuc_lanh_dao_phong"
_KHONG_SUA = "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"


def _bang(bang: str, sua: str, khong: str) -> dict[str, tuple[str, int, dict[int, str]]]:
    """List, add, change of one table; the row of the address does not exist."""
    goc = f"/admin/cumcongnghiep/{bang}/"
    return {
        f"admin:cumcongnghiep_{bang}_changelist": (goc, 302, {200: TRU_QUAN_TRI, 403: _KHONG}),
        f"admin:cumcongnghiep_{bang}_add": (f"{goc}add/", 302, {200: sua, 403: khong}),
        f"admin:cumcongnghiep_{bang}_sua": (
            f"{goc}0/sua/",
            302,
            {404: TRU_QUAN_TRI, 403: _KHONG},
        ),
    }


BANG = {
    **_bang("quyhoach", _TRUONG_PHONG, _KHONG_TRUONG_PHONG),
    **_bang("chudautu", _SUA, _KHONG_SUA),
    **{
        f"admin:cumcongnghiep_cum_{ten}": (
            f"/admin/cumcongnghiep/cum/0/{con}",
            302,
            {404: TRU_QUAN_TRI, 403: _KHONG},
        )
        for ten, con in (("quy_hoach", "quy-hoach/"), ("sua_quy_hoach", "quy-hoach/0/"))
    },
}
