"""Certificates (Điều 17, Phụ lục 6 TT 26/2014/TT-BCT) and the yearly follow-up (Điều 20)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from cucctdp.formats.functions import KhongDau
from sanpham_tieubieu.choices import (
    Cap,
    CoQuanThuoc,
    TrangThaiGiay,
)
from sanpham_tieubieu.models.ho_so import HoSoDangKy
from sanpham_tieubieu.models.ket_qua import QuyetDinhCongNhan
from sanpham_tieubieu.models.san_pham import CuaSanPhamQuerySet, SanPham

_NGUOI = settings.AUTH_USER_MODEL


class GiayQuerySet(CuaSanPhamQuerySet):
    def con_hieu_luc(self, ngay: date) -> GiayQuerySet:
        """In force on a day: issued, not expired, not revoked, not replaced by then."""
        return self.filter(
            Q(thu_hoi_ngay__isnull=True) | Q(thu_hoi_ngay__gt=ngay),
            Q(thay_boi__isnull=True) | Q(thay_boi__ngay_cap__gt=ngay),
            ngay_cap__lte=ngay,
            het_han__gte=ngay,
        )


@theo_doi()
class GiayChungNhan(models.Model):
    """A certificate (Phụ lục 6). Valid to 31/12 of the year counted by ``QuyDinhCap``.

    What is printed is copied: a later change of the product's name changes no certificate.
    """

    san_pham = models.ForeignKey(
        SanPham, verbose_name="sản phẩm", on_delete=models.PROTECT, related_name="giay"
    )
    ho_so = models.OneToOneField(
        HoSoDangKy,
        verbose_name="hồ sơ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="giay",
        help_text="Trống: giấy cũ, nhập từ danh sách.",
    )
    quyet_dinh = models.ForeignKey(
        QuyetDinhCongNhan,
        verbose_name="quyết định",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="giay",
    )
    cap = models.CharField("cấp", max_length=10, choices=Cap.choices)
    nam = models.PositiveSmallIntegerField("năm bình chọn")
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố của cơ sở",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Theo địa giới ngày cấp.",
    )
    co_quan_cap = VanBanField("cơ quan cấp", max_length=200)
    so = VanBanField("số", max_length=60)
    ngay_cap = models.DateField("ngày cấp")
    het_han = models.DateField("có giá trị đến")
    quyet_dinh_so = VanBanField("theo quyết định số", max_length=60)
    quyet_dinh_ngay = models.DateField("ngày quyết định")
    nguoi_ky = VanBanField("người ký", max_length=120, blank=True)
    chuc_danh = VanBanField("chức danh người ký", max_length=120, blank=True)
    ten_san_pham = VanBanField("tên sản phẩm", max_length=250)
    ten_co_so = VanBanField("tên cơ sở", max_length=255)
    dia_chi = VanBanField("địa chỉ", max_length=300, blank=True)
    giai = VanBanField("giải", max_length=60, blank=True)
    tien_thuong = TienField("tiền thưởng (đồng)", null=True, blank=True)
    ma_nhom = models.SlugField("nhóm", max_length=10, blank=True)
    thay_boi = models.OneToOneField(
        "self",
        verbose_name="cấp lại bằng giấy",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="thay_cho",
    )
    thu_hoi_ngay = models.DateField("thu hồi ngày", null=True, blank=True)
    thu_hoi_so = VanBanField("quyết định thu hồi số", max_length=60, blank=True)
    thu_hoi_co_quan = models.CharField(
        "cơ quan thu hồi", max_length=10, choices=CoQuanThuoc.choices, blank=True
    )
    thu_hoi_ly_do = VanBanField("lý do thu hồi", max_length=300, blank=True)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)
    tao_luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = GiayQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy chứng nhận"
        verbose_name_plural = "giấy chứng nhận"
        ordering = ["-ngay_cap", "so"]
        constraints = [
            models.UniqueConstraint(
                F("co_quan_cap"),
                F("ngay_cap__year"),
                F("so"),
                name="sp_giay_so",
                violation_error_message="R45: Số giấy chứng nhận đã dùng.",
            ),
            models.CheckConstraint(
                condition=Q(het_han__gte=F("ngay_cap")) & Q(het_han__month=12, het_han__day=31),
                name="sp_giay_het_han_cuoi_nam",
                violation_error_message="R44: Giấy chứng nhận có giá trị đến ngày 31/12.",
            ),
            models.CheckConstraint(
                condition=Q(thu_hoi_ngay__isnull=True, thu_hoi_so="", thu_hoi_ly_do="")
                | (
                    Q(thu_hoi_ngay__gte=F("ngay_cap"))
                    & ~Q(thu_hoi_so="")
                    & ~Q(thu_hoi_ly_do="")
                    & ~Q(thu_hoi_co_quan="")
                ),
                name="sp_giay_thu_hoi_co_quyet_dinh",
                violation_error_message="R58: Thiếu quyết định thu hồi.",
            ),
        ]
        indexes = [
            models.Index(fields=["het_han", "cap"], name="sp_giay_het_han"),
            GinIndex(
                OpClass(KhongDau("ten_san_pham"), name="gin_trgm_ops"), name="sp_giay_tim_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.so} – {self.ten_san_pham}"

    def trang_thai_ngay(self, ngay: date | None = None) -> TrangThaiGiay:
        """What the certificate is on a day (today by default); ``thay_boi`` is read."""
        ngay = ngay or timezone.localdate()
        if self.thu_hoi_ngay is not None and self.thu_hoi_ngay <= ngay:
            return TrangThaiGiay.THU_HOI
        if self.thay_boi is not None and self.thay_boi.ngay_cap <= ngay:
            return TrangThaiGiay.DA_THAY
        return TrangThaiGiay.HET_HAN if ngay > self.het_han else TrangThaiGiay.CON_HIEU_LUC


@theo_doi()
class TheoDoi(models.Model):
    """What a winner reports each year while the certificate holds (Điều 20)."""

    giay = models.ForeignKey(
        GiayChungNhan,
        verbose_name="giấy chứng nhận",
        on_delete=models.CASCADE,
        related_name="theo_doi",
    )
    nam = models.PositiveSmallIntegerField("năm báo cáo")
    ngay = models.DateField("ngày báo cáo")
    doanh_thu = TienField("doanh thu sản phẩm (đồng)", null=True, blank=True)
    xuat_khau_usd = models.DecimalField(
        "xuất khẩu (USD)", max_digits=16, decimal_places=2, null=True, blank=True
    )
    lao_dong = models.PositiveIntegerField("lao động", null=True, blank=True)
    ho_tro = VanBanDaiField("hỗ trợ đã nhận", blank=True)
    de_an_ma = models.CharField(
        "mã đề án khuyến công", max_length=30, blank=True, help_text="Nếu được hỗ trợ khuyến công."
    )
    dung_logo = models.BooleanField("đang in Logo chương trình", null=True, blank=True)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    nguoi_ghi = models.ForeignKey(
        _NGUOI,
        verbose_name="người ghi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class _QS(CuaSanPhamQuerySet):
        duong = "giay__san_pham"

    objects = _QS.as_manager()

    class Meta:
        verbose_name = "báo cáo sau công nhận"
        verbose_name_plural = "báo cáo sau công nhận"
        ordering = ["giay", "-nam"]
        constraints = [
            models.UniqueConstraint(
                fields=["giay", "nam"],
                name="sp_theodoi_mot_lan",
                violation_error_message="Năm này đã báo cáo.",
            ),
        ]

    def __str__(self) -> str:
        return f"Năm {self.nam}: {self.giay}"
