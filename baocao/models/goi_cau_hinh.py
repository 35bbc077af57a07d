"""Configuration packs that wait for a second person (nguyên tắc hai người)."""

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanField


class TrangThaiGoi(models.TextChoices):
    CHO_DUYET = "cho_duyet", "Chờ người khác đưa vào áp dụng"
    DA_AP_DUNG = "da_ap_dung", "Đã áp dụng"
    TU_CHOI = "tu_choi", "Không nhận"


@theo_doi(exclude=["noi_dung"])
class GoiCauHinh(models.Model):
    """One pack somebody brought in: nothing of it is in force until somebody else says so."""

    noi_dung = models.BinaryField("nội dung gói")
    bam = models.CharField("mã băm", max_length=64)
    nguon = VanBanField("xuất từ", max_length=200, blank=True)
    trang_thai = models.CharField(
        "trạng thái", max_length=10, choices=TrangThaiGoi.choices, default=TrangThaiGoi.CHO_DUYET
    )
    nguoi_nap = khoa_nguoi("người nạp")
    nap_luc = models.DateTimeField("nạp lúc", auto_now_add=True)
    nguoi_duyet = khoa_nguoi("người quyết định")
    duyet_luc = models.DateTimeField("quyết định lúc", null=True, blank=True)
    ly_do = VanBanField("lý do không nhận", max_length=500, blank=True)
    chuoi_nhat_ky = "tong_hop"

    class Meta:
        verbose_name = "gói cấu hình"
        verbose_name_plural = "gói cấu hình"
        ordering = ["-nap_luc", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bam"],
                condition=Q(trang_thai=TrangThaiGoi.CHO_DUYET),
                name="goicauhinh_cho_duyet_mot_lan",
                violation_error_message="Gói này đã được nạp và đang chờ đưa vào áp dụng.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai=TrangThaiGoi.DA_AP_DUNG) | ~Q(nguoi_duyet=F("nguoi_nap")),
                name="goicauhinh_hai_nguoi",
                violation_error_message="Người nạp gói không tự đưa gói vào áp dụng.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai=TrangThaiGoi.CHO_DUYET, duyet_luc=None)
                | (~Q(trang_thai=TrangThaiGoi.CHO_DUYET) & Q(duyet_luc__isnull=False)),
                name="goicauhinh_quyet_dinh_co_luc",
                violation_error_message="Gói đã quyết định phải có thời điểm quyết định.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai=TrangThaiGoi.TU_CHOI) | ~Q(ly_do=""),
                name="goicauhinh_tu_choi_co_ly_do",
                violation_error_message="Không nhận gói thì phải nêu lý do.",
            ),
        ]

    def __str__(self):
        return f"Gói {self.bam[:12]} từ {self.nguon or 'nơi không rõ'}"
