"""Khuyến công: the centre draws up and carries out, the Sở appraises, the Cục or UBND approves."""

from cucctdp.accounts.roles.kieu import QuyenTheoVai, quyen_tren

_DANH_MUC = (
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
)
_MANG_LUOI = ("trungtam", "congtacvien", "tuvanvien")
_KE_HOACH = ("kehoach", "chuongtrinh", "muctieu", "socongbo")
_XEM_DE_AN = quyen_tren(
    "khuyencong", "view", "dean", "thuhuong", "buttoan", "canhbao", "dotgiaovon", *_KE_HOACH
)
_XEM = (
    *_XEM_DE_AN,
    *quyen_tren("khuyencong", "view", *_DANH_MUC, *_MANG_LUOI),
    "khuyencong.view_nopnghiemthu",
    "khuyencong.xem_thongke",
)
_LAP = (*_XEM, "khuyencong.lap_dean", "khuyencong.bao_cao_dean")
# The plan of a province in the columns of Mẫu 2.
_NHAP = ("imports.view_phiennhap", "imports.nhap_de_an")

QUYEN: QuyenTheoVai = {
    "so_chuyen_vien": (
        *_XEM,
        "khuyencong.tham_dinh_so_dean",
        "khuyencong.lap_kehoach",
        *_NHAP,
    ),
    "so_truong_phong": (
        *_XEM,
        "khuyencong.tham_dinh_so_dean",
        "khuyencong.ky_hop_dong_dean",
        "khuyencong.lap_kehoach",
        "imports.view_phiennhap",
    ),
    "so_lanh_dao": (
        *_XEM,
        "khuyencong.gui_cuc_dean",
        "khuyencong.phe_duyet_dean",
        "khuyencong.lap_kehoach",
        "khuyencong.gui_kehoach",
    ),
    "so_khuyen_cong": (*_LAP, *_NHAP),
    "vung_khuyen_cong": _LAP,
    "cuc_chuyen_vien": (
        *_XEM,
        "khuyencong.tham_dinh_bo_dean",
        "imports.nhap_de_an",
        *quyen_tren("khuyencong", "add change", *_MANG_LUOI),
    ),
    "cuc_lanh_dao_phong": (
        *_XEM,
        "khuyencong.ky_hop_dong_dean",
        "imports.nhap_de_an",
        *quyen_tren("khuyencong", "add change", *_DANH_MUC, *_KE_HOACH, *_MANG_LUOI),
    ),
    "cuc_lanh_dao": (*_XEM, "khuyencong.phe_duyet_dean"),
    "bo_lanh_dao": (*_XEM_DE_AN, "khuyencong.xem_thongke"),
    "api_client": ("khuyencong.xem_thongke",),
    "kiem_toan": _XEM,
}
