"""Pages of form templates: versions, previews, drafts from a workbook."""

from tests.role_matrix.vai import (
    AP_DUNG_BIEU,
    KHONG_AP_DUNG_BIEU,
    KHONG_SOAN_BIEU,
    MOI_SO,
    QUAN_TRI_WEB,
    SOAN_BIEU,
)

_SUA = (302, {404: SOAN_BIEU, 403: KHONG_SOAN_BIEU})
_AP_DUNG = (302, {404: AP_DUNG_BIEU, 403: KHONG_AP_DUNG_BIEU})
_XEM = (302, {404: QUAN_TRI_WEB})

BANG = {
    "admin:baocao_bieumau_ngung": ("/admin/baocao/bieumau/0/ngung/", *_AP_DUNG),
    "admin:baocao_bieumau_bo_ban_thao": ("/admin/baocao/bieumau/0/bo-ban-thao/", *_SUA),
    "admin:baocao_bieumau_danh_sach": ("/admin/baocao/bieumau/0/danh-sach/0/", *_SUA),
    "admin:baocao_bieumau_so_sanh": ("/admin/baocao/bieumau/0/so-sanh/", *_XEM),
    "admin:baocao_bieumau_in": ("/admin/baocao/bieumau/0/in/", *_XEM),
    "admin:baocao_bieumau_excel": ("/admin/baocao/bieumau/0/excel/", *_XEM),
    "admin:baocao_bieumau_tu_tep": (
        "/admin/baocao/bieumau/tu-tep/",
        302,
        {200: SOAN_BIEU, 403: KHONG_SOAN_BIEU},
    ),
    "so:lay_san_pham": ("/so/phieu/{phieu}/san-pham/", 403, {302: "an_danh", 405: MOI_SO}),
    "so:xem_truoc_bieu": (
        "/so/bieu-mau/0/xem-truoc/",
        403,
        {302: "an_danh", 404: QUAN_TRI_WEB},
    ),
}
