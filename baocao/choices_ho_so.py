"""Closed lists of the province profile (hồ sơ tỉnh) and of the report register."""

from django.db import models


class DoiTuongHoSo(models.TextChoices):
    """Objects a province may have; rows marked «nếu có» follow them."""

    CUA_KHAU = "cua_khau", "Cửa khẩu biên giới đất liền"
    CANG_BIEN = "cang_bien", "Cảng biển"
    FDI = "fdi", "Doanh nghiệp có vốn đầu tư nước ngoài"
    LANG_NGHE = "lang_nghe", "Làng nghề, làng nghề truyền thống"
    CCN = "ccn", "Cụm công nghiệp"
    MIEN_NUI = "mien_nui", "Địa bàn miền núi, biên giới, hải đảo"
    PHAT_DIEN = "phat_dien", "Nhà máy điện"
    TRONG_DIEM = "trong_diem", "Dự án công nghiệp trọng điểm"


class LoaiKyBaoCao(models.TextChoices):
    """How often a report is due; wider than the kinds of period of the forms."""

    THANG = "thang", "Tháng"
    QUY = "quy", "Quý"
    SAU_THANG = "sau_thang", "6 tháng"
    CHIN_THANG = "chin_thang", "9 tháng"
    NAM = "nam", "Năm"
    DINH_KY = "dinh_ky", "Định kỳ (văn bản không nêu kỳ)"
    DOT_XUAT = "dot_xuat", "Đột xuất"
    THEO_YEU_CAU = "theo_yeu_cau", "Theo yêu cầu"
