"""Rungs of the reminder ladder, hours of sending, people's choices, and the outbox itself."""

from __future__ import annotations

from datetime import date
from string import Formatter
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cucctdp.accounts.roles import LUA_CHON_VAI_TRO
from cucctdp.donvi.models.hieu_luc import CanXacMinh, CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cucctdp.thong_bao.choices import BAT_BUOC, Kenh, Loai, TrangThaiGui

# What the words of a rung may name.
CHO_TRONG = frozenset({"viec", "don_vi", "han", "so_ngay", "buoc"})


def _mac_dinh_kenh() -> list[str]:
    return [Kenh.TRONG_HE_THONG, Kenh.THU]


@theo_doi()
class BacNhac(CoHieuLuc, CanXacMinh):
    """One rung of a reminder ladder: so many days from the due date, to whom, by which channel."""

    ma = models.SlugField("mã", max_length=40)
    nhom = models.SlugField("nhóm việc", max_length=30)
    lech_ngay = models.SmallIntegerField(
        "số ngày so với hạn", help_text="Số âm: trước hạn; 0: ngày hạn; số dương: quá hạn."
    )
    nguoi_dang_giu = models.BooleanField(
        "gửi người đang giữ việc",
        default=False,
        help_text="Những vai trò phải làm bước tiếp theo của hồ sơ.",
    )
    vai_tro = ArrayField(
        models.CharField(max_length=30, choices=LUA_CHON_VAI_TRO),
        verbose_name="gửi thêm các vai trò",
        default=list,
        blank=True,
    )
    kenh = ArrayField(
        models.CharField(max_length=10, choices=Kenh.choices),
        verbose_name="kênh",
        default=_mac_dinh_kenh,
    )
    khan = models.BooleanField(
        "gửi ngay", default=False, help_text="Không gộp vào thư tóm tắt hằng ngày."
    )
    gui_bu_trong = models.PositiveSmallIntegerField(
        "gửi bù trong (ngày)",
        default=3,
        help_text="Hệ thống ngừng quá số ngày này thì bậc nhắc được bỏ qua.",
    )
    tieu_de = VanBanField("tiêu đề", max_length=200, help_text="Dùng được: {viec}, {don_vi}, …")
    noi_dung = VanBanDaiField(
        "nội dung", help_text="Dùng được: {viec}, {don_vi}, {han}, {so_ngay}, {buoc}."
    )
    can_cu = VanBanField("căn cứ", max_length=255)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "bậc nhắc việc"
        verbose_name_plural = "bậc nhắc việc"
        ordering = ["nhom", "lech_ngay", "ma"]
        constraints = [
            models.UniqueConstraint(
                fields=["ma", "hieu_luc_tu"],
                name="bacnhac_ma_hieu_luc",
                violation_error_message="Bậc nhắc này đã có dòng hiệu lực từ ngày đó.",
            ),
            ky_hop_le("bacnhac_ky_hop_le"),
            models.CheckConstraint(
                condition=Q(nguoi_dang_giu=True) | ~Q(vai_tro=[]),
                name="bacnhac_co_nguoi_nhan",
                violation_error_message="Bậc nhắc phải có người nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} ({self.lech_ngay:+d} ngày)"

    def clean(self) -> None:
        """Words may name only what a reminder knows."""
        super().clean()
        loi = {}
        for truong in ("tieu_de", "noi_dung"):
            try:
                ten = {
                    t for _, t, _, _ in Formatter().parse(getattr(self, truong)) if t is not None
                }
            except ValueError:
                ten = {"{"}
            if sai := sorted(ten - CHO_TRONG):
                loi[truong] = f"Không dùng được: {', '.join(sai)}."
        if loi:
            raise ValidationError(loi)


@theo_doi()
class LichGui(CoHieuLuc, CanXacMinh):
    """When e-mail may leave: hours of the day, days off, the moment of the daily digest."""

    gio_tu = models.TimeField("gửi thư từ giờ")
    gio_den = models.TimeField("đến giờ")
    gui_ngay_nghi = models.BooleanField(
        "gửi cả ngày nghỉ", default=False, help_text="Thứ bảy, Chủ nhật và ngày lễ, tết."
    )
    gio_tom_tat = models.TimeField("giờ gửi thư tóm tắt")

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "giờ gửi thư"
        verbose_name_plural = "giờ gửi thư"
        ordering = ["-hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["hieu_luc_tu"],
                name="lichgui_hieu_luc",
                violation_error_message="Đã có dòng hiệu lực từ ngày này.",
            ),
            ky_hop_le("lichgui_ky_hop_le"),
            models.CheckConstraint(
                condition=Q(gio_tu__lt=F("gio_den")),
                name="lichgui_gio_hop_le",
                violation_error_message="«Đến giờ» phải sau «Gửi thư từ giờ».",
            ),
            models.CheckConstraint(
                condition=Q(gio_tom_tat__gte=F("gio_tu"), gio_tom_tat__lt=F("gio_den")),
                name="lichgui_tom_tat_trong_gio",
                violation_error_message="Giờ gửi thư tóm tắt phải nằm trong giờ gửi thư.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gio_tu:%H:%M}–{self.gio_den:%H:%M}"

    @classmethod
    def ngay(cls, ngay: date) -> LichGui | None:
        """The row in force on a day, the newest first."""
        return cls.objects.hieu_luc(ngay).order_by("-hieu_luc_tu").first()


@theo_doi()
class TuyChonThongBao(models.Model):
    """What one person wants by e-mail; notices of duty are not a matter of choice."""

    nguoi = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="người dùng",
        on_delete=models.CASCADE,
        related_name="tuy_chon_thong_bao",
    )
    nhan_thu = models.BooleanField("nhận thư điện tử", default=True)
    tom_tat_ngay = models.BooleanField(
        "gộp thành một thư mỗi ngày",
        default=False,
        help_text="Việc đến hạn trong ngày và quá hạn vẫn gửi ngay.",
    )
    tat_loai = ArrayField(
        models.CharField(max_length=12, choices=Loai.choices),
        verbose_name="không nhận các loại",
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = "tùy chọn thông báo"
        verbose_name_plural = "tùy chọn thông báo"
        ordering = ["nguoi"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tat_loai__overlap=list(BAT_BUOC)),
                name="tuychon_khong_tat_bat_buoc",
                violation_error_message="Thông báo công vụ không tắt được.",
            )
        ]

    def __str__(self) -> str:
        return str(self.nguoi)


class ThongBaoQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A notice is its recipient's, nobody else's."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(nguoi_nhan=user)

    def trong_he_thong(self) -> Self:
        return self.filter(kenh=Kenh.TRONG_HE_THONG)

    def chua_doc(self) -> Self:
        return self.trong_he_thong().filter(doc_luc__isnull=True)


class ThongBao(models.Model):
    """One notice to one person by one channel: at most one row per (key, recipient, channel).

    A notice inside the system is delivered by being written; an e-mail waits in «Chờ gửi», is
    claimed as «Đang gửi», and ends «Đã gửi» or «Lỗi». ``ma_thu`` is the Message-ID: a letter that
    has to be handed over twice (killed in between) keeps it, so that mailboxes show it once.
    """

    khoa = models.CharField("khóa", max_length=160)
    nguoi_nhan = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhận",
        on_delete=models.CASCADE,
        related_name="thong_bao",
    )
    kenh = models.CharField("kênh", max_length=10, choices=Kenh.choices)
    loai = models.CharField("loại", max_length=12, choices=Loai.choices)
    tieu_de = VanBanField("tiêu đề", max_length=200)
    noi_dung = VanBanDaiField("nội dung", blank=True)
    lien_ket = models.CharField("liên kết", max_length=300, blank=True)
    trang_thai = models.CharField(
        "trạng thái", max_length=10, choices=TrangThaiGui.choices, default=TrangThaiGui.CHO_GUI
    )
    tom_tat = models.BooleanField("gộp vào thư tóm tắt", default=False)
    tao_luc = models.DateTimeField("tạo lúc", default=timezone.now)
    gui_sau = models.DateTimeField("gửi từ lúc", default=timezone.now)
    nhan_luc = models.DateTimeField("bắt đầu gửi lúc", null=True, blank=True)
    gui_luc = models.DateTimeField("đã gửi lúc", null=True, blank=True)
    doc_luc = models.DateTimeField("đọc lúc", null=True, blank=True)
    so_lan = models.PositiveSmallIntegerField("số lần gửi", default=0)
    ma_thu = models.CharField("mã thư", max_length=120, blank=True)
    loi = VanBanField("lỗi", max_length=300, blank=True)

    objects = ThongBaoQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-tao_luc", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["khoa", "nguoi_nhan", "kenh"],
                name="thongbao_mot_lan",
                violation_error_message="Thông báo này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai=TrangThaiGui.DA_GUI, gui_luc__isnull=False)
                | (~Q(trang_thai=TrangThaiGui.DA_GUI) & Q(gui_luc__isnull=True)),
                name="thongbao_da_gui_co_luc",
                violation_error_message="Thông báo đã gửi phải có thời điểm gửi.",
            ),
            models.CheckConstraint(
                condition=Q(lien_ket="")
                | (Q(lien_ket__startswith="/") & ~Q(lien_ket__startswith="//")),
                name="thongbao_lien_ket_trong_he_thong",
                violation_error_message="Liên kết phải nằm trong hệ thống.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gui_sau"],
                condition=Q(trang_thai__in=["cho_gui", "dang_gui"]),
                name="thongbao_cho_gui",
            ),
            models.Index(fields=["nguoi_nhan", "-tao_luc"], name="thongbao_cua_nguoi"),
            models.Index(
                fields=["nguoi_nhan"],
                condition=Q(kenh="he_thong", doc_luc__isnull=True),
                name="thongbao_chua_doc",
            ),
        ]

    def __str__(self) -> str:
        return self.tieu_de
