"""Statutory forms of clusters: the portal of reporters and the Sở, windows and forms at the Cục."""

from tests.role_matrix.vai import BINH_CHON, QUAN_TRI_WEB, TRU_QUAN_TRI

_XEM = "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao ccn_bao_cao"
_KHONG = (
    f"{BINH_CHON} so_van_thu so_khuyen_cong vung_khuyen_cong "
    "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao api_client quan_tri kiem_toan"
)
_GOC = "/so/cum-cong-nghiep/"
_KY = "/admin/cumcongnghiep/kybieu/"
_BIEU = "/admin/cumcongnghiep/bieunop/"
_NGUOI = "/admin/cumcongnghiep/nguoibaocao/"
_XEM_GIAO = "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao"
_GIAO = "so_truong_phong"
_KHONG_GIAO = f"so_chuyen_vien so_tong_hop so_lanh_dao ccn_bao_cao {_KHONG}"
_MO = "cuc_lanh_dao_phong cuc_lanh_dao"
_XEM_CUC = TRU_QUAN_TRI
_KHONG_CUC = "quan_tri"


def _cong(duoi: str, ma: int = 404) -> tuple[str, int, dict[int, str]]:
    """A page of the portal: none of that number for who may look, 403 for the others."""
    return f"{_GOC}{duoi}", 302, {ma: _XEM, 403: _KHONG}


def _mot(goc: str, duoi: str) -> tuple[str, int, dict[int, str]]:
    return f"{goc}0/{duoi}/", 302, {404: _XEM_CUC, 403: _KHONG_CUC}


# name: (address, status for everybody not named, {status: roles})
BANG = {
    "cum_bieu:viec": _cong("", 200),
    "cum_bieu:tinh": _cong("ky/0/"),
    "cum_bieu:xa": _cong("ky/0/xa/0/"),
    "cum_bieu:bieu": _cong("bieu/0/"),
    "cum_bieu:buoc": _cong("bieu/0/buoc/gui/"),
    "cum_bieu:doi_chieu": _cong("bieu/0/doi-chieu/"),
    "cum_bieu:tai": _cong("bieu/0/tai/pdf/"),
    "cum_bieu:nap_tep": _cong("bieu/0/tep/"),
    "cum_bieu:nguoi_bao_cao": (
        f"{_GOC}nguoi-bao-cao/",
        302,
        {200: _XEM_GIAO, 403: f"ccn_bao_cao {_KHONG}"},
    ),
    "cum_bieu:giao_bao_cao": (f"{_GOC}nguoi-bao-cao/giao/", 302, {200: _GIAO, 403: _KHONG_GIAO}),
    "cum_bieu:thoi_bao_cao": (f"{_GOC}nguoi-bao-cao/0/thoi/", 302, {404: _GIAO, 403: _KHONG_GIAO}),
    "admin:cumcongnghiep_nguoibaocao_changelist": (_NGUOI, 302, {200: _XEM_CUC, 403: _KHONG_CUC}),
    "admin:cumcongnghiep_nguoibaocao_add": (f"{_NGUOI}add/", 302, {403: QUAN_TRI_WEB}),
    # Pages that only take a POST.
    "cum_bieu:lap": _cong("ky/0/lap/02/0/", 405),
    "cum_bieu:dien_lai": _cong("bieu/0/dien-lai/", 405),
    "cum_bieu:bo_giai_thich": _cong("bieu/0/doi-chieu/0/bo/", 405),
    "admin:cumcongnghiep_kybieu_changelist": (_KY, 302, {200: _XEM_CUC, 403: _KHONG_CUC}),
    "admin:cumcongnghiep_kybieu_add": (f"{_KY}add/", 302, {403: QUAN_TRI_WEB}),
    "admin:cumcongnghiep_kybieu_mo": (
        f"{_KY}mo/",
        302,
        {200: _MO, 403: "cuc_chuyen_vien bo_lanh_dao quan_tri kiem_toan"},
    ),
    **{
        f"admin:cumcongnghiep_kybieu_{ten}": _mot(_KY, duoi)
        for ten, duoi in (("khoa", "khoa"), ("mo_lai", "mo-lai"), ("ca_nuoc", "ca-nuoc"))
    },
    "admin:cumcongnghiep_bieunop_changelist": (_BIEU, 302, {200: _XEM_CUC, 403: _KHONG_CUC}),
    "admin:cumcongnghiep_bieunop_add": (f"{_BIEU}add/", 302, {403: QUAN_TRI_WEB}),
    **{
        f"admin:cumcongnghiep_bieunop_{ten}": _mot(_BIEU, duoi)
        for ten, duoi in (
            ("xem", "xem"),
            ("tai", "tai/pdf"),
            ("chap_nhan", "chap-nhan"),
            ("tra_lai", "tra-lai"),
        )
    },
}
