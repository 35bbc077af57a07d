"""Pages of the petitions and of the other registers."""

from tests.role_matrix.vai import CUC_BO, NGOAI_SO, QUAN_TRI_WEB, SO, THONG_KE

XEM = f"{CUC_BO} kiem_toan"
GHI = "cuc_chuyen_vien cuc_lanh_dao_phong"
KHONG_GHI = "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
GIAO = "cuc_lanh_dao_phong cuc_lanh_dao"
KHONG_GIAO = "cuc_chuyen_vien bo_lanh_dao quan_tri kiem_toan"
BAO = "so_truong_phong so_tong_hop so_lanh_dao"
KHONG_BAO = "so_chuyen_vien so_van_thu"
NGOAI = f"{QUAN_TRI_WEB} api_client so_khuyen_cong {NGOAI_SO}"


def _so(ten, buoc):
    """Pages of one register: list, new, one row's page, step, note, file."""
    goc, o = f"admin:baocao_{ten}", f"/admin/baocao/{ten}"
    return {
        f"{goc}_changelist": (f"{o}/", 302, {200: XEM, 403: "quan_tri"}),
        f"{goc}_add": (f"{o}/add/", 302, {200: GHI, 403: KHONG_GHI}),
        f"{goc}_xem": (f"{o}/0/xem/", 302, {404: XEM, 403: "quan_tri"}),
        f"{goc}_buoc": (f"{o}/0/buoc/{buoc}/", 302, {404: XEM, 403: "quan_tri"}),
        f"{goc}_theo_doi": (f"{o}/0/theo-doi/", 302, {404: XEM, 403: "quan_tri"}),
        f"{goc}_tep": (f"{o}/0/tep/", 302, {404: XEM, 403: "quan_tri"}),
    }


def _dong(ten, them=GHI):
    """Rows below a register."""
    khong = KHONG_GHI if them else QUAN_TRI_WEB
    return {
        f"admin:baocao_{ten}_changelist": (
            f"/admin/baocao/{ten}/",
            302,
            {200: XEM, 403: "quan_tri"},
        ),
        f"admin:baocao_{ten}_add": (
            f"/admin/baocao/{ten}/add/",
            302,
            {200: them, 403: khong} if them else {403: khong},
        ),
    }


BANG = {
    **_so("kiennghi", "tiep-nhan"),
    "admin:baocao_kiennghi_can_gom": (
        "/admin/baocao/kiennghi/can-gom/",
        302,
        {200: GIAO, 403: KHONG_GIAO},
    ),
    "admin:baocao_kiennghi_bo_gom": (
        "/admin/baocao/kiennghi/0/bo-gom/",
        302,
        {404: XEM, 403: "quan_tri"},
    ),
    "admin:baocao_nhomkiennghi_changelist": (
        "/admin/baocao/nhomkiennghi/",
        302,
        {200: XEM, 403: "quan_tri"},
    ),
    "admin:baocao_nhomkiennghi_add": ("/admin/baocao/nhomkiennghi/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_nhomkiennghi_xem": (
        "/admin/baocao/nhomkiennghi/0/xem/",
        302,
        {404: XEM, 403: "quan_tri"},
    ),
    "admin:baocao_nhomkiennghi_tra_loi": (
        "/admin/baocao/nhomkiennghi/0/tra-loi/",
        302,
        {404: XEM, 403: "quan_tri"},
    ),
    "admin:baocao_dinhmuctheodoi_changelist": (
        "/admin/baocao/dinhmuctheodoi/",
        302,
        {200: "quan_tri kiem_toan", 403: CUC_BO},
    ),
    "admin:baocao_dinhmuctheodoi_add": (
        "/admin/baocao/dinhmuctheodoi/add/",
        302,
        {200: "quan_tri", 403: XEM},
    ),
    **_so("vanban", "soan-thao"),
    "admin:baocao_vanban_can_cu": (
        "/admin/baocao/vanban/can-cu/",
        302,
        {200: XEM, 403: "quan_tri"},
    ),
    **_dong("quanhevanban"),
    **_so("nghiquyet", "bat-dau"),
    **_so("nhiemvunghiquyet", "bat-dau"),
    **_dong("muctieunam"),
    **_dong("tiendonhiemvu", them=""),
    **_so("gopyvankien", "bat-dau"),
    **_so("chuongtrinhmtqg", "bat-dau"),
    **_dong("tinhhinhmtqg"),
    **_so("doankiemtra", "bat-dau"),
    **_so("ketluankiemtra", "bat-dau"),
    **_so("chuongtrinhlamviec", "bat-dau"),
    **_so("nhiemvulamviec", "bat-dau"),
    "admin:baocao_viec_den_han": (
        "/admin/baocao/nhiemvulamviec/den-han/",
        302,
        {200: XEM, 403: "quan_tri"},
    ),
    **_so("sukiennganh", "bat-dau"),
    **_so("truyenthong", "bat-dau"),
    **_so("khenthuong", "bat-dau"),
    "api:kien-nghi": ("/api/v1/kien-nghi/", 403, {200: THONG_KE, 401: "an_danh"}),
    "so:kien_nghi": ("/so/kien-nghi/", 302, {200: SO, 403: NGOAI}),
    "so:kien_nghi_moi": (
        "/so/kien-nghi/moi/",
        302,
        {200: BAO, 403: f"{NGOAI} {KHONG_BAO}"},
    ),
    "so:kien_nghi_xem": ("/so/kien-nghi/0/", 302, {404: SO, 403: NGOAI}),
    "so:kien_nghi_danh_gia": (
        "/so/kien-nghi/0/danh-gia/thoa-dang/",
        302,
        {404: SO, 403: NGOAI},
    ),
    "so:theo_doi": ("/so/theo-doi/", 302, {200: BAO, 403: f"{NGOAI} {KHONG_BAO}"}),
    "so:theo_doi_tien_do": (
        "/so/theo-doi/nhiem-vu/0/",
        302,
        {404: BAO, 403: f"{NGOAI} {KHONG_BAO}"},
    ),
    "so:theo_doi_khac_phuc": (
        "/so/theo-doi/ket-luan/0/",
        302,
        {404: BAO, 403: f"{NGOAI} {KHONG_BAO}"},
    ),
}
