"""API keys of service accounts, the data versions behind every ETag, webhooks and their outbox."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from rest_framework_api_key.models import AbstractAPIKey

from cucctdp.apikit.choices import SuKienNhan
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanField
from cucctdp.thong_bao.choices import TrangThaiGui

VAI_TRO_MAY = "api_client"


class KhoaApi(AbstractAPIKey):
    """A hashed, expiring key; acts with the rights of its service account."""

    name = models.CharField(
        "tên khóa", max_length=50, help_text="Đặt theo hệ thống dùng khóa, tối đa 50 ký tự."
    )
    created = models.DateTimeField("ngày cấp", auto_now_add=True, db_index=True)
    expiry_date = models.DateTimeField(
        "hết hạn", blank=True, null=True, help_text="Sau thời điểm này khóa không dùng được nữa."
    )
    revoked = models.BooleanField(
        "đã thu hồi", default=False, help_text="Khóa đã thu hồi không mở lại được."
    )
    nguoi_dung = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        limit_choices_to={"vai_tro": VAI_TRO_MAY},
        verbose_name="tài khoản dịch vụ",
        on_delete=models.PROTECT,
        related_name="khoa_api",
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name = "khóa API"
        verbose_name_plural = "khóa API"

    def clean(self) -> None:
        """A key stands for a machine; with a person's account it would be a second password."""
        super().clean()
        if self.nguoi_dung_id and self.nguoi_dung.hang_vai_tro.dang_nhap:
            raise ValidationError(
                {"nguoi_dung": "Chọn một tài khoản dịch vụ; khóa API không cấp cho người."}
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


@theo_doi(exclude=["bi_mat"])
class DiaChiNhan(models.Model):
    """Where a client system wants to be told of events (webhook): an HTTPS address and a secret.

    ``bi_mat`` is stored encrypted; it signs every message and is shown to people once.
    """

    ten = VanBanField("tên", max_length=80, help_text="Đặt theo hệ thống nhận.")
    nguoi_dung = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        limit_choices_to={"vai_tro": VAI_TRO_MAY},
        verbose_name="tài khoản dịch vụ",
        on_delete=models.PROTECT,
        related_name="dia_chi_nhan",
        help_text="Khóa tài khoản này thì cũng ngừng gửi.",
    )
    dia_chi = models.CharField(
        "địa chỉ nhận",
        max_length=300,
        help_text="Bắt đầu bằng https://, máy chủ có địa chỉ công khai, không chuyển hướng.",
    )
    su_kien = ArrayField(
        models.CharField(max_length=12, choices=SuKienNhan.choices), verbose_name="các sự kiện"
    )
    dang_dung = models.BooleanField("đang dùng", default=True)
    bi_mat = models.TextField("bí mật (đã mã hóa)", editable=False)
    tao_luc = models.DateTimeField("tạo lúc", auto_now_add=True)

    class Meta:
        verbose_name = "địa chỉ nhận sự kiện"
        verbose_name_plural = "địa chỉ nhận sự kiện"
        ordering = ["ten", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nguoi_dung", "dia_chi"],
                name="diachinhan_duy_nhat",
                violation_error_message="Tài khoản này đã đăng ký địa chỉ đó.",
            ),
            models.CheckConstraint(
                condition=Q(dia_chi__startswith="https://"),
                name="diachinhan_https",
                violation_error_message="Địa chỉ nhận phải bắt đầu bằng https://.",
            ),
            models.CheckConstraint(
                condition=~Q(su_kien=[]),
                name="diachinhan_co_su_kien",
                violation_error_message="Chọn ít nhất một sự kiện.",
            ),
        ]

    def __str__(self):
        return self.ten


class GuiSuKien(models.Model):
    """One event to one address: at most one row per (key, address); kept as the delivery log.

    ``khoa`` goes along as the delivery's number, so that a receiver that got a message twice
    (sender killed in between) knows it.
    """

    dia_chi = models.ForeignKey(
        DiaChiNhan, verbose_name="nơi nhận", on_delete=models.PROTECT, related_name="lan_gui"
    )
    khoa = models.CharField("khóa", max_length=120)
    su_kien = models.CharField("sự kiện", max_length=12, choices=SuKienNhan.choices)
    noi_dung = models.JSONField("nội dung")
    trang_thai = models.CharField(
        "trạng thái", max_length=10, choices=TrangThaiGui.choices, default=TrangThaiGui.CHO_GUI
    )
    tao_luc = models.DateTimeField("tạo lúc", default=timezone.now)
    gui_sau = models.DateTimeField("gửi từ lúc", default=timezone.now)
    nhan_luc = models.DateTimeField("bắt đầu gửi lúc", null=True, blank=True)
    gui_luc = models.DateTimeField("đã gửi lúc", null=True, blank=True)
    so_lan = models.PositiveSmallIntegerField("số lần gửi", default=0)
    ma_tra_loi = models.PositiveSmallIntegerField("mã trả lời", null=True, blank=True)
    loi = VanBanField("lỗi", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần gửi sự kiện"
        verbose_name_plural = "lần gửi sự kiện"
        ordering = ["-tao_luc", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["khoa", "dia_chi"],
                name="guisukien_mot_lan",
                violation_error_message="Sự kiện này đã có trong hàng gửi.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai=TrangThaiGui.DA_GUI, gui_luc__isnull=False)
                | (~Q(trang_thai=TrangThaiGui.DA_GUI) & Q(gui_luc__isnull=True)),
                name="guisukien_da_gui_co_luc",
                violation_error_message="Sự kiện đã gửi phải có thời điểm gửi.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gui_sau"],
                condition=Q(trang_thai__in=["cho_gui", "dang_gui"]),
                name="guisukien_cho_gui",
            )
        ]

    def __str__(self):
        return f"{self.get_su_kien_display()} → {self.dia_chi}"
