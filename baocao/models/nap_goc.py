"""What the loader last wrote, so that a later load never undoes what a person has changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class DauNap(models.Model):
    """Fingerprint of one row as it was loaded from the fixture files."""

    bang = models.CharField("bảng", max_length=40)
    khoa = models.CharField("khóa", max_length=120)
    bam = models.CharField("băm lần nạp cuối", max_length=64)
    truong = ArrayField(
        models.CharField(max_length=40), verbose_name="các trường đã nạp", default=list
    )

    class Meta:
        verbose_name = "dấu nạp"
        verbose_name_plural = "dấu nạp"
        ordering = ["bang", "khoa"]
        constraints = [models.UniqueConstraint(fields=["bang", "khoa"], name="daunap_duy_nhat")]

    def __str__(self):
        return f"{self.bang} {self.khoa}"
