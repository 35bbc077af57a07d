"""Sản phẩm CNNT tiêu biểu: whoever holds a round runs it; judges score; entrants hand in."""

from cucctdp.accounts.roles.kieu import QuyenTheoVai, quyen_tren

_APP = "sanpham_tieubieu"
_DANH_MUC = ("quydinhcap", "nhomsanpham", "loaitailieu", "quytac")
_XEM = (
    *quyen_tren(
        _APP,
        "view",
        "kybinhchon",
        "sanpham",
        "hosodangky",
        "banbinhchon",
        "nhansu",
        "khungdiem",
        "ketqua",
        "giaychungnhan",
        "khieunai",
        "theodoi",
        "danhhieucu",
        "socongbo",
        "langnghe",
        "sukiennganh",
        "canhbao",
        "nguoinop",
        *_DANH_MUC,
    ),
    f"{_APP}.xem_thongke",
)
# An officer may sit in a jury: which entries he scores is said by its decision alone.
_CHAM = (f"{_APP}.cham_diem",)
# Who prepares and runs a round: the Sở at provincial level, the Cục above.
_LAM = (
    *_XEM,
    f"{_APP}.lap_ky",
    f"{_APP}.nop_ho_so",
    f"{_APP}.tham_tra_ho_so",
    f"{_APP}.theo_doi_sau",
    f"{_APP}.cap_nhat_su_kien",
    "imports.view_phiennhap",
    "imports.nhap_danh_hieu_cu",
)
_DIEU_HANH = (
    f"{_APP}.dieu_hanh_ky",
    f"{_APP}.chuyen_cap_tren",
    f"{_APP}.giao_nop",
)

QUYEN: QuyenTheoVai = {
    "so_chuyen_vien": (*_LAM, *_CHAM),
    "so_truong_phong": (*_LAM, *_CHAM, *_DIEU_HANH),
    "so_tong_hop": _XEM,
    "so_lanh_dao": (*_XEM, *_CHAM, *_DIEU_HANH, f"{_APP}.ky_quyet_dinh"),
    "so_khuyen_cong": (*_XEM, f"{_APP}.nop_ho_so", f"{_APP}.theo_doi_sau"),
    "sp_co_so": (
        f"{_APP}.view_sanpham",
        f"{_APP}.view_hosodangky",
        f"{_APP}.view_kybinhchon",
        f"{_APP}.nop_ho_so",
        f"{_APP}.theo_doi_sau",
    ),
    "sp_xa": (
        f"{_APP}.view_sanpham",
        f"{_APP}.view_hosodangky",
        f"{_APP}.view_kybinhchon",
        f"{_APP}.nop_ho_so",
        f"{_APP}.tham_tra_ho_so",
        f"{_APP}.lap_ky",
        f"{_APP}.chuyen_cap_tren",
        f"{_APP}.dieu_hanh_ky",
        f"{_APP}.ky_quyet_dinh",
    ),
    "sp_giam_khao": _CHAM,
    "cuc_chuyen_vien": (*_LAM, *_CHAM),
    "cuc_lanh_dao_phong": (
        *_LAM,
        *_CHAM,
        *_DIEU_HANH,
        *quyen_tren(_APP, "add change", *_DANH_MUC),
    ),
    "cuc_lanh_dao": (*_XEM, *_CHAM, f"{_APP}.dieu_hanh_ky", f"{_APP}.ky_quyet_dinh"),
    "bo_lanh_dao": _XEM,
    "api_client": (f"{_APP}.xem_thongke",),
    "kiem_toan": _XEM,
}
