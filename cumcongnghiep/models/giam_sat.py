"""Inspections, relocation plans, and what the nightly look found."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from cucctdp.quy_tac.models import CanhBaoDem, thu_tu_ngay
from cumcongnghiep.choices import ChieuDiDoi, CoQuan, NguonDiDoi
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum
from cumcongnghiep.models.o_so import khong_am


@theo_doi()
class KiemTra(models.Model):
    """An inspection, a violation or a complaint; one regular inspection a year (Điều 24)."""

    class Loai(models.TextChoices):
        DINH_KY = "dinh_ky", "Kiểm tra định kỳ"
        DOT_XUAT = "dot_xuat", "Kiểm tra đột xuất"
        PHAN_ANH = "phan_anh", "Phản ánh, khiếu nại"

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="kiem_tra"
    )
    loai = models.CharField("loại", max_length=10, choices=Loai.choices)
    ngay = models.DateField("ngày")
    co_quan = VanBanField("cơ quan chủ trì", max_length=200)
    ket_luan = VanBanDaiField("kết luận, nội dung")
    vi_pham = models.BooleanField("có vi phạm", default=False)
    khac_phuc_han = models.DateField("phải khắc phục trước", null=True, blank=True)
    khac_phuc_ngay = models.DateField("đã khắc phục ngày", null=True, blank=True)
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="tệp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "kiểm tra, phản ánh"
        verbose_name_plural = "kiểm tra, phản ánh"
        ordering = ["cum", "-ngay"]
        constraints = [
            models.CheckConstraint(
                condition=Q(khac_phuc_ngay__isnull=True) | Q(khac_phuc_ngay__gte=F("ngay")),
                name="ccn_kiemtra_khac_phuc",
                violation_error_message="Ngày khắc phục phải từ ngày kiểm tra trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()} {self.ngay:%d/%m/%Y}"


@theo_doi()
class KeHoachDiDoi(models.Model):
    """Relocation into the cluster, or out of it (kế hoạch di dời)."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="di_doi"
    )
    chieu = models.CharField("chiều", max_length=4, choices=ChieuDiDoi.choices)
    nguon = models.CharField("từ", max_length=12, choices=NguonDiDoi.choices, blank=True)
    noi = VanBanField("nơi đi hoặc nơi đến", max_length=200)
    cum_den = models.ForeignKey(
        Cum,
        verbose_name="cụm tiếp nhận",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    so_co_so = models.PositiveIntegerField("số cơ sở phải dời")
    da_doi = models.PositiveIntegerField("đã dời", default=0)
    kinh_phi = TienField("kinh phí bồi thường, hỗ trợ (đồng)", null=True, blank=True)
    han = models.DateField("phải xong trước", null=True, blank=True)
    den_ngay = models.DateField("số liệu đến ngày")
    van_ban = VanBanField("đề án, kế hoạch", max_length=200, blank=True)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch di dời"
        verbose_name_plural = "kế hoạch di dời"
        ordering = ["cum", "han", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(da_doi__lte=F("so_co_so")),
                name="ccn_didoi_khong_qua",
                violation_error_message="Số đã dời không lớn hơn số phải dời.",
            ),
            khong_am("ccn_didoi_kinh_phi", "Kinh phí không âm.", "kinh_phi"),
        ]

    def __str__(self) -> str:
        return f"{self.get_chieu_display()}: {self.so_co_so} cơ sở"


class CanhBaoQuerySet(CuaCumQuerySet):
    def visible_to(self, user: Any) -> CanhBaoQuerySet:
        """By the province: alerts about forms have no cluster. A reporter sees its clusters'."""
        pham_vi = user.pham_vi_don_vi() if getattr(user, "is_active", False) else set()
        return self.filter(don_vi__in=pham_vi) if pham_vi else super().visible_to(user)

    def dang_mo(self) -> CanhBaoQuerySet:
        """Those that the last look still found."""
        return self.filter(dong_ngay__isnull=True)


# What changes every night is not worth a row of history every night.
@theo_doi(exclude=["thay_cuoi", "so_ngay_tre"])
class CanhBao(CanhBaoDem):
    """One thing late or wrong on one cluster, or (without one) on a province's report."""

    cum = models.ForeignKey(
        Cum,
        verbose_name="cụm",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="canh_bao",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    ben = models.CharField("bên phải làm", max_length=12, choices=CoQuan.choices)
    muc = models.CharField("mức", max_length=1, default="C")

    objects = CanhBaoQuerySet.as_manager()

    class Meta:
        verbose_name = "cảnh báo cụm công nghiệp"
        verbose_name_plural = "cảnh báo cụm công nghiệp"
        ordering = ["-so_ngay_tre", "don_vi", "cum", "ma", "khoa", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "cum", "ma", "khoa"],
                condition=Q(dong_ngay__isnull=True),
                nulls_distinct=False,
                name="ccn_canhbao_mot_dong_mo",
                violation_error_message="Cảnh báo này đang mở.",
            ),
            thu_tu_ngay("ccn_canhbao_thu_tu_ngay"),
        ]
        indexes = [
            models.Index(
                fields=["ma", "cum"], condition=Q(dong_ngay__isnull=True), name="ccn_canhbao_mo"
            )
        ]
