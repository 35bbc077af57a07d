"""Papers of the product selection."""

from tests.role_matrix.vai import SO, TRU_QUAN_TRI

# Who reads rounds, dossiers and products at all; judges work with coded entries.
_DOC = f"{TRU_QUAN_TRI} {SO.replace(' so_van_thu', '')} so_khuyen_cong sp_co_so sp_xa"

BANG = {
    "sp_giay_to": ("/san-pham/ky/0/giay-to/", 403, {404: _DOC, 302: "an_danh"}),
    "sp_giay_to_ky": ("/san-pham/ky/0/giay-to/ke-hoach.pdf", 403, {404: _DOC, 302: "an_danh"}),
    "sp_in_ca_ky": ("/san-pham/ky/0/in/giay-chung-nhan/", 405, {302: "an_danh"}),
    "sp_viec_in": ("/san-pham/viec/0/", 404, {302: "an_danh"}),
    "sp_giay_to_ho_so": ("/san-pham/ho-so/0/giay-to/pl1.docx", 403, {404: _DOC, 302: "an_danh"}),
    "sp_phieu_trang": ("/san-pham/phan-cong/0/phieu-trang.pdf", 404, {302: "an_danh"}),
    "sp_phieu_cham": ("/san-pham/phieu/0/phieu-cham.pdf", 404, {302: "an_danh"}),
    "sp_giay_chung_nhan": ("/san-pham/giay-chung-nhan/0.pdf", 403, {404: _DOC, 302: "an_danh"}),
}
