"""National target programmes (chương trình MTQG), inspection missions and what they found."""

from django.db import models
from django.db.models import F, Q

from baocao.choices_theo_doi import LoaiKetLuan, LoaiMTQG
from baocao.models.ky import KyBaoCao
from baocao.models.theo_doi import SoTheoDoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField


@theo_doi()
class ChuongTrinhMTQG(SoTheoDoi):
    """One programme of one stage."""

    loai = models.CharField("chương trình", max_length=14, choices=LoaiMTQG.choices)
    tu_nam = models.PositiveSmallIntegerField("từ năm")
    den_nam = models.PositiveSmallIntegerField("đến năm")
    can_cu = VanBanField("căn cứ", max_length=400, blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "chương trình MTQG"
        verbose_name_plural = "chương trình MTQG"
        ordering = ["-tu_nam", "loai"]
        constraints = [
            *SoTheoDoi.Meta.constraints,
            models.UniqueConstraint(
                fields=["loai", "tu_nam"],
                name="chuongtrinhmtqg_duy_nhat",
                violation_error_message="Đã có chương trình này của giai đoạn.",
            ),
            models.CheckConstraint(
                condition=Q(den_nam__gte=F("tu_nam")),
                name="chuongtrinhmtqg_giai_doan",
                violation_error_message="«Đến năm» phải từ «từ năm» trở đi.",
            ),
        ]

    def __str__(self):
        return f"{self.get_loai_display()} {self.tu_nam}–{self.den_nam}"


@theo_doi()
class TinhHinhMTQG(models.Model):
    """Money and communes of a programme in one province at the end of a period (cumulative)."""

    chuong_trinh = models.ForeignKey(
        ChuongTrinhMTQG,
        verbose_name="chương trình",
        on_delete=models.PROTECT,
        related_name="tinh_hinh",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    ky = models.ForeignKey(KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT, related_name="+")
    von_giao = TienField("vốn giao (đồng)", null=True, blank=True)
    von_giai_ngan = TienField("vốn giải ngân (đồng)", null=True, blank=True)
    so_xa = models.PositiveIntegerField("số xã", null=True, blank=True)
    so_xa_dien = models.PositiveIntegerField("số xã đạt tiêu chí điện", null=True, blank=True)
    so_xa_ha_tang = models.PositiveIntegerField(
        "số xã đạt tiêu chí hạ tầng thương mại nông thôn", null=True, blank=True
    )

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "tình hình MTQG"
        verbose_name_plural = "tình hình MTQG"
        ordering = ["chuong_trinh", "-ky", "don_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["chuong_trinh", "don_vi", "ky"],
                name="tinhhinhmtqg_duy_nhat",
                violation_error_message="Đã có số của tỉnh trong kỳ này.",
            ),
            models.CheckConstraint(
                condition=Q(so_xa__isnull=True)
                | (
                    (Q(so_xa_dien__isnull=True) | Q(so_xa_dien__lte=F("so_xa")))
                    & (Q(so_xa_ha_tang__isnull=True) | Q(so_xa_ha_tang__lte=F("so_xa")))
                ),
                name="tinhhinhmtqg_xa_dat_khong_qua_so_xa",
                violation_error_message="Số xã đạt không được lớn hơn số xã.",
            ),
        ]

    def __str__(self):
        return f"{self.chuong_trinh} – {self.don_vi} {self.ky}"


@theo_doi()
class DoanKiemTra(SoTheoDoi):
    """An inspection mission: plan, decision, members, days."""

    chuong_trinh = models.ForeignKey(
        ChuongTrinhMTQG,
        verbose_name="chương trình",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="doan",
    )
    ten = VanBanField("tên đoàn", max_length=300)
    quyet_dinh_so = VanBanField("quyết định số", max_length=60, blank=True)
    quyet_dinh_ngay = models.DateField("ngày quyết định", null=True, blank=True)
    tu_ngay = models.DateField("từ ngày", null=True, blank=True)
    den_ngay = models.DateField("đến ngày", null=True, blank=True)
    truong_doan = VanBanField("trưởng đoàn", max_length=160, blank=True)
    thanh_phan = VanBanDaiField("thành phần", blank=True, help_text="Mỗi người, đơn vị một dòng.")
    ke_hoach = VanBanDaiField("kế hoạch, nội dung kiểm tra", blank=True)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "đoàn kiểm tra"
        verbose_name_plural = "đoàn kiểm tra"
        ordering = ["-tu_ngay", "-id"]
        constraints = [
            *SoTheoDoi.Meta.constraints,
            models.CheckConstraint(
                condition=Q(tu_ngay__isnull=True)
                | Q(den_ngay__isnull=True)
                | Q(den_ngay__gte=F("tu_ngay")),
                name="doankiemtra_ngay",
                violation_error_message="«Đến ngày» phải từ «từ ngày» trở đi.",
            ),
        ]

    def __str__(self):
        return self.ten


@theo_doi()
class KetLuanKiemTra(SoTheoDoi):
    """A finding of a mission; ``han`` is the deadline of its remedy."""

    doan = models.ForeignKey(
        DoanKiemTra, verbose_name="đoàn kiểm tra", on_delete=models.PROTECT, related_name="ket_luan"
    )
    loai = models.CharField("loại", max_length=8, choices=LoaiKetLuan.choices)
    noi_dung = VanBanDaiField("nội dung", max_length=2000)
    kien_nghi = VanBanDaiField("kiến nghị của đoàn", max_length=2000, blank=True)
    don_vi_khac_phuc = VanBanField("đơn vị khắc phục", max_length=200, blank=True)
    ket_qua = VanBanDaiField("kết quả khắc phục", max_length=2000, blank=True, editable=False)
    ket_qua_ngay = models.DateField("ngày báo kết quả", null=True, blank=True, editable=False)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "kết luận kiểm tra"
        verbose_name_plural = "kết luận kiểm tra"
        ordering = ["doan", "id"]
        constraints = [
            *SoTheoDoi.Meta.constraints,
            models.CheckConstraint(
                condition=Q(loai=LoaiKetLuan.LAM_TOT) | Q(han__isnull=False),
                name="ketluankiemtra_co_han",
                violation_error_message="Tồn tại, vi phạm phải có hạn khắc phục.",
            ),
        ]

    def __str__(self):
        return f"{self.get_loai_display()}: {self.noi_dung[:100]}"
