from django.db import models


class TrangThaiViec(models.TextChoices):
    """Life of a background job (việc nền)."""

    CHO = "cho", "Chờ"
    DANG_CHAY = "dang_chay", "Đang chạy"
    XONG = "xong", "Xong"
    LOI = "loi", "Lỗi"
    HUY = "huy", "Đã huỷ"


DA_KET_THUC = frozenset({TrangThaiViec.XONG, TrangThaiViec.LOI, TrangThaiViec.HUY})
