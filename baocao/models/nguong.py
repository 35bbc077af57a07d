"""Thresholds of rules and alerts as dated rows (NguongKiemTra, section 9 of the domain file)."""

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField


class NguongKiemTraQuerySet(TheoDonViQuerySet):
    def visible_to(self, user):
        """Thresholds for everybody are everybody's; those of one province are its own."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        return self.filter(Q(don_vi__isnull=True) | Q(don_vi__in=pham_vi))

    def hieu_luc_ngay(self, ngay):
        """Rows in force on a day."""
        return self.filter(hieu_luc_tu__lte=ngay).filter(
            Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay)
        )


@theo_doi()
class NguongKiemTra(models.Model):
    """One threshold of a rule or an alert; the narrower row wins over the wider one.

    Order: province and row, province, row, none of both; last what stands in the rule itself.
    """

    ma = models.CharField("mã quy tắc, cảnh báo", max_length=12, help_text="Ví dụ KT15a, CB03.")
    ten = models.SlugField(
        "tên ngưỡng", max_length=30, help_text="Tên dùng trong điều kiện, ví dụ lech."
    )
    gia_tri = models.DecimalField("giá trị", max_digits=24, decimal_places=9)
    chi_tieu = models.CharField(
        "riêng chỉ tiêu", max_length=12, blank=True, help_text="Để trống: mọi chỉ tiêu."
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="riêng tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống: mọi địa phương.",
    )
    can_cu = VanBanDaiField("căn cứ", help_text="Văn bản hoặc lý do chọn ngưỡng này.")
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    hieu_luc_tu = models.DateField("hiệu lực từ")
    hieu_luc_den = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = NguongKiemTraQuerySet.as_manager()

    class Meta:
        verbose_name = "ngưỡng kiểm tra"
        verbose_name_plural = "ngưỡng kiểm tra"
        ordering = ["ma", "ten", "chi_tieu", "don_vi", "hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["ma", "ten", "chi_tieu", "don_vi", "hieu_luc_tu"],
                name="nguong_duy_nhat",
                nulls_distinct=False,
                violation_error_message="Ngưỡng này đã có một dòng cùng ngày hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=F("hieu_luc_tu")),
                name="nguong_hieu_luc_den_sau_tu",
                violation_error_message="Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.",
            ),
        ]

    def __str__(self):
        return f"{self.ma}: {self.ten}"
