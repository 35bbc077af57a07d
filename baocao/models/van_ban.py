"""Legal documents (văn bản QPPL): drafting pipeline, validity, what amends or replaces what."""

from django.db import models
from django.db.models import F, Q

from baocao.choices_theo_doi import (
    VB_DANG_SOAN,
    LinhVuc,
    LoaiQuanHe,
    LoaiVanBan,
    TrangThaiVanBan,
)
from baocao.models.theo_doi import CoTheoDoi, SoTheoDoiQuerySet
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField


class VanBanQuerySet(SoTheoDoiQuerySet):
    def hieu_luc(self, ngay):
        """Documents in force on a day."""
        return self.filter(trang_thai=TrangThaiVanBan.BAN_HANH, hieu_luc_tu__lte=ngay).filter(
            Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay)
        )


@theo_doi()
class VanBan(CoTheoDoi):
    """One document; ``so_ky_hieu`` is empty until it is issued, ``han`` is that of the draft."""

    CHUA_XONG = VB_DANG_SOAN

    loai = models.CharField("loại văn bản", max_length=12, choices=LoaiVanBan.choices)
    so_ky_hieu = VanBanField(
        "số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ 14/2024/TT-BCT."
    )
    co_quan = VanBanField("cơ quan ban hành", max_length=160)
    trich_yeu = VanBanField("trích yếu", max_length=500)
    linh_vuc = models.CharField(
        "lĩnh vực", max_length=16, choices=LinhVuc.choices, default=LinhVuc.CHUNG
    )
    trang_thai = models.CharField(
        "trạng thái",
        max_length=12,
        choices=TrangThaiVanBan.choices,
        default=TrangThaiVanBan.DE_XUAT,
        editable=False,
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1, editable=False)
    ngay_ban_hanh = models.DateField("ngày ban hành", null=True, blank=True)
    hieu_luc_tu = models.DateField("hiệu lực từ", null=True, blank=True)
    hieu_luc_den = models.DateField(
        "hết hiệu lực sau ngày", null=True, blank=True, help_text="Ngày cuối cùng còn hiệu lực."
    )
    don_vi_soan_thao = VanBanField("đơn vị soạn thảo", max_length=160, blank=True)
    lien_ket = models.URLField("địa chỉ văn bản", max_length=300, blank=True)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_xac_minh = models.BooleanField(
        "cần xác minh", default=False, help_text="Chưa đối chiếu với bản gốc."
    )

    objects = VanBanQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản quy phạm pháp luật"
        verbose_name_plural = "văn bản quy phạm pháp luật"
        ordering = ["-ngay_ban_hanh", "so_ky_hieu", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["so_ky_hieu"],
                condition=~Q(so_ky_hieu=""),
                name="vanban_so_ky_hieu",
                violation_error_message="Đã có văn bản mang số, ký hiệu này.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai=TrangThaiVanBan.BAN_HANH) | ~Q(so_ky_hieu=""),
                name="vanban_ban_hanh_co_so",
                violation_error_message="Văn bản đã ban hành phải có số, ký hiệu.",
            ),
            models.CheckConstraint(
                condition=Q(hieu_luc_den__isnull=True)
                | Q(hieu_luc_tu__isnull=True)
                | Q(hieu_luc_den__gte=F("hieu_luc_tu")),
                name="vanban_hieu_luc_hop_le",
                violation_error_message="Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.",
            ),
        ]

    def __str__(self):
        return f"{self.get_loai_display()} {self.so_ky_hieu or '(dự thảo)'}: {self.trich_yeu}"

    def tinh_trang(self, ngay):
        """What its dates say of a day, in words."""
        if self.trang_thai != TrangThaiVanBan.BAN_HANH:
            return self.get_trang_thai_display()
        if self.hieu_luc_den is not None and self.hieu_luc_den < ngay:
            return "Hết hiệu lực"
        if self.hieu_luc_tu is not None and self.hieu_luc_tu > ngay:
            return "Chưa có hiệu lực"
        return "Còn hiệu lực" if self.hieu_luc_tu else "Đã ban hành, chưa rõ ngày hiệu lực"


class QuanHeVanBanQuerySet(SoTheoDoiQuerySet):
    duong_don_vi = "van_ban__don_vi"


@theo_doi()
class QuanHeVanBan(models.Model):
    """``van_ban`` amends, replaces, repeals… ``toi``."""

    van_ban = models.ForeignKey(
        VanBan, verbose_name="văn bản", on_delete=models.PROTECT, related_name="quan_he_toi"
    )
    loai = models.CharField("quan hệ", max_length=10, choices=LoaiQuanHe.choices)
    toi = models.ForeignKey(
        VanBan, verbose_name="tới văn bản", on_delete=models.PROTECT, related_name="quan_he_tu"
    )

    objects = QuanHeVanBanQuerySet.as_manager()

    class Meta:
        verbose_name = "quan hệ văn bản"
        verbose_name_plural = "quan hệ văn bản"
        ordering = ["van_ban", "loai", "toi"]
        constraints = [
            models.UniqueConstraint(
                fields=["van_ban", "loai", "toi"],
                name="quanhevanban_duy_nhat",
                violation_error_message="Quan hệ này đã có.",
            ),
            models.CheckConstraint(
                condition=~Q(van_ban=F("toi")),
                name="quanhevanban_khong_tu_minh",
                violation_error_message="Văn bản không có quan hệ với chính nó.",
            ),
        ]

    def __str__(self):
        return f"{self.get_loai_display()} {self.toi.so_ky_hieu}"
