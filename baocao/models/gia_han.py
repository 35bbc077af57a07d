"""Requests for an extension: asked by one person, decided by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from baocao.choices import TrangThaiDeNghi
from baocao.models.bo_bao_cao import BoBaoCao
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField


class DeNghiGiaHanQuerySet(TheoDonViQuerySet):
    duong_don_vi = "bo__don_vi"


@theo_doi()
class DeNghiGiaHan(models.Model):
    """A request of a Sở (or of an officer for it) to send one pack later (đề nghị gia hạn)."""

    bo = models.ForeignKey(
        BoBaoCao,
        verbose_name="bộ báo cáo",
        on_delete=models.PROTECT,
        related_name="de_nghi_gia_han",
    )
    den_ngay = models.DateField("đề nghị gửi đến hết ngày")
    ly_do = VanBanDaiField("lý do")
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đề nghị",
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("đề nghị lúc", default=timezone.now)
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiDeNghi.choices,
        default=TrangThaiDeNghi.CHO_DUYET,
    )
    nguoi_duyet = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người quyết định",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    duyet_luc = models.DateTimeField("quyết định lúc", null=True, blank=True)

    objects = DeNghiGiaHanQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["-luc", "-pk"]
        permissions = [("de_nghi_gia_han", "Đề nghị gia hạn nộp báo cáo")]
        constraints = [
            models.CheckConstraint(
                condition=Q(nguoi_duyet__isnull=True) | ~Q(nguoi_duyet=F("nguoi")),
                name="denghigiahan_nguoi_duyet_khac_nguoi_de_nghi",
                violation_error_message="Người duyệt gia hạn không được là người đề nghị.",
            ),
            models.UniqueConstraint(
                fields=["bo"],
                condition=Q(trang_thai="cho_duyet"),
                name="denghigiahan_mot_cho_duyet",
                violation_error_message="Báo cáo này đang có một đề nghị gia hạn chờ duyệt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bo} – đến {self.den_ngay:%d/%m/%Y}"

    @property
    def chuoi_nhat_ky(self) -> str:
        return self.bo.don_vi.khoa
