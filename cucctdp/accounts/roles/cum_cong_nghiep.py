"""Cụm công nghiệp: the Sở keeps its clusters and signs Biểu 04, the Cục keeps the law."""

from cucctdp.accounts.roles.kieu import QuyenTheoVai, quyen_tren

_DANH_MUC = ("chedo", "thoihan", "tieuchi", "hanbieu", "diabanuudai", "quytac")
_XEM = (
    *quyen_tren(
        "cumcongnghiep",
        "view",
        "cum",
        "vanban",
        "hoso",
        "duan",
        "quyhoach",
        "chudautu",
        "canhbao",
        "bieunop",
        "kybieu",
        "nguoibaocao",
        "socongbo",
        *_DANH_MUC,
    ),
    "cumcongnghiep.xem_thongke",
)
_LAM = (
    *_XEM,
    "cumcongnghiep.cap_nhat_cum",
    "cumcongnghiep.thu_tuc_cum",
    "cumcongnghiep.nhap_bieu",
    "imports.view_phiennhap",
    "imports.nhap_cum",
)

QUYEN: QuyenTheoVai = {
    "so_chuyen_vien": _LAM,
    "so_truong_phong": (
        *_LAM,
        "cumcongnghiep.xac_nhan_so_lieu",
        "cumcongnghiep.giao_bao_cao_cum",
    ),
    "so_tong_hop": _XEM,
    "so_lanh_dao": (*_XEM, "cumcongnghiep.xac_nhan_so_lieu", "cumcongnghiep.ky_bieu"),
    "ccn_bao_cao": (
        "cumcongnghiep.view_cum",
        "cumcongnghiep.view_bieunop",
        "cumcongnghiep.nhap_bieu",
    ),
    "cuc_chuyen_vien": (
        *_LAM,
        "cumcongnghiep.xac_nhan_so_lieu",
        "cumcongnghiep.tiep_nhan_bieu",
    ),
    "cuc_lanh_dao_phong": (
        *_LAM,
        "cumcongnghiep.xac_nhan_so_lieu",
        "cumcongnghiep.tiep_nhan_bieu",
        "cumcongnghiep.mo_kybieu",
        *quyen_tren("cumcongnghiep", "add change", *_DANH_MUC, "quyhoach", "chudautu"),
    ),
    "cuc_lanh_dao": (*_XEM, "cumcongnghiep.mo_kybieu"),
    "bo_lanh_dao": _XEM,
    "api_client": ("cumcongnghiep.xem_thongke",),
    "kiem_toan": _XEM,
}
