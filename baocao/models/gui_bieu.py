"""The sending of one form by itself, where law gives it a date after the pack is locked."""

import pgtrigger
from django.conf import settings
from django.db import models

from baocao.choices import TinhHan
from baocao.models.bo_bao_cao import PhieuBieu
from cucctdp.donvi.querysets import TheoDonViQuerySet


class GuiBieuQuerySet(TheoDonViQuerySet):
    duong_don_vi = "phieu__bo__don_vi"


class GuiBieu(models.Model):
    """A form sent on its own (gửi riêng biểu): once, with its own timeliness; insert-only."""

    phieu = models.OneToOneField(
        PhieuBieu, verbose_name="phiếu biểu", on_delete=models.PROTECT, related_name="gui_rieng"
    )
    luc = models.DateTimeField("gửi lúc")
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ký gửi",
        on_delete=models.PROTECT,
        related_name="+",
    )
    tinh_han = models.CharField("tình hình thời hạn", max_length=16, choices=TinhHan.choices)
    so_ngay_tre = models.PositiveSmallIntegerField("số ngày trễ", default=0)
    sha256 = models.CharField("SHA-256 số liệu", max_length=64)

    objects = GuiBieuQuerySet.as_manager()

    class Meta:
        verbose_name = "lần gửi riêng biểu"
        verbose_name_plural = "lần gửi riêng biểu"
        ordering = ["-luc", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="gui_bieu_chi_ghi_them", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.phieu} – gửi {self.luc:%d/%m/%Y}"

    @property
    def chuoi_nhat_ky(self):
        return self.phieu.bo.don_vi.khoa
