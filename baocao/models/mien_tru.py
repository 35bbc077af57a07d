"""Waivers (miễn trừ): a rule that does not block one unit for a time, with name and expiry."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baocao.choices import TrangThaiMienTru
from baocao.models.ky import KyBaoCao
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField


class MienTruQuyTacQuerySet(TheoDonViQuerySet):
    def hieu_luc_ngay(self, ngay):
        """Approved waivers that have not run out on a day."""
        return self.filter(trang_thai=TrangThaiMienTru.HIEU_LUC, den_ngay__gte=ngay)


@theo_doi()
class MienTruQuyTac(models.Model):
    """One waiver; who asks for it never approves it."""

    quy_tac = models.CharField("mã quy tắc", max_length=12)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    chi_tieu = models.CharField(
        "chỉ tiêu", max_length=12, blank=True, help_text="Để trống: mọi chỉ tiêu của quy tắc."
    )
    ky = models.ForeignKey(
        KyBaoCao,
        verbose_name="chỉ cho kỳ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống: mọi kỳ cho đến ngày hết hạn.",
    )
    den_ngay = models.DateField("hết hạn ngày", help_text="Miễn trừ nào cũng có ngày hết hạn.")
    ly_do = VanBanDaiField("lý do")
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiMienTru.choices,
        default=TrangThaiMienTru.CHO_DUYET,
    )
    nguoi_de_nghi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đề nghị",
        on_delete=models.PROTECT,
        related_name="+",
    )
    de_nghi_luc = models.DateTimeField("đề nghị lúc", auto_now_add=True)
    nguoi_duyet = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người duyệt",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    duyet_luc = models.DateTimeField("duyệt lúc", null=True, blank=True)

    objects = MienTruQuyTacQuerySet.as_manager()

    class Meta:
        verbose_name = "miễn trừ quy tắc"
        verbose_name_plural = "miễn trừ quy tắc"
        ordering = ["-de_nghi_luc", "quy_tac"]
        permissions = [
            ("de_nghi_mientruquytac", "Đề nghị miễn trừ quy tắc"),
            ("duyet_mientruquytac", "Duyệt, thu hồi miễn trừ quy tắc"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(nguoi_duyet__isnull=True) | ~Q(nguoi_duyet=F("nguoi_de_nghi")),
                name="mientru_nguoi_duyet_khac_de_nghi",
                violation_error_message="Người duyệt miễn trừ không được là người đề nghị.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai="hieu_luc") | Q(nguoi_duyet__isnull=False),
                name="mientru_hieu_luc_co_nguoi_duyet",
                violation_error_message="Miễn trừ có hiệu lực phải có người duyệt.",
            ),
        ]

    def __str__(self):
        return f"Miễn trừ {self.quy_tac} cho {self.don_vi.ten_goi}"

    @property
    def chuoi_nhat_ky(self):
        return self.don_vi.khoa
