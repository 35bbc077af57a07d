"""The one table of roles: scope here, permissions per app in the modules beside.

Groups in the database follow this table (``manage.py dong_bo_vai_tro``); nothing else in the
product names a role to decide what it may do. A new role is a new row here; a new app brings a
module with its ``QUYEN`` and its name in ``_CAC_PHAN``, nothing more.
"""

from cucctdp.accounts.roles import bao_cao, cum_cong_nghiep, khuyen_cong, nen, san_pham
from cucctdp.accounts.roles.bao_cao import DOI_TUONG_SO_LIEU
from cucctdp.accounts.roles.kieu import PhamVi, VaiTro

__all__ = [
    "DOI_TUONG_SO_LIEU",
    "LUA_CHON_VAI_TRO",
    "VAI_TRO",
    "VAI_TRO_QUAN_TRI",
    "VAI_TRO_SO",
    "VAI_TRO_TO_CHUC",
    "PhamVi",
    "VaiTro",
]

_CAC_PHAN = (nen, bao_cao, khuyen_cong, cum_cong_nghiep, san_pham)


def _quyen(ma: str) -> tuple[str, ...]:
    """Permissions of a role in every app, each once."""
    return tuple(dict.fromkeys(q for phan in _CAC_PHAN for q in phan.QUYEN.get(ma, ())))


_BANG = (
    VaiTro(
        ma="so_chuyen_vien",
        ten="Chuyên viên Sở",
        mo_ta="Nhập, tải Excel, kiểm tra, trình phòng các biểu được giao của tỉnh mình.",
        pham_vi="tinh",
        moi_nhom=False,
        quyen=_quyen("so_chuyen_vien"),
    ),
    VaiTro(
        ma="so_truong_phong",
        ten="Trưởng phòng, Phó Trưởng phòng Sở",
        mo_ta="Kiểm tra biểu của phòng mình, trả lại chuyên viên hoặc chuyển lãnh đạo Sở.",
        pham_vi="tinh",
        moi_nhom=False,
        quyen=_quyen("so_truong_phong"),
    ),
    VaiTro(
        ma="so_tong_hop",
        ten="Phòng Kế hoạch – Tổng hợp Sở",
        mo_ta="Ghép bộ báo cáo của tỉnh, viết phần đánh giá, chuyển lãnh đạo Sở.",
        pham_vi="tinh",
        quyen=_quyen("so_tong_hop"),
    ),
    VaiTro(
        ma="so_lanh_dao",
        ten="Lãnh đạo Sở",
        mo_ta="Ký duyệt và gửi bộ báo cáo của tỉnh; trả lại hoặc rút lại để sửa.",
        pham_vi="tinh",
        quyen=_quyen("so_lanh_dao"),
    ),
    VaiTro(
        ma="so_van_thu",
        ten="Văn thư Sở",
        mo_ta="Ghi số, ngày văn bản và đính bản đã ký, đóng dấu.",
        pham_vi="tinh",
        quyen=_quyen("so_van_thu"),
    ),
    VaiTro(
        ma="so_khuyen_cong",
        ten="Trung tâm khuyến công",
        mo_ta="Lập, nộp đề án khuyến công của tỉnh, báo cáo tiến độ, nộp hồ sơ nghiệm thu.",
        pham_vi="tinh",
        quyen=_quyen("so_khuyen_cong"),
    ),
    VaiTro(
        ma="vung_khuyen_cong",
        ten="Trung tâm khuyến công vùng",
        mo_ta="Lập, nộp, báo cáo đề án do trung tâm thực hiện ở các tỉnh; xem đề án phối hợp.",
        pham_vi="to_chuc",
        quyen=_quyen("vung_khuyen_cong"),
    ),
    VaiTro(
        ma="ccn_bao_cao",
        ten="Đơn vị báo cáo cụm công nghiệp",
        mo_ta="UBND cấp xã, chủ đầu tư, doanh nghiệp: nhập, gửi Biểu 01–03 được giao.",
        pham_vi="duoc_giao",
        quyen=_quyen("ccn_bao_cao"),
    ),
    VaiTro(
        ma="sp_co_so",
        ten="Cơ sở dự bình chọn",
        mo_ta="Cơ sở công nghiệp nông thôn: lập, nộp, theo dõi hồ sơ sản phẩm của mình.",
        pham_vi="duoc_giao",
        quyen=_quyen("sp_co_so"),
    ),
    VaiTro(
        ma="sp_xa",
        ten="UBND cấp xã (bình chọn)",
        mo_ta="Tổ chức bình chọn cấp xã, kiểm tra và gửi hồ sơ lên cấp tỉnh.",
        pham_vi="duoc_giao",
        quyen=_quyen("sp_xa"),
    ),
    VaiTro(
        ma="sp_giam_khao",
        ten="Giám khảo bình chọn",
        mo_ta="Chấm điểm các sản phẩm được phân công; Trưởng ban điều hành Ban Giám khảo.",
        pham_vi="duoc_giao",
        quyen=_quyen("sp_giam_khao"),
    ),
    VaiTro(
        ma="cuc_chuyen_vien",
        ten="Chuyên viên Cục",
        mo_ta="Kiểm tra, trả lại, tiếp nhận báo cáo của tỉnh, nhóm biểu được giao; soạn biểu mẫu.",
        pham_vi="phan_cong",
        moi_nhom=False,
        vao_quan_tri=True,
        quyen=_quyen("cuc_chuyen_vien"),
    ),
    VaiTro(
        ma="cuc_lanh_dao_phong",
        ten="Lãnh đạo phòng thuộc Cục",
        mo_ta="Xác nhận tiếp nhận, gia hạn, mở kỳ, chốt kỳ và duyệt tổng hợp của lĩnh vực.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=_quyen("cuc_lanh_dao_phong"),
    ),
    VaiTro(
        ma="cuc_lanh_dao",
        ten="Lãnh đạo Cục",
        mo_ta="Duyệt tổng hợp cả nước, chốt kỳ, công bố số liệu.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=_quyen("cuc_lanh_dao"),
    ),
    VaiTro(
        ma="bo_lanh_dao",
        ten="Lãnh đạo Bộ",
        mo_ta="Đọc và tải bản tin, xem bảng điều hành và số liệu tổng hợp.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=_quyen("bo_lanh_dao"),
    ),
    VaiTro(
        ma="api_client",
        ten="Hệ thống ngoài (API)",
        mo_ta="Lấy số liệu thống kê đã công bố bằng khóa API; không đăng nhập trang web.",
        pham_vi="toan_quoc",
        dang_nhap=False,
        quyen=_quyen("api_client"),
    ),
    VaiTro(
        ma="quan_tri",
        ten="Quản trị hệ thống",
        mo_ta="Tài khoản, biểu mẫu, lịch và danh mục; không xem, không sửa số liệu báo cáo.",
        pham_vi="khong",
        vao_quan_tri=True,
        mat_khau_co_han=True,
        quyen=_quyen("quan_tri"),
    ),
    VaiTro(
        ma="kiem_toan",
        ten="Kiểm toán, thanh tra",
        mo_ta="Xem toàn bộ, kể cả nhật ký sự kiện; không thay đổi gì.",
        pham_vi="toan_quoc",
        vao_quan_tri=True,
        quyen=_quyen("kiem_toan"),
    ),
)

VAI_TRO: dict[str, VaiTro] = {row.ma: row for row in _BANG}
LUA_CHON_VAI_TRO = [(row.ma, row.ten) for row in _BANG]
VAI_TRO_SO = [row.ma for row in _BANG if row.la_so]
VAI_TRO_TO_CHUC = [row.ma for row in _BANG if row.theo_to_chuc]
VAI_TRO_QUAN_TRI = [row.ma for row in _BANG if row.vao_quan_tri]
