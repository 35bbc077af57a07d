"""Organisations: the Ministry, the Cục and its divisions, the Sở, the centres; names are dated."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models.don_vi import DonViHanhChinh
from cucctdp.donvi.models.hieu_luc import (
    CanXacMinh,
    CoCanCu,
    CoHieuLuc,
    CoTen,
    khong_chong,
    ky_hop_le,
    theo_doi,
)
from cucctdp.donvi.querysets import ToChucQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.formats.functions import KhongDau


@theo_doi()
class ToChuc(CoTen, CoHieuLuc, CanXacMinh):
    ma = models.SlugField(
        "mã", max_length=40, unique=True, help_text="Mã tổ chức, ví dụ «cuc», «so-34-80»."
    )
    loai = models.CharField(
        "loại", max_length=15, choices=LoaiToChuc.choices, help_text="Loại tổ chức."
    )
    cha = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="con",
        verbose_name="tổ chức cấp trên",
        help_text="Ví dụ phòng thuộc Sở thì chọn Sở. Để trống nếu không có.",
    )
    don_vi = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cac_to_chuc",
        verbose_name="tỉnh, thành phố",
        help_text="Địa bàn của tổ chức. Để trống với cơ quan trung ương.",
    )

    objects = ToChucQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        verbose_name_plural = "tổ chức"
        ordering = ("ma",)
        constraints = [
            ky_hop_le("donvi_tochuc_ky_hop_le"),
            models.CheckConstraint(
                condition=~models.Q(
                    loai__in=[LoaiToChuc.SO, LoaiToChuc.PHONG_SO], don_vi__isnull=True
                ),
                name="donvi_tochuc_so_co_tinh",
                violation_error_message="Sở và phòng thuộc Sở phải có tỉnh, thành phố.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(KhongDau("ten_goi"), name="gin_trgm_ops"), name="donvi_tochuc_tim_ten")
        ]

    def __str__(self) -> str:
        return self.ten_goi


@theo_doi()
class TenToChuc(CoHieuLuc, CoCanCu, CanXacMinh):
    """Old reports print the old name (Cục Công nghiệp địa phương, Cục Công Thương địa phương)."""

    to_chuc = models.ForeignKey(
        ToChuc,
        on_delete=models.PROTECT,
        related_name="cac_ten",
        verbose_name="tổ chức",
        help_text="Tổ chức mang tên này.",
    )
    ten = VanBanField("tên", max_length=200, help_text="Tên đầy đủ in trên văn bản.")
    ten_viet_tat = VanBanField(
        "tên viết tắt", max_length=50, blank=True, help_text="Dùng trong ký hiệu văn bản."
    )

    class Meta:
        verbose_name = "tên tổ chức theo thời gian"
        verbose_name_plural = "tên tổ chức theo thời gian"
        ordering = ("to_chuc", "hieu_luc_tu")
        constraints = [
            ky_hop_le("donvi_tentochuc_ky_hop_le"),
            khong_chong("donvi_tentochuc_khong_chong", "to_chuc"),
        ]

    def __str__(self) -> str:
        return f"{self.ten} (từ {self.hieu_luc_tu:%d/%m/%Y})"
