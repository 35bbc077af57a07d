"""Closed lists of the decrees and forms; whatever the law may change by date is a row instead."""

from __future__ import annotations

from django.db import models


class LoaiHinh(models.TextChoices):
    """Type of a cluster (Điều 2 NĐ 32/2024/NĐ-CP; the last three since NĐ 303/2026/NĐ-CP)."""

    LANG_NGHE = "lang_nghe", "Làng nghề"
    CHUYEN_NGANH = "chuyen_nganh", "Chuyên ngành"
    HO_TRO = "ho_tro", "Hỗ trợ"
    CONG_NGHE_CAO = "cong_nghe_cao", "Công nghệ cao"
    SINH_THAI = "sinh_thai", "Sinh thái"


class PhapLy(models.TextChoices):
    """Axis A: derived from plan entries, dossiers and decisions; never typed."""

    QUY_HOACH = "quy_hoach", "Trong quy hoạch, chưa thành lập"
    DANG_THAM_DINH = "dang_tham_dinh", "Đang làm thủ tục thành lập"
    DA_THANH_LAP = "da_thanh_lap", "Đã thành lập"
    CHUA_THANH_LAP_HOAT_DONG = "chua_tl_hoat_dong", "Hoạt động, chưa thành lập"
    BAI_BO = "bai_bo", "Đã bãi bỏ quyết định"
    NGOAI_QUY_HOACH = "ngoai_quy_hoach", "Ngoài quy hoạch, chưa thành lập"


class HaTang(models.TextChoices):
    """Axis B: derived from QHCT, land clearance and the infrastructure items; never typed."""

    CHUA_TRIEN_KHAI = "chua_trien_khai", "Chưa triển khai"
    QHCT = "qhct", "Đã duyệt quy hoạch chi tiết"
    GPMB = "gpmb", "Đang giải phóng mặt bằng"
    DANG_XAY_DUNG = "dang_xay_dung", "Đang xây dựng hạ tầng"
    HOAN_THANH_GIAI_DOAN = "hoan_thanh_gd", "Hoàn thành một phần"
    HOAN_THANH = "hoan_thanh", "Hoàn thành hạ tầng"
    TAM_DUNG = "tam_dung", "Tạm dừng"


class HoatDong(models.TextChoices):
    """Axis C: derived from the projects on the land; never typed."""

    CHUA_CO_SO_LIEU = "chua_co_so_lieu", "Chưa có số liệu về dự án"
    CHUA_CO_DU_AN = "chua_co_du_an", "Chưa có dự án"
    DANG_HOAT_DONG = "dang_hoat_dong", "Đang hoạt động"
    LAP_DAY = "lap_day", "Đã lấp đầy"
    DANG_DI_DOI = "dang_di_doi", "Đang di dời"
    NGUNG = "ngung", "Đã ngừng"


class CanCuMienTru(models.TextChoices):
    """Why a size outside the regime is lawful (Điều 35 NĐ 32/2024/NĐ-CP)."""

    NHO_TRUOC_68 = "nho_truoc_68", "Dưới mức tối thiểu, thành lập trước NĐ 68/2017/NĐ-CP"
    LON_TRUOC_105 = "lon_truoc_105", "Trên 75 ha, hình thành trước QĐ 105/2009/QĐ-TTg"


class NhomQuyHoach(models.TextChoices):
    """What the annex of a provincial plan says of a cluster."""

    GIU_NGUYEN = "giu_nguyen", "Giữ nguyên"
    TANG = "tang", "Tăng diện tích"
    GIAM = "giam", "Giảm diện tích"
    BO_SUNG = "bo_sung", "Bổ sung"
    CHUYEN_KY = "chuyen_ky", "Điều chỉnh tiến độ"
    RUT = "rut", "Rút khỏi quy hoạch"


class LoaiThuTuc(models.TextChoices):
    THANH_LAP = "thanh_lap", "Thành lập cụm"
    MO_RONG = "mo_rong", "Mở rộng cụm"


class LoaiVanBan(models.TextChoices):
    """Documents of the life of a cluster; the number of the step is in ``buoc.BUOC``."""

    DE_NGHI = "de_nghi", "Văn bản đề nghị làm chủ đầu tư (Mẫu 01)"
    TIEP_NHAN = "tiep_nhan", "Thông báo tiếp nhận hồ sơ"
    TRINH_SO = "trinh_so", "Tờ trình của UBND cấp xã"
    LAY_Y_KIEN = "lay_y_kien", "Công văn lấy ý kiến sở, ngành"
    HOI_DONG = "hoi_dong", "Quyết định lập Hội đồng"
    TIEU_CHI = "tieu_chi", "Quyết định ban hành tiêu chí"
    CHAM_DIEM = "cham_diem", "Biên bản chấm điểm"
    THAM_DINH = "tham_dinh", "Báo cáo thẩm định của Sở Công Thương"
    THANH_LAP = "thanh_lap", "Quyết định thành lập"
    MO_RONG = "mo_rong", "Quyết định mở rộng"
    QHCT = "qhct", "Quyết định duyệt quy hoạch chi tiết 1/500"
    DU_AN = "du_an", "Quyết định duyệt dự án hạ tầng"
    GCN_DAU_TU = "gcn_dau_tu", "Chấp thuận chủ trương, GCN đăng ký đầu tư hạ tầng"
    GPMB = "gpmb", "Văn bản giải phóng mặt bằng"
    CHO_THUE_DAT = "cho_thue_dat", "Quyết định cho thuê đất"
    DTM = "dtm", "Quyết định phê duyệt ĐTM"
    GPMT = "gpmt", "Giấy phép môi trường"
    KHOI_CONG = "khoi_cong", "Giấy phép xây dựng, thông báo khởi công"
    NGHIEM_THU = "nghiem_thu", "Biên bản nghiệm thu hạng mục"
    QUY_CHE = "quy_che", "Quy chế dịch vụ công cộng, tiện ích (Mẫu 04)"
    DIEU_CHINH = "dieu_chinh", "Quyết định điều chỉnh"
    GIAO_CDT = "giao_cdt", "Quyết định giao chủ đầu tư"
    BAI_BO = "bai_bo", "Quyết định bãi bỏ"
    DI_DOI = "di_doi", "Đề án di dời"
    KHAC = "khac", "Văn bản khác"


class CoQuan(models.TextChoices):
    """Who signs a document or has to act."""

    THU_TUONG = "thu_tuong", "Thủ tướng Chính phủ"
    UBND_TINH = "ubnd_tinh", "UBND cấp tỉnh"
    SCT = "sct", "Sở Công Thương"
    UBND_XA = "ubnd_xa", "UBND cấp xã"
    UBND_HUYEN = "ubnd_huyen", "UBND cấp huyện (trước 01/7/2025)"
    HOI_DONG = "hoi_dong", "Hội đồng đánh giá"
    CDT = "cdt", "Chủ đầu tư hạ tầng"
    DN = "dn", "Doanh nghiệp, HTX đề nghị"
    DN_THU_CAP = "dn_thu_cap", "Doanh nghiệp thứ cấp"
    SO_KHAC = "so_khac", "Sở, ngành khác"
    BO = "bo", "Bộ, cơ quan trung ương"
    CUC = "cuc", "Cục"


class LoaiChuDauTu(models.TextChoices):
    DOANH_NGHIEP = "doanh_nghiep", "Doanh nghiệp"
    HTX = "htx", "Hợp tác xã"
    SU_NGHIEP = "su_nghiep", "Đơn vị sự nghiệp công lập"
    BQL = "bql", "Ban quản lý dự án, trung tâm phát triển CCN"
    UBND_XA = "ubnd_xa", "UBND cấp xã"
    UBND_HUYEN = "ubnd_huyen", "Đơn vị cấp huyện (đã giải thể)"
    KHAC = "khac", "Tổ chức khác"


class TinhTrangCDT(models.TextChoices):
    HOAT_DONG = "hoat_dong", "Đang hoạt động"
    TAM_NGUNG = "tam_ngung", "Tạm ngừng"
    GIAI_THE = "giai_the", "Đã giải thể, chấm dứt"


class LoaiHangMuc(models.TextChoices):
    """Infrastructure items (khoản 4 Điều 2, khoản 2 Điều 8 NĐ 32/2024/NĐ-CP)."""

    SAN_NEN = "san_nen", "San nền"
    GIAO_THONG = "giao_thong", "Giao thông nội bộ"
    CAP_NUOC = "cap_nuoc", "Cấp nước"
    THOAT_NUOC_MUA = "thoat_nuoc_mua", "Thoát nước mưa"
    THU_GOM_NUOC_THAI = "thu_gom_nuoc_thai", "Thu gom nước thải"
    XLNT = "xlnt", "Trạm xử lý nước thải tập trung"
    QUAN_TRAC = "quan_trac", "Quan trắc nước thải tự động"
    CHAT_THAI_RAN = "chat_thai_ran", "Thu gom chất thải rắn"
    PCCC = "pccc", "Phòng cháy, chữa cháy"
    CAP_DIEN = "cap_dien", "Cấp điện"
    CHIEU_SANG = "chieu_sang", "Chiếu sáng"
    VIEN_THONG = "vien_thong", "Viễn thông"
    CAY_XANH = "cay_xanh", "Cây xanh"
    DAU_NOI = "dau_noi", "Đường đấu nối ngoài hàng rào"
    NHA_O = "nha_o", "Nhà ở công nhân"


class TinhTrangHangMuc(models.TextChoices):
    CHUA = "chua", "Chưa làm"
    DANG = "dang", "Đang làm"
    XONG = "xong", "Đã hoàn thành"
    DUNG = "dung", "Tạm dừng"


class TinhTrangTram(models.TextChoices):
    CHUAN_BI = "chuan_bi", "Chuẩn bị đầu tư"
    DANG_XAY = "dang_xay", "Đang xây dựng"
    VAN_HANH = "van_hanh", "Đang vận hành"
    DUNG = "dung", "Đã dừng"


class TinhTrangLo(models.TextChoices):
    CHUA_GPMB = "chua_gpmb", "Chưa giải phóng mặt bằng"
    DA_GPMB = "da_gpmb", "Đã giải phóng mặt bằng"
    DU_DIEU_KIEN = "du_dieu_kien", "Đủ điều kiện cho thuê"


class LoaiThue(models.TextChoices):
    """On what ground a project holds land; a memorandum never counts as filled (khoản 7 Điều 2)."""

    THUE = "thue", "Quyết định cho thuê đất"
    THUE_LAI = "thue_lai", "Hợp đồng thuê lại đất"
    CHAP_THUAN = "chap_thuan", "Chấp thuận chủ trương, GCN ĐKĐT (chưa ký thuê)"
    GHI_NHO = "ghi_nho", "Biên bản ghi nhớ, thỏa thuận nguyên tắc"


DA_THUE = (LoaiThue.THUE, LoaiThue.THUE_LAI)


class TinhTrangDuAn(models.TextChoices):
    """Derived from the dates of a project."""

    CHUAN_BI = "chuan_bi", "Chuẩn bị"
    DANG_XAY = "dang_xay", "Đang xây dựng"
    HOAT_DONG = "hoat_dong", "Đang hoạt động"
    NGUNG = "ngung", "Tạm ngừng"
    CHAM_DUT = "cham_dut", "Chấm dứt"


class NhomUuTien(models.TextChoices):
    """Priority groups of NĐ 303/2026/NĐ-CP and NQ 198/2025/QH15."""

    CONG_NGHE_CAO = "cong_nghe_cao", "Doanh nghiệp công nghệ cao"
    DNNVV = "dnnvv", "Doanh nghiệp nhỏ và vừa"
    KHOI_NGHIEP = "khoi_nghiep", "Doanh nghiệp khởi nghiệp sáng tạo"


class NguonDiDoi(models.TextChoices):
    LANG_NGHE = "lang_nghe", "Từ làng nghề"
    KHU_DAN_CU = "khu_dan_cu", "Từ khu dân cư"
    CUM_KHAC = "cum_khac", "Từ cụm khác"


class ChieuDiDoi(models.TextChoices):
    VAO = "vao", "Di dời vào cụm"
    RA = "ra", "Di dời khỏi cụm"


class ChiTieuSo(models.TextChoices):
    """Figures with an as-of date; unit in the label. Flows carry the first day of their window."""

    PHAI_THU_HOI = "phai_thu_hoi", "Đất phải thu hồi (ha)"
    CO_PHUONG_AN = "co_phuong_an", "Đất đã có phương án bồi thường (ha)"
    DA_CHI_TRA = "da_chi_tra", "Đất đã chi trả bồi thường (ha)"
    DA_BAN_GIAO = "da_ban_giao", "Đất đã bàn giao (ha)"
    CN_DA_GPMB = "cn_da_gpmb", "Đất công nghiệp đã giải phóng mặt bằng (ha)"
    HO_PHAI_THU_HOI = "ho_phai_thu_hoi", "Hộ phải thu hồi đất (hộ)"
    HO_DA_CHI_TRA = "ho_da_chi_tra", "Hộ đã chi trả (hộ)"
    DU_DIEU_KIEN = "du_dieu_kien", "Đất công nghiệp đủ điều kiện cho thuê (ha)"
    DA_THUE = "da_thue", "Đất công nghiệp đã cho thuê, khai tổng (ha)"
    DA_CHAP_THUAN = "da_chap_thuan", "Đất đã chấp thuận đầu tư, chưa ký thuê, khai tổng (ha)"
    GHI_NHO = "ghi_nho", "Đất mới có biên bản ghi nhớ (ha)"
    NHU_CAU = "nhu_cau", "Nhu cầu thuê đang chờ (ha)"
    CONG_KHAI_DAT = "cong_khai_dat", "Đất chưa thuê đã công khai (ha)"
    TY_LE_KHAI = "ty_le_khai", "Tỷ lệ lấp đầy khai (%)"
    SO_DU_AN = "so_du_an", "Số dự án, khai tổng (dự án)"
    SO_DU_AN_FDI = "so_du_an_fdi", "Số dự án có vốn nước ngoài, khai tổng (dự án)"
    SO_DU_AN_CHAY = "so_du_an_chay", "Số dự án đang hoạt động, khai tổng (dự án)"
    TMDT = "tmdt", "Tổng mức đầu tư hạ tầng theo dự án duyệt (đồng)"
    VON_DA_TRA = "von_da_tra", "Vốn hạ tầng đã thanh toán, lũy kế (đồng)"
    VON_NSNN = "von_nsnn", "Trong đó vốn ngân sách nhà nước (đồng)"
    DOANH_THU = "doanh_thu", "Doanh thu trong kỳ (đồng)"
    NOP_NSNN = "nop_nsnn", "Nộp ngân sách trong kỳ (đồng)"
    LAO_DONG = "lao_dong", "Lao động có hợp đồng (người)"
    THU_NHAP = "thu_nhap", "Thu nhập bình quân (đồng/người/tháng)"
    DAT_LUA = "dat_lua", "Đất trồng lúa đã chuyển đổi (ha)"
    DAT_RUNG = "dat_rung", "Đất rừng đã chuyển đổi (ha)"
    DIEN_NANG = "dien_nang", "Điện tiêu thụ trong kỳ (kWh)"
    XA_THAI = "xa_thai", "Lưu lượng xả thải (m³/ngày đêm)"


# Figures of a stretch of time: they carry ``tu_ngay`` too.
DONG_CHAY = (ChiTieuSo.DOANH_THU, ChiTieuSo.NOP_NSNN, ChiTieuSo.DIEN_NANG)
# Figures a single project may carry.
CUA_DU_AN = (
    ChiTieuSo.DOANH_THU,
    ChiTieuSo.NOP_NSNN,
    ChiTieuSo.LAO_DONG,
    ChiTieuSo.THU_NHAP,
    ChiTieuSo.DIEN_NANG,
    ChiTieuSo.XA_THAI,
)


class Bieu(models.TextChoices):
    """The four statutory forms (Phụ lục I TT 14/2024/TT-BCT)."""

    B01 = "01", "Biểu 01 – Dự án trong cụm"
    B02 = "02", "Biểu 02 – Hạ tầng kỹ thuật cụm"
    B03 = "03", "Biểu 03 – Tổng hợp cấp xã"
    B04 = "04", "Biểu 04 – Tổng hợp cấp tỉnh"


class LoaiKy(models.TextChoices):
    SAU_THANG = "6t", "6 tháng"
    NAM = "nam", "Năm"
    QUY = "quy", "Quý (cập nhật nội bộ)"


class TrangThaiBieu(models.TextChoices):
    NHAP = "nhap", "Đang nhập"
    DA_GUI = "da_gui", "Đã gửi"
    TRA_LAI = "tra_lai", "Trả lại"
    CHAP_NHAN = "chap_nhan", "Chấp nhận"
    KHOA = "khoa", "Đã khóa"


class VaiTroBaoCao(models.TextChoices):
    DU_AN = "du_an", "Doanh nghiệp thứ cấp (Biểu 01)"
    CDT = "cdt", "Chủ đầu tư hạ tầng (Biểu 02)"
    XA = "xa", "UBND cấp xã (Biểu 03)"


class NguyenNhanChenh(models.TextChoices):
    """Named causes of a difference between the registry and what was reported."""

    THUE_HET_HAN = "thue_het_han", "Hợp đồng thuê hết hạn, chấm dứt"
    THIEU_QUYET_DINH = "thieu_quyet_dinh", "Chưa có quyết định trong hồ sơ"
    KHAC_MAU_SO = "khac_mau_so", "Khác mẫu số (diện tích đất công nghiệp)"
    NGOAI_QUY_HOACH = "ngoai_quy_hoach", "Cụm ngoài quy hoạch"
    CHUA_BAO_CAO = "chua_bao_cao", "Cụm, dự án chưa báo cáo"
    NGOAI_DANH_MUC = "ngoai_danh_muc", "Cụm báo cáo nhưng chưa có trong cơ sở dữ liệu"
    LIEN_XA = "lien_xa", "Cụm liên xã tính trùng"
    KHAC_KY = "khac_ky", "Số liệu khác mốc thời gian"
    GOM_HA_TANG = "gom_ha_tang", "Có cộng dự án hạ tầng"
    MO_RONG = "mo_rong", "Tính cả diện tích mở rộng"
    GHI_NHO = "ghi_nho", "Tính cả đất mới có biên bản ghi nhớ"
    KHAI_TONG = "khai_tong", "Cụm chỉ khai số tổng, chưa có từng dự án"
    BIEU_02 = "bieu_02", "Biểu 02 của cụm khác cơ sở dữ liệu"


class LoaiDiaBan(models.TextChoices):
    """Investment preference of the commune (NĐ 31/2021/NĐ-CP, Luật thuế TNDN 67/2025/QH15)."""

    DAC_BIET = "dac_biet", "Đặc biệt khó khăn"
    KHO_KHAN = "kho_khan", "Khó khăn"
    MIEN_NUI = "mien_nui", "Miền núi (hồ sơ trước 15/9/2026)"


class MucCongKhai(models.TextChoices):
    """Disclosure of a cluster by its legal state."""

    A = "A", "A – Đã thành lập: toàn bộ"
    B = "B", "B – Đang làm thủ tục: không nhà đầu tư, không vốn"
    C = "C", "C – Trong quy hoạch: tên, địa bàn, diện tích"
