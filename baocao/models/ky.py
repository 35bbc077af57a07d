"""Periods, their windows and deadlines as dated rows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baocao.choices import BuocHan, LoaiHan, LoaiKy, TrangThaiKy
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cucctdp.formats.ky import Ky


class QuyTacLichQuerySet(models.QuerySet):
    def hieu_luc_ngay(self, ngay):
        """Rows in force on a day."""
        return self.filter(hieu_luc_tu__lte=ngay).filter(
            Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay)
        )


@theo_doi()
class QuyTacLich(models.Model):
    """How windows and due dates of a kind of period follow from the year; law as dated rows.

    Dates are patterns such as ``nam-1-12-15`` (15 December of the previous year), or for months
    ``{"thang": -1, "ngay": 15}`` (day 15 of the month before).
    """

    ma = models.CharField("mã", max_length=40)
    ten = VanBanField("tên", max_length=160)
    che_do = models.SlugField("chế độ", max_length=30)
    loai_ky = models.CharField("loại kỳ", max_length=12, choices=LoaiKy.choices)
    bieu = models.CharField(
        "riêng biểu", max_length=10, blank=True, help_text="Trống: cả bộ báo cáo."
    )
    cua_so = models.JSONField("cửa sổ chốt số liệu", default=dict)
    thang_thong_ke = models.JSONField("tháng thống kê", default=dict)
    han = models.JSONField("hạn từng bước", default=dict)
    loai_han = models.CharField("cách tính hạn", max_length=12, choices=LoaiHan.choices)
    can_cu = VanBanDaiField("căn cứ")
    can_cu_han = VanBanDaiField("căn cứ của hạn", blank=True)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    hieu_luc_tu = models.DateField("hiệu lực từ")
    hieu_luc_den = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = QuyTacLichQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc lịch"
        verbose_name_plural = "quy tắc lịch"
        ordering = ["che_do", "loai_ky", "hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(fields=["ma", "hieu_luc_tu"], name="quytaclich_ma_hieu_luc")
        ]

    def __str__(self):
        return self.ten


@theo_doi()
class NgayNghi(models.Model):
    """Public holidays and compensatory working days."""

    class Loai(models.TextChoices):
        NGHI = "nghi", "Ngày nghỉ"
        LAM_BU = "lam_bu", "Ngày làm bù"

    ngay = models.DateField("ngày", unique=True)
    ten = VanBanField("tên", max_length=120)
    loai = models.CharField("loại", max_length=8, choices=Loai.choices, default=Loai.NGHI)
    can_cu = VanBanField("căn cứ", max_length=200, blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)

    class Meta:
        verbose_name = "ngày nghỉ, làm bù"
        verbose_name_plural = "ngày nghỉ, làm bù"
        ordering = ["ngay"]

    def __str__(self):
        return f"{self.ngay:%d/%m/%Y} {self.ten}"


@theo_doi()
class KyBaoCao(models.Model):
    """One period with both windows: administrative (NĐ 09/2019) and statistical (calendar)."""

    ma = models.CharField("mã kỳ", max_length=12, unique=True)
    loai = models.CharField("loại kỳ", max_length=12, choices=LoaiKy.choices)
    nam = models.PositiveSmallIntegerField("năm")
    so = models.PositiveSmallIntegerField("số")
    bo_ma_don_vi = models.CharField("bộ mã đơn vị báo cáo", max_length=2)
    tu_ngay = models.DateField("chốt số liệu từ")
    den_ngay = models.DateField("chốt số liệu đến")
    thang_tk_tu = models.DateField("tháng thống kê từ ngày")
    thang_tk_den = models.DateField("tháng thống kê đến ngày")
    trang_thai = models.CharField(
        "trạng thái", max_length=12, choices=TrangThaiKy.choices, default=TrangThaiKy.SAP_MO
    )
    can_cu = VanBanDaiField("căn cứ", blank=True)
    khoa_luc = models.DateTimeField("khóa nhận lúc", null=True, blank=True)
    chuoi_nhat_ky = "ky_bao_cao"

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["-thang_tk_den", "loai"]
        permissions = [
            ("mo_kybaocao", "Mở, đóng kỳ báo cáo"),
            ("tong_hop_kybaocao", "Chạy tổng hợp"),
            ("chot_kybaocao", "Chốt kỳ báo cáo"),
            ("cong_bo_kybaocao", "Công bố kỳ báo cáo"),
            ("xem_thongke", "Xem thống kê tổng hợp"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["loai", "nam", "so"], name="kybaocao_loai_nam_so"),
            models.CheckConstraint(
                condition=Q(den_ngay__gt=F("tu_ngay")) & Q(thang_tk_den__gt=F("thang_tk_tu")),
                name="kybaocao_cua_so_hop_le",
                violation_error_message="Ngày cuối của kỳ phải sau ngày đầu.",
            ),
        ]

    def __str__(self):
        return self.ky.ten

    @property
    def ky(self) -> Ky:
        return Ky.tu_ma(self.ma)


@theo_doi()
class HanNop(models.Model):
    """A due date of one period: of the whole pack, or of one form where law differs."""

    ky = models.ForeignKey(
        KyBaoCao, verbose_name="kỳ", on_delete=models.CASCADE, related_name="han_nop"
    )
    bieu = models.CharField("biểu", max_length=10, blank=True, help_text="Trống: cả bộ báo cáo.")
    buoc = models.CharField("bước", max_length=10, choices=BuocHan.choices)
    ngay = models.DateField("ngày")
    loai_han = models.CharField("cách tính hạn", max_length=12, choices=LoaiHan.choices)
    can_cu = VanBanDaiField("căn cứ", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)

    class Meta:
        verbose_name = "hạn nộp"
        verbose_name_plural = "hạn nộp"
        ordering = ["ky", "ngay"]
        constraints = [
            models.UniqueConstraint(fields=["ky", "bieu", "buoc"], name="hannop_duy_nhat")
        ]

    def __str__(self):
        return f"{self.get_buoc_display()} {self.ngay:%d/%m/%Y}"


@theo_doi()
class GiaHan(models.Model):
    """An extension for one unit and one period, with reason, approver and expiry."""

    ky = models.ForeignKey(KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+"
    )
    den_ngay = models.DateField("được gửi đến hết ngày")
    ly_do = VanBanDaiField("lý do")
    nguoi_duyet = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người duyệt",
        on_delete=models.PROTECT,
        related_name="+",
    )
    nguoi_de_nghi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đề nghị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: Cục gia hạn theo văn bản của Sở.",
    )
    luc = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ["-luc"]
        constraints = [
            models.UniqueConstraint(fields=["ky", "don_vi"], name="giahan_duy_nhat"),
            models.CheckConstraint(
                condition=Q(nguoi_de_nghi__isnull=True) | ~Q(nguoi_duyet=F("nguoi_de_nghi")),
                name="giahan_nguoi_duyet_khac_nguoi_de_nghi",
                violation_error_message="Người duyệt gia hạn không được là người đề nghị.",
            ),
        ]

    def __str__(self):
        return f"{self.ky} – đến {self.den_ngay:%d/%m/%Y}"
