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


class LoaiKienNghi(models.TextChoices):
    """Rows DG6 and DG3 of form Q12: what is asked for, and what stands in the way."""

    KIEN_NGHI = "kien_nghi", "Kiến nghị, đề xuất"
    VUONG_MAC = "vuong_mac", "Khó khăn, vướng mắc"


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


class TrangThaiTheoDoi(models.TextChoices):
    """States of the light registers: one shape for all of them."""

    MOI = "moi", "Mới ghi"
    DANG_LAM = "dang_lam", "Đang thực hiện"
    CHO_XAC_NHAN = "cho_xac_nhan", "Chờ xác nhận hoàn thành"
    HOAN_THANH = "hoan_thanh", "Hoàn thành"
    THOI = "thoi", "Thôi theo dõi"


TD_CHUA_XONG = (
    TrangThaiTheoDoi.MOI,
    TrangThaiTheoDoi.DANG_LAM,
    TrangThaiTheoDoi.CHO_XAC_NHAN,
)


class TrangThaiVanBan(models.TextChoices):
    """The drafting pipeline of a legal document."""

    DE_XUAT = "de_xuat", "Đề xuất"
    SOAN_THAO = "soan_thao", "Soạn thảo"
    LAY_Y_KIEN = "lay_y_kien", "Lấy ý kiến"
    THAM_DINH = "tham_dinh", "Thẩm định"
    TRINH = "trinh", "Trình ban hành"
    BAN_HANH = "ban_hanh", "Đã ban hành"
    THOI = "thoi", "Thôi xây dựng"


VB_DANG_SOAN = (
    TrangThaiVanBan.DE_XUAT,
    TrangThaiVanBan.SOAN_THAO,
    TrangThaiVanBan.LAY_Y_KIEN,
    TrangThaiVanBan.THAM_DINH,
    TrangThaiVanBan.TRINH,
)


class LoaiVanBan(models.TextChoices):
    LUAT = "luat", "Luật"
    NGHI_QUYET = "nghi_quyet", "Nghị quyết"
    NGHI_DINH = "nghi_dinh", "Nghị định"
    QUYET_DINH = "quyet_dinh", "Quyết định"
    THONG_TU = "thong_tu", "Thông tư"
    HOP_NHAT = "hop_nhat", "Văn bản hợp nhất"
    CHI_THI = "chi_thi", "Chỉ thị"
    QUY_CHUAN = "quy_chuan", "Quy chuẩn, tiêu chuẩn"
    KHAC = "khac", "Khác"


class LoaiQuanHe(models.TextChoices):
    SUA_DOI = "sua_doi", "Sửa đổi, bổ sung"
    THAY_THE = "thay_the", "Thay thế"
    BAI_BO = "bai_bo", "Bãi bỏ"
    HOP_NHAT = "hop_nhat", "Hợp nhất"
    HUONG_DAN = "huong_dan", "Hướng dẫn"


class LinhVuc(models.TextChoices):
    CONG_NGHIEP = "cong_nghiep", "Công nghiệp"
    THUONG_MAI = "thuong_mai", "Thương mại"
    NANG_LUONG = "nang_luong", "Năng lượng"
    KHUYEN_CONG = "khuyen_cong", "Khuyến công"
    CUM_CN = "cum_cong_nghiep", "Cụm công nghiệp"
    TTCN = "ttcn", "Tiểu thủ công nghiệp, làng nghề"
    DMST = "dmst", "Đổi mới sáng tạo, chuyển đổi xanh"
    BAO_CAO = "bao_cao", "Báo cáo, thống kê"
    HE_THONG = "he_thong", "Công nghệ thông tin, dữ liệu"
    CHUNG = "chung", "Chung"


class CapNghiQuyet(models.TextChoices):
    BO_CHINH_TRI = "bo_chinh_tri", "Bộ Chính trị"
    TRUNG_UONG = "trung_uong", "Ban Chấp hành Trung ương"
    QUOC_HOI = "quoc_hoi", "Quốc hội"
    CHINH_PHU = "chinh_phu", "Chính phủ, Thủ tướng Chính phủ"
    BO = "bo", "Bộ Công Thương"
    TINH_UY = "tinh_uy", "Tỉnh ủy, Thành ủy"
    HDND = "hdnd", "Hội đồng nhân dân"


class LoaiMucTieu(models.TextChoices):
    BINH_QUAN = "binh_quan", "Bình quân giai đoạn"
    DEN_NAM = "den_nam", "Đến năm"


class DanhGiaTienDo(models.TextChoices):
    """Degrees of the rubric of NQ 169/NQ-CP's reports."""

    DAT = "dat", "Đạt và vượt"
    RUI_RO = "rui_ro", "Đạt tiến độ nhưng rủi ro"
    CHAM = "cham", "Chậm, có nguy cơ không đạt"


class MucTiepThu(models.TextChoices):
    CHUA_RO = "chua_ro", "Chưa có thông báo"
    TOAN_BO = "toan_bo", "Tiếp thu toàn bộ"
    MOT_PHAN = "mot_phan", "Tiếp thu một phần"
    KHONG = "khong", "Không tiếp thu"


class LoaiMTQG(models.TextChoices):
    NTM = "nong_thon_moi", "Xây dựng nông thôn mới"
    GIAM_NGHEO = "giam_ngheo", "Giảm nghèo bền vững"
    DTTS = "dtts_mn", "Phát triển vùng đồng bào dân tộc thiểu số và miền núi"


class LoaiKetLuan(models.TextChoices):
    LAM_TOT = "lam_tot", "Làm tốt"
    TON_TAI = "ton_tai", "Tồn tại, hạn chế"
    VI_PHAM = "vi_pham", "Vi phạm"


class LoaiSuKien(models.TextChoices):
    HOI_NGHI_NGANH = "hoi_nghi_nganh", "Hội nghị ngành Công Thương"
    HOI_NGHI_KC = "hoi_nghi_kc", "Hội nghị khuyến công"
    HOI_CHO = "hoi_cho", "Hội chợ, triển lãm"
    BINH_CHON = "binh_chon", "Bình chọn sản phẩm CNNT tiêu biểu"
    KHAC = "khac", "Khác"


class KenhTruyenThong(models.TextChoices):
    BAO_CHI = "bao_chi", "Báo, tạp chí"
    TRUYEN_HINH = "truyen_hinh", "Truyền hình, phát thanh"
    WEB = "web", "Cổng, trang thông tin điện tử"
    MANG_XA_HOI = "mang_xa_hoi", "Mạng xã hội"
    AN_PHAM = "an_pham", "Bản tin, ấn phẩm"


class HinhThucKhen(models.TextChoices):
    BANG_KHEN_BO = "bang_khen_bo", "Bằng khen của Bộ trưởng"
    GIAY_KHEN = "giay_khen", "Giấy khen của Cục trưởng"
    CHIEN_SI = "chien_si_thi_dua", "Chiến sĩ thi đua"
    TAP_THE = "tap_the", "Tập thể lao động xuất sắc"
    KY_NIEM_CHUONG = "ky_niem_chuong", "Kỷ niệm chương"
    NHA_NUOC = "nha_nuoc", "Khen thưởng cấp Nhà nước"
