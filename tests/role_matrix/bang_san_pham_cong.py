"""Pages of the selection: entrants and organisers in the portal, the judges' pages."""

_XEM_SO = "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao so_khuyen_cong"
_XEM = f"{_XEM_SO} sp_co_so sp_xa"
_CUC = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao"
_NGOAI = "so_van_thu vung_khuyen_cong ccn_bao_cao bo_lanh_dao api_client quan_tri kiem_toan"
_KHONG = f"{_NGOAI} {_CUC} sp_giam_khao"
_NOP = "so_chuyen_vien so_truong_phong so_khuyen_cong sp_co_so sp_xa"
_KHONG_NOP = f"so_tong_hop so_lanh_dao {_KHONG}"
_LAP_KY = "so_chuyen_vien so_truong_phong sp_xa"
_GUI = "so_truong_phong so_lanh_dao sp_xa"
_CHAM = f"so_chuyen_vien so_truong_phong so_lanh_dao sp_giam_khao {_CUC}"
_KHONG_CHAM = f"so_tong_hop so_khuyen_cong sp_co_so {_NGOAI}"
_GOC, _GOC_CHAM = "/so/binh-chon/", "/cham-diem/"


def _mot(duoi: str, ma: int = 404) -> tuple[str, int, dict[int, str]]:
    """A page of one dossier or round: none of that number for who may look."""
    return f"{_GOC}{duoi}", 302, {ma: _XEM, 403: _KHONG}


def _cham(duoi: str, ma: int = 404) -> tuple[str, int, dict[int, str]]:
    """A page of a judge's own."""
    return f"{_GOC_CHAM}{duoi}", 302, {ma: _CHAM, 403: f"{_KHONG_CHAM} sp_xa"}


def _ban(duoi: str) -> tuple[str, int, dict[int, str]]:
    """A page of a jury, of helpers, of who runs the round."""
    return f"{_GOC_CHAM}ky/0/{duoi}", 302, {404: f"{_CHAM} sp_xa", 403: _KHONG_CHAM}


# name: (address, status for everybody not named, {status: roles})
BANG = {
    "binh_chon:danh_sach": (_GOC, 302, {200: _XEM, 403: _KHONG}),
    "binh_chon:chon": (f"{_GOC}lap/", 302, {200: _NOP, 403: _KHONG_NOP}),
    "binh_chon:lap": (f"{_GOC}lap/0/", 302, {404: _NOP, 403: _KHONG_NOP}),
    "binh_chon:san_pham_moi": (f"{_GOC}san-pham-moi/0/", 302, {404: _NOP, 403: _KHONG_NOP}),
    "binh_chon:ky_moi": (
        f"{_GOC}ky/moi/",
        302,
        {200: _LAP_KY, 403: f"so_tong_hop so_lanh_dao so_khuyen_cong sp_co_so {_KHONG}"},
    ),
    "binh_chon:gui_len": (
        f"{_GOC}ky/0/gui-len/",
        302,
        {404: _GUI, 403: f"so_chuyen_vien so_tong_hop so_khuyen_cong sp_co_so {_KHONG}"},
    ),
    "binh_chon:nguoi_nop": (
        f"{_GOC}nguoi-nop/",
        302,
        {
            200: "so_truong_phong so_lanh_dao",
            403: f"so_chuyen_vien so_tong_hop so_khuyen_cong sp_co_so sp_xa {_KHONG}",
        },
    ),
    "binh_chon:thoi_nop": _mot("nguoi-nop/0/thoi/", 405),
    "binh_chon:ho_so": _mot("ho-so/0/"),
    "binh_chon:phan": _mot("ho-so/0/sua/dang_ky/"),
    "binh_chon:bo": _mot("ho-so/0/sua/anh/0/bo/", 405),
    "binh_chon:anh": _mot("ho-so/0/anh/0/"),
    "binh_chon:viec": _mot("ho-so/0/viec/nop/"),
    "binh_chon:ky": _mot("ky/0/"),
    "binh_chon:thanh_vien_moi": _mot("ky/0/ban/0/nguoi-moi/"),
    "binh_chon:ky_viec": _mot("ky/0/viec/mo/"),
    "binh_chon:ky_viec_dong": _mot("ky/0/viec/sua-ban/0/"),
    "cham_diem:danh_sach": (_GOC_CHAM, 302, {200: _CHAM, 403: f"{_KHONG_CHAM} sp_xa"}),
    "cham_diem:phien": _cham("phien/", 405),
    "cham_diem:khai": _cham("ky/0/khai/"),
    "cham_diem:mo_lai": _cham("ky/0/mo-lai/0/"),
    "cham_diem:phieu": _cham("0/"),
    "cham_diem:luu": _cham("0/luu/", 405),
    "cham_diem:ky_phieu": _cham("0/ky/"),
    "cham_diem:xin_mo_lai": _cham("0/xin-mo-lai/", 405),
    "cham_diem:anh": _cham("0/anh/0/"),
    "cham_diem:khung": (
        f"{_GOC_CHAM}ky/0/khung/0/",
        302,
        {
            404: f"so_chuyen_vien so_truong_phong so_lanh_dao sp_xa {_CUC}",
            403: f"so_tong_hop so_khuyen_cong sp_co_so sp_giam_khao {_NGOAI}",
        },
    ),
    "cham_diem:truong_ban": _ban(""),
    "cham_diem:san_pham": _ban("san-pham/0/"),
    "cham_diem:mo_diem": _ban("mo-diem/"),
    "cham_diem:bang_diem": _ban("bang-diem/"),
    "cham_diem:phieu_giay": _ban("phieu-giay/"),
    "cham_diem:phieu_giay_nhap": _ban("phieu-giay/0/"),
}
