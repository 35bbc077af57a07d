"""Figures published by other agencies (số công bố): for comparison, never added to reports."""

from django.core.exceptions import ValidationError
from django.db import models

from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cucctdp.formats.ky import Ky

CA_NUOC = "VN"


@theo_doi()
class SoLieuCongBo(models.Model):
    """One cell as an agency printed it, restated to the unit of our form."""

    class CoQuan(models.TextChoices):
        THONG_KE = "thong_ke", "Cơ quan Thống kê"
        HAI_QUAN = "hai_quan", "Hải quan"
        BO_CONG_THUONG = "bo_cong_thuong", "Bộ Công Thương"

    co_quan = models.CharField("cơ quan công bố", max_length=20, choices=CoQuan.choices)
    ky = models.CharField(
        "kỳ", max_length=8, help_text="Mã kỳ: 2026-T03, 2026-Q1, 2026-6T, 2026-9T, 2026-N."
    )
    pham_vi = models.CharField(
        "phạm vi", max_length=8, default=CA_NUOC, help_text="VN (cả nước) hoặc mã đơn vị: 34:80."
    )
    chi_tieu = models.CharField("chỉ tiêu", max_length=30)
    cot = models.CharField(
        "cột", max_length=8, blank=True, help_text="Cột của biểu: A4 lũy kế, B4 chỉ số lũy kế…"
    )
    gia_tri = models.DecimalField("giá trị", max_digits=24, decimal_places=4)
    don_vi = VanBanField(
        "đơn vị tính", max_length=40, help_text="Đơn vị của biểu: %, tỷ đồng, triệu USD."
    )
    in_trong_nguon = VanBanField("in trong nguồn", max_length=120, blank=True)
    nguon = VanBanField("nguồn", max_length=600)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    chua_xac_minh = models.BooleanField(
        "chưa xác minh",
        default=False,
        help_text="Trái với một số công bố khác: giữ để xem, không đem đối chiếu.",
    )

    class Meta:
        verbose_name = "số liệu công bố"
        verbose_name_plural = "số liệu công bố để đối chiếu"
        ordering = ["-ky", "pham_vi", "chi_tieu", "cot", "co_quan"]
        constraints = [
            models.UniqueConstraint(
                fields=["co_quan", "ky", "pham_vi", "chi_tieu", "cot"],
                condition=models.Q(chua_xac_minh=False),
                name="solieucongbo_mot_o_mot_so",
                violation_error_message="Ô này đã có số của cùng cơ quan. Sửa số đã có, hoặc đánh "
                "dấu «chưa xác minh».",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chi_tieu}.{self.cot} {self.ky} ({self.get_co_quan_display()})"

    def clean(self) -> None:
        """All errors at once: an unknown period, an unknown place."""
        loi = {}
        try:
            Ky.tu_ma(self.ky)
        except ValueError:
            loi["ky"] = "Mã kỳ chưa đúng. Viết như 2026-T03, 2026-Q1, 2026-6T, 2026-9T, 2026-N."
        bo_ma, _, ma = self.pham_vi.partition(":")
        la_don_vi = DonViHanhChinh.objects.filter(bo_ma=bo_ma, ma=ma).exists()
        if self.pham_vi != CA_NUOC and not la_don_vi:
            loi["pham_vi"] = "Ghi VN (cả nước) hoặc mã đơn vị như 34:80, 63:72."
        if loi:
            raise ValidationError(loi)
