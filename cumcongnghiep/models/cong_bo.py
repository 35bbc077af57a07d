"""Totals that the press or a Sở published: to stand beside our figures, never to be added."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import CanXacMinh, theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.formats.so import dinh_dang


class SoCongBoQuerySet(TheoDonViQuerySet):
    def visible_to(self, user: Any) -> SoCongBoQuerySet:
        """Figures of one's province, and those of the nation."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        return self.filter(Q(don_vi__in=pham_vi) | Q(don_vi__isnull=True))


@theo_doi()
class SoCongBo(CanXacMinh):
    """One published figure: of whom, as of when, on what base, and where it was read.

    ``ma_dong`` names the row of Biểu 04 it can be compared with. A figure may be published with
    its parts (``tong`` of each part): sums that do not add up are told, not corrected.
    """

    class Muc(models.TextChoices):
        DUNG = "dung", "Đúng số"
        HON = "hon", "Hơn (mức dưới)"
        KHOANG = "khoang", "Khoảng"

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Theo địa giới nguồn dùng, trước hoặc sau sắp xếp. Trống: cả nước.",
    )  # fmt: skip
    pham_vi = VanBanField(
        "phạm vi nguồn nêu",
        max_length=120,
        blank=True,
        help_text="Khi không phải cả nước.",
    )
    moc = VanBanField("mốc nguồn nêu", max_length=40, help_text="Ví dụ «3/2026», «cuối 2024».")
    ngay = models.DateField(
        "so với số hệ thống ngày", help_text="Ngày cuối của mốc; số của hệ thống lấy đến ngày này."
    )
    ma_dong = models.CharField(
        "dòng Biểu 04", max_length=5, blank=True, help_text="Trống: biểu không có dòng này."
    )
    ten = VanBanField("chỉ tiêu", max_length=200, help_text="Như nguồn nêu.")
    so = models.DecimalField("số", max_digits=18, decimal_places=4, help_text="Như nguồn nêu.")
    muc = models.CharField("mức", max_length=6, choices=Muc.choices, default=Muc.DUNG)
    don_vi_tinh = VanBanField("đơn vị tính", max_length=40)
    goc = VanBanField(
        "tính trên", max_length=200, blank=True, help_text="Mẫu số, phạm vi của số; trống: cả tỉnh."
    )
    tong = models.ForeignKey(
        "self",
        verbose_name="là một phần của",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="cac_phan",
    )
    nguon_tin = VanBanField("nguồn", max_length=500, help_text="Địa chỉ bài báo, trang của Sở.")

    objects = SoCongBoQuerySet.as_manager()

    class Meta:
        verbose_name = "số cụm công nghiệp đã công bố"
        verbose_name_plural = "số cụm công nghiệp đã công bố"
        ordering = ["don_vi", "-ngay", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "moc", "ten", "goc", "tong"],
                nulls_distinct=False,
                name="ccn_socongbo_mot_lan",
                violation_error_message="Số này của nguồn và mốc ấy đã có.",
            ),
            models.CheckConstraint(
                condition=Q(so__gte=0) & ~Q(nguon_tin=""),
                name="ccn_socongbo_hop_le",
                violation_error_message="Số không âm và phải nêu nguồn.",
            ),
            models.CheckConstraint(
                condition=Q(tong__isnull=True) | ~Q(tong=F("id")),
                name="ccn_socongbo_khong_tu_gom",
                violation_error_message="Một số không là phần của chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noi} {self.moc}: {self.ten}"

    @property
    def noi(self) -> str:
        if self.don_vi is None:
            return self.pham_vi or "cả nước"
        cu = " (trước sắp xếp)" if self.don_vi.bo_ma == "63" else ""
        return f"{self.don_vi.ten_goi}{cu}"

    @property
    def so_chu(self) -> str:
        """The figure as the source put it: «hơn 2.700»."""
        dau = {self.Muc.HON: "hơn ", self.Muc.KHOANG: "khoảng "}.get(self.Muc(self.muc), "")
        return f"{dau}{dinh_dang(self.so)}"
