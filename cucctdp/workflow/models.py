"""Decisions: who did which step, in which round, why; insert-only."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class QuyetDinhQuerySet(models.QuerySet):
    def cua(self, obj):
        """Decisions on one object, oldest first."""
        return self.filter(
            doi_tuong_loai=ContentType.objects.get_for_model(obj), doi_tuong_id=obj.pk
        ).order_by("luc", "id")


class QuyetDinh(models.Model):
    """One step done on one object (bước xử lý); written in the transaction of the change."""

    doi_tuong_loai = models.ForeignKey(
        ContentType, verbose_name="loại đối tượng", on_delete=models.PROTECT, related_name="+"
    )
    doi_tuong_id = models.BigIntegerField("mã đối tượng")
    doi_tuong = GenericForeignKey("doi_tuong_loai", "doi_tuong_id")
    buoc = models.CharField("bước", max_length=80)
    nhan = models.CharField("tên bước", max_length=120)
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    tu_trang_thai = models.CharField("từ trạng thái", max_length=40)
    den_trang_thai = models.CharField("đến trạng thái", max_length=40)
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thực hiện",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: hệ thống thực hiện.",
    )
    ly_do = models.TextField("lý do, ý kiến", blank=True)
    du_lieu = models.JSONField("dữ liệu kèm", default=dict, blank=True)
    luc = models.DateTimeField("lúc")

    objects = QuyetDinhQuerySet.as_manager()

    class Meta:
        verbose_name = "bước xử lý"
        verbose_name_plural = "bước xử lý"
        ordering = ["luc", "id"]
        indexes = [
            models.Index(
                fields=["doi_tuong_loai", "doi_tuong_id", "luc"], name="quyetdinh_doi_tuong"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="quyet_dinh_chi_ghi_them", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.nhan} (vòng {self.vong})"
