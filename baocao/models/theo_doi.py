"""The one shape of the registers: province, deadline, state, who is in charge, follow-ups."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from baocao.choices_theo_doi import TD_CHUA_XONG, DonViDinhMuc, TrangThaiTheoDoi
from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet, TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField


class SoTheoDoiQuerySet(TheoDonViQuerySet):
    """Rows of a register; a row without a province is the Cục's own and everybody's there."""

    def visible_to(self, user):
        pham_vi = user.pham_vi_don_vi() if getattr(user, "is_active", False) else set()
        if pham_vi is None:
            return self
        rows = self.filter(**{f"{self.duong_don_vi}__in": pham_vi})
        if getattr(user, "is_active", False) and user.la_cuc:
            rows = rows | self.filter(**{f"{self.duong_don_vi}__isnull": True})
        return rows

    def qua_han(self, ngay):
        """Open rows whose deadline is before ``ngay``."""
        return self.chua_xong().filter(han__lt=ngay)

    def den_han(self, tu, den):
        """Open rows whose deadline lies in the days ``tu``–``den``, both included."""
        return self.chua_xong().filter(han__gte=tu, han__lte=den)

    def chua_xong(self):
        """Rows that still have something to be done."""
        return self.filter(trang_thai__in=self.model.CHUA_XONG)


class CoTheoDoi(models.Model):
    """What every followed thing has. ``CHUA_XONG``: states in which its deadline counts."""

    CHUA_XONG: tuple[str, ...] = ()
    # Registers of Party matters take no file and no free text (see GopYVanKien).
    CHI_SO_NGAY = False

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống khi việc chung của cả nước.",
    )
    han = models.DateField("hạn", null=True, blank=True)
    nguoi_phu_trach = khoa_nguoi("người phụ trách")
    co_minh_hoa = models.BooleanField("minh họa", default=False, editable=False)
    nguoi_tao = khoa_nguoi("người ghi", editable=False)
    tao_luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = SoTheoDoiQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def chuoi_nhat_ky(self):
        return self.don_vi.khoa if self.don_vi_id else "so_theo_doi"

    def tre(self, ngay):
        """Days past the deadline on ``ngay``; 0 when in time, done or without a deadline."""
        if self.han is None or self.trang_thai not in self.CHUA_XONG:
            return 0
        return max((ngay - self.han).days, 0)


@theo_doi()
class NhatKyTheoDoi(models.Model):
    """A follow-up note (nhật ký theo dõi) on one row of a register; insert-only."""

    doi_tuong_loai = models.ForeignKey(
        ContentType, verbose_name="loại hồ sơ", on_delete=models.PROTECT, related_name="+"
    )
    doi_tuong_id = models.BigIntegerField("mã hồ sơ")
    doi_tuong = GenericForeignKey("doi_tuong_loai", "doi_tuong_id")
    noi_dung = VanBanDaiField("nội dung")
    nguoi = khoa_nguoi("người ghi")
    luc = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "nhật ký theo dõi"
        verbose_name_plural = "nhật ký theo dõi"
        ordering = ["-luc", "-id"]
        permissions = [
            ("xem_sotheodoi", "Xem các sổ theo dõi"),
            ("cap_nhat_sotheodoi", "Ghi, cập nhật các sổ theo dõi"),
            ("xac_nhan_sotheodoi", "Xác nhận hoàn thành, thôi theo dõi"),
            ("bao_tien_do_sotheodoi", "Báo tiến độ, kết quả của tỉnh (Sở)"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(noi_dung=""),
                name="nhatkytheodoi_co_noi_dung",
                violation_error_message="Nội dung theo dõi không được để trống.",
            )
        ]
        indexes = [
            models.Index(
                fields=["doi_tuong_loai", "doi_tuong_id", "luc"], name="nhatkytheodoi_doi_tuong"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="nhat_ky_theo_doi_chi_ghi_them",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self):
        return self.noi_dung[:80]


class DinhMucQuerySet(HieuLucQuerySet):
    def muc(self, ma, ngay):
        """The level in force on ``ngay``, or None when no row says one."""
        rows = self.hieu_luc(ngay).filter(ma=ma).order_by("-hieu_luc_tu")
        return rows.values_list("so", flat=True).first()


@theo_doi()
class DinhMucTheoDoi(CoHieuLuc):
    """A clock or threshold of the registers (định mức) as a dated row: days, provinces, percent."""

    ma = models.SlugField("mã", max_length=40)
    ten = VanBanField("tên", max_length=200)
    so = models.PositiveSmallIntegerField("mức")
    don_vi_tinh = models.CharField("đơn vị tính", max_length=14, choices=DonViDinhMuc.choices)
    can_cu = VanBanField("căn cứ", max_length=400)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)

    objects = DinhMucQuerySet.as_manager()

    class Meta:
        verbose_name = "định mức theo dõi"
        verbose_name_plural = "định mức theo dõi"
        ordering = ["ma", "-hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["ma", "hieu_luc_tu"],
                name="dinhmuctheodoi_ma_hieu_luc",
                violation_error_message="Đã có mức của mã này từ ngày đó.",
            ),
            models.CheckConstraint(
                condition=Q(so__gt=0),
                name="dinhmuctheodoi_so_duong",
                violation_error_message="Mức phải lớn hơn 0.",
            ),
            ky_hop_le("dinhmuctheodoi_ky_hop_le"),
        ]

    def __str__(self):
        return f"{self.ten}: {self.so} {self.get_don_vi_tinh_display()}"


class SoTheoDoi(CoTheoDoi):
    """A row of a light register: the common states, and who reported it done.

    Who reports a thing done never confirms it: the steps refuse it, and so does the database.
    """

    CHUA_XONG = TD_CHUA_XONG

    trang_thai = models.CharField(
        "trạng thái",
        max_length=14,
        choices=TrangThaiTheoDoi.choices,
        default=TrangThaiTheoDoi.MOI,
        editable=False,
    )
    nguoi_bao_xong = khoa_nguoi("người báo hoàn thành", editable=False)
    nguoi_xac_nhan = khoa_nguoi("người xác nhận", editable=False)
    xong_ngay = models.DateField("ngày hoàn thành", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(nguoi_xac_nhan__isnull=True)
                | Q(nguoi_bao_xong__isnull=True)
                | ~Q(nguoi_xac_nhan=F("nguoi_bao_xong")),
                name="%(class)s_xac_nhan_khac_bao_xong",
                violation_error_message="Người xác nhận không được là người báo hoàn thành.",
            )
        ]
