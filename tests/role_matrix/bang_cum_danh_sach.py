"""The register of clusters in the admin: read by many, changed by dialogs of who keeps it."""

from tests.role_matrix.vai import TRU_QUAN_TRI

_KHONG_SUA = "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_KHONG = "quan_tri"
_SUA = "cuc_chuyen_vien cuc_lanh_dao_phong"


def _cua(ten: str, con: str) -> dict[str, tuple[str, int, dict[int, str]]]:
    """A page of one cluster that does not exist: 404 to who may read the register."""
    return {
        f"admin:cumcongnghiep_cum_{ten}": (
            f"/admin/cumcongnghiep/cum/{con}",
            302,
            {404: TRU_QUAN_TRI, 403: _KHONG},
        )
    }


BANG = {
    "admin:cumcongnghiep_cum_changelist": (
        "/admin/cumcongnghiep/cum/",
        302,
        {200: TRU_QUAN_TRI, 403: _KHONG},
    ),
    "admin:cumcongnghiep_cum_add": (
        "/admin/cumcongnghiep/cum/add/",
        302,
        {200: _SUA, 403: _KHONG_SUA},
    ),
    **_cua("ho_so", "0/ho-so/"),
    **_cua("them", "0/them/lo/"),
    **_cua("sua", "0/sua/lo/0/"),
    **_cua("lam", "0/lam/lo/0/xoa/"),
    "admin:cumcongnghiep_cum_cap_nhat_nhieu": (
        "/admin/cumcongnghiep/cum/cap-nhat-nhieu/",
        302,
        {302: f"{_SUA} an_danh", 403: _KHONG_SUA},
    ),
    "admin:cumcongnghiep_cum_xac_nhan_nhieu": (
        "/admin/cumcongnghiep/cum/xac-nhan-nhieu/",
        302,
        {302: f"{_SUA} an_danh", 403: _KHONG_SUA},
    ),
    "admin:cumcongnghiep_cum_luu_bo_loc": (
        "/admin/cumcongnghiep/cum/bo-loc/luu/",
        302,
        {200: TRU_QUAN_TRI, 403: _KHONG},
    ),
    "admin:cumcongnghiep_cum_xoa_bo_loc": (
        "/admin/cumcongnghiep/cum/bo-loc/0/xoa/",
        302,
        {404: TRU_QUAN_TRI, 403: _KHONG},
    ),
}
