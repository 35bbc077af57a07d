"""Economic activities (VSIC). The same digits mean another thing in another version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import CoCanCu, CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import VanBanField


@theo_doi()
class NganhKinhTe(CoHieuLuc, CoCanCu):
    phien_ban = models.CharField(
        "phiên bản", max_length=10, help_text="Phiên bản hệ thống ngành, ví dụ «VSIC2025»."
    )
    ma = models.CharField("mã ngành", max_length=5, help_text="Chữ cái hoặc 2 đến 5 chữ số.")
    cap = models.PositiveSmallIntegerField("cấp", help_text="Cấp ngành, từ 1 đến 5.")
    cha = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="con",
        verbose_name="ngành cấp trên",
        help_text="Để trống với ngành cấp 1.",
    )
    ten = VanBanField("tên ngành", max_length=300, help_text="Tên theo quyết định ban hành.")

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "ngành kinh tế"
        verbose_name_plural = "ngành kinh tế"
        ordering = ("-phien_ban", "cap", "ma")
        constraints = [
            ky_hop_le("donvi_nganh_ky_hop_le"),
            models.UniqueConstraint(
                fields=["phien_ban", "ma"],
                name="donvi_nganh_phien_ban_ma",
                violation_error_message="Mã ngành này đã có trong phiên bản.",
            ),
            models.CheckConstraint(
                condition=Q(cap=1, cha__isnull=True) | Q(cap__range=(2, 5), cha__isnull=False),
                name="donvi_nganh_cap_va_cha",
                violation_error_message="Ngành cấp 1 không có cấp trên; cấp 2 đến 5 phải có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} {self.ten}"
