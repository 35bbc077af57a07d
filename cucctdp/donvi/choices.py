"""Closed lists of the units, groupings, organisations and establishments."""

from django.db.models import TextChoices


class BoMa(TextChoices):
    """A province code means nothing without its set: 63:24 is Bắc Giang, 34:24 is Bắc Ninh."""

    B63 = "63", "63 tỉnh, thành phố (đến 30/6/2025)"
    B34 = "34", "34 tỉnh, thành phố (từ 01/7/2025)"


class LoaiDonVi(TextChoices):
    TINH = "tinh", "Tỉnh"
    THANH_PHO = "thanh_pho", "Thành phố"


class LoaiXa(TextChoices):
    XA = "xa", "Xã"
    PHUONG = "phuong", "Phường"
    DAC_KHU = "dac_khu", "Đặc khu"


class MucDichPhanVung(TextChoices):
    KINH_TE_XA_HOI = "kinh_te_xa_hoi", "Vùng kinh tế - xã hội"
    HOI_NGHI = "hoi_nghi", "Hội nghị ngành"
    KHUYEN_CONG = "khuyen_cong", "Khuyến công, bình chọn sản phẩm"


class LoaiToChuc(TextChoices):
    BO = "bo", "Bộ"
    CUC = "cuc", "Cục"
    PHONG_CUC = "phong_cuc", "Phòng thuộc Cục"
    SO = "so", "Sở Công Thương"
    PHONG_SO = "phong_so", "Phòng thuộc Sở"
    TRUNG_TAM_KC = "trung_tam_kc", "Trung tâm khuyến công"
    KHAC = "khac", "Tổ chức khác"


class LoaiHinhCoSo(TextChoices):
    """Kinds of cơ sở CNNT (NĐ 45/2012/NĐ-CP as amended by NĐ 235/2025/NĐ-CP)."""

    DOANH_NGHIEP = "doanh_nghiep", "Doanh nghiệp"
    HOP_TAC_XA = "hop_tac_xa", "Hợp tác xã"
    LIEN_HIEP_HTX = "lien_hiep_htx", "Liên hiệp hợp tác xã"
    TO_HOP_TAC = "to_hop_tac", "Tổ hợp tác"
    HO_KINH_DOANH = "ho_kinh_doanh", "Hộ kinh doanh"


class QuyMo(TextChoices):
    CHUA_RO = "chua_ro", "Chưa rõ"
    SIEU_NHO = "sieu_nho", "Siêu nhỏ"
    NHO = "nho", "Nhỏ"
    VUA = "vua", "Vừa"
    LON = "lon", "Lớn"


class DiaGioi(TextChoices):
    """Which boundaries a statistic is told in."""

    HIEN_HANH = "hien_hanh", "Địa giới hiện hành"
    THEO_THOI_DIEM = "theo_thoi_diem", "Địa giới tại thời điểm báo cáo"
    BO_63 = "63", "63 tỉnh, thành phố trước 01/7/2025"
