"""Figures with an as-of date: value, source, who entered, who confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanField
from cumcongnghiep.choices import CUA_DU_AN, DONG_CHAY, ChiTieuSo
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum
from cumcongnghiep.models.du_an import DuAn
from cumcongnghiep.models.van_ban import VanBan


@theo_doi()
class SoLieu(models.Model):
    """One figure of a cluster, or of one project in it, on one day.

    A flow (doanh thu, nộp ngân sách) is of the stretch ``tu_ngay``–``ngay``; a stock has no
    ``tu_ngay``. Money is in đồng, land in ha, whatever the form prints.
    """

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="so_lieu"
    )
    du_an = models.ForeignKey(
        DuAn,
        verbose_name="dự án",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="so_lieu",
        help_text="Trống: số của cả cụm, hoặc của dự án hạ tầng với doanh thu, lao động.",
    )
    chi_tieu = models.CharField("chỉ tiêu", max_length=16, choices=ChiTieuSo.choices)
    tu_ngay = models.DateField("từ ngày", null=True, blank=True, help_text="Chỉ với số trong kỳ.")
    ngay = models.DateField("mốc số liệu", help_text="Số liệu đến hết ngày này.")
    gia_tri = models.DecimalField("giá trị", max_digits=20, decimal_places=4)
    van_ban = models.ForeignKey(
        VanBan,
        verbose_name="văn bản nguồn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    bieu_nop = models.ForeignKey(
        "cumcongnghiep.BieuNop",
        verbose_name="biểu nguồn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="so_lieu",
    )
    nguon_tin = VanBanField("nguồn", max_length=300, blank=True)
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)
    nhap_luc = models.DateTimeField("nhập lúc", auto_now=True)
    nguoi_xac_nhan = khoa_nguoi("người xác nhận", editable=False)
    xac_nhan_luc = models.DateTimeField("xác nhận lúc", null=True, blank=True, editable=False)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu của cụm"
        verbose_name_plural = "số liệu của cụm"
        ordering = ["cum", "chi_tieu", "-ngay"]
        constraints = [
            models.UniqueConstraint(
                fields=["cum", "du_an", "chi_tieu", "tu_ngay", "ngay"],
                nulls_distinct=False,
                name="ccn_solieu_mot_lan",
                violation_error_message="Chỉ tiêu này đã có số của mốc ấy.",
            ),
            models.CheckConstraint(
                condition=Q(chi_tieu__in=DONG_CHAY, tu_ngay__isnull=False, tu_ngay__lte=F("ngay"))
                | (~Q(chi_tieu__in=DONG_CHAY) & Q(tu_ngay__isnull=True)),
                name="ccn_solieu_ky",
                violation_error_message=(
                    "Số trong kỳ phải có ngày đầu kỳ; số thời điểm thì chỉ có mốc."
                ),
            ),
            models.CheckConstraint(
                condition=Q(du_an__isnull=True) | Q(chi_tieu__in=CUA_DU_AN),
                name="ccn_solieu_cua_du_an",
                violation_error_message="Chỉ tiêu này là của cả cụm, không của một dự án.",
            ),
            models.CheckConstraint(
                condition=Q(gia_tri__gte=0),
                name="ccn_solieu_khong_am",
                violation_error_message="Giá trị không âm.",
            ),
            models.CheckConstraint(
                condition=Q(nguoi_nhap__isnull=True)
                | Q(nguoi_xac_nhan__isnull=True)
                | ~Q(nguoi_nhap=F("nguoi_xac_nhan")),
                name="ccn_solieu_hai_nguoi",
                violation_error_message="Người nhập không tự xác nhận số liệu của mình.",
            ),
        ]
        indexes = [
            models.Index(fields=["chi_tieu", "cum", "-ngay"], name="ccn_solieu_moi_nhat"),
        ]

    def __str__(self) -> str:
        return f"{self.get_chi_tieu_display()}: {self.gia_tri.normalize():f} ({self.ngay:%d/%m/%Y})"
