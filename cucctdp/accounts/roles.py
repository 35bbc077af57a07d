"""The one table of roles: scope and permissions.

Groups in the database follow this table (``manage.py dong_bo_vai_tro``); nothing else in the
product names a role to decide what it may do. A new role is a new row here, nothing more.
"""

from dataclasses import dataclass
from typing import Literal

PhamVi = Literal["tinh", "phan_cong", "toan_quoc", "to_chuc", "duoc_giao", "khong"]


def _quyen(app: str, hanh_dong: str, *doi_tuong: str) -> tuple[str, ...]:
    """``_quyen("donvi", "view change", "xa")`` → ("donvi.view_xa", "donvi.change_xa")."""
    return tuple(f"{app}.{hd}_{dt}" for dt in doi_tuong for hd in hanh_dong.split())


# Models whose rows are figures or decide about figures; an administrator may not touch them.
DOI_TUONG_SO_LIEU = ("bobaocao", "phieubieu", "lantonghop", "bantin", "kiennghi", "dieuchinh")
_KHUNG = ("kybaocao", "bieumau", "chitieu", "quytackiemtra", "nguongkiemtra")
_LICH = ("quytaclich", "ngaynghi", "quydinhkiemtra", "loaibaocao", "dongtheohoso")
# What each province has and makes: the Sở reads its own rows, the Cục keeps them.
_HO_SO = ("hosotinh", "sanphamtinh")
_DANH_MUC = ("donvihanhchinh", "kethua", "xa", "phanvung", "tochuc", "coso", "nganhkinhte")

_XEM_KHUNG = _quyen("baocao", "view", *_KHUNG)
_XEM_BAO_CAO = (
    _quyen("baocao", "view", "bobaocao", "phieubieu", "dieuchinh", "chuoisolieu", *_HO_SO)
    + _XEM_KHUNG
)
_XEM_KET_QUA = (
    *_quyen("baocao", "view", "lantonghop", "bantin"),
    "baocao.tai_bantin",
    "baocao.xem_thongke",
)
# Dated names and memberships: added (never typed over) by whoever keeps the catalogues.
_CO_NGAY = ("tendonvi", "tenxa", "tengoikhac", "vung", "thanhvienvung", "tentochuc")
_XEM_DANH_MUC = _quyen("donvi", "view", *_DANH_MUC, *_CO_NGAY)
_XEM_CUC = (
    *_XEM_BAO_CAO,
    "baocao.view_mientruquytac",
    "baocao.view_uoccuc",
    *_quyen("baocao", "view", *_LICH),
    *_XEM_KET_QUA,
    *_XEM_DANH_MUC,
    "files.view_congviec",
)

# The registers beside the reports (sổ theo dõi) and the petitions.
_KIEN_NGHI_SO = ("baocao.view_kiennghi", "baocao.gui_kiennghi", "baocao.bao_tien_do_sotheodoi")
_XEM_SO_THEO_DOI = (
    *_quyen("baocao", "view", "kiennghi", "nhomkiennghi"),
    "baocao.xem_sotheodoi",
)
_LAM_SO_THEO_DOI = (*_XEM_SO_THEO_DOI, "baocao.xu_ly_kiennghi", "baocao.cap_nhat_sotheodoi")
_DUYET_SO_THEO_DOI = (
    "baocao.giao_kiennghi",
    "baocao.cong_bo_kiennghi",
    "baocao.xac_nhan_sotheodoi",
)


# Registers filled from files: who imports, and whose sessions one may look at.
_NHAP_CO_SO = ("imports.view_phiennhap", "imports.nhap_co_so")
_NHAP_TO_CHUC = ("imports.view_phiennhap", "imports.nhap_to_chuc")


# Khuyến công: the centre draws up and carries out, the Sở appraises, the Cục or UBND approves.
_DANH_MUC_KHUYEN_CONG = (
    "noidung",
    "nganhnghe",
    "chedodoituong",
    "dinhmuc",
    "thoihan",
    "tyletamung",
    "yeucautailieu",
    "thamquyen",
    "diabanuutien",
    "maubieu",
    "quytac",
)
_MANG_LUOI_KHUYEN_CONG = ("trungtam", "congtacvien", "tuvanvien")
_KE_HOACH_KHUYEN_CONG = ("kehoach", "chuongtrinh", "muctieu", "socongbo")
_XEM_DE_AN = _quyen(
    "khuyencong",
    "view",
    "dean",
    "thuhuong",
    "buttoan",
    "canhbao",
    "dotgiaovon",
    *_KE_HOACH_KHUYEN_CONG,
)
_XEM_KHUYEN_CONG = (
    *_XEM_DE_AN,
    *_quyen("khuyencong", "view", *_DANH_MUC_KHUYEN_CONG, *_MANG_LUOI_KHUYEN_CONG),
    "khuyencong.view_nopnghiemthu",
    "khuyencong.xem_thongke",
)
_LAP_DE_AN = (*_XEM_KHUYEN_CONG, "khuyencong.lap_dean", "khuyencong.bao_cao_dean")
# The plan of a province in the columns of Mẫu 2.
_NHAP_DE_AN = ("imports.view_phiennhap", "imports.nhap_de_an")

# Cụm công nghiệp: the Sở keeps its clusters and signs Biểu 04, the Cục receives and keeps the law.
_DANH_MUC_CUM = ("chedo", "thoihan", "tieuchi", "hanbieu", "diabanuudai", "quytac")
_XEM_CUM = (
    *_quyen(
        "cumcongnghiep",
        "view",
        "cum",
        "vanban",
        "hoso",
        "duan",
        "quyhoach",
        "chudautu",
        "canhbao",
        "bieunop",
        "kybieu",
        "nguoibaocao",
        "socongbo",
        *_DANH_MUC_CUM,
    ),
    "cumcongnghiep.xem_thongke",
)
_LAM_CUM = (
    *_XEM_CUM,
    "cumcongnghiep.cap_nhat_cum",
    "cumcongnghiep.thu_tuc_cum",
    "cumcongnghiep.nhap_bieu",
    "imports.nhap_cum",
)


@dataclass(frozen=True)
class VaiTro:
    """One row: ``pham_vi`` says which units, ``moi_nhom`` whether no form group means all.

    ``pham_vi`` "to_chuc": no province, but the đề án of the account's own organisation;
    "duoc_giao": only what was appointed to the account one by one.
    """

    ma: str
    ten: str
    mo_ta: str
    pham_vi: PhamVi
    quyen: tuple[str, ...]
    moi_nhom: bool = True
    vao_quan_tri: bool = False
    mat_khau_co_han: bool = False
    dang_nhap: bool = True

    @property
    def la_so(self) -> bool:
        return self.ma.startswith("so_")

    @property
    def la_cuc(self) -> bool:
        return self.ma.startswith("cuc_")

    @property
    def theo_to_chuc(self) -> bool:
        return self.pham_vi == "to_chuc"

    @property
    def duoc_giao(self) -> bool:
        return self.pham_vi == "duoc_giao"

    @property
    def vao_cong(self) -> bool:
        return self.la_so or self.theo_to_chuc or self.duoc_giao


_BANG = (
    VaiTro(
        ma="so_chuyen_vien",
        ten="Chuyên viên Sở",
        mo_ta="Nhập, tải Excel, kiểm tra, trình phòng các biểu được giao của tỉnh mình.",
        pham_vi="tinh",
        moi_nhom=False,
        quyen=(
            *_LAM_CUM,
            *_XEM_KHUYEN_CONG,
            "khuyencong.tham_dinh_so_dean",
            *_NHAP_DE_AN,
            *_XEM_BAO_CAO,
            "baocao.nhap_phieubieu",
            "baocao.trinh_phong_phieubieu",
            "baocao.view_kiennghi",
            "baocao.lap_dieuchinh",
        ),
    ),
    VaiTro(
        ma="so_truong_phong",
        ten="Trưởng phòng, Phó Trưởng phòng Sở",
        mo_ta="Kiểm tra biểu của phòng mình, trả lại chuyên viên hoặc chuyển lãnh đạo Sở.",
        pham_vi="tinh",
        moi_nhom=False,
        quyen=(
            "imports.view_phiennhap",
            *_LAM_CUM,
            "cumcongnghiep.xac_nhan_so_lieu",
            "cumcongnghiep.giao_bao_cao_cum",
            *_XEM_KHUYEN_CONG,
            "khuyencong.tham_dinh_so_dean",
            "khuyencong.ky_hop_dong_dean",
            *_XEM_BAO_CAO,
            *_KIEN_NGHI_SO,
            "baocao.duyet_phong_phieubieu",
            "baocao.chuyen_lanh_dao_bobaocao",
        ),
    ),
    VaiTro(
        ma="so_tong_hop",
        ten="Phòng Kế hoạch – Tổng hợp Sở",
        mo_ta="Ghép bộ báo cáo của tỉnh, viết phần đánh giá, chuyển lãnh đạo Sở.",
        pham_vi="tinh",
        quyen=(
            *_XEM_CUM,
            *_XEM_BAO_CAO,
            *_KIEN_NGHI_SO,
            "baocao.danh_gia_kiennghi",
            "baocao.nhap_phieubieu",
            "baocao.trinh_phong_phieubieu",
            "baocao.chuyen_lanh_dao_bobaocao",
            "baocao.lap_dieuchinh",
            "baocao.de_nghi_gia_han",
        ),
    ),
    VaiTro(
        ma="so_lanh_dao",
        ten="Lãnh đạo Sở",
        mo_ta="Ký duyệt và gửi bộ báo cáo của tỉnh; trả lại hoặc rút lại để sửa.",
        pham_vi="tinh",
        quyen=(
            *_XEM_CUM,
            "cumcongnghiep.xac_nhan_so_lieu",
            "cumcongnghiep.ky_bieu",
            *_XEM_KHUYEN_CONG,
            "khuyencong.gui_cuc_dean",
            "khuyencong.phe_duyet_dean",
            *_XEM_BAO_CAO,
            *_KIEN_NGHI_SO,
            "baocao.danh_gia_kiennghi",
            "baocao.ky_gui_bobaocao",
            "baocao.ky_dieuchinh",
            "baocao.de_nghi_gia_han",
        ),
    ),
    VaiTro(
        ma="so_van_thu",
        ten="Văn thư Sở",
        mo_ta="Ghi số, ngày văn bản và đính bản đã ký, đóng dấu.",
        pham_vi="tinh",
        quyen=(
            *_XEM_BAO_CAO,
            "baocao.ghi_so_van_ban_bobaocao",
            "baocao.view_kiennghi",
        ),
    ),
    VaiTro(
        ma="so_khuyen_cong",
        ten="Trung tâm khuyến công",
        mo_ta="Lập, nộp đề án khuyến công của tỉnh, báo cáo tiến độ, nộp hồ sơ nghiệm thu.",
        pham_vi="tinh",
        quyen=(*_LAP_DE_AN, *_NHAP_DE_AN),
    ),
    VaiTro(
        ma="vung_khuyen_cong",
        ten="Trung tâm khuyến công vùng",
        mo_ta="Lập, nộp, báo cáo đề án do trung tâm thực hiện ở các tỉnh; xem đề án phối hợp.",
        pham_vi="to_chuc",
        quyen=_LAP_DE_AN,
    ),
    VaiTro(
        ma="ccn_bao_cao",
        ten="Đơn vị báo cáo cụm công nghiệp",
        mo_ta="UBND cấp xã, chủ đầu tư, doanh nghiệp: nhập, gửi Biểu 01–03 được giao.",
        pham_vi="duoc_giao",
        quyen=(
            "cumcongnghiep.view_cum",
            "cumcongnghiep.view_bieunop",
            "cumcongnghiep.nhap_bieu",
        ),
    ),
    VaiTro(
        ma="cuc_chuyen_vien",
        ten="Chuyên viên Cục",
        mo_ta="Kiểm tra, trả lại, tiếp nhận báo cáo của tỉnh, nhóm biểu được giao; soạn biểu mẫu.",
        pham_vi="phan_cong",
        moi_nhom=False,
        vao_quan_tri=True,
        quyen=(
            *_LAM_CUM,
            "cumcongnghiep.xac_nhan_so_lieu",
            "cumcongnghiep.tiep_nhan_bieu",
            *_XEM_KHUYEN_CONG,
            "khuyencong.tham_dinh_bo_dean",
            "imports.nhap_de_an",
            *_quyen("khuyencong", "add change", *_MANG_LUOI_KHUYEN_CONG),
            *_NHAP_CO_SO,
            *_XEM_CUC,
            *_LAM_SO_THEO_DOI,
            "baocao.kiem_tra_bobaocao",
            "baocao.tiep_nhan_bobaocao",
            "baocao.tong_hop_kybaocao",
            "baocao.de_nghi_mientruquytac",
            "baocao.tham_dinh_dieuchinh",
            "baocao.de_nghi_gia_han",
            # Officers write the next version of a form; somebody else puts it in force.
            *_quyen("baocao", "add change", "bieumau"),
        ),
    ),
    VaiTro(
        ma="cuc_lanh_dao_phong",
        ten="Lãnh đạo phòng thuộc Cục",
        mo_ta="Xác nhận tiếp nhận, gia hạn, mở kỳ, chốt kỳ và duyệt tổng hợp của lĩnh vực.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=(
            *_LAM_CUM,
            "cumcongnghiep.xac_nhan_so_lieu",
            "cumcongnghiep.tiep_nhan_bieu",
            "cumcongnghiep.mo_kybieu",
            *_quyen("cumcongnghiep", "add change", *_DANH_MUC_CUM, "quyhoach", "chudautu"),
            *_XEM_KHUYEN_CONG,
            "khuyencong.ky_hop_dong_dean",
            "imports.nhap_de_an",
            *_quyen("khuyencong", "add change", *_DANH_MUC_KHUYEN_CONG),
            *_quyen("khuyencong", "add change", *_KE_HOACH_KHUYEN_CONG, *_MANG_LUOI_KHUYEN_CONG),
            *_NHAP_CO_SO,
            *_XEM_CUC,
            *_LAM_SO_THEO_DOI,
            *_DUYET_SO_THEO_DOI,
            "baocao.tiep_nhan_bobaocao",
            "baocao.gia_han_bobaocao",
            "baocao.mo_kybaocao",
            "baocao.chot_kybaocao",
            "baocao.tong_hop_kybaocao",
            # Rules are business of the Cục: who writes one also sees what it would have caught.
            *_quyen("baocao", "add change", "quytackiemtra", "nguongkiemtra", *_HO_SO),
            "baocao.de_nghi_mientruquytac",
            "baocao.duyet_mientruquytac",
            "baocao.duyet_dieuchinh",
            "baocao.giao_giaokiemtra",
            "baocao.ap_dung_bieumau",
        ),
    ),
    VaiTro(
        ma="cuc_lanh_dao",
        ten="Lãnh đạo Cục",
        mo_ta="Duyệt tổng hợp cả nước, chốt kỳ, công bố số liệu.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=(
            *_XEM_CUM,
            "cumcongnghiep.mo_kybieu",
            *_XEM_KHUYEN_CONG,
            "khuyencong.phe_duyet_dean",
            "imports.view_phiennhap",
            *_XEM_CUC,
            *_XEM_SO_THEO_DOI,
            *_DUYET_SO_THEO_DOI,
            "baocao.gia_han_bobaocao",
            "baocao.mo_kybaocao",
            "baocao.chot_kybaocao",
            "baocao.cong_bo_kybaocao",
            "baocao.duyet_mientruquytac",
            "baocao.duyet_dieuchinh",
            "baocao.duyet_sau_cong_bo_dieuchinh",
            "baocao.giao_giaokiemtra",
        ),
    ),
    VaiTro(
        ma="bo_lanh_dao",
        ten="Lãnh đạo Bộ",
        mo_ta="Đọc và tải bản tin, xem bảng điều hành và số liệu tổng hợp.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=(
            *_XEM_CUM,
            *_XEM_KHUNG,
            *_XEM_KET_QUA,
            *_XEM_SO_THEO_DOI,
            *_XEM_DE_AN,
            "khuyencong.xem_thongke",
        ),
    ),
    VaiTro(
        ma="api_client",
        ten="Hệ thống ngoài (API)",
        mo_ta="Lấy số liệu thống kê đã công bố bằng khóa API; không đăng nhập trang web.",
        pham_vi="toan_quoc",
        dang_nhap=False,
        quyen=(
            "baocao.xem_thongke",
            "khuyencong.xem_thongke",
            "cumcongnghiep.xem_thongke",
        ),
    ),
    VaiTro(
        ma="quan_tri",
        ten="Quản trị hệ thống",
        mo_ta="Tài khoản, biểu mẫu, lịch và danh mục; không xem, không sửa số liệu báo cáo.",
        pham_vi="khong",
        vao_quan_tri=True,
        mat_khau_co_han=True,
        quyen=(
            *_NHAP_TO_CHUC,
            *_quyen(
                "baocao",
                "view add change",
                "bieumau",
                "chitieu",
                "cotbieu",
                "quytackiemtra",
                "nguongkiemtra",
                "quytaclich",
                "ngaynghi",
                "quydinhkiemtra",
                "hannop",
                "loaibaocao",
                "dongtheohoso",
                "dinhmuctheodoi",
            ),
            "baocao.ap_dung_bieumau",
            "baocao.view_kybaocao",
            *_XEM_DANH_MUC,
            *_quyen("donvi", "change", *_DANH_MUC),
            *_quyen("donvi", "add", "tochuc", "phanvung", *_CO_NGAY),
            *_quyen("donvi", "change", "tengoikhac", "vung", "thanhvienvung"),
            *_quyen("accounts", "view add change", "user", "phancong"),
            *_quyen("apikit", "view add change", "khoaapi", "diachinhan"),
            "apikit.view_guisukien",
            "files.view_congviec",
            *_quyen("thong_bao", "view add change", "bacnhac", "lichgui"),
            "thong_bao.view_thongbao",
        ),
    ),
    VaiTro(
        ma="kiem_toan",
        ten="Kiểm toán, thanh tra",
        mo_ta="Xem toàn bộ, kể cả nhật ký sự kiện; không thay đổi gì.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=(
            *_XEM_CUM,
            *_XEM_KHUYEN_CONG,
            "imports.view_phiennhap",
            *_XEM_CUC,
            *_XEM_SO_THEO_DOI,
            "baocao.view_dinhmuctheodoi",
            "audit.view_sukien",
            "files.view_tep",
            *_quyen("accounts", "view", "user", "phancong"),
            *_quyen("apikit", "view", "khoaapi", "diachinhan", "guisukien"),
        ),
    ),
)

VAI_TRO: dict[str, VaiTro] = {row.ma: row for row in _BANG}
LUA_CHON_VAI_TRO = [(row.ma, row.ten) for row in _BANG]
VAI_TRO_SO = [row.ma for row in _BANG if row.la_so]
VAI_TRO_TO_CHUC = [row.ma for row in _BANG if row.theo_to_chuc]
VAI_TRO_QUAN_TRI = [row.ma for row in _BANG if row.vao_quan_tri]
