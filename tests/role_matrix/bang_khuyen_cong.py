"""Pages of khuyến công in the admin."""

from tests.role_matrix.vai import QUAN_TRI_WEB, TRU_QUAN_TRI, XEM_BO

_KHONG_XEM = "bo_lanh_dao quan_tri"
# The leadership of the Ministry reads đề án and plans, not the catalogues behind them.
_BO_DOC = ("chuongtrinh", "kehoach", "socongbo")
_TRU_PHONG = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_MANG_LUOI = "cuc_chuyen_vien cuc_lanh_dao_phong"
_SUA_DUOC = [
    "noidung",
    "nganhnghe",
    "chedodoituong",
    "dinhmuc",
    "thoihan",
    "tyletamung",
    "yeucautailieu",
    "thamquyen",
    "diabanuutien",
    "maubieu",
    "quytac",
    "chuongtrinh",
    "kehoach",
    "socongbo",
]


def _so(ten: str, sua: str, khong_sua: str) -> dict[str, tuple[str, int, dict[int, str]]]:
    xem, khong = (TRU_QUAN_TRI, "quan_tri") if ten in _BO_DOC else (XEM_BO, _KHONG_XEM)
    return {
        f"admin:khuyencong_{ten}_changelist": (
            f"/admin/khuyencong/{ten}/",
            302,
            {200: xem, 403: khong},
        ),
        f"admin:khuyencong_{ten}_add": (
            f"/admin/khuyencong/{ten}/add/",
            302,
            {200: sua, 403: khong_sua},
        ),
    }


def _mot(duoi: str) -> tuple[str, int, dict[int, str]]:
    """A page of one đề án: none of that number for who may look, 403 for the others."""
    return f"/admin/khuyencong/dean/0/{duoi}", 302, {404: TRU_QUAN_TRI, 403: "quan_tri"}


# name: (address, status for everybody not named, {status: roles})
BANG = {
    **{k: v for ten in _SUA_DUOC for k, v in _so(ten, "cuc_lanh_dao_phong", _TRU_PHONG).items()},
    **{
        k: v
        for ten in ("trungtam", "congtacvien", "tuvanvien")
        for k, v in _so(ten, _MANG_LUOI, "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan").items()
    },
    "admin:khuyencong_dean_changelist": (
        "/admin/khuyencong/dean/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:khuyencong_dean_add": ("/admin/khuyencong/dean/add/", 302, {403: QUAN_TRI_WEB}),
    # Without a choice the page leads back to the list.
    "admin:khuyencong_dean_nhan_nhieu": (
        "/admin/khuyencong/dean/nhan-nhieu/",
        302,
        {403: QUAN_TRI_WEB.replace("cuc_chuyen_vien ", "")},
    ),
    "admin:khuyencong_dean_duyet_nhieu": (
        "/admin/khuyencong/dean/phe-duyet-nhieu/",
        302,
        {403: QUAN_TRI_WEB.replace("cuc_lanh_dao bo", "bo")},
    ),
    "admin:khuyencong_dean_viec": _mot("viec/phe-duyet/"),
    "admin:khuyencong_dean_phieu": _mot("phieu-tham-dinh/"),
    "admin:khuyencong_dean_bo_sung": _mot("yeu-cau-bo-sung/"),
    "admin:khuyencong_dean_dao": _mot("but-toan/0/dao/"),
    "admin:khuyencong_dean_quyet_dinh": _mot("dieu-chinh/0/"),
    "admin:khuyencong_dean_de_nghi": _mot("dieu-chinh/moi/"),
    "admin:khuyencong_kehoach_giao_von": (
        "/admin/khuyencong/kehoach/0/giao-von/",
        302,
        {404: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
}
