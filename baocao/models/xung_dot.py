"""Cells of an uploaded workbook that somebody else changed meanwhile, until a person has chosen."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from baocao.choices import KetQuaXungDot, TrangThaiO, TrangThaiSoLieu
from baocao.models.bieu_mau import ChiTieu
from baocao.models.bo_bao_cao import PhieuBieu
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanField


class XungDotNopQuerySet(TheoDonViQuerySet):
    duong_don_vi = "phieu__bo__don_vi"

    def cho_chon(self):
        return self.filter(ket_qua=KetQuaXungDot.CHO)


@theo_doi()
class XungDotNop(models.Model):
    """One cell of one upload: what the file holds, from which version its writer started.

    The figure on the system is not copied: it is the current version of the cell, read when the
    two are shown side by side.
    """

    tep = models.ForeignKey(
        "files.Tep", verbose_name="tệp nộp", on_delete=models.PROTECT, related_name="+"
    )
    phieu = models.ForeignKey(
        PhieuBieu, verbose_name="phiếu", on_delete=models.CASCADE, related_name="xung_dot_nop"
    )
    chi_tieu = models.ForeignKey(
        ChiTieu, verbose_name="chỉ tiêu", on_delete=models.PROTECT, related_name="+"
    )
    cot = models.CharField("cột", max_length=4)
    dia_chi = models.CharField("ô trong tệp", max_length=10, blank=True)
    phien_ban_goc = models.PositiveIntegerField("phiên bản lúc tải tệp mẫu")
    trang_thai_o = models.CharField("trạng thái ô", max_length=16, choices=TrangThaiO.choices)
    so = models.DecimalField("giá trị số", max_digits=24, decimal_places=6, null=True, blank=True)
    chu = VanBanField("giá trị chữ", max_length=4000, blank=True)
    trang_thai_sl = models.CharField(
        "trạng thái số liệu", max_length=10, choices=TrangThaiSoLieu.choices, blank=True
    )
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nộp tệp",
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("nộp lúc", auto_now_add=True)
    ket_qua = models.CharField(
        "kết quả", max_length=10, choices=KetQuaXungDot.choices, default=KetQuaXungDot.CHO
    )
    chon_boi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người chọn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    chon_luc = models.DateTimeField("chọn lúc", null=True, blank=True)

    objects = XungDotNopQuerySet.as_manager()

    class Meta:
        verbose_name = "ô xung đột của tệp nộp"
        verbose_name_plural = "ô xung đột của tệp nộp"
        ordering = ["phieu", "chi_tieu", "cot", "luc", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tep", "phieu", "chi_tieu", "cot"],
                name="xungdotnop_mot_o_mot_tep",
                violation_error_message="Ô này của tệp đã có trong danh sách xung đột.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(trang_thai_o=TrangThaiO.CO_GIA_TRI) & (Q(so__isnull=False) | ~Q(chu=""))
                )
                | (~Q(trang_thai_o=TrangThaiO.CO_GIA_TRI) & Q(so__isnull=True) & Q(chu="")),
                name="xungdotnop_co_so_khi_co_gia_tri",
                violation_error_message="Ô «Có giá trị» phải có số; ô khác thì không.",
            ),
            models.CheckConstraint(
                condition=Q(ket_qua=KetQuaXungDot.CHO, chon_luc__isnull=True)
                | (~Q(ket_qua=KetQuaXungDot.CHO) & Q(chon_luc__isnull=False)),
                name="xungdotnop_chon_co_ngay",
                violation_error_message="Ô xung đột đã chọn phải có thời điểm chọn.",
            ),
        ]
        indexes = [
            models.Index(fields=["phieu"], condition=Q(ket_qua="cho"), name="xungdotnop_cho_chon")
        ]

    def __str__(self):
        return f"{self.chi_tieu.ma}.{self.cot} trong «{self.tep}»"
