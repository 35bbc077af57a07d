"""Pages of establishments as khuyến công sees them."""

from tests.role_matrix.vai import QUAN_TRI_WEB

_GOC = "/admin/khuyencong/dean/co-so/"
_XEM = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao kiem_toan"
_KHONG = " ".join(sorted(set(QUAN_TRI_WEB.split()) - set(_XEM.split())))

BANG = {
    "admin:khuyencong_dean_co_so": (f"{_GOC}0/", 302, {404: _XEM, 403: _KHONG}),
    "admin:khuyencong_dean_nghi_trung": (f"{_GOC}nghi-trung/", 302, {200: _XEM, 403: _KHONG}),
}
