"""Talk at a cell (trao đổi): a thread between the Sở and the Cục, apart from formal remarks.

A remark (ý kiến) is a step of checking: it re-opens forms and only the Cục closes it. A thread is
a question at a cell at any time; who asked never settles it alone: the other side does.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baocao.choices import BenTraoDoi
from baocao.models.bo_bao_cao import PhieuBieu
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField


class LuongTraoDoiQuerySet(TheoDonViQuerySet):
    duong_don_vi = "phieu__bo__don_vi"

    def dang_mo(self):
        return self.filter(giai_quyet_luc__isnull=True)


@theo_doi()
class LuongTraoDoi(models.Model):
    """A thread at pack × form × row × column; it outlives return rounds with the form."""

    phieu = models.ForeignKey(
        PhieuBieu, verbose_name="phiếu", on_delete=models.CASCADE, related_name="trao_doi"
    )
    chi_tieu = models.CharField("chỉ tiêu", max_length=12)
    cot = models.CharField("cột", max_length=4)
    ben_mo = models.CharField("bên nêu", max_length=3, choices=BenTraoDoi.choices)
    nguoi_mo = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nêu",
        on_delete=models.PROTECT,
        related_name="+",
    )
    mo_luc = models.DateTimeField("nêu lúc", auto_now_add=True)
    ben_giai_quyet = models.CharField(
        "bên giải quyết", max_length=3, choices=BenTraoDoi.choices, blank=True
    )
    nguoi_giai_quyet = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người giải quyết",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    giai_quyet_luc = models.DateTimeField("giải quyết lúc", null=True, blank=True)

    objects = LuongTraoDoiQuerySet.as_manager()

    class Meta:
        verbose_name = "luồng trao đổi"
        verbose_name_plural = "luồng trao đổi"
        ordering = ["phieu", "mo_luc"]
        constraints = [
            models.UniqueConstraint(
                fields=["phieu", "chi_tieu", "cot"],
                condition=Q(giai_quyet_luc__isnull=True),
                name="luongtraodoi_mot_luong_mo",
                violation_error_message="Ô này đang có trao đổi chưa giải quyết.",
            ),
            models.CheckConstraint(
                condition=Q(
                    giai_quyet_luc__isnull=True, nguoi_giai_quyet__isnull=True, ben_giai_quyet=""
                )
                | Q(giai_quyet_luc__isnull=False, nguoi_giai_quyet__isnull=False)
                & ~Q(ben_giai_quyet="")
                & ~Q(ben_giai_quyet=F("ben_mo")),
                name="luongtraodoi_ben_kia_giai_quyet",
                violation_error_message="Trao đổi do bên kia giải quyết, không phải bên nêu.",
            ),
        ]

    def __str__(self):
        return f"Trao đổi tại {self.chi_tieu}.{self.cot}"


class LoiTraoDoiQuerySet(TheoDonViQuerySet):
    duong_don_vi = "luong__phieu__bo__don_vi"


@theo_doi()
class LoiTraoDoi(models.Model):
    """One message of a thread, with the round of the pack it was written in; never edited."""

    luong = models.ForeignKey(
        LuongTraoDoi, verbose_name="luồng", on_delete=models.CASCADE, related_name="loi"
    )
    ben = models.CharField("bên", max_length=3, choices=BenTraoDoi.choices)
    vong = models.PositiveSmallIntegerField("vòng")
    noi_dung = VanBanDaiField("nội dung")
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người viết",
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("lúc", auto_now_add=True)

    objects = LoiTraoDoiQuerySet.as_manager()

    class Meta:
        verbose_name = "lời trao đổi"
        verbose_name_plural = "lời trao đổi"
        ordering = ["luong", "luc", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(noi_dung=""),
                name="loitraodoi_co_noi_dung",
                violation_error_message="Nội dung trao đổi không được để trống.",
            ),
        ]

    def __str__(self):
        return self.noi_dung[:80]
