"""Pages of khuyến công in the portal of the Sở, and what the centres handed in at the Cục."""

from tests.role_matrix.vai import BINH_CHON, QUAN_TRI_WEB, XEM_BO

_XEM = "so_chuyen_vien so_truong_phong so_lanh_dao so_khuyen_cong vung_khuyen_cong"
_KHONG = (
    "so_tong_hop so_van_thu cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao api_client "
    f"quan_tri kiem_toan ccn_bao_cao {BINH_CHON}"
)
_NHAP = "so_chuyen_vien so_khuyen_cong"
_SO_KHONG_LAP = "so_chuyen_vien so_truong_phong so_lanh_dao"
_GOC = "/so/khuyen-cong/"


def _mot(duoi: str, ma: int = 404) -> tuple[str, int, dict[int, str]]:
    """A page of one đề án: none of that number for who may look, 403 for the others."""
    return f"{_GOC}0/{duoi}", 302, {ma: _XEM, 403: _KHONG}


_TRANG = {
    "xem": "",
    "ban_ky": "giay-to/1/ban-ky/",
    "thong_tin": "sua/thong-tin/",
    "noi_dung": "sua/noi-dung/",
    "du_toan": "sua/du-toan/",
    "thu_huong": "sua/thu-huong/",
    "thu_huong_tim": "sua/thu-huong/tim/",
    "thu_huong_moi": "sua/thu-huong/moi/",
    "co_so_moi": "sua/thu-huong/co-so-moi/",
    "thu_huong_sua": "sua/thu-huong/0/",
    "tai_lieu": "tai-lieu/",
    "bo_sung": "bo-sung/",
    "viec": "viec/nop/",
    "phieu": "phieu-tham-dinh/",
    "yeu_cau": "yeu-cau-bo-sung/",
    "tien_do": "tien-do/",
    "ho_so_nt": "nghiem-thu/",
    "chung_tu": "chung-tu/",
    "hieu_qua": "hieu-qua/",
    "dieu_chinh": "dieu-chinh/",
    "mau_11": "ke-hoach-chi-tiet/",
    "dieu_chinh_quyet_dinh": "dieu-chinh/0/quyet-dinh/",
}
# Pages that only take a POST.
_GHI = {
    "thu_huong_bo": "sua/thu-huong/0/bo/",
    "tai_lieu_bo": "tai-lieu/0/bo/",
    "xac_nhan": "tien-do/0/xac-nhan/",
    "dieu_chinh_xac_nhan": "dieu-chinh/0/xac-nhan/",
    "xet_nt": "nghiem-thu/0/xet/",
}
# name: (address, status for everybody not named, {status: roles})
BANG = {
    "khuyen_cong:danh_sach": (_GOC, 302, {200: _XEM, 403: _KHONG}),
    "khuyen_cong:moi": (
        f"{_GOC}moi/",
        302,
        {200: "so_khuyen_cong vung_khuyen_cong", 403: f"{_SO_KHONG_LAP} {_KHONG}"},
    ),
    "khuyen_cong:ke_hoach": (
        f"{_GOC}ke-hoach/",
        302,
        {200: f"{_SO_KHONG_LAP} so_khuyen_cong", 403: f"vung_khuyen_cong {_KHONG}"},
    ),
    "khuyen_cong:ke_hoach_moi": (
        f"{_GOC}ke-hoach/moi/",
        302,
        {200: _SO_KHONG_LAP, 403: f"so_khuyen_cong vung_khuyen_cong {_KHONG}"},
    ),
    "khuyen_cong:ke_hoach_sua": (
        f"{_GOC}ke-hoach/0/sua/",
        302,
        {404: _SO_KHONG_LAP, 403: f"so_khuyen_cong vung_khuyen_cong {_KHONG}"},
    ),
    "khuyen_cong:giao_von": (
        f"{_GOC}ke-hoach/0/giao-von/",
        302,
        {
            404: "so_lanh_dao",
            403: f"so_chuyen_vien so_truong_phong so_khuyen_cong vung_khuyen_cong {_KHONG}",
        },
    ),
    "khuyen_cong:mau_2": (f"{_GOC}mau-2/", 302, {200: _XEM, 403: _KHONG}),
    "khuyen_cong:mau_2_tep_mau": (
        f"{_GOC}mau-2/tep-mau/",
        302,
        {200: _NHAP, 403: f"so_truong_phong so_lanh_dao vung_khuyen_cong {_KHONG}"},
    ),
    # Without a year it leads back to the page.
    "khuyen_cong:mau_2_xuat": (f"{_GOC}mau-2/xuat/", 302, {403: _KHONG}),
    **{
        f"khuyen_cong:{ten}": (
            f"{_GOC}mau-2/0/{duoi}",
            302,
            {404: _NHAP, 403: f"so_truong_phong so_lanh_dao vung_khuyen_cong {_KHONG}"},
        )
        for ten, duoi in (("mau_2_phien", ""), ("mau_2_viec", "viec/ghi/"))
    },
    "admin:khuyencong_nopnghiemthu_changelist": (
        "/admin/khuyencong/nopnghiemthu/",
        302,
        {200: XEM_BO, 403: "bo_lanh_dao quan_tri"},
    ),
    "admin:khuyencong_nopnghiemthu_add": (
        "/admin/khuyencong/nopnghiemthu/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    **{
        f"admin:khuyencong_nopnghiemthu_{ten}": (
            f"/admin/khuyencong/nopnghiemthu/0/{duoi}/",
            302,
            {
                404: "cuc_lanh_dao_phong",
                403: QUAN_TRI_WEB.replace("cuc_lanh_dao_phong ", ""),
            },
        )
        for ten, duoi in (("ghi_nhan", "ghi-nhan"), ("tra_lai", "tra-lai"))
    },
    **{f"khuyen_cong:{ten}": _mot(duoi) for ten, duoi in _TRANG.items()},
    **{f"khuyen_cong:{ten}": _mot(duoi, 405) for ten, duoi in _GHI.items()},
    "khuyen_cong:ke_hoach_gui": (f"{_GOC}ke-hoach/0/gui/", 302, {405: _XEM, 403: _KHONG}),
}
