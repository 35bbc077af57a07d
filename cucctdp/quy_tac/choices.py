"""How heavy a rule is."""

from django.db import models


class Muc(models.TextChoices):
    """Weight of a rule; the letters are those of the officers' own lists."""

    LOI = "L", "Lỗi (chặn)"
    CANH_BAO = "C", "Cảnh báo (phải giải trình)"
    NHAC = "N", "Nhắc việc"
