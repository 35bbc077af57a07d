"""Closed lists of the reporting app; stored values are ASCII slugs, labels are Vietnamese."""

from django.db import models

from cucctdp.formats.ky import LoaiKy as LoaiKyGoc


class LoaiKy(models.TextChoices):
    """Kinds of period (NĐ 09/2019/NĐ-CP; months where a form needs them)."""

    THANG = LoaiKyGoc.THANG.value, "Tháng"
    QUY = LoaiKyGoc.QUY.value, "Quý"
    SAU_THANG = LoaiKyGoc.SAU_THANG.value, "6 tháng"
    CHIN_THANG = LoaiKyGoc.CHIN_THANG.value, "9 tháng"
    NAM = LoaiKyGoc.NAM.value, "Năm"


class TrangThaiKy(models.TextChoices):
    SAP_MO = "sap_mo", "Sắp mở"
    DANG_MO = "dang_mo", "Đang mở"
    DA_DONG = "da_dong", "Đã đóng nhận"
    DA_CHOT = "da_chot", "Đã chốt"
    DA_CONG_BO = "da_cong_bo", "Đã công bố"


class TrangThaiBo(models.TextChoices):
    """States of a pack (bộ báo cáo), section 3.3 of the domain file."""

    CHUA_NHAP = "chua_nhap", "Chưa nhập"
    DANG_NHAP = "dang_nhap", "Đang nhập"
    CHO_PHONG = "cho_phong", "Chờ phòng duyệt"
    CHO_KY = "cho_ky", "Chờ ký"
    DA_GUI = "da_gui", "Đã gửi"
    DANG_KIEM_TRA = "dang_kiem_tra", "Cục đang kiểm tra"
    TRA_LAI = "tra_lai", "Trả lại, yêu cầu bổ sung"
    TIEP_NHAN = "tiep_nhan", "Đã tiếp nhận"
    DA_TONG_HOP = "da_tong_hop", "Đã tổng hợp"
    DA_CONG_BO = "da_cong_bo", "Đã công bố"


# Packs whose figures count: received by the Cục and not given back.
BO_DA_NHAN = (TrangThaiBo.TIEP_NHAN, TrangThaiBo.DA_TONG_HOP, TrangThaiBo.DA_CONG_BO)
# Packs in the hands of the Sở: figures may be typed.
BO_CON_NHAP = (TrangThaiBo.CHUA_NHAP, TrangThaiBo.DANG_NHAP, TrangThaiBo.TRA_LAI)


class TrangThaiPhieu(models.TextChoices):
    """States of one form inside the Sở (phòng chuyên môn)."""

    CHUA_NHAP = "chua_nhap", "Chưa nhập"
    DANG_NHAP = "dang_nhap", "Đang nhập"
    CHO_PHONG = "cho_phong", "Chờ phòng duyệt"
    QUA_PHONG = "qua_phong", "Phòng đã duyệt"


class TrangThaiO(models.TextChoices):
    """The four states of a cell; zero, missing and not applicable are different things."""

    CO_GIA_TRI = "co_gia_tri", "Có giá trị"
    KHONG_PHAT_SINH = "khong_phat_sinh", "Không phát sinh"
    CHUA_CO_SO_LIEU = "chua_co_so_lieu", "Chưa có số liệu"
    KHONG_AP_DUNG = "khong_ap_dung", "Không áp dụng"


KY_HIEU_O = {
    TrangThaiO.KHONG_PHAT_SINH: "-",
    TrangThaiO.CHUA_CO_SO_LIEU: "...",
    TrangThaiO.KHONG_AP_DUNG: "x",
}


class TrangThaiSoLieu(models.TextChoices):
    """States of a figure (Luật Thống kê 89/2015/QH13, Điều 3 khoản 15–17); they only move up."""

    UOC = "uoc", "Ước tính"
    SO_BO = "so_bo", "Sơ bộ"
    CHINH_THUC = "chinh_thuc", "Chính thức"


BAC_SO_LIEU = {
    TrangThaiSoLieu.UOC: 1,
    TrangThaiSoLieu.SO_BO: 2,
    TrangThaiSoLieu.CHINH_THUC: 3,
}


class NguonGoc(models.TextChoices):
    """Where a value in this database comes from; demo figures are never mixed up with real ones."""

    NHAP = "nhap", "Đơn vị nhập"
    CONG_BO = "cong_bo", "Đã công bố, có nguồn"
    MINH_HOA = "minh_hoa", "Minh họa"


class TinhHan(models.TextChoices):
    """Timeliness, an attribute beside the state."""

    CHUA_GUI = "chua_gui", "Chưa gửi"
    DUNG_HAN = "dung_han", "Đúng hạn"
    TRONG_NGAY_HAN = "trong_ngay_han", "Trong ngày hạn"
    TRE_HAN = "tre_han", "Trễ hạn"
    GIA_HAN = "duoc_gia_han", "Trong thời gian gia hạn"


class LoaiHan(models.TextChoices):
    """«trước ngày» excludes the day itself, «chậm nhất» includes it."""

    TRUOC_NGAY = "truoc_ngay", "Trước ngày"
    CHAM_NHAT = "cham_nhat", "Chậm nhất ngày"


class BuocHan(models.TextChoices):
    SO = "so", "Sở ký gửi"
    CUC = "cuc", "Cục kiểm tra"
    TONG_HOP = "tong_hop", "Tổng hợp"
    LANH_DAO = "lanh_dao", "Phục vụ lãnh đạo"
    CHINH_PHU = "chinh_phu", "Bộ, UBND tỉnh gửi Chính phủ"
    SO_BO = "so_bo", "Cập nhật số sơ bộ"
    CHINH_THUC = "chinh_thuc", "Cập nhật số chính thức"
    CAP_XA = "cap_xa", "UBND cấp xã gửi Sở"
    CHU_DAU_TU = "chu_dau_tu", "Chủ đầu tư hạ tầng gửi cấp xã"
    MO = "mo", "Tự mở kỳ từ ngày"
    KHOA = "khoa", "Ngày cuối nhận, sau đó tự khóa"


class TrangThaiDeNghi(models.TextChoices):
    """States of a request for an extension."""

    CHO_DUYET = "cho_duyet", "Chờ duyệt"
    DA_DUYET = "da_duyet", "Đã duyệt"
    TU_CHOI = "tu_choi", "Không duyệt"


class KieuSo(models.TextChoices):
    """Value types of section 2.1."""

    SO_NGUYEN = "SO_NGUYEN", "Số nguyên"
    SO_TP = "SO_TP", "Số thập phân"
    CHI_SO = "CHI_SO", "Chỉ số (gốc 100)"
    TY_LE = "TY_LE", "Tỷ lệ (%)"
    TANG = "TANG", "Tốc độ tăng (%)"
    VAN_BAN = "VAN_BAN", "Văn bản"
    DANH_SACH = "DANH_SACH", "Danh sách"


class DaiLuong(models.TextChoices):
    """How a figure behaves over time."""

    DONG = "dong", "Lượng trong kỳ"
    THOI_DIEM = "thoi_diem", "Số tại thời điểm"
    TY_LE = "ty_le", "Tỷ lệ"
    CHI_SO = "chi_so", "Chỉ số"
    VAN_BAN = "van_ban", "Văn bản"


class CachTongHop(models.TextChoices):
    """How provinces make a region: add, recompute from parts, or not at all."""

    CONG = "CONG", "Cộng"
    TINH_LAI = "TINH_LAI", "Tính lại từ tử số, mẫu số"
    KHONG = "KHONG", "Không cộng"


class PhuongPhapUoc(models.TextChoices):
    """How the Cục came to an estimate for a missing province."""

    TANG_VUNG = "tang_vung", "Số kỳ trước × mức tăng của vùng"
    KHAC = "khac", "Cách khác, ghi rõ"


class KieuCot(models.TextChoices):
    NHAP = "nhap", "Nhập"
    TU_CSDL = "tu_csdl", "Lấy từ cơ sở dữ liệu"
    TINH = "tinh", "Tự tính"
    VAN_BAN = "van_ban", "Văn bản"


class BatBuoc(models.TextChoices):
    LUON = "luon", "Luôn bắt buộc"
    NEU_CO = "neu_co", "Bắt buộc nếu có hoạt động"
    TUY_CHON = "tuy_chon", "Tùy chọn"


class MucDo(models.TextChoices):
    """E blocks, W asks for an explanation, A only tells the Cục."""

    E = "E", "Lỗi"
    W = "W", "Cảnh báo, cần giải trình"
    A = "A", "Lưu ý"


class TrangThaiMienTru(models.TextChoices):
    """States of a waiver; only an approved one that has not run out counts."""

    CHO_DUYET = "cho_duyet", "Chờ duyệt"
    HIEU_LUC = "hieu_luc", "Đã duyệt"
    TU_CHOI = "tu_choi", "Không duyệt"
    THU_HOI = "thu_hoi", "Đã thu hồi"


class TrangThaiBieu(models.TextChoices):
    NHAP = "nhap", "Bản thảo"
    HIEU_LUC = "hieu_luc", "Có hiệu lực"
    THOI = "thoi", "Thôi dùng"


class DiaGioi(models.TextChoices):
    """Boundary basis on which figures are restated when read."""

    HIEN_HANH = "hien_hanh", "34 đơn vị hiện hành"
    THEO_THOI_DIEM = "theo_thoi_diem", "Đơn vị tại thời điểm báo cáo"
    CU_63 = "63", "63 đơn vị trước 01/7/2025"


class CapTongHop(models.TextChoices):
    CA_NUOC = "ca_nuoc", "Cả nước"
    VUNG = "vung", "Vùng kinh tế - xã hội"
    MIEN = "mien", "Miền"
    TINH = "tinh", "Tỉnh, thành phố"


class LoaiDieuChinh(models.TextChoices):
    """The three kinds of restatement (section 3.5), each with a treatment of its own."""

    CAP_NHAT = "cap_nhat", "Cập nhật trạng thái số liệu"
    SUA_LOI = "sua_loi", "Sửa lỗi số liệu đã gửi"
    DOI_PHAM_VI = "doi_pham_vi", "Đổi phạm vi hoặc phương pháp"


class LyDoDieuChinh(models.TextChoices):
    SO_MOI = "so_moi", "Có số sơ bộ hoặc chính thức"
    NHAP_SAI = "nhap_sai", "Nhập sai số"
    SAI_DON_VI = "sai_don_vi", "Nhầm đơn vị tính"
    BO_SOT = "bo_sot", "Bỏ sót hoặc tính trùng"
    THOI_DIEM = "thoi_diem", "Sai thời điểm chốt số liệu"
    PHAM_VI = "pham_vi", "Sắp xếp đơn vị hành chính, đổi phạm vi"
    PHUONG_PHAP = "phuong_phap", "Đổi phân ngành, năm gốc hoặc định nghĩa"


class TrangThaiDieuChinh(models.TextChoices):
    NHAP = "nhap", "Đang soạn"
    CHO_KY = "cho_ky", "Chờ lãnh đạo Sở ký"
    DA_GUI = "da_gui", "Đã gửi Cục"
    CHO_DUYET = "cho_duyet", "Chờ lãnh đạo duyệt"
    DA_DUYET = "da_duyet", "Đã duyệt, đã ghi số mới"
    TU_CHOI = "tu_choi", "Không chấp nhận"
    DA_GHI_NHAN = "da_ghi_nhan", "Đã ghi nhận, không cần duyệt"
    HUY = "huy", "Đã hủy"


# Requests that may still change figures.
DIEU_CHINH_MO = (
    TrangThaiDieuChinh.NHAP,
    TrangThaiDieuChinh.CHO_KY,
    TrangThaiDieuChinh.DA_GUI,
    TrangThaiDieuChinh.CHO_DUYET,
)


class BenTraoDoi(models.TextChoices):
    SO = "so", "Sở"
    CUC = "cuc", "Cục"


class KetQuaXungDot(models.TextChoices):
    """What became of a cell that an upload and the system hold differently."""

    CHO = "cho", "Chưa chọn"
    CUA_TEP = "cua_tep", "Lấy số trong tệp"
    HE_THONG = "he_thong", "Giữ số trên hệ thống"
    NOP_LAI = "nop_lai", "Người nộp đã nộp tệp khác"
