"""Pages of notices, extensions and the discipline of reporting."""

from cucctdp.accounts.roles import VAI_TRO
from tests.role_matrix.vai import QUAN_TRI_WEB, THONG_KE, XEM_BO

_MOI_VAI = " ".join(VAI_TRO)
_TRU_QUAN_TRI = " ".join(ma for ma in QUAN_TRI_WEB.split() if ma != "quan_tri")
_KHONG_XEM_BO = " ".join(ma for ma in QUAN_TRI_WEB.split() if ma not in XEM_BO.split())

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "thong_bao:danh_sach": ("/thong-bao/", 302, {200: _MOI_VAI}),
    "thong_bao:tuy_chon": ("/thong-bao/tuy-chon/", 302, {200: _MOI_VAI}),
    "thong_bao:doc_het": ("/thong-bao/doc-het/", 302, {405: _MOI_VAI}),
    "thong_bao:mo": ("/thong-bao/0/mo/", 302, {404: _MOI_VAI}),
    "so:gia_han": (
        "/so/bo/{bo}/gia-han/",
        403,
        {200: "so_tong_hop so_lanh_dao", 302: "an_danh"},
    ),
    "admin:thong_bao_bacnhac_changelist": (
        "/admin/thong_bao/bacnhac/", 302, {200: "quan_tri", 403: _TRU_QUAN_TRI}),
    "admin:thong_bao_bacnhac_add": (
        "/admin/thong_bao/bacnhac/add/", 302, {200: "quan_tri", 403: _TRU_QUAN_TRI}),
    "admin:thong_bao_lichgui_changelist": (
        "/admin/thong_bao/lichgui/", 302, {200: "quan_tri", 403: _TRU_QUAN_TRI}),
    "admin:thong_bao_lichgui_add": (
        "/admin/thong_bao/lichgui/add/", 302, {200: "quan_tri", 403: _TRU_QUAN_TRI}),
    "admin:thong_bao_thongbao_changelist": (
        "/admin/thong_bao/thongbao/", 302, {200: "quan_tri", 403: _TRU_QUAN_TRI}),
    "admin:thong_bao_thongbao_add": ("/admin/thong_bao/thongbao/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_denghigiahan_changelist": (
        "/admin/baocao/denghigiahan/", 302, {200: XEM_BO, 403: _KHONG_XEM_BO}),
    "admin:baocao_denghigiahan_add": (
        "/admin/baocao/denghigiahan/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_denghigiahan_buoc": (
        "/admin/baocao/denghigiahan/0/buoc/duyet/", 302, {404: QUAN_TRI_WEB}),
    "api:ky-luat-bao-cao": (
        "/api/v1/thong-ke/ky-luat-bao-cao/?ky=2026-Q1", 403,
        {200: THONG_KE.replace(" api_client", ""), 401: "an_danh"}),
}  # fmt: skip
