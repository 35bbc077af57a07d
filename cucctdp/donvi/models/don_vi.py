"""Provinces of both code sets, their dated names, aliases and lineage."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.choices import BoMa, LoaiDonVi
from cucctdp.donvi.models.hieu_luc import (
    CoCanCu,
    CoHieuLuc,
    CoTen,
    khong_chong,
    ky_hop_le,
    theo_doi,
)
from cucctdp.donvi.querysets import DonViQuerySet
from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.fields import VanBanField
from cucctdp.formats.functions import KhongDau

_KHOA = re.compile(r"(63|34):(\d{2})")
_TIEN_TO = re.compile(r"^(tinh|thanh pho|tp)[ .]+")


class KhoaDonViSaiError(ValueError):
    """A unit key that is not «bộ mã:mã»; above all a bare province code."""


def tach_khoa(khoa: str) -> tuple[str, str]:
    """ "34:80" -> ("34", "80"). Raises KhoaDonViSaiError for anything else.

    A bare code is refused because seven codes name other provinces since 01/7/2025.
    """
    khop = _KHOA.fullmatch(khoa)
    if khop is None:
        raise KhoaDonViSaiError(
            f"Mã đơn vị «{khoa}» phải kèm bộ mã, ví dụ «34:80» (Tây Ninh) hoặc «63:80» (Long An)."
        )
    return khop[1], khop[2]


def khoa_ten_goi(ten: str) -> str:
    """Matching key of a province name: no accents, prefix, punctuation or spaces.

    "TP. HCM" -> "hcm", "Tỉnh Thừa Thiên - Huế" -> "thuathienhue".
    """
    return re.sub(r"[^a-z0-9]", "", _TIEN_TO.sub("", khoa_tim(ten)))


class DonViManager(models.Manager.from_queryset(DonViQuerySet)):
    def theo_khoa(self, khoa: str) -> DonViHanhChinh:
        """Unit of the key "34:80". Raises KhoaDonViSaiError or DonViHanhChinh.DoesNotExist."""
        bo_ma, ma = tach_khoa(khoa)
        return self.get(bo_ma=bo_ma, ma=ma)

    def get_by_natural_key(self, bo_ma: str, ma: str) -> DonViHanhChinh:
        return self.get(bo_ma=bo_ma, ma=ma)


@theo_doi()
class DonViHanhChinh(CoTen, CoHieuLuc):
    bo_ma = models.CharField(
        "bộ mã",
        max_length=2,
        choices=BoMa.choices,
        help_text="Bộ 63 (đến 30/6/2025) hay bộ 34 (từ 01/7/2025).",
    )
    ma = models.CharField(
        "mã", max_length=2, help_text="Mã hai chữ số của tỉnh, thành phố trong bộ mã."
    )
    slug = models.SlugField(
        "tên không dấu", max_length=60, help_text="Dùng trong tên tệp và địa chỉ trang."
    )
    ky_hieu = models.CharField(
        "ký hiệu", max_length=3, blank=True, help_text="Ba chữ cái in trên sơ đồ; chỉ có ở bộ 34."
    )

    objects = DonViManager()

    class Meta:
        verbose_name = "đơn vị hành chính cấp tỉnh"
        verbose_name_plural = "đơn vị hành chính cấp tỉnh"
        ordering = ("bo_ma", "ma")
        constraints = [
            ky_hop_le("donvi_donvi_ky_hop_le"),
            models.UniqueConstraint(
                fields=["bo_ma", "ma"],
                name="donvi_donvi_bo_ma_ma",
                violation_error_message="Mã này đã có trong bộ mã.",
            ),
            models.UniqueConstraint(
                fields=["bo_ma", "slug"],
                name="donvi_donvi_bo_ma_slug",
                violation_error_message="Tên không dấu này đã có trong bộ mã.",
            ),
            models.UniqueConstraint(
                fields=["bo_ma", "ky_hieu"],
                condition=~Q(ky_hieu=""),
                name="donvi_donvi_ky_hieu",
                violation_error_message="Ký hiệu này đã dùng cho tỉnh, thành phố khác.",
            ),
            # Target of the composite foreign keys that keep copies of bo_ma true.
            models.UniqueConstraint(fields=["id", "bo_ma"], name="donvi_donvi_id_bo_ma"),
            models.CheckConstraint(
                condition=Q(ma__regex=r"^\d{2}$"),
                name="donvi_donvi_ma_hai_so",
                violation_error_message="Mã tỉnh, thành phố gồm đúng hai chữ số.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(KhongDau("ten_goi"), name="gin_trgm_ops"), name="donvi_donvi_tim_ten")
        ]

    def __str__(self) -> str:
        return f"{self.ten_goi} ({self.khoa})"

    @property
    def khoa(self) -> str:
        """ "34:80": the only form in which a code leaves this system."""
        return f"{self.bo_ma}:{self.ma}"

    def natural_key(self) -> tuple[str, str]:
        return self.bo_ma, self.ma


@theo_doi()
class TenDonVi(CoHieuLuc, CoCanCu):
    don_vi = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        related_name="cac_ten",
        verbose_name="đơn vị",
        help_text="Tỉnh, thành phố mang tên này.",
    )
    ten = VanBanField("tên", max_length=100, help_text="Tên ngắn, ví dụ «Đồng Nai».")
    ten_day_du = VanBanField(
        "tên đầy đủ", max_length=120, help_text="Ví dụ «Thành phố Đồng Nai», viết hoa chữ đầu."
    )
    loai = models.CharField(
        "loại", max_length=10, choices=LoaiDonVi.choices, help_text="Tỉnh hay thành phố."
    )

    class Meta:
        verbose_name = "tên tỉnh, thành phố theo thời gian"
        verbose_name_plural = "tên tỉnh, thành phố theo thời gian"
        ordering = ("don_vi", "hieu_luc_tu")
        constraints = [
            ky_hop_le("donvi_ten_ky_hop_le"),
            khong_chong("donvi_ten_khong_chong", "don_vi"),
        ]

    def __str__(self) -> str:
        return f"{self.ten_day_du} (từ {self.hieu_luc_tu:%d/%m/%Y})"

    @property
    def trong_cau(self) -> str:
        """Full name inside a sentence: "tỉnh Đồng Nai", "thành phố Huế"."""
        return self.ten_day_du[:1].lower() + self.ten_day_du[1:]


@theo_doi()
class TenGoiKhac(models.Model):
    """A spelling under which files name a province; its key is unique within the code set."""

    don_vi = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        related_name="cac_ten_goi_khac",
        verbose_name="đơn vị",
        help_text="Tỉnh, thành phố được hiểu khi gặp cách viết này.",
    )
    bo_ma = models.CharField("bộ mã", max_length=2, choices=BoMa.choices, editable=False)
    ten = VanBanField(
        "cách viết", max_length=100, help_text="Cách viết gặp trong tệp, ví dụ «TP. HCM»."
    )
    khoa = models.CharField("khóa so khớp", max_length=100, editable=False)

    class Meta:
        verbose_name = "cách viết khác của tên tỉnh"
        verbose_name_plural = "cách viết khác của tên tỉnh"
        ordering = ("bo_ma", "khoa")
        constraints = [
            models.UniqueConstraint(
                fields=["bo_ma", "khoa"],
                name="donvi_tengoi_bo_ma_khoa",
                violation_error_message="Cách viết này đã dùng cho một tỉnh, thành phố.",
            ),
            models.CheckConstraint(
                condition=~Q(khoa=""),
                name="donvi_tengoi_khoa_co_chu",
                violation_error_message="Cách viết phải có ít nhất một chữ cái hoặc chữ số.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.dat_khoa()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.don_vi_id:
            self.dat_khoa()

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check the key although forms leave it out."""
        super().validate_constraints(exclude=set(exclude or ()) - {"bo_ma", "khoa"})

    def dat_khoa(self) -> None:
        self.bo_ma = self.don_vi.bo_ma
        self.khoa = khoa_ten_goi(self.ten)


@theo_doi()
class KeThua(CoCanCu):
    """Which old province went into which new one (sáp nhập, NQ 202/2025/QH15)."""

    cu = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        related_name="ke_thua_boi",
        verbose_name="đơn vị cũ",
        help_text="Tỉnh, thành phố trước khi sắp xếp.",
    )
    moi = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        related_name="ke_thua_tu",
        verbose_name="đơn vị mới",
        help_text="Tỉnh, thành phố sau khi sắp xếp.",
    )
    tu_ngay = models.DateField("từ ngày", help_text="Ngày đơn vị mới bắt đầu hoạt động.")
    chinh_xac = models.BooleanField(
        "nguyên vẹn",
        default=True,
        help_text="Cả đơn vị cũ nhập vào đơn vị mới, không bị chia tách: số liệu cộng chính xác.",
    )

    class Meta:
        verbose_name = "kế thừa đơn vị"
        verbose_name_plural = "kế thừa đơn vị"
        ordering = ("moi", "cu")
        constraints = [
            models.UniqueConstraint(
                fields=["cu", "moi"],
                name="donvi_kethua_cu_moi",
                violation_error_message="Quan hệ kế thừa này đã có.",
            ),
            models.UniqueConstraint(
                fields=["cu"],
                condition=Q(chinh_xac=True),
                name="donvi_kethua_mot_don_vi_moi",
                violation_error_message="Đơn vị cũ đã nhập nguyên vẹn vào một đơn vị khác.",
            ),
            models.CheckConstraint(
                condition=~Q(cu=F("moi")),
                name="donvi_kethua_khac_nhau",
                violation_error_message="Đơn vị cũ và đơn vị mới phải khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cu} → {self.moi}"
