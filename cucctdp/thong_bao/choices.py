"""Closed lists of the notices."""

from django.db import models


class Loai(models.TextChoices):
    """What a notice is about; people switch kinds off, except those of duty."""

    HAN = "han", "Nhắc hạn, quá hạn"
    XU_LY = "xu_ly", "Kết quả xử lý hồ sơ"
    TRAO_DOI = "trao_doi", "Ý kiến, trao đổi"
    KET_QUA = "ket_qua", "Bản tin, kết quả tổng hợp"
    CANH_BAO = "canh_bao", "Cảnh báo số liệu"


# Duty notices (thông báo công vụ): nobody unsubscribes from these.
BAT_BUOC = (Loai.HAN, Loai.XU_LY)


class Kenh(models.TextChoices):
    TRONG_HE_THONG = "he_thong", "Trong hệ thống"
    THU = "thu", "Thư điện tử"


class TrangThaiGui(models.TextChoices):
    """Life of one row of the outbox."""

    CHO_GUI = "cho_gui", "Chờ gửi"
    DANG_GUI = "dang_gui", "Đang gửi"
    DA_GUI = "da_gui", "Đã gửi"
    LOI = "loi", "Lỗi"
