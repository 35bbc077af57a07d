"""Developers of infrastructure (chủ đầu tư hạ tầng) and when each held which cluster."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.models.luat import khong_chong
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanField
from cumcongnghiep.choices import LoaiChuDauTu, TinhTrangCDT
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum

MA_SO_THUE = RegexValidator(
    r"^(\d{10}(-\d{3})?|\d{12})$", "Mã số thuế gồm 10 chữ số, thêm «-» và 3 chữ số với chi nhánh."
)


class ChuDauTuQuerySet(TheoDonViQuerySet):
    """Developers are one list for the country: one firm may hold clusters in several provinces."""

    def visible_to(self, user):
        return self if getattr(user, "is_active", False) else self.none()


@theo_doi()
class ChuDauTu(models.Model):
    """An organisation that builds and trades the infrastructure (Điều 2 NĐ 32/2024/NĐ-CP)."""

    ten = VanBanField("tên", max_length=255)
    ma_so_thue = models.CharField(
        "mã số doanh nghiệp", max_length=14, blank=True, validators=[MA_SO_THUE]
    )
    loai = models.CharField("loại", max_length=14, choices=LoaiChuDauTu.choices)
    von_nuoc_ngoai = models.BooleanField("có vốn nước ngoài", default=False)
    tinh_trang = models.CharField(
        "tình trạng",
        max_length=10,
        choices=TinhTrangCDT.choices,
        default=TinhTrangCDT.HOAT_DONG,
    )
    tinh_trang_tu = models.DateField("từ ngày", null=True, blank=True)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh đặt trụ sở",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = ChuDauTuQuerySet.as_manager()

    class Meta:
        verbose_name = "chủ đầu tư hạ tầng"
        verbose_name_plural = "chủ đầu tư hạ tầng"
        ordering = ["ten", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ma_so_thue"],
                condition=~Q(ma_so_thue=""),
                name="ccn_chudautu_mst",
                violation_error_message="Đã có chủ đầu tư mang mã số này.",
            ),
            models.CheckConstraint(
                condition=Q(tinh_trang=TinhTrangCDT.HOAT_DONG) | Q(tinh_trang_tu__isnull=False),
                name="ccn_chudautu_tinh_trang_tu",
                violation_error_message="Nêu ngày tạm ngừng hoặc giải thể.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class GiaoChuDauTu(models.Model):
    """One stretch of time in which a developer holds a cluster; never two on one day."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="cac_chu_dau_tu"
    )
    chu_dau_tu = models.ForeignKey(
        ChuDauTu, verbose_name="chủ đầu tư", on_delete=models.PROTECT, related_name="cac_cum"
    )
    tu_ngay = models.DateField("từ ngày")
    den_ngay = models.DateField("đến ngày", null=True, blank=True, help_text="Trống: đến nay.")
    van_ban = models.ForeignKey(
        "cumcongnghiep.VanBan",
        verbose_name="văn bản giao",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    diem = models.DecimalField(
        "điểm đánh giá",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Thang 100 (khoản 2 Điều 13 NĐ 32/2024/NĐ-CP).",
    )

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "giao chủ đầu tư"
        verbose_name_plural = "lịch sử chủ đầu tư"
        ordering = ["cum", "-tu_ngay"]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_ngay__isnull=True) | Q(den_ngay__gte=F("tu_ngay")),
                name="ccn_giaocdt_ky",
                violation_error_message="«Đến ngày» phải từ «Từ ngày» trở đi.",
            ),
            khong_chong(
                "ccn_giaocdt_khong_chong",
                "Cụm đã có chủ đầu tư trong khoảng thời gian này.",
                "cum",
                tu="tu_ngay",
                den="den_ngay",
            ),
            models.CheckConstraint(
                condition=Q(diem__isnull=True) | Q(diem__range=(0, 100)),
                name="ccn_giaocdt_diem",
                violation_error_message="Điểm từ 0 đến 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chu_dau_tu} – {self.cum}"
