"""Selection of products in the admin: registers read by many, changed by dialogs of who may."""

from tests.role_matrix.vai import TRU_QUAN_TRI

_KHONG = "quan_tri"
_TRU_PHONG = "cuc_chuyen_vien cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_LAP = "cuc_chuyen_vien cuc_lanh_dao_phong"
_KHONG_LAP = "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
_DIEU_HANH = f"{_LAP} cuc_lanh_dao"
_KHONG_DIEU_HANH = "bo_lanh_dao quan_tri kiem_toan"
_LUAT = ("quydinhcap", "nhomsanpham", "loaitailieu", "quytac")
_SO = (
    "kybinhchon", "hosodangky", "sanpham", "giaychungnhan", "nhansu", "canhbao", "danhhieucu",
    "socongbo", "langnghe", "sukiennganh",
)  # fmt: skip
_BO_LOC = tuple(t for t in _SO if t != "socongbo")
_APP = "/admin/sanpham_tieubieu"


def _them(ten: str, duoc: str, khong: str) -> dict[str, tuple[str, int, dict[int, str]]]:
    duong = f"{_APP}/{ten}/add/"
    return {f"admin:sanpham_tieubieu_{ten}_add": (duong, 302, {200: duoc, 403: khong})}


def _cua(ten: str, duong: str) -> dict[str, tuple[str, int, dict[int, str]]]:
    """A page of a row that does not exist: 404 to who may read the register."""
    rieng = {404: TRU_QUAN_TRI, 403: _KHONG}
    return {f"admin:sanpham_tieubieu_{ten}": (f"{_APP}/{duong}", 302, rieng)}


BANG = {
    **{
        f"admin:sanpham_tieubieu_{ten}_changelist": (
            f"{_APP}/{ten}/",
            302,
            {200: TRU_QUAN_TRI, 403: _KHONG},
        )
        for ten in (*_SO, *_LUAT)
    },
    **{
        f"admin:sanpham_tieubieu_{ten}_luu_bo_loc": (
            f"{_APP}/{ten}/bo-loc/luu/",
            302,
            {200: TRU_QUAN_TRI, 403: _KHONG},
        )
        for ten in _BO_LOC
    },
    **{
        f"admin:sanpham_tieubieu_{ten}_xoa_bo_loc": (
            f"{_APP}/{ten}/bo-loc/0/xoa/",
            302,
            {404: TRU_QUAN_TRI, 403: _KHONG},
        )
        for ten in _BO_LOC
    },
    # GET leads back to the list.
    **{
        f"admin:sanpham_tieubieu_{ten}_xuat": (
            f"{_APP}/{ten}/xuat/",
            302,
            {302: f"{TRU_QUAN_TRI} an_danh", 403: _KHONG},
        )
        for ten in ("kybinhchon", "hosodangky", "sanpham", "giaychungnhan")
    },
    **{k: v for t in _LUAT for k, v in _them(t, "cuc_lanh_dao_phong", _TRU_PHONG).items()},
    **_them("kybinhchon", _LAP, _KHONG_LAP),
    **_them("nhansu", _DIEU_HANH, _KHONG_DIEU_HANH),
    **_them("langnghe", _LAP, _KHONG_LAP),
    **_them("sukiennganh", _LAP, _KHONG_LAP),
    # Only read: nobody adds by hand.
    **{
        k: v
        for t in ("hosodangky", "sanpham", "giaychungnhan", "canhbao", "danhhieucu", "socongbo")
        for k, v in _them(t, "", f"{TRU_QUAN_TRI} {_KHONG}").items()
    },
    **_cua("kybinhchon_viec", "kybinhchon/0/viec/mo/"),
    **_cua("kybinhchon_viec_dong", "kybinhchon/0/viec/phe-duyet-ban/0/"),
    **_cua("hosodangky_viec", "hosodangky/0/viec/chap-nhan/"),
    **_cua("hosodangky_anh", "hosodangky/0/anh/0/"),
    **_cua("nhansu_sua", "nhansu/0/sua/"),
    **_cua("nhansu_quan_he", "nhansu/0/quan-he/"),
    **_cua("giaychungnhan_thu_hoi", "giaychungnhan/0/thu-hoi/"),
    **_cua("giaychungnhan_cap_lai", "giaychungnhan/0/cap-lai/"),
    **_cua("giaychungnhan_theo_doi", "giaychungnhan/0/theo-doi/"),
    "admin:sanpham_tieubieu_kybinhchon_thong_ke": (
        f"{_APP}/kybinhchon/thong-ke/",
        302,
        {200: TRU_QUAN_TRI, 403: _KHONG},
    ),
}
