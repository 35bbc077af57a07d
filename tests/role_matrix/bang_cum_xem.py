"""Pages and papers that read the register of clusters."""

from tests.role_matrix.vai import SO, TRU_QUAN_TRI

# Văn thư Sở and the service account have no right to read clusters on pages.
_DOC = f"{TRU_QUAN_TRI} {SO.replace(' so_van_thu', '')}"

BANG = {
    "ccn_ca_nuoc": ("/cum-cong-nghiep/", 403, {200: _DOC, 302: "an_danh"}),
    "ccn_danh_sach": ("/cum-cong-nghiep/danh-sach/", 403, {200: _DOC, 302: "an_danh"}),
    "ccn_xuat": ("/cum-cong-nghiep/danh-sach/xuat/", 405, {302: "an_danh"}),
    "ccn_viec_xuat": (
        "/cum-cong-nghiep/danh-sach/xuat/0/",
        403,
        {404: _DOC, 302: "an_danh"},
    ),
    "ccn_cum": ("/cum-cong-nghiep/cum/0/", 403, {404: f"{_DOC} ccn_bao_cao", 302: "an_danh"}),
    "ccn_ly_lich": (
        "/cum-cong-nghiep/cum/0/ly-lich.pdf",
        403,
        {404: f"{_DOC} ccn_bao_cao", 302: "an_danh"},
    ),
    "ccn_tinh": (
        "/cum-cong-nghiep/tinh/80/",
        403,
        {200: _DOC, 302: "an_danh"},
    ),
    "ccn_ho_so_tinh": (
        "/cum-cong-nghiep/tinh/80/ho-so.docx",
        403,
        {200: _DOC, 302: "an_danh"},
    ),
    "ccn_lap_giay": ("/cum-cong-nghiep/lap/tinh-80.pdf/", 405, {302: "an_danh"}),
    "ccn_cau_hoi": ("/cum-cong-nghiep/cau-hoi/", 403, {200: _DOC, 302: "an_danh"}),
    "ccn_mot_cau_hoi": ("/cum-cong-nghiep/cau-hoi/1/", 403, {200: _DOC, 302: "an_danh"}),
    "ccn_tai_cau_hoi": ("/cum-cong-nghiep/cau-hoi/1.xlsx", 403, {200: _DOC, 302: "an_danh"}),
}
