"""The 3.321 communes since 01/7/2025 with their dated names and kinds."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from cucctdp.donvi.choices import BoMa, LoaiXa
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
from cucctdp.donvi.querysets import XaQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.formats.functions import KhongDau


@theo_doi()
class Xa(CoTen, CoHieuLuc, CanXacMinh):
    ma = models.CharField(
        "mã", max_length=5, unique=True, help_text="Mã năm chữ số theo QĐ 19/2025/QĐ-TTg."
    )
    tinh = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        related_name="cac_xa",
        verbose_name="tỉnh, thành phố",
        limit_choices_to={"bo_ma": BoMa.B34},
        help_text="Tỉnh, thành phố quản lý (bộ mã 34).",
    )

    objects = XaQuerySet.as_manager()

    class Meta:
        verbose_name = "xã, phường, đặc khu"
        verbose_name_plural = "xã, phường, đặc khu"
        ordering = ("ma",)
        constraints = [
            ky_hop_le("donvi_xa_ky_hop_le"),
            models.CheckConstraint(
                condition=Q(ma__regex=r"^\d{5}$"),
                name="donvi_xa_ma_nam_so",
                violation_error_message="Mã xã gồm đúng năm chữ số.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(KhongDau("ten_goi"), name="gin_trgm_ops"), name="donvi_xa_tim_ten")
        ]

    def __str__(self) -> str:
        return f"{self.ten_goi} ({self.ma})"


@theo_doi()
class TenXa(CoHieuLuc, CoCanCu):
    """Kind decides: support for khuyến công turns on xã or phường on the day."""

    xa = models.ForeignKey(
        Xa,
        on_delete=models.PROTECT,
        related_name="cac_ten",
        verbose_name="xã",
        help_text="Đơn vị cấp xã mang tên này.",
    )
    ten = VanBanField("tên", max_length=100, help_text="Tên ngắn, ví dụ «Long Thành».")
    ten_day_du = VanBanField(
        "tên đầy đủ", max_length=120, help_text="Ví dụ «Phường Long Thành», viết hoa chữ đầu."
    )
    loai = models.CharField(
        "loại", max_length=10, choices=LoaiXa.choices, help_text="Xã, phường hay đặc khu."
    )

    class Meta:
        verbose_name = "tên xã, phường theo thời gian"
        verbose_name_plural = "tên xã, phường theo thời gian"
        ordering = ("xa", "hieu_luc_tu")
        constraints = [
            ky_hop_le("donvi_tenxa_ky_hop_le"),
            khong_chong("donvi_tenxa_khong_chong", "xa"),
        ]

    def __str__(self) -> str:
        return f"{self.ten_day_du} (từ {self.hieu_luc_tu:%d/%m/%Y})"
