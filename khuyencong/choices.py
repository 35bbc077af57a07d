"""Closed lists of khuyến công; what a decree can change is a dated row, not a choice."""

from django.db.models import TextChoices


class Nguon(TextChoices):
    """Sources of money; the first two are the State's khuyến công money."""

    KCQG = "kcqg", "Khuyến công quốc gia"
    KCDP = "kcdp", "Khuyến công địa phương"
    DOI_UNG = "doi_ung", "Đối ứng của đơn vị thụ hưởng"
    LONG_GHEP = "long_ghep", "Lồng ghép chương trình khác"
    KHAC = "khac", "Nguồn khác"


# A đề án is run under one of these two; the others stand beside the money of the State.
NGUON_KHUYEN_CONG = (Nguon.KCQG, Nguon.KCDP)
LUA_CHON_CHE_DO = [(n.value, n.label) for n in NGUON_KHUYEN_CONG]


class HinhThuc(TextChoices):
    """Forms of a đề án (Điều 3 TT 36/2013/TT-BCT)."""

    RIENG_LE = "rieng_le", "Đề án riêng lẻ"
    NHOM = "nhom", "Đề án nhóm"
    DIEM = "diem", "Đề án điểm"
    NHIEM_VU = "nhiem_vu", "Nhiệm vụ"


class LuaChon(TextChoices):
    """How the executing unit is chosen (Điều 8 TT 36/2013/TT-BCT)."""

    XET_CHON = "xet_chon", "Xét chọn"
    DAU_THAU = "dau_thau", "Đấu thầu"


class CapNoiDung(TextChoices):
    """Level an activity is held at, where the ceiling depends on it (awards, associations)."""

    TINH = "tinh", "Cấp tỉnh"
    KHU_VUC = "khu_vuc", "Cấp khu vực (vùng)"
    QUOC_GIA = "quoc_gia", "Cấp quốc gia"


class TrangThaiDeAn(TextChoices):
    NHAP = "nhap", "Đang soạn"
    NOP_SO = "nop_so", "Đã nộp Sở"
    THAM_DINH_SO = "tham_dinh_so", "Sở đang thẩm định"
    TRA_LAI = "tra_lai", "Sở trả lại, chờ bổ sung"
    DAT_CO_SO = "dat_co_so", "Đạt thẩm định cấp cơ sở"
    GUI_CUC = "gui_cuc", "Đã gửi Cục"
    THAM_DINH_BO = "tham_dinh_bo", "Cục đang thẩm định"
    BO_SUNG = "bo_sung", "Cục yêu cầu bổ sung"
    DU_KIEN = "du_kien", "Đưa vào kế hoạch dự kiến"
    KHONG_DAT = "khong_dat", "Không đạt"
    PHE_DUYET = "phe_duyet", "Đã phê duyệt"
    HOP_DONG = "hop_dong", "Đã ký hợp đồng"
    THUC_HIEN = "thuc_hien", "Đang thực hiện"
    XIN_NGUNG = "xin_ngung", "Đề nghị ngừng"
    NGUNG = "ngung", "Đã ngừng"
    NGHIEM_THU = "nghiem_thu", "Đã nghiệm thu cơ sở"
    QUYET_TOAN = "quyet_toan", "Đã quyết toán"
    THANH_LY = "thanh_ly", "Đã thanh lý"
    THEO_DOI = "theo_doi", "Theo dõi hiệu quả"
    DONG = "dong", "Đã đóng hồ sơ"


T = TrangThaiDeAn
# States in which the text and the money of a đề án may be edited by who drew it up.
DANG_SOAN = (T.NHAP, T.TRA_LAI, T.BO_SUNG)
DA_PHE_DUYET = (
    T.PHE_DUYET,
    T.HOP_DONG,
    T.THUC_HIEN,
    T.XIN_NGUNG,
    T.NGHIEM_THU,
    T.QUYET_TOAN,
    T.THANH_LY,
    T.THEO_DOI,
    T.DONG,
)
DANG_CHAY = (T.PHE_DUYET, T.HOP_DONG, T.THUC_HIEN)


class LoaiButToan(TextChoices):
    """Kinds of ledger entries; six different amounts that must never share a field."""

    DANG_KY = "dang_ky", "Đăng ký"
    PHE_DUYET = "phe_duyet", "Phê duyệt"
    GIAO = "giao", "Được giao"
    HOP_DONG = "hop_dong", "Hợp đồng"
    TAM_UNG = "tam_ung", "Tạm ứng"
    NGHIEM_THU = "nghiem_thu", "Nghiệm thu"
    QUYET_TOAN = "quyet_toan", "Quyết toán"
    HOAN_TRA = "hoan_tra", "Hoàn trả ngân sách"


class CapThamDinh(TextChoices):
    CO_SO = "co_so", "Cấp cơ sở (Sở Công Thương)"
    BO = "bo", "Cấp Bộ (Cục)"


class CachThamDinh(TextChoices):
    HOI_DONG = "hoi_dong", "Hội đồng"
    CHUYEN_VIEN = "chuyen_vien", "Chuyên viên"


class KetLuanThamDinh(TextChoices):
    DAT = "dat", "Đạt"
    BO_SUNG = "bo_sung", "Yêu cầu bổ sung"
    KHONG_DAT = "khong_dat", "Không đạt"


class TieuChi(TextChoices):
    """The five criteria of appraisal (Điều 9 TT 36/2013/TT-BCT); the text gives no points."""

    PHU_HOP = "phu_hop", "Phù hợp nguyên tắc, chính sách, ngành nghề, chương trình"
    HIEU_QUA = "hieu_qua", "Mục tiêu, sự cần thiết, hiệu quả, hợp lý về kinh phí"
    NANG_LUC = "nang_luc", "Năng lực đơn vị thực hiện, phối hợp, thụ hưởng"
    LONG_GHEP = "long_ghep", "Khả năng lồng ghép"
    HO_SO = "ho_so", "Sự phù hợp và đầy đủ của hồ sơ"


class PhanDeAn(TextChoices):
    """Parts of a dossier that a return may open again."""

    THONG_TIN = "thong_tin", "Thông tin chung, mục tiêu, tổ chức thực hiện"
    NOI_DUNG = "noi_dung", "Nội dung hoạt động"
    THU_HUONG = "thu_huong", "Đơn vị thụ hưởng"
    DU_TOAN = "du_toan", "Dự toán"
    TAI_LIEU = "tai_lieu", "Tài liệu kèm theo"


class TinhTrangMay(TextChoices):
    MOI = "moi", "Mới 100%"
    DA_DUNG = "da_dung", "Đã qua sử dụng"


class HieuLucThuHuong(TextChoices):
    """Whether a support counts when «never twice for the same» is asked (KC12)."""

    DU_KIEN = "du_kien", "Dự kiến"
    HIEU_LUC = "hieu_luc", "Được phê duyệt"
    HUY = "huy", "Không thực hiện"


class ViecDieuChinh(TextChoices):
    """What an adjustment changes (Điều 11 TT 36/2013/TT-BCT); the authority is a dated row."""

    TANG_KINH_PHI = "tang_kinh_phi", "Tăng tổng kinh phí hỗ trợ"
    GIAM_KINH_PHI = "giam_kinh_phi", "Giảm hoặc giữ nguyên tổng kinh phí"
    NOI_DUNG = "noi_dung", "Thay đổi nội dung"
    SANG_NAM_SAU = "sang_nam_sau", "Gia hạn sang năm sau"
    TRONG_NAM = "trong_nam", "Thay đổi thời gian trong năm"
    DIA_DIEM = "dia_diem", "Thay đổi địa điểm"
    THU_HUONG = "thu_huong", "Thay đổi đơn vị thụ hưởng"
    PHOI_HOP = "phoi_hop", "Thay đổi đơn vị phối hợp"
    NGUNG = "ngung", "Ngừng đề án"


class CapQuyetDinh(TextChoices):
    SO = "so", "Sở Công Thương"
    CUC = "cuc", "Cục"
    UBND = "ubnd", "UBND cấp tỉnh"
    BO = "bo", "Bộ Công Thương"


class MucQuyTac(TextChoices):
    """Weight of a rule: it blocks, it warns, or a nightly job tells of it."""

    CHAN = "E", "Chặn"
    CANH_BAO = "W", "Cảnh báo"
    NHAC = "A", "Nhắc việc"


class LoaiUuTien(TextChoices):
    """Priority places (Điều 6 TT 46/2012/TT-BCT), mapped to communes."""

    VUNG_CAO = "vung_cao", "Vùng cao, hải đảo, biên giới, dân tộc thiểu số"
    NGHEO = "ngheo", "Huyện nghèo (cũ)"
    NONG_THON_MOI = "nong_thon_moi", "Xã trong kế hoạch nông thôn mới"
    KHO_KHAN = "kho_khan", "Khó khăn"
    DAC_BIET_KHO_KHAN = "dac_biet_kho_khan", "Đặc biệt khó khăn"


class LoaiNghiemThu(TextChoices):
    M5A = "5a", "Mẫu 5a – từng địa điểm"
    M5B = "5b", "Mẫu 5b – đề án, đơn vị có hóa đơn"
    M5C = "5c", "Mẫu 5c – Cục nghiệm thu"


class CachTinhHan(TextChoices):
    """How a statutory date is counted."""

    NGAY_CO_DINH = "ngay_co_dinh", "Ngày cố định trong năm"
    NGAY_TRONG_THANG = "ngay_trong_thang", "Ngày cố định hằng tháng"
    SO_NGAY = "so_ngay", "Số ngày kể từ sự kiện"
    NGAY_LAM_VIEC = "ngay_lam_viec", "Số ngày làm việc kể từ sự kiện"


class BenCham(TextChoices):
    """Who has to act when something is late."""

    THUC_HIEN = "thuc_hien", "Đơn vị thực hiện"
    SO = "so", "Sở Công Thương"
    UBND = "ubnd", "UBND cấp tỉnh"
    CUC = "cuc", "Cục"
