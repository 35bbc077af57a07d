"""What the nightly look found late: first seen, last seen, closed (KC28–KC32, KC38, KC44)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from khuyencong.choices import BenCham
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn


class CanhBaoQuerySet(CuaDeAnQuerySet):
    def dang_mo(self) -> CanhBaoQuerySet:
        """Those that the last look still found."""
        return self.filter(dong_ngay__isnull=True)


# What changes every night is not worth a row of history every night.
@theo_doi(exclude=["thay_cuoi", "so_ngay_tre"])
class CanhBao(models.Model):
    """One thing late on one đề án. Written by the nightly look only, never by hand.

    ``khoa`` names the place («hop_dong:12:2026-03»); while it stays open it is told once. Found
    again after it was closed it is a new row, so the history of being late is kept.
    """

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.CASCADE, related_name="canh_bao"
    )
    ma = models.CharField(
        "mã quy tắc", max_length=4, help_text="Mã «KC…»; «HAN»: quá hạn của bước xử lý."
    )
    khoa = models.CharField("chỗ", max_length=60, blank=True)
    noi = VanBanField("nơi", max_length=255, blank=True)
    thong_bao = VanBanDaiField("câu báo")
    can_cu = VanBanField("căn cứ", max_length=255)
    ben = models.CharField("bên phải làm", max_length=10, choices=BenCham.choices)
    han = models.DateField("hạn", null=True, blank=True)
    so_ngay_tre = models.PositiveIntegerField(
        "trễ (ngày làm việc)", default=0, help_text="Đến lần kiểm tra gần nhất; 0: chưa quá hạn."
    )
    thay_dau = models.DateField("thấy lần đầu")
    thay_cuoi = models.DateField("thấy lần cuối")
    dong_ngay = models.DateField("hết cảnh báo ngày", null=True, blank=True)

    objects = CanhBaoQuerySet.as_manager()

    class Meta:
        verbose_name = "cảnh báo khuyến công"
        verbose_name_plural = "cảnh báo khuyến công"
        ordering = ["-so_ngay_tre", "de_an", "ma", "khoa", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["de_an", "ma", "khoa"],
                condition=Q(dong_ngay__isnull=True),
                name="kc_canhbao_mot_dong_mo",
                violation_error_message="Cảnh báo này đang mở.",
            ),
            models.CheckConstraint(
                condition=Q(thay_cuoi__gte=F("thay_dau"))
                & (Q(dong_ngay__isnull=True) | Q(dong_ngay__gte=F("thay_cuoi"))),
                name="kc_canhbao_thu_tu_ngay",
                violation_error_message="Ngày thấy lần đầu, lần cuối, ngày hết phải theo thứ tự.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ma", "de_an"], condition=Q(dong_ngay__isnull=True), name="kc_canhbao_mo"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ma}: {self.thong_bao}"
