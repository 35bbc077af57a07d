"""What was published: winners of the past and totals of rounds, with their sources."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.formats.functions import KhongDau
from sanpham_tieubieu.choices import (
    Cap,
    KhuVuc,
)
from sanpham_tieubieu.models.san_pham import SanPham

_NGUOI = settings.AUTH_USER_MODEL


class DanhHieuCuQuerySet(TheoDonViQuerySet):
    pass


@theo_doi()
class DanhHieuCu(models.Model):
    """A winner of the past as published or listed: names and places as they were written.

    Tied to a lasting product when somebody has recognised it; never guessed.
    """

    cap = models.CharField("cấp", max_length=10, choices=Cap.choices)
    nam = models.PositiveSmallIntegerField("năm")
    khu_vuc = models.CharField("khu vực", max_length=5, choices=KhuVuc.choices, blank=True)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Theo địa giới lúc được công nhận.",
    )
    huyen = VanBanField("huyện cũ", max_length=120, blank=True)
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã hiện nay",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ten_san_pham = VanBanField("tên sản phẩm", max_length=250)
    ten_co_so = VanBanField("tên cơ sở", max_length=255, blank=True)
    dia_chi = VanBanField("địa chỉ ghi trong danh sách", max_length=300, blank=True)
    ma_nhom = models.SlugField("nhóm", max_length=10, blank=True)
    giai = VanBanField("giải", max_length=60, blank=True)
    gcn_so = VanBanField("giấy chứng nhận số", max_length=60, blank=True)
    quyet_dinh_so = VanBanField("quyết định số", max_length=60, blank=True)
    quyet_dinh_ngay = models.DateField("ngày quyết định", null=True, blank=True)
    het_han = models.DateField("có giá trị đến", null=True, blank=True)
    san_pham = models.ForeignKey(
        SanPham,
        verbose_name="sản phẩm trong hệ thống",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="danh_hieu_cu",
    )
    nguon_tin = VanBanField("nguồn", max_length=300)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = DanhHieuCuQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu các năm trước"
        verbose_name_plural = "danh hiệu các năm trước"
        ordering = ["-nam", "cap", "don_vi", "ten_san_pham"]
        constraints = [
            models.UniqueConstraint(
                fields=["cap", "nam", "don_vi", "ten_san_pham", "ten_co_so"],
                name="sp_danhhieucu_mot_lan",
                violation_error_message="Danh hiệu này đã có.",
            ),
        ]
        indexes = [
            GinIndex(
                OpClass(KhongDau("ten_san_pham"), name="gin_trgm_ops"), name="sp_danhhieu_tim_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ten_san_pham} ({self.get_cap_display()} {self.nam})"


@theo_doi()
class SoCongBo(models.Model):
    """A published total of a round: entries, certified, by group; beside ours, never added."""

    cap = models.CharField("cấp", max_length=10, choices=Cap.choices)
    nam = models.PositiveSmallIntegerField("năm")
    lan = VanBanField("lần thứ", max_length=10, blank=True)
    khu_vuc = models.CharField("khu vực", max_length=5, choices=KhuVuc.choices, blank=True)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    so_dang_ky = models.PositiveIntegerField("số đăng ký", null=True, blank=True)
    so_co_so = models.PositiveIntegerField("số cơ sở", null=True, blank=True)
    so_tinh = models.PositiveIntegerField("số tỉnh tham gia", null=True, blank=True)
    so_dat_nguong = models.PositiveIntegerField("số đạt từ ngưỡng điểm", null=True, blank=True)
    so_cong_nhan = models.PositiveIntegerField("số được công nhận", null=True, blank=True)
    so_de_cu = models.PositiveIntegerField("số gửi lên cấp trên", null=True, blank=True)
    theo_nhom = models.JSONField(
        "số công nhận theo nhóm", default=dict, blank=True, help_text="Mã nhóm → số."
    )
    quyet_dinh = VanBanField("quyết định, ngày trao", max_length=200, blank=True)
    nguon_tin = VanBanField("nguồn", max_length=300)
    ghi_chu = VanBanField("ghi chú", max_length=300, blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)

    class _QS(TheoDonViQuerySet):
        def visible_to(self, user: object) -> SoCongBo._QS:
            """Published figures are public: everybody with an account reads them."""
            return self if getattr(user, "is_active", False) else self.none()

    objects = _QS.as_manager()

    class Meta:
        verbose_name = "số liệu kỳ đã công bố"
        verbose_name_plural = "số liệu kỳ đã công bố"
        ordering = ["-nam", "cap", "khu_vuc", "don_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["cap", "nam", "khu_vuc", "don_vi"],
                nulls_distinct=False,
                name="sp_socongbo_mot_lan",
                violation_error_message="Kỳ này đã có số công bố.",
            ),
            models.CheckConstraint(
                condition=Q(so_dang_ky__isnull=True)
                | Q(so_cong_nhan__isnull=True)
                | Q(so_cong_nhan__lte=F("so_dang_ky")),
                name="sp_socongbo_cong_nhan",
                violation_error_message="R55: Số được công nhận vượt số đăng ký.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cap_display()} năm {self.nam}"
