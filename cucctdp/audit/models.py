"""The append-only trail: business events, hash-chained, one chain per unit, and daily roots."""

import hashlib
import json

import pgtrigger
from django.conf import settings
from django.db import models

from cucctdp.audit.context import dia_chi_chuan


def dang_chuan(du_lieu) -> str:
    """Canonical JSON: sorted keys, no spaces, Vietnamese letters as they are."""
    return json.dumps(du_lieu, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class SuKien(models.Model):
    """One business event (sự kiện nghiệp vụ); never changed, never deleted.

    ``bam`` = SHA-256 of the previous event's ``bam`` and this event's canonical JSON.
    """

    chuoi = models.CharField("chuỗi", max_length=40, help_text="Đơn vị sở hữu chuỗi, ví dụ 34:80.")
    so = models.PositiveBigIntegerField("số thứ tự trong chuỗi")
    luc = models.DateTimeField("lúc")
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thực hiện",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    nguoi_ten = models.CharField("tên người thực hiện", max_length=150, blank=True)
    hanh_dong = models.CharField("hành động", max_length=80)
    doi_tuong_loai = models.CharField("loại đối tượng", max_length=80, blank=True)
    doi_tuong_id = models.CharField("mã đối tượng", max_length=40, blank=True)
    doi_tuong_ten = models.CharField("tên đối tượng", max_length=300, blank=True)
    du_lieu = models.JSONField("dữ liệu", default=dict)
    ly_do = models.TextField("lý do", blank=True)
    ma_yeu_cau = models.UUIDField("mã yêu cầu", null=True, blank=True)
    dia_chi = models.GenericIPAddressField("địa chỉ mạng", null=True, blank=True)
    bam_truoc = models.CharField("băm trước", max_length=64, blank=True)
    bam = models.CharField("băm", max_length=64)

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký sự kiện"
        ordering = ["-luc", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["chuoi", "so"], name="sukien_chuoi_so_duy_nhat"),
        ]
        indexes = [
            models.Index(fields=["doi_tuong_loai", "doi_tuong_id"], name="sukien_doi_tuong"),
            models.Index(fields=["luc"], name="sukien_luc"),
        ]
        triggers = [
            pgtrigger.Protect(name="chi_ghi_them", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="khong_xoa_sach",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'Nhật ký sự kiện chỉ ghi thêm, không xoá sạch.';",
            ),
        ]

    def __str__(self):
        return f"{self.chuoi} #{self.so} {self.hanh_dong}"

    def noi_dung(self) -> dict:
        """Return what the hash covers: everything except the two hashes and the row id."""
        return {
            "chuoi": self.chuoi,
            "so": self.so,
            "luc": f"{int(self.luc.timestamp())}.{self.luc.microsecond:06d}",
            "nguoi": self.nguoi_id,
            "nguoi_ten": self.nguoi_ten,
            "hanh_dong": self.hanh_dong,
            "doi_tuong": [self.doi_tuong_loai, self.doi_tuong_id, self.doi_tuong_ten],
            "du_lieu": self.du_lieu,
            "ly_do": self.ly_do,
            "ma_yeu_cau": str(self.ma_yeu_cau) if self.ma_yeu_cau else None,
            "dia_chi": dia_chi_chuan(self.dia_chi),
        }

    def tinh_bam(self, bam_truoc: str) -> str:
        """Return the hash that this event has when it follows ``bam_truoc``."""
        noi_dung = bam_truoc + "\n" + dang_chuan(self.noi_dung())
        return hashlib.sha256(noi_dung.encode()).hexdigest()


class GocNgay(models.Model):
    """Root over the heads of all chains at the end of one day, printed in briefings."""

    ngay = models.DateField("ngày", unique=True)
    so_su_kien = models.PositiveBigIntegerField("số sự kiện")
    dau_chuoi = models.JSONField("đầu các chuỗi", help_text="Chuỗi → [số thứ tự, băm].")
    goc = models.CharField("gốc", max_length=64)
    ghi_luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "gốc nhật ký theo ngày"
        verbose_name_plural = "gốc nhật ký theo ngày"
        ordering = ["-ngay"]
        triggers = [
            pgtrigger.Protect(
                name="goc_chi_ghi_them", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self):
        return f"{self.ngay:%d/%m/%Y} {self.goc[:12]}"
