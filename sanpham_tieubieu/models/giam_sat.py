"""What the nightly look finds late or wrong."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.quy_tac.models import CanhBaoDem, thu_tu_ngay
from sanpham_tieubieu.models.ky import KyBinhChon


class CanhBaoQuerySet(TheoDonViQuerySet):
    def dang_mo(self) -> CanhBaoQuerySet:
        """Those that the last look still found."""
        return self.filter(dong_ngay__isnull=True)


# What changes every night is not worth a row of history every night.
@theo_doi(exclude=["thay_cuoi", "so_ngay_tre"])
class CanhBao(CanhBaoDem):
    """One thing late or wrong in a round or of a certificate; no province: the Cục's own."""

    ky = models.ForeignKey(
        KyBinhChon,
        verbose_name="kỳ",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="canh_bao",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ben = models.CharField("bên phải làm", max_length=20, blank=True)

    objects = CanhBaoQuerySet.as_manager()

    class Meta:
        verbose_name = "cảnh báo bình chọn"
        verbose_name_plural = "cảnh báo bình chọn"
        ordering = ["-so_ngay_tre", "ky", "ma", "khoa", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "don_vi", "ma", "khoa"],
                condition=Q(dong_ngay__isnull=True),
                nulls_distinct=False,
                name="sp_canhbao_mot_dong_mo",
                violation_error_message="Cảnh báo này đang mở.",
            ),
            thu_tu_ngay("sp_canhbao_thu_tu_ngay"),
        ]
