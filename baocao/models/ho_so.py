"""What a province has and makes (hồ sơ tỉnh, danh mục sản phẩm tỉnh), and the report register.

Dated data beside the forms: which rows marked «nếu có» a province must fill follows from here,
so no form version changes when a province gets its first border gate.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from baocao.choices import LoaiKy
from baocao.choices_ho_so import DoiTuongHoSo, LoaiKyBaoCao
from cucctdp.donvi.models.hieu_luc import CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet, TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField


class CuaTinhQuerySet(TheoDonViQuerySet, HieuLucQuerySet):
    """Dated rows of a province."""


@theo_doi()
class HoSoTinh(CoHieuLuc):
    """One object of a province's profile: there or not, from a day on."""

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="ho_so",
    )
    doi_tuong = models.CharField("đối tượng", max_length=12, choices=DoiTuongHoSo.choices)
    co = models.BooleanField(
        "tỉnh có đối tượng này",
        default=True,
        help_text="Bỏ chọn khi đã xác minh là không có; chưa rõ thì đánh dấu cần xác minh.",
    )
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_cu = VanBanDaiField("căn cứ", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=True)

    objects = CuaTinhQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ tỉnh"
        verbose_name_plural = "hồ sơ tỉnh"
        ordering = ["don_vi", "doi_tuong", "hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "doi_tuong", "hieu_luc_tu"],
                name="hosotinh_duy_nhat",
                violation_error_message="Đối tượng này của tỉnh đã có dòng từ ngày ấy.",
            ),
            ky_hop_le("hosotinh_den_sau_tu"),
        ]

    def __str__(self):
        return f"{self.don_vi}: {self.get_doi_tuong_display()}"


@theo_doi()
class DongTheoHoSo(CoHieuLuc):
    """A row that is mandatory (◐) where the province has an object."""

    doi_tuong = models.CharField("đối tượng", max_length=12, choices=DoiTuongHoSo.choices)
    bieu = models.CharField("mã biểu", max_length=10)
    chi_tieu = models.CharField("mã chỉ tiêu", max_length=12)
    loai_ky = ArrayField(
        models.CharField(max_length=12, choices=LoaiKy.choices),
        verbose_name="chỉ ở loại kỳ",
        default=list,
        blank=True,
        help_text="Trống: mọi kỳ của biểu.",
    )
    can_cu = VanBanDaiField("căn cứ", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=True)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu bắt buộc theo hồ sơ tỉnh"
        verbose_name_plural = "chỉ tiêu bắt buộc theo hồ sơ tỉnh"
        ordering = ["bieu", "chi_tieu", "doi_tuong"]
        constraints = [
            models.UniqueConstraint(
                fields=["doi_tuong", "bieu", "chi_tieu", "hieu_luc_tu"],
                name="dongtheohoso_duy_nhat",
                violation_error_message="Chỉ tiêu này đã gắn với đối tượng từ ngày ấy.",
            ),
            ky_hop_le("dongtheohoso_den_sau_tu"),
        ]

    def __str__(self):
        return f"{self.bieu} {self.chi_tieu}: {self.get_doi_tuong_display()}"


@theo_doi()
class SanPhamTinh(CoHieuLuc):
    """One product of a province's own list for Q02 (danh mục sản phẩm tỉnh).

    ``chi_tieu`` names the national row it counts in, with ``he_so`` units of that row in one of
    the province's; without it the product stands in the free list SP36 only.
    """

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="san_pham_q02",
    )
    ma = models.CharField("mã sản phẩm", max_length=12)
    ten = VanBanField("tên sản phẩm", max_length=160)
    dvt = VanBanField("đơn vị tính", max_length=40)
    chi_tieu = models.CharField(
        "dòng chung cả nước",
        max_length=12,
        blank=True,
        help_text="Mã dòng của biểu Q02, ví dụ SP06. Để trống: sản phẩm riêng của tỉnh.",
    )
    he_so = models.DecimalField(
        "hệ số về đơn vị chung",
        max_digits=18,
        decimal_places=6,
        default=1,
        help_text="Một đơn vị của tỉnh bằng bao nhiêu đơn vị của dòng chung.",
    )
    ma_nganh = models.CharField("mã ngành, mã sản phẩm (VSIC, VCPA)", max_length=20, blank=True)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=True)

    objects = CuaTinhQuerySet.as_manager()

    class Meta:
        verbose_name = "sản phẩm công nghiệp của tỉnh"
        verbose_name_plural = "danh mục sản phẩm công nghiệp của tỉnh"
        ordering = ["don_vi", "ma", "hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "ma", "hieu_luc_tu"],
                name="sanphamtinh_duy_nhat",
                violation_error_message="Sản phẩm này của tỉnh đã có dòng từ ngày ấy.",
            ),
            models.CheckConstraint(
                condition=Q(he_so__gt=0),
                name="sanphamtinh_he_so_duong",
                violation_error_message="Hệ số phải lớn hơn 0.",
            ),
            ky_hop_le("sanphamtinh_den_sau_tu"),
        ]

    def __str__(self):
        return f"{self.ma} – {self.ten}"


@theo_doi()
class LoaiBaoCao(CoHieuLuc):
    """One kind of report a Sở sends upward: forms, period, receiver, legal basis."""

    ma = models.CharField("mã", max_length=8)
    ten = VanBanField("tên báo cáo", max_length=255)
    ky = ArrayField(
        models.CharField(max_length=12, choices=LoaiKyBaoCao.choices), verbose_name="kỳ báo cáo"
    )
    noi_nhan = VanBanField("nơi nhận", max_length=255)
    nhan_tai_cuc = models.BooleanField("Cục Công Thương địa phương nhận", default=False)
    bieu = ArrayField(
        models.CharField(max_length=10),
        verbose_name="biểu trong hệ thống",
        default=list,
        blank=True,
        help_text="Trống: báo cáo làm ngoài bộ biểu của hệ thống.",
    )
    han = VanBanField("hạn", max_length=255, blank=True)
    can_cu = VanBanDaiField("căn cứ")
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=True)
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "loại báo cáo"
        verbose_name_plural = "loại báo cáo"
        ordering = ["thu_tu", "ma", "-hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["ma", "hieu_luc_tu"],
                name="loaibaocao_ma_hieu_luc",
                violation_error_message="Loại báo cáo này đã có dòng từ ngày ấy.",
            ),
            ky_hop_le("loaibaocao_den_sau_tu"),
        ]

    def __str__(self):
        return f"{self.ma} – {self.ten}"
