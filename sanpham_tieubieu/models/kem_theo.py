"""What accompanies a dossier: requests for supplement, the letter that sends it up, the sample."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from sanpham_tieubieu.models.ho_so import CuaHoSoQuerySet, HoSoDangKy
from sanpham_tieubieu.models.ky import KyBinhChon
from sanpham_tieubieu.models.pham_vi import TheoHoSoQuerySet

_NGUOI = settings.AUTH_USER_MODEL


@theo_doi()
class YeuCauBoSung(models.Model):
    """The helpers questioned parts of a dossier; only those are open again until ``han``."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="bo_sung"
    )
    cac_phan = ArrayField(
        models.CharField(max_length=20),
        verbose_name="các phần phải bổ sung",
        help_text="dang_ky, thuyet_minh, so_lieu, anh, tai_lieu, bo_san_pham.",
    )
    noi_dung = VanBanDaiField("nội dung")
    han = models.DateField("hạn bổ sung")
    luc = models.DateTimeField("yêu cầu lúc", auto_now_add=True)
    nguoi = models.ForeignKey(
        _NGUOI, verbose_name="người yêu cầu", on_delete=models.PROTECT, related_name="+"
    )
    tra_loi_luc = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu bổ sung hồ sơ bình chọn"
        verbose_name_plural = "yêu cầu bổ sung hồ sơ bình chọn"
        ordering = ["ho_so", "luc"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so"],
                condition=Q(tra_loi_luc__isnull=True),
                name="sp_bosung_mot_dang_mo",
                violation_error_message="Hồ sơ đang chờ bổ sung.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bổ sung đến {self.han:%d/%m/%Y}"


class VanBanGuiQuerySet(TheoHoSoQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Letters that send a dossier the account sees, each once."""
        if getattr(user, "is_active", False) and user.pham_vi_don_vi() is None:
            return self
        gui = self.model.ho_so.through.objects.filter(
            hosodangky__in=HoSoDangKy.objects.visible_to(user).values("pk")
        )
        return self.filter(pk__in=gui.values("vanbangui"))


@theo_doi()
class VanBanGui(models.Model):
    """The letter by which a UBND or the Cục sends dossiers up, with its list (Phụ lục 5)."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="gửi tới kỳ", on_delete=models.PROTECT, related_name="van_ban_gui"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố gửi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: Cục gửi.",
    )
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã gửi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    so = VanBanField("công văn số", max_length=60)
    ngay = models.DateField("ngày công văn")
    ho_so = models.ManyToManyField(
        HoSoDangKy, verbose_name="hồ sơ", related_name="van_ban_gui", blank=True
    )
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="bản đã ký",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = VanBanGuiQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn gửi hồ sơ"
        verbose_name_plural = "công văn gửi hồ sơ"
        ordering = ["-ngay", "so"]

    def __str__(self) -> str:
        return f"Công văn {self.so} ngày {self.ngay:%d/%m/%Y}"


@theo_doi()
class HienVat(models.Model):
    """The physical sample: received, labelled with the code, kept, given back (Điều 15)."""

    ho_so = models.OneToOneField(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="hien_vat"
    )
    nhan_ngay = models.DateField("nhận ngày")
    nguoi_giao = VanBanField("người giao", max_length=120, blank=True)
    so_luong = models.PositiveSmallIntegerField("số hiện vật", default=1)
    noi_giu = VanBanField("nơi giữ", max_length=150, blank=True)
    tinh_trang = VanBanField("tình trạng khi nhận", max_length=200, blank=True)
    tra_ngay = models.DateField("trả ngày", null=True, blank=True)
    giu_trung_bay_den = models.DateField("giữ trưng bày đến", null=True, blank=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "hiện vật"
        verbose_name_plural = "hiện vật"
        ordering = ["ho_so"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tra_ngay__isnull=True) | Q(tra_ngay__gte=F("nhan_ngay")),
                name="sp_hienvat_thu_tu",
                violation_error_message="Ngày trả phải từ ngày nhận trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hiện vật của {self.ho_so}"
