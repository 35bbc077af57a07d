"""Papers of a đề án: the tab's dialogs and the downloads shared with the portal."""

_SO = "so_chuyen_vien so_truong_phong so_lanh_dao so_khuyen_cong vung_khuyen_cong"
_XEM = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan"

BANG = {
    "admin:khuyencong_dean_ban_ky": (
        "/admin/khuyencong/dean/0/ban-ky/quyet-dinh/",
        302,
        {404: _XEM, 403: "quan_tri"},
    ),
    "admin:khuyencong_dean_thanh_tra": (
        "/admin/khuyencong/dean/0/ho-so-thanh-tra/",
        302,
        {404: _XEM, 403: "quan_tri"},
    ),
    "kc_giay_to": (
        "/khuyen-cong/de-an/0/giay-to/1.pdf",
        403,
        {404: f"{_XEM} {_SO}", 302: "an_danh"},
    ),
    "kc_giay_to_ke_hoach": (
        "/khuyen-cong/ke-hoach/giay-to/2.pdf",
        403,
        {404: f"{_XEM} {_SO}", 302: "an_danh"},
    ),
    "admin:khuyencong_dean_giay_to_nhieu": (
        "/admin/khuyencong/dean/giay-to-nhieu/",
        302,
        {403: "quan_tri"},
    ),
}
