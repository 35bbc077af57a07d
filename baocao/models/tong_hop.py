"""Synthesis runs (lần tổng hợp): immutable, naming the sendings they used; issued briefings."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from baocao.choices import CapTongHop
from baocao.models.bo_bao_cao import LanGui
from baocao.models.ky import KyBaoCao
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanField

_CHI_GHI_THEM = pgtrigger.Update | pgtrigger.Delete


class LanTongHop(models.Model):
    """One run over one period; a later correction makes the next run differ, never this one."""

    ky = models.ForeignKey(
        KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT, related_name="lan_tong_hop"
    )
    so = models.PositiveSmallIntegerField("lần số")
    luc = models.DateTimeField("lúc", auto_now_add=True)
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người chạy",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    phien_ban_du_lieu = models.CharField("phiên bản dữ liệu", max_length=400)
    so_don_vi_co = models.PositiveSmallIntegerField("số đơn vị đã tiếp nhận")
    so_don_vi_tong = models.PositiveSmallIntegerField("số đơn vị phải báo cáo")
    con_thieu = ArrayField(
        models.CharField(max_length=8), verbose_name="còn thiếu", default=list, blank=True
    )
    co_minh_hoa = models.BooleanField("có số liệu minh họa", default=False)
    sha256 = models.CharField("SHA-256 kết quả", max_length=64)
    lan_gui = models.ManyToManyField(LanGui, verbose_name="các lần gửi đã dùng", related_name="+")
    chuoi_nhat_ky = "tong_hop"

    class Meta:
        verbose_name = "lần tổng hợp"
        verbose_name_plural = "lần tổng hợp"
        ordering = ["-luc"]
        constraints = [models.UniqueConstraint(fields=["ky", "so"], name="lantonghop_ky_so")]
        triggers = [pgtrigger.Protect(name="lan_tong_hop_chi_ghi_them", operation=_CHI_GHI_THEM)]

    def __str__(self):
        return f"Tổng hợp {self.ky}, lần {self.so}"


class GiaTriTongHop(models.Model):
    """One consolidated figure of a run, with its parts and its coverage."""

    lan = models.ForeignKey(
        LanTongHop, verbose_name="lần tổng hợp", on_delete=models.PROTECT, related_name="gia_tri"
    )
    cap = models.CharField("cấp", max_length=8, choices=CapTongHop.choices)
    ma_pham_vi = models.CharField("mã phạm vi", max_length=40)
    ten_pham_vi = VanBanField("tên phạm vi", max_length=160)
    bieu = models.CharField("biểu", max_length=10)
    chi_tieu = models.CharField("chỉ tiêu", max_length=12)
    cot = models.CharField("cột", max_length=4)
    gia_tri = models.DecimalField("giá trị", max_digits=28, decimal_places=6, null=True)
    tu_so = models.DecimalField("tử số", max_digits=28, decimal_places=6, null=True)
    mau_so = models.DecimalField("mẫu số", max_digits=28, decimal_places=6, null=True)
    so_don_vi_co = models.PositiveSmallIntegerField("số đơn vị có số")
    so_don_vi_tong = models.PositiveSmallIntegerField("số đơn vị phải báo cáo")
    con_thieu = ArrayField(
        models.CharField(max_length=8), verbose_name="chưa gồm", default=list, blank=True
    )
    so_uoc = models.PositiveSmallIntegerField("số đơn vị có số ước", default=0)
    co_minh_hoa = models.BooleanField("có số liệu minh họa", default=False)

    class Meta:
        verbose_name = "giá trị tổng hợp"
        verbose_name_plural = "giá trị tổng hợp"
        ordering = ["lan", "bieu", "chi_tieu", "cot", "cap", "ma_pham_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["lan", "cap", "ma_pham_vi", "bieu", "chi_tieu", "cot"],
                name="giatritonghop_duy_nhat",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="gia_tri_tong_hop_chi_ghi_them", operation=_CHI_GHI_THEM)
        ]

    def __str__(self):
        return f"{self.ten_pham_vi} {self.chi_tieu}.{self.cot}"


@theo_doi()
class BanTin(models.Model):
    """An issued paper of a run, briefing or workbook: one file per run and kind."""

    class Loai(models.TextChoices):
        QUY = "quy", "Bản tin quý"
        SO_TONG_HOP = "so_tong_hop", "Sổ tổng hợp (Excel)"

    loai = models.CharField("loại", max_length=12, choices=Loai.choices)
    lan = models.ForeignKey(
        LanTongHop, verbose_name="lần tổng hợp", on_delete=models.PROTECT, related_name="ban_tin"
    )
    viec = models.ForeignKey(
        "files.CongViec",
        verbose_name="việc dựng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="tệp PDF",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    goc_nhat_ky = models.CharField("gốc nhật ký in trong bản tin", max_length=64, blank=True)
    bam_so_lieu = models.CharField("băm số liệu", max_length=64, blank=True)
    tao_luc = models.DateTimeField("tạo lúc", auto_now_add=True)
    xong_luc = models.DateTimeField("xong lúc", null=True, blank=True)
    chuoi_nhat_ky = "ban_tin"

    class Meta:
        verbose_name = "bản tin"
        verbose_name_plural = "bản tin lãnh đạo"
        ordering = ["-tao_luc"]
        permissions = [("tai_bantin", "Tải bản tin lãnh đạo")]
        constraints = [
            models.UniqueConstraint(fields=["loai", "lan"], name="bantin_mot_lan_mot_tep")
        ]

    def __str__(self):
        return f"{self.get_loai_display()} – {self.lan.ky}, lần {self.lan.so}"

    @property
    def dinh_dang(self) -> str:
        """What the file is called on a button."""
        return "PDF" if self.loai == self.Loai.QUY else "Excel"
