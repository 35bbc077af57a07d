"""Estimates of the Cục (ước bổ sung, lớp UOC_CUC) for provinces that have not sent a figure.

A layer of its own: never written into the Sở's pack, never published as the province's figure.
"""

from django.db import models
from django.db.models import Q

from baocao.choices import PhuongPhapUoc
from baocao.models.ky import KyBaoCao
from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField


class UocCucQuerySet(TheoDonViQuerySet):
    def con_dung(self):
        return self.filter(huy_luc__isnull=True)

    def luc(self, luc):
        """As the layer stood at a moment."""
        return self.filter(lap_luc__lte=luc).filter(Q(huy_luc__isnull=True) | Q(huy_luc__gt=luc))


@theo_doi()
class UocCuc(models.Model):
    """One estimate of one cell of one missing province; withdrawn, never edited."""

    ky = models.ForeignKey(
        KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT, related_name="uoc_cuc"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    bieu = models.CharField("biểu", max_length=10)
    chi_tieu = models.CharField("chỉ tiêu", max_length=12)
    cot = models.CharField("cột", max_length=4)
    gia_tri = models.DecimalField("số ước của Cục", max_digits=28, decimal_places=6)
    phuong_phap = models.CharField("phương pháp", max_length=12, choices=PhuongPhapUoc.choices)
    dien_giai = VanBanDaiField("cách tính", max_length=1000)
    ly_do = VanBanDaiField("lý do", max_length=1000)
    nguoi_lap = khoa_nguoi("người lập")
    lap_luc = models.DateTimeField("lập lúc", auto_now_add=True)
    nguoi_huy = khoa_nguoi("người rút")
    huy_luc = models.DateTimeField("rút lúc", null=True, blank=True)
    ly_do_huy = VanBanDaiField("lý do rút", max_length=1000, blank=True)
    chuoi_nhat_ky = "tong_hop"

    objects = UocCucQuerySet.as_manager()

    class Meta:
        verbose_name = "ước bổ sung của Cục"
        verbose_name_plural = "ước bổ sung của Cục"
        ordering = ["-lap_luc", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "don_vi", "chi_tieu", "cot"],
                condition=Q(huy_luc__isnull=True),
                name="uoccuc_mot_so_dang_dung",
                violation_error_message="Ô này đã có số ước của Cục; rút số cũ trước.",
            ),
            models.CheckConstraint(
                condition=~Q(ly_do="") & ~Q(dien_giai=""),
                name="uoccuc_co_ly_do",
                violation_error_message="Số ước phải có lý do và cách tính.",
            ),
            models.CheckConstraint(
                condition=Q(huy_luc__isnull=True) | ~Q(ly_do_huy=""),
                name="uoccuc_rut_co_ly_do",
                violation_error_message="Rút số ước phải có lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.don_vi.ten_goi} {self.ky.ma} {self.chi_tieu}.{self.cot}"
