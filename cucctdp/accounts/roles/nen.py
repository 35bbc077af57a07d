"""The foundation: catalogues of units, imported registers, accounts, keys, notices, the trail."""

from cucctdp.accounts.roles.kieu import QuyenTheoVai, quyen_tren

_DANH_MUC = ("donvihanhchinh", "kethua", "xa", "phanvung", "tochuc", "coso", "nganhkinhte")
# Dated names and memberships: added (never typed over) by whoever keeps the catalogues.
_CO_NGAY = ("tendonvi", "tenxa", "tengoikhac", "vung", "thanhvienvung", "tentochuc")
_XEM_DANH_MUC = quyen_tren("donvi", "view", *_DANH_MUC, *_CO_NGAY)
_XEM = (*_XEM_DANH_MUC, "files.view_congviec")
# Registers filled from files: who imports, and whose sessions one may look at.
_NHAP_CO_SO = ("imports.view_phiennhap", "imports.nhap_co_so")

QUYEN: QuyenTheoVai = {
    "cuc_chuyen_vien": (*_XEM, *_NHAP_CO_SO),
    "cuc_lanh_dao_phong": (*_XEM, *_NHAP_CO_SO),
    "cuc_lanh_dao": (*_XEM, "imports.view_phiennhap"),
    "quan_tri": (
        "imports.view_phiennhap",
        "imports.nhap_to_chuc",
        *_XEM,
        *quyen_tren("donvi", "change", *_DANH_MUC),
        *quyen_tren("donvi", "add", "tochuc", "phanvung", *_CO_NGAY),
        *quyen_tren("donvi", "change", "tengoikhac", "vung", "thanhvienvung"),
        *quyen_tren("accounts", "view add change", "user", "phancong"),
        *quyen_tren("apikit", "view add change", "khoaapi", "diachinhan"),
        "apikit.view_guisukien",
        *quyen_tren("thong_bao", "view add change", "bacnhac", "lichgui"),
        "thong_bao.view_thongbao",
    ),
    "kiem_toan": (
        *_XEM,
        "imports.view_phiennhap",
        "audit.view_sukien",
        "files.view_tep",
        *quyen_tren("accounts", "view", "user", "phancong"),
        *quyen_tren("apikit", "view", "khoaapi", "diachinhan", "guisukien"),
    ),
}
