"""Opinions on Party documents, working visits, events, communication, commendation."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from baocao.choices_theo_doi import (
    HinhThucKhen,
    KenhTruyenThong,
    LinhVuc,
    LoaiSuKien,
    MucTiepThu,
)
from baocao.models.theo_doi import SoTheoDoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField

# A document number only: digits, capitals, strokes; prose cannot be typed into it.
SO_VAN_BAN = r"^[0-9]{1,6}[-/][0-9A-ZĐ./-]{1,33}$"
_CHI_SO = RegexValidator(
    SO_VAN_BAN, "Chỉ ghi số, ký hiệu văn bản, ví dụ 123-CV/TU; không ghi nội dung."
)


@theo_doi()
class GopYVanKien(SoTheoDoi):
    """Opinion on the documents of a Party congress: number, date and state, nothing else.

    No free text and no file by design (Luật Bảo vệ bí mật nhà nước): fields are numbers, dates,
    closed lists and document numbers checked by the database.
    """

    CHI_SO_NGAY = True

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="đảng bộ tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    nhiem_ky = models.CharField(
        "nhiệm kỳ",
        max_length=9,
        validators=[RegexValidator(r"^\d{4}-\d{4}$", "Viết dạng 2025-2030.")],
    )
    dot = models.PositiveSmallIntegerField("đợt góp ý", default=1)
    so_xin = models.CharField(
        "số văn bản xin ý kiến", max_length=40, blank=True, validators=[_CHI_SO]
    )
    ngay_xin = models.DateField("ngày văn bản xin ý kiến", null=True, blank=True)
    linh_vuc = ArrayField(
        models.CharField(max_length=16, choices=LinhVuc.choices),
        verbose_name="lĩnh vực góp ý",
        default=list,
        blank=True,
    )
    so_y_kien = models.PositiveSmallIntegerField("số ý kiến", null=True, blank=True)
    so_tra_loi = models.CharField(
        "số văn bản góp ý", max_length=40, blank=True, validators=[_CHI_SO]
    )
    ngay_tra_loi = models.DateField("ngày văn bản góp ý", null=True, blank=True)
    muc_tiep_thu = models.CharField(
        "mức tiếp thu", max_length=8, choices=MucTiepThu.choices, default=MucTiepThu.CHUA_RO
    )

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "góp ý văn kiện"
        verbose_name_plural = "góp ý văn kiện"
        ordering = ["-nhiem_ky", "don_vi", "-dot"]
        constraints = [
            *SoTheoDoi.Meta.constraints,
            models.UniqueConstraint(
                fields=["don_vi", "nhiem_ky", "dot"],
                name="gopyvankien_duy_nhat",
                violation_error_message="Đã ghi đợt góp ý này.",
            ),
            models.CheckConstraint(
                condition=(Q(so_xin="") | Q(so_xin__regex=SO_VAN_BAN))
                & (Q(so_tra_loi="") | Q(so_tra_loi__regex=SO_VAN_BAN))
                & Q(nhiem_ky__regex=r"^\d{4}-\d{4}$"),
                name="gopyvankien_chi_so_ngay",
                violation_error_message="Chỉ ghi số, ký hiệu văn bản; không ghi nội dung.",
            ),
        ]

    def __str__(self):
        return f"{self.don_vi.ten_goi}, nhiệm kỳ {self.nhiem_ky}, đợt {self.dot}"


@theo_doi()
class ChuongTrinhLamViec(SoTheoDoi):
    """A working visit or meeting of the leadership; its tasks are rows of their own."""

    lanh_dao = VanBanField("lãnh đạo chủ trì", max_length=160)
    ngay = models.DateField("ngày")
    noi_dung = VanBanField("nội dung", max_length=500)
    dia_diem = VanBanField("địa điểm", max_length=200, blank=True)
    ket_luan_so = VanBanField("thông báo kết luận số", max_length=60, blank=True)
    ket_luan = VanBanDaiField("kết luận", blank=True)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "chương trình làm việc"
        verbose_name_plural = "chương trình làm việc"
        ordering = ["-ngay", "-id"]

    def __str__(self):
        return f"{self.ngay:%d/%m/%Y} {self.noi_dung[:120]}"


@theo_doi()
class NhiemVuLamViec(SoTheoDoi):
    """A task given at a working visit: who, what, when."""

    chuong_trinh = models.ForeignKey(
        ChuongTrinhLamViec,
        verbose_name="chương trình làm việc",
        on_delete=models.PROTECT,
        related_name="nhiem_vu",
    )
    noi_dung = VanBanDaiField("nhiệm vụ", max_length=2000)
    don_vi_thuc_hien = VanBanField("đơn vị thực hiện", max_length=200)
    ket_qua = VanBanDaiField("kết quả", blank=True)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "nhiệm vụ được giao"
        verbose_name_plural = "nhiệm vụ được giao"
        ordering = ["chuong_trinh", "han", "id"]

    def __str__(self):
        return self.noi_dung[:120]


@theo_doi()
class SuKienNganh(SoTheoDoi):
    """A conference, fair or award round of the sector, by miền; ``don_vi`` hosts it."""

    loai = models.CharField("loại sự kiện", max_length=16, choices=LoaiSuKien.choices)
    ten = VanBanField("tên sự kiện", max_length=300)
    mien = models.ForeignKey(
        "donvi.Vung",
        verbose_name="miền",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lan_thu = models.PositiveSmallIntegerField("lần thứ", null=True, blank=True)
    tu_ngay = models.DateField("từ ngày")
    den_ngay = models.DateField("đến ngày", null=True, blank=True)
    so_dai_bieu = models.PositiveIntegerField("số đại biểu", null=True, blank=True)
    so_gian_hang = models.PositiveIntegerField("số gian hàng", null=True, blank=True)
    doanh_thu = TienField("doanh thu (đồng)", null=True, blank=True)
    kinh_phi = TienField("kinh phí (đồng)", null=True, blank=True)
    bien_ban = VanBanField("biên bản, thông báo số", max_length=60, blank=True)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "sự kiện ngành"
        verbose_name_plural = "sự kiện ngành"
        ordering = ["-tu_ngay", "-id"]
        constraints = [
            *SoTheoDoi.Meta.constraints,
            models.CheckConstraint(
                condition=Q(den_ngay__isnull=True) | Q(den_ngay__gte=F("tu_ngay")),
                name="sukiennganh_ngay",
                violation_error_message="«Đến ngày» phải từ «từ ngày» trở đi.",
            ),
        ]

    def __str__(self):
        return self.ten


@theo_doi()
class TruyenThong(SoTheoDoi):
    """One communication item or series."""

    kenh = models.CharField("kênh", max_length=12, choices=KenhTruyenThong.choices)
    ten = VanBanField("nội dung truyền thông", max_length=300)
    ngay = models.DateField("ngày")
    so_luong = models.PositiveIntegerField("số lượng", default=1)
    kinh_phi = TienField("kinh phí (đồng)", null=True, blank=True)
    lien_ket = models.URLField("địa chỉ", max_length=300, blank=True)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "truyền thông"
        verbose_name_plural = "truyền thông"
        ordering = ["-ngay", "-id"]

    def __str__(self):
        return self.ten


@theo_doi()
class KhenThuong(SoTheoDoi):
    """A commendation proposed or given."""

    hinh_thuc = models.CharField("hình thức", max_length=18, choices=HinhThucKhen.choices)
    doi_tuong = VanBanField("tập thể, cá nhân", max_length=300)
    thanh_tich = VanBanField("thành tích", max_length=500, blank=True)
    quyet_dinh_so = VanBanField("quyết định số", max_length=60, blank=True)
    quyet_dinh_ngay = models.DateField("ngày quyết định", null=True, blank=True)

    class Meta(SoTheoDoi.Meta):
        abstract = False
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["-quyet_dinh_ngay", "-id"]

    def __str__(self):
        return f"{self.get_hinh_thuc_display()}: {self.doi_tuong}"
