"""Pages of form templates: versions, previews, drafts from a workbook."""

from tests.role_matrix.vai import QUAN_TRI_WEB, SO, TRU_QUAN_TRI

_SUA = (302, {404: "quan_tri", 403: TRU_QUAN_TRI})
_XEM = (302, {404: QUAN_TRI_WEB})

BANG = {
    "admin:baocao_bieumau_ngung": ("/admin/baocao/bieumau/0/ngung/", *_SUA),
    "admin:baocao_bieumau_bo_ban_thao": ("/admin/baocao/bieumau/0/bo-ban-thao/", *_SUA),
    "admin:baocao_bieumau_danh_sach": ("/admin/baocao/bieumau/0/danh-sach/0/", *_SUA),
    "admin:baocao_bieumau_so_sanh": ("/admin/baocao/bieumau/0/so-sanh/", *_XEM),
    "admin:baocao_bieumau_in": ("/admin/baocao/bieumau/0/in/", *_XEM),
    "admin:baocao_bieumau_excel": ("/admin/baocao/bieumau/0/excel/", *_XEM),
    "admin:baocao_bieumau_tu_tep": (
        "/admin/baocao/bieumau/tu-tep/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "so:lay_san_pham": ("/so/phieu/{phieu}/san-pham/", 403, {302: "an_danh", 405: SO}),
    "so:xem_truoc_bieu": (
        "/so/bieu-mau/0/xem-truoc/",
        403,
        {302: "an_danh", 404: QUAN_TRI_WEB},
    ),
}
