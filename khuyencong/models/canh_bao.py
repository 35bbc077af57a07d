"""What the nightly look found late: first seen, last seen, closed (KC28–KC32, KC38, KC44)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.quy_tac.models import CanhBaoDem, thu_tu_ngay
from khuyencong.choices import BenCham
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn


class CanhBaoQuerySet(CuaDeAnQuerySet):
    def dang_mo(self) -> CanhBaoQuerySet:
        """Those that the last look still found."""
        return self.filter(dong_ngay__isnull=True)


# What changes every night is not worth a row of history every night.
@theo_doi(exclude=["thay_cuoi", "so_ngay_tre"])
class CanhBao(CanhBaoDem):
    """One thing late on one đề án; ``khoa`` is such as «hop_dong:12:2026-03»."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.CASCADE, related_name="canh_bao"
    )
    ma = models.CharField(
        "mã quy tắc", max_length=4, help_text="Mã «KC…»; «HAN»: quá hạn của bước xử lý."
    )
    ben = models.CharField("bên phải làm", max_length=10, choices=BenCham.choices)
    so_ngay_tre = models.PositiveIntegerField(
        "trễ (ngày làm việc)", default=0, help_text="Đến lần kiểm tra gần nhất; 0: chưa quá hạn."
    )

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
            thu_tu_ngay("kc_canhbao_thu_tu_ngay"),
        ]
        indexes = [
            models.Index(
                fields=["ma", "de_an"], condition=Q(dong_ngay__isnull=True), name="kc_canhbao_mo"
            )
        ]
