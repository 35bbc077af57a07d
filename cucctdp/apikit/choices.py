"""Events that client systems may ask to be told of."""

from django.db import models


class SuKienNhan(models.TextChoices):
    CONG_BO = "cong_bo", "Số liệu kỳ đã công bố"
    BAN_TIN = "ban_tin", "Bản tin đã phát hành"
    DIEU_CHINH = "dieu_chinh", "Số liệu đã công bố được điều chỉnh"
