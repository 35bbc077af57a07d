"""Resolutions, directives, schemes (nghị quyết, chỉ thị, đề án) with tasks and progress."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from baocao.choices_theo_doi import CapNghiQuyet, DanhGiaTienDo, LinhVuc, LoaiMucTieu
from baocao.models.bieu_mau import ChiTieu, CotBieu
from baocao.models.ky import KyBaoCao
from baocao.models.theo_doi import SoTheoDoi
from baocao.models.van_ban import VanBan
from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField


@theo_doi()
class NghiQuyet(SoTheoDoi):
    """The header: what was resolved, by whom, until when."""

    cap = models.CharField("cấp ban hành", max_length=12, choices=CapNghiQuyet.choices)
    so_ky_hieu = VanBanField("số, ký hiệu", max_length=60, blank=True)
    ngay = models.DateField("ngày ban hành", null=True, blank=True)
    trich_yeu = VanBanField("trích yếu", max_length=500)
    linh_vuc = models.CharField(
        "lĩnh vực", max_length=16, choices=LinhVuc.choices, default=LinhVuc.CHUNG
    )
    den_nam = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    tam_nhin = models.PositiveSmallIntegerField("tầm nhìn đến năm", null=True, blank=True)
    van_ban = models.ForeignKey(
        VanBan,
        verbose_name="văn bản trong danh mục",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nghi_quyet",
    )
    can_xac_minh = models.BooleanField("cần xác minh", default=False)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "nghị quyết, chỉ thị, đề án"
        verbose_name_plural = "nghị quyết, chỉ thị, đề án"
        ordering = ["-ngay", "-id"]

    def __str__(self):
        return f"{self.so_ky_hieu or self.get_cap_display()}: {self.trich_yeu}"


@theo_doi()
class NhiemVuNghiQuyet(SoTheoDoi):
    """One task with its indicator and target; provinces report on it per period."""

    nghi_quyet = models.ForeignKey(
        NghiQuyet, verbose_name="nghị quyết", on_delete=models.PROTECT, related_name="nhiem_vu"
    )
    noi_dung = VanBanDaiField("nhiệm vụ", max_length=2000)
    chi_tieu = VanBanField("chỉ tiêu", max_length=300, blank=True)
    dvt = VanBanField("đơn vị tính", max_length=40, blank=True)
    loai_muc_tieu = models.CharField(
        "loại mục tiêu", max_length=10, choices=LoaiMucTieu.choices, blank=True
    )
    muc_tieu = models.DecimalField(
        "mục tiêu giai đoạn", max_digits=20, decimal_places=4, null=True, blank=True
    )
    giao_tinh = models.BooleanField("các tỉnh báo cáo tiến độ", default=True)
    ma_chi_tieu = models.CharField(
        "mã chỉ tiêu thống kê",
        max_length=12,
        blank=True,
        help_text="Chỉ tiêu của biểu báo cáo để đối chiếu, ví dụ XK00. Trống: không có.",
    )
    cot_chi_tieu = models.CharField(
        "cột của chỉ tiêu",
        max_length=4,
        blank=True,
        help_text="Trống: cột lũy kế (hoặc cột chính) của biểu.",
    )

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "nhiệm vụ nghị quyết"
        verbose_name_plural = "nhiệm vụ nghị quyết"
        ordering = ["nghi_quyet", "id"]

    def __str__(self):
        return self.noi_dung[:120]

    def clean(self):
        """The indicator is a row with numbers of some form, the column one of that form."""
        super().clean()
        if not self.ma_chi_tieu:
            if self.cot_chi_tieu:
                raise ValidationError({"cot_chi_tieu": "Chọn chỉ tiêu trước khi chọn cột."})
            return
        rows = ChiTieu.objects.filter(ma=self.ma_chi_tieu).select_related("bieu_mau")
        bieu = [c.bieu_mau_id for c in rows if c.la_so]
        if not bieu:
            cau = f"Không có chỉ tiêu số «{self.ma_chi_tieu}» ở biểu nào."
            raise ValidationError({"ma_chi_tieu": cau})
        cot = CotBieu.objects.filter(bieu_mau__in=bieu, ma=self.cot_chi_tieu)
        if self.cot_chi_tieu and not cot.exists():
            cau = f"Biểu của chỉ tiêu {self.ma_chi_tieu} không có cột «{self.cot_chi_tieu}»."
            raise ValidationError({"cot_chi_tieu": cau})


@theo_doi()
class MucTieuNam(models.Model):
    """Target of one year, of the nation or of one province."""

    nhiem_vu = models.ForeignKey(
        NhiemVuNghiQuyet,
        verbose_name="nhiệm vụ",
        on_delete=models.CASCADE,
        related_name="muc_tieu_nam",
    )
    nam = models.PositiveSmallIntegerField("năm")
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống: cả nước.",
    )
    gia_tri = models.DecimalField("mục tiêu", max_digits=20, decimal_places=4)

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tiêu năm"
        verbose_name_plural = "mục tiêu năm"
        ordering = ["nhiem_vu", "nam", "don_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["nhiem_vu", "nam", "don_vi"],
                nulls_distinct=False,
                name="muctieunam_duy_nhat",
                violation_error_message="Đã có mục tiêu của năm này.",
            )
        ]

    def __str__(self):
        return f"{self.nam}: {self.gia_tri.normalize():f}"


def _y(nhan):
    return ArrayField(models.CharField(max_length=500), verbose_name=nhan, default=list, blank=True)


@theo_doi()
class TienDoNhiemVu(models.Model):
    """Progress of one task in one province and period: result, degree, causes, forecast, ways out.

    A task that is late names at least one subjective cause (nguyên nhân chủ quan).
    """

    nhiem_vu = models.ForeignKey(
        NhiemVuNghiQuyet, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="tien_do"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    ky = models.ForeignKey(KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT, related_name="+")
    ket_qua_ky = models.DecimalField(
        "kết quả trong kỳ", max_digits=20, decimal_places=4, null=True, blank=True
    )
    luy_ke = models.DecimalField("lũy kế", max_digits=20, decimal_places=4, null=True, blank=True)
    danh_gia = models.CharField("đánh giá", max_length=8, choices=DanhGiaTienDo.choices)
    khach_quan = _y("nguyên nhân khách quan")
    chu_quan = _y("nguyên nhân chủ quan")
    du_bao = VanBanField("dự báo", max_length=500, blank=True)
    giai_phap = VanBanDaiField("giải pháp", max_length=2000, blank=True)
    san_pham = VanBanField("sản phẩm (văn bản)", max_length=300, blank=True)
    nguoi = khoa_nguoi("người báo", editable=False)
    luc = models.DateTimeField("báo lúc", auto_now=True)

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "tiến độ nhiệm vụ"
        verbose_name_plural = "tiến độ nhiệm vụ"
        ordering = ["nhiem_vu", "-ky", "don_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["nhiem_vu", "don_vi", "ky"],
                name="tiendonhiemvu_duy_nhat",
                violation_error_message="Tỉnh đã báo tiến độ nhiệm vụ này trong kỳ.",
            ),
            models.CheckConstraint(
                condition=~Q(danh_gia=DanhGiaTienDo.CHAM) | ~Q(chu_quan=[]),
                name="tiendonhiemvu_cham_co_chu_quan",
                violation_error_message="Đánh giá «chậm» cần ít nhất một nguyên nhân chủ quan.",
            ),
        ]

    def __str__(self):
        return f"{self.don_vi} {self.ky}: {self.get_danh_gia_display()}"
