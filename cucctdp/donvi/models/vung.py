"""Groupings of provinces, dated and made for a purpose: rounds and conferences use others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from cucctdp.donvi.choices import BoMa, MucDichPhanVung
from cucctdp.donvi.models.don_vi import DonViHanhChinh
from cucctdp.donvi.models.hieu_luc import CanXacMinh, CoCanCu, CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import VanBanField


@theo_doi()
class PhanVung(CoHieuLuc, CoCanCu, CanXacMinh):
    ma = models.SlugField(
        "mã", max_length=40, unique=True, help_text="Mã cách phân vùng, ví dụ «kt-xh-34»."
    )
    ten = VanBanField("tên", max_length=150, help_text="Tên cách phân vùng in trên báo cáo.")
    muc_dich = models.CharField(
        "mục đích",
        max_length=20,
        choices=MucDichPhanVung.choices,
        help_text="Cách phân vùng này dùng vào việc gì.",
    )
    bo_ma = models.CharField(
        "bộ mã", max_length=2, choices=BoMa.choices, help_text="Bộ mã của các đơn vị được phân."
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "cách phân vùng"
        verbose_name_plural = "cách phân vùng"
        ordering = ("bo_ma", "muc_dich", "ma")
        constraints = [
            ky_hop_le("donvi_phanvung_ky_hop_le"),
            models.UniqueConstraint(fields=["id", "bo_ma"], name="donvi_phanvung_id_bo_ma"),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class Vung(models.Model):
    phan_vung = models.ForeignKey(
        PhanVung,
        on_delete=models.PROTECT,
        related_name="cac_vung",
        verbose_name="cách phân vùng",
        help_text="Vùng này thuộc cách phân vùng nào.",
    )
    ma = models.CharField("mã", max_length=20, help_text="Mã vùng, ví dụ «DBSH».")
    ten = VanBanField("tên", max_length=100, help_text="Tên vùng in trên báo cáo.")
    thu_tu = models.PositiveSmallIntegerField("thứ tự", help_text="Thứ tự in trên báo cáo.")
    don_vi = models.ManyToManyField(
        DonViHanhChinh,
        through="ThanhVienVung",
        related_name="cac_vung",
        verbose_name="tỉnh, thành phố",
    )

    class Meta:
        verbose_name = "vùng"
        verbose_name_plural = "vùng"
        ordering = ("phan_vung", "thu_tu")
        constraints = [
            models.UniqueConstraint(
                fields=["phan_vung", "ma"],
                name="donvi_vung_phan_vung_ma",
                violation_error_message="Mã vùng này đã có trong cách phân vùng.",
            ),
            models.UniqueConstraint(
                fields=["phan_vung", "thu_tu"],
                name="donvi_vung_phan_vung_thu_tu",
                violation_error_message="Thứ tự này đã có trong cách phân vùng.",
            ),
            models.UniqueConstraint(fields=["id", "phan_vung"], name="donvi_vung_id_phan_vung"),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class ThanhVienVung(models.Model):
    """A province in a region. ``phan_vung`` and ``bo_ma`` repeat the parents' values so that the
    database itself can refuse a second region and a unit of the other code set."""

    vung = models.ForeignKey(
        Vung,
        on_delete=models.PROTECT,
        related_name="thanh_vien",
        verbose_name="vùng",
        help_text="Vùng mà tỉnh, thành phố thuộc về.",
    )
    don_vi = models.ForeignKey(
        DonViHanhChinh,
        on_delete=models.PROTECT,
        related_name="thanh_vien_vung",
        verbose_name="tỉnh, thành phố",
        help_text="Tỉnh, thành phố thuộc vùng.",
    )
    phan_vung = models.ForeignKey(
        PhanVung,
        on_delete=models.PROTECT,
        related_name="thanh_vien",
        verbose_name="cách phân vùng",
        editable=False,
    )
    bo_ma = models.CharField("bộ mã", max_length=2, choices=BoMa.choices, editable=False)

    class Meta:
        verbose_name = "thành viên vùng"
        verbose_name_plural = "thành viên vùng"
        ordering = ("phan_vung", "vung", "don_vi")
        constraints = [
            models.UniqueConstraint(
                fields=["phan_vung", "don_vi"],
                name="donvi_thanhvien_mot_lan",
                violation_error_message="Tỉnh, thành phố này đã thuộc một vùng khác.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.don_vi} – {self.vung}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.dat_phan_vung()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.vung_id:
            self.dat_phan_vung()
            if self.don_vi_id and self.don_vi.bo_ma != self.bo_ma:
                raise ValidationError(
                    {"don_vi": f"Cách phân vùng này chỉ gồm đơn vị của bộ mã {self.bo_ma}."}
                )

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check the once-per-partition rule although forms leave ``phan_vung`` out."""
        super().validate_constraints(exclude=set(exclude or ()) - {"phan_vung"})

    def dat_phan_vung(self) -> None:
        self.phan_vung = self.vung.phan_vung
        self.bo_ma = self.vung.phan_vung.bo_ma
