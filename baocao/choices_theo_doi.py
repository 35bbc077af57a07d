"""Closed lists of the registers beside the periodic reports (sổ theo dõi)."""

from django.db import models


class NhomVuongMac(models.TextChoices):
    """Groups of bottlenecks: the seven in use by the provinces and the Cục's own further ones."""

    QH = "QH", "Quy hoạch"
    CTDT = "CTDT", "Chủ trương đầu tư"
    GPMB = "GPMB", "Giải phóng mặt bằng"
    DD = "DD", "Đất đai"
    XD = "XD", "Xây dựng"
    MT_PCCC = "MT_PCCC", "Môi trường, phòng cháy"
    TC = "TC", "Tài chính, vốn"
    TTHC = "TTHC", "Thủ tục hành chính"
    TCBM = "TCBM", "Tổ chức bộ máy sau sắp xếp"
    THE_CHE = "THE_CHE", "Thể chế, quy định"
    NL = "NL", "Điện, năng lượng"
    LD = "LD", "Lao động"
    TT = "TT", "Thị trường"
    KHAC = "KHAC", "Khác"


class NguonKienNghi(models.TextChoices):
    BAO_CAO = "bao_cao", "Báo cáo kỳ"
    HOI_NGHI = "hoi_nghi", "Hội nghị ngành"
    DOAN = "doan_cong_tac", "Đoàn công tác"
    CONG_VAN = "cong_van", "Công văn"
    CU_TRI = "cu_tri", "Cử tri"
    DOANH_NGHIEP = "doanh_nghiep", "Doanh nghiệp"


class MucDoKienNghi(models.TextChoices):
    THUONG = "thuong", "Bình thường"
    QUAN_TRONG = "quan_trong", "Quan trọng"
    CAP_BACH = "cap_bach", "Cấp bách"


class TrangThaiKienNghi(models.TextChoices):
    """States of a petition (section 3.6 of the domain file)."""

    MOI = "moi", "Mới gửi"
    DA_TIEP_NHAN = "da_tiep_nhan", "Đã tiếp nhận"
    DA_GIAO = "da_giao", "Đã giao xử lý"
    DANG_XU_LY = "dang_xu_ly", "Đang xử lý"
    CHO_CO_QUAN_KHAC = "cho_co_quan_khac", "Chờ cơ quan khác"
    DA_TRA_LOI = "da_tra_loi", "Đã trả lời"
    DA_DONG = "da_dong", "Đã đóng"


# Petitions nobody has answered yet: their clock runs, and they go into the next period.
KN_CHUA_TRA_LOI = (
    TrangThaiKienNghi.MOI,
    TrangThaiKienNghi.DA_TIEP_NHAN,
    TrangThaiKienNghi.DA_GIAO,
    TrangThaiKienNghi.DANG_XU_LY,
    TrangThaiKienNghi.CHO_CO_QUAN_KHAC,
)
KN_CHUA_GIAO = (TrangThaiKienNghi.MOI, TrangThaiKienNghi.DA_TIEP_NHAN)
KN_DA_TRA_LOI = (TrangThaiKienNghi.DA_TRA_LOI, TrangThaiKienNghi.DA_DONG)


class LoaiDonViXuLy(models.TextChoices):
    PHONG = "phong_cuc", "Phòng thuộc Cục"
    THUOC_BO = "thuoc_bo", "Đơn vị khác thuộc Bộ"
    BO_NGANH = "bo_nganh", "Bộ, ngành khác"


class LoaiTraLoi(models.TextChoices):
    GIAI_QUYET = "da_giai_quyet", "Đã giải quyết"
    GIAI_TRINH = "giai_trinh", "Giải trình, hướng dẫn"
    GHI_NHAN = "ghi_nhan", "Ghi nhận, nghiên cứu"
    CHUYEN = "da_chuyen", "Không thuộc thẩm quyền, đã chuyển"
    TRUNG = "trung", "Trùng kiến nghị đã trả lời"


class DanhGia(models.TextChoices):
    THOA_DANG = "thoa_dang", "Thỏa đáng"
    CHUA = "chua", "Chưa thỏa đáng"


class DonViDinhMuc(models.TextChoices):
    NGAY_LAM_VIEC = "ngay_lam_viec", "ngày làm việc"
    TINH = "tinh", "tỉnh, thành phố"
    PHAN_TRAM = "phan_tram", "%"
    KY = "ky", "kỳ"
