"""Closed lists of TT 26/2014/TT-BCT and its forms; what the law may change by date is a row."""

from __future__ import annotations

from django.db import models


class Cap(models.TextChoices):
    """Level of a round; huyện until 30/6/2025, xã from 01/7/2025 (TT 38/2025/TT-BCT)."""

    HUYEN = "huyen", "Cấp huyện"
    XA = "xa", "Cấp xã"
    TINH = "tinh", "Cấp tỉnh"
    KHU_VUC = "khu_vuc", "Cấp khu vực"
    QUOC_GIA = "quoc_gia", "Cấp quốc gia"


class KhuVuc(models.TextChoices):
    """The three regions of a regional round; which province lies where is a dated row."""

    BAC = "bac", "Phía Bắc"
    TRUNG = "trung", "Miền Trung – Tây Nguyên"
    NAM = "nam", "Phía Nam"


class TrangThaiKy(models.TextChoices):
    SOAN = "soan", "Đang soạn"
    MO = "mo", "Đang nhận hồ sơ"
    CHAM = "cham", "Đang chấm điểm"
    MO_DIEM = "mo_diem", "Đã mở điểm"
    DA_HOP = "da_hop", "Hội đồng đã họp"
    CONG_NHAN = "cong_nhan", "Đã công nhận"
    KET_THUC = "ket_thuc", "Đã kết thúc"
    HUY = "huy", "Đã huỷ"


# Rounds whose results are told to others than those who run them.
DA_QUYET_DINH = [TrangThaiKy.CONG_NHAN.value, TrangThaiKy.KET_THUC.value]


class GiaiDoan(models.TextChoices):
    """Phases of a round: each has its opening and closing minute."""

    NHAN_HO_SO = "nhan_ho_so", "Nhận hồ sơ"
    THAM_TRA = "tham_tra", "Kiểm tra, bổ sung hồ sơ"
    CHAM_HO_SO = "cham_ho_so", "Chấm hồ sơ"
    CHAM_THUC_TE = "cham_thuc_te", "Khảo sát thực tế"
    CHAM_HIEN_VAT = "cham_hien_vat", "Chấm hiện vật"
    HOP_HOI_DONG = "hop_hoi_dong", "Họp Hội đồng"
    CONG_BO = "cong_bo", "Thông báo, nhận khiếu nại"


class ThoiDiem(models.TextChoices):
    """The three moments of scoring that end in one sheet."""

    HO_SO = "ho_so", "Hồ sơ"
    THUC_TE = "thuc_te", "Thực tế"
    HIEN_VAT = "hien_vat", "Hiện vật"


class CungTinh(models.TextChoices):
    """What a judge of the product's own province means (R36)."""

    KHONG = "khong", "Không xét"
    CANH_BAO = "canh_bao", "Cảnh báo"
    CHAN = "chan", "Không được chấm"


class TieuChiPhu(models.TextChoices):
    """What orders tied products before a vote, when the round says so."""

    II = "II", "Điểm tiêu chí II"
    I = "I", "Điểm tiêu chí I"  # noqa: E741 - the criterion's own name
    SO_PHIEU = "so_phieu", "Nhiều phiếu hơn"


class TruongHopBo(models.TextChoices):
    """The three lawful kinds of a set (khoản 2 Điều 3 TT 26/2014/TT-BCT)."""

    CUNG_MAU = "cung_mau", "Cùng kiểu dáng, công dụng; khác vật liệu"
    KHAC_MAU = "khac_mau", "Khác kiểu dáng; cùng công dụng, cùng vật liệu"
    GHEP = "ghep", "Các sản phẩm ghép lại làm tăng tiện ích sử dụng"


class TrangThaiHoSo(models.TextChoices):
    NHAP = "nhap", "Đang soạn"
    DA_NOP = "da_nop", "Đã nộp"
    YEU_CAU_BO_SUNG = "yeu_cau_bo_sung", "Chờ bổ sung"
    HOP_LE = "hop_le", "Hợp lệ"
    KHONG_HOP_LE = "khong_hop_le", "Không hợp lệ"
    DANG_CHAM = "dang_cham", "Đang chấm"
    DA_CHAM = "da_cham", "Đã chấm"
    DAT_NGUONG = "dat_nguong", "Đạt ngưỡng điểm"
    KHONG_DAT = "khong_dat", "Không đạt ngưỡng điểm"
    HD_CHON = "hd_chon", "Hội đồng chọn"
    HD_KHONG_CHON = "hd_khong_chon", "Hội đồng không chọn"
    CONG_NHAN = "cong_nhan", "Được công nhận"
    DE_CU = "de_cu", "Được công nhận, đề cử cấp trên"
    RUT = "rut", "Cơ sở rút"
    TAM_DUNG = "tam_dung", "Tạm dừng do khiếu nại"
    THU_HOI = "thu_hoi", "Đã thu hồi công nhận"


# Dossiers that count as entered, accepted, through the threshold, recognised (the funnel).
DA_DANG_KY = [t.value for t in TrangThaiHoSo if t not in (TrangThaiHoSo.NHAP, TrangThaiHoSo.RUT)]
DA_HOP_LE = [
    t for t in DA_DANG_KY if t not in ("da_nop", "yeu_cau_bo_sung", "khong_hop_le", "tam_dung")
]
DA_DAT_NGUONG = ["dat_nguong", "hd_chon", "hd_khong_chon", "cong_nhan", "de_cu", "thu_hoi"]
DA_CONG_NHAN = ["cong_nhan", "de_cu", "thu_hoi"]


class PhanHoSo(models.TextChoices):
    """Parts of a dossier: a request for supplement opens some of them again."""

    DANG_KY = "dang_ky", "Phiếu đăng ký"
    THUYET_MINH = "thuyet_minh", "Bản thuyết minh"
    SO_LIEU = "so_lieu", "Số liệu các năm"
    ANH = "anh", "Ảnh sản phẩm"
    TAI_LIEU = "tai_lieu", "Giấy tờ kèm theo"
    BO_SAN_PHAM = "bo_san_pham", "Sản phẩm, bộ sản phẩm"


class KetQuaXet(models.TextChoices):
    DAT = "dat", "Đạt"
    CHUA_DAT = "chua_dat", "Chưa đạt"
    KHONG_XET = "khong_xet", "Không xét"


class LoaiBan(models.TextChoices):
    """Bodies of a round (Điều 8–11 TT 26/2014/TT-BCT)."""

    HOI_DONG = "hoi_dong", "Hội đồng bình chọn"
    GIAM_KHAO = "giam_khao", "Ban Giám khảo"
    GIUP_VIEC = "giup_viec", "Tổ chuyên môn giúp việc"


class VaiTroBan(models.TextChoices):
    CHU_TICH = "chu_tich", "Chủ tịch Hội đồng"
    PHO_THUONG_TRUC = "pho_thuong_truc", "Phó Chủ tịch thường trực"
    PHO_CHU_TICH = "pho_chu_tich", "Phó Chủ tịch Hội đồng"
    UY_VIEN = "uy_vien", "Uỷ viên"
    THU_KY = "thu_ky", "Uỷ viên kiêm Thư ký"
    TRUONG_BAN = "truong_ban", "Trưởng ban Giám khảo"
    PHO_TRUONG_BAN = "pho_truong_ban", "Phó Trưởng ban Giám khảo"
    GIAM_KHAO = "giam_khao", "Giám khảo"
    TO_TRUONG = "to_truong", "Tổ trưởng"
    TO_VIEN = "to_vien", "Thành viên Tổ giúp việc"


VAI_TRO_CUA_BAN = {
    LoaiBan.HOI_DONG: ("chu_tich", "pho_thuong_truc", "pho_chu_tich", "uy_vien", "thu_ky"),
    LoaiBan.GIAM_KHAO: ("truong_ban", "pho_truong_ban", "giam_khao"),
    LoaiBan.GIUP_VIEC: ("to_truong", "to_vien"),
}


class CoQuanThuoc(models.TextChoices):
    """What kind of office a person sits in: the law names them (Điều 9, Điều 13)."""

    BO = "bo", "Bộ Công Thương"
    CUC = "cuc", "Cục quản lý khuyến công"
    UBND_TINH = "ubnd_tinh", "UBND cấp tỉnh"
    SO = "so", "Sở Công Thương"
    UBND_XA = "ubnd_xa", "UBND cấp xã"
    UBND_HUYEN = "ubnd_huyen", "UBND cấp huyện"
    PHONG = "phong", "Phòng chuyên môn cấp xã, cấp huyện"
    KHAC = "khac", "Cơ quan, tổ chức khác"


class LoaiXungDot(models.TextChoices):
    """Why a judge should not score a product."""

    LAO_DONG = "lao_dong", "Làm việc tại cơ sở"
    CUNG_CO_QUAN = "cung_co_quan", "Cùng nơi làm việc với chủ cơ sở"
    GOP_VON = "gop_von", "Góp vốn, cùng chủ sở hữu"
    TU_VAN = "tu_van", "Đã tư vấn, giúp lập hồ sơ"
    GIA_DINH = "gia_dinh", "Quan hệ gia đình"
    CUNG_DIA_CHI = "cung_dia_chi", "Cùng địa chỉ với cơ sở"
    CUNG_TINH = "cung_tinh", "Cùng tỉnh, thành phố"
    CUNG_TEN = "cung_ten", "Trùng họ tên với chủ cơ sở"
    KHAC = "khac", "Lý do khác"


class NguonXungDot(models.TextChoices):
    KHAI_BAO = "khai_bao", "Giám khảo khai báo"
    HE_THONG = "he_thong", "Hệ thống phát hiện"
    TO_GIUP_VIEC = "to_giup_viec", "Tổ giúp việc ghi nhận"


class TrangThaiKhung(models.TextChoices):
    NHAP = "nhap", "Dự thảo"
    DA_DUYET = "da_duyet", "Đã phê duyệt"
    THAY_THE = "thay_the", "Đã thay bằng phiên bản mới"


class CachPhanCong(models.TextChoices):
    TAY = "tay", "Chọn tay"
    NHOM = "nhom", "Theo nhóm sản phẩm"
    CAN_BANG = "can_bang", "Chia đều"
    KE_TIEP = "ke_tiep", "Sản phẩm ít phiếu nhất"


class TrangThaiPhieu(models.TextChoices):
    DANG_CHAM = "dang_cham", "Đang chấm"
    DA_KY = "da_ky", "Đã ký"
    VO_HIEU = "vo_hieu", "Không tính"


class LoaiPhieuHoiDong(models.TextChoices):
    """What the council votes on, product by product."""

    CONG_NHAN = "cong_nhan", "Công nhận"
    BANG_DIEM = "bang_diem", "Bằng điểm tại ngưỡng chỉ tiêu"
    DE_CU = "de_cu", "Đề cử lên cấp trên"


class TrangThaiKhieuNai(models.TextChoices):
    DANG_XET = "dang_xet", "Đang giải quyết"
    CHAP_NHAN = "chap_nhan", "Chấp nhận"
    BAC = "bac", "Không chấp nhận"
    RUT = "rut", "Người khiếu nại rút"


class TrangThaiGiay(models.TextChoices):
    """What a certificate is on a day; computed, never stored."""

    CON_HIEU_LUC = "con_hieu_luc", "Còn hiệu lực"
    HET_HAN = "het_han", "Hết hạn"
    DA_THAY = "da_thay", "Đã được cấp lại"
    THU_HOI = "thu_hoi", "Đã thu hồi"


class DanhHieuLangNghe(models.TextChoices):
    """Điều 5 NĐ 52/2018/NĐ-CP."""

    NGHE_TRUYEN_THONG = "nghe_truyen_thong", "Nghề truyền thống"
    LANG_NGHE = "lang_nghe", "Làng nghề"
    LANG_NGHE_TRUYEN_THONG = "lang_nghe_tt", "Làng nghề truyền thống"


class LoaiSuKien(models.TextChoices):
    HOI_CHO = "hoi_cho", "Hội chợ, triển lãm"
    HOI_NGHI = "hoi_nghi", "Hội nghị"
    LE_TON_VINH = "le_ton_vinh", "Lễ tôn vinh, trao giấy chứng nhận"


class NguonGianHang(models.TextChoices):
    KCQG = "kcqg", "Khuyến công quốc gia"
    KCDP = "kcdp", "Khuyến công địa phương"
    XTTM = "xttm", "Xúc tiến thương mại"
    TU_TUC = "tu_tuc", "Tự túc"
    KHAC = "khac", "Nguồn khác"


class TrangThaiViec(models.TextChoices):
    """Proposals of provinces and conclusions of a conference."""

    MOI = "moi", "Mới ghi"
    DANG_LAM = "dang_lam", "Đang thực hiện"
    XONG = "xong", "Đã xong"
    KHONG_LAM = "khong_lam", "Không thực hiện"


class NhomOcop(models.TextChoices):
    """Six groups of QĐ 148/QĐ-TTg; kept beside, never converted."""

    THUC_PHAM = "thuc_pham", "Thực phẩm"
    DO_UONG = "do_uong", "Đồ uống"
    DUOC_LIEU = "duoc_lieu", "Dược liệu và sản phẩm từ dược liệu"
    THU_CONG = "thu_cong", "Thủ công mỹ nghệ"
    SINH_VAT_CANH = "sinh_vat_canh", "Sinh vật cảnh"
    DU_LICH = "du_lich", "Dịch vụ du lịch cộng đồng, sinh thái"


class VaiTroNop(models.TextChoices):
    CO_SO = "co_so", "Cơ sở công nghiệp nông thôn"
    XA = "xa", "UBND cấp xã"
