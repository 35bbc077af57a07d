"""API keys bound to a service account, and the data versions that key every ETag."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from rest_framework_api_key.models import AbstractAPIKey

VAI_TRO_MAY = "api_client"


class KhoaApi(AbstractAPIKey):
    """A hashed, expiring key; acts with the rights of its service account."""

    name = models.CharField(
        "tên khoá", max_length=50, help_text="Đặt theo hệ thống dùng khoá, tối đa 50 ký tự."
    )
    created = models.DateTimeField("ngày cấp", auto_now_add=True, db_index=True)
    expiry_date = models.DateTimeField(
        "hết hạn", blank=True, null=True, help_text="Sau thời điểm này khoá không dùng được nữa."
    )
    revoked = models.BooleanField(
        "đã thu hồi", default=False, help_text="Khoá đã thu hồi không mở lại được."
    )
    nguoi_dung = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        limit_choices_to={"vai_tro": VAI_TRO_MAY},
        verbose_name="tài khoản dịch vụ",
        on_delete=models.PROTECT,
        related_name="khoa_api",
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name = "khoá API"
        verbose_name_plural = "khoá API"

    def clean(self) -> None:
        """A key stands for a machine; with a person's account it would be a second password."""
        super().clean()
        if self.nguoi_dung_id and self.nguoi_dung.hang_vai_tro.dang_nhap:
            raise ValidationError(
                {"nguoi_dung": "Chọn một tài khoản dịch vụ; khoá API không cấp cho người."}
            )


class PhienBanDuLieu(models.Model):
    """Version of the data of one (domain, period, approval level); bumped by triggers only."""

    linh_vuc = models.SlugField("lĩnh vực", max_length=40)
    ky = models.CharField("kỳ", max_length=12)
    cap = models.SlugField("cấp duyệt", max_length=20)
    so = models.PositiveBigIntegerField("phiên bản", default=0)
    luc = models.DateTimeField("lúc đổi", auto_now=True)

    class Meta:
        verbose_name = "phiên bản dữ liệu"
        verbose_name_plural = "phiên bản dữ liệu"
        ordering = ["linh_vuc", "ky", "cap"]
        constraints = [
            models.UniqueConstraint(
                fields=["linh_vuc", "ky", "cap"], name="phienbandulieu_duy_nhat"
            )
        ]

    def __str__(self):
        return f"{self.linh_vuc} {self.ky} {self.cap}: {self.so}"
