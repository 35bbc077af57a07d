"""Stored files (uploads and outputs) and background jobs."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.storage import kho_rieng_tu


def ten_trong_kho(tep, _ten_goc):
    """Content-addressed name: nothing of the user's file name reaches the disk."""
    return f"{tep.sha256[:2]}/{tep.sha256}"


@theo_doi()
class Tep(models.Model):
    """One stored file: an upload or an output, with its hash; who may read it depends on `loai`."""

    loai = models.SlugField("loại tệp", max_length=40)
    ten = models.CharField("tên tệp", max_length=255)
    tep = models.FileField("tệp", storage=kho_rieng_tu, upload_to=ten_trong_kho, max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    kich_thuoc = models.PositiveBigIntegerField("kích thước (byte)")
    kieu_noi_dung = models.CharField("kiểu nội dung", max_length=100)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="đơn vị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    doi_tuong_loai = models.ForeignKey(
        ContentType,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="loại đối tượng",
    )
    doi_tuong_id = models.BigIntegerField("mã đối tượng", null=True, blank=True)
    doi_tuong = GenericForeignKey("doi_tuong_loai", "doi_tuong_id")
    nguoi_tao = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tạo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tao_luc = models.DateTimeField("tạo lúc", auto_now_add=True)

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        ordering = ["-tao_luc", "-id"]
        indexes = [models.Index(fields=["doi_tuong_loai", "doi_tuong_id"], name="tep_doi_tuong")]

    def __str__(self):
        return self.ten


@theo_doi()
class CongViec(models.Model):
    """A background job as the user sees it: state, percent, rows done, log, heartbeat."""

    loai = models.SlugField("loại việc", max_length=40)
    ten = models.CharField("tên việc", max_length=255)
    khoa = models.CharField(
        "khóa",
        max_length=120,
        help_text="Hai việc cùng khóa không chạy cùng lúc.",
    )
    trang_thai = models.CharField(
        "trạng thái",
        max_length=12,
        choices=TrangThaiViec.choices,
        default=TrangThaiViec.CHO,
    )
    phan_tram = models.PositiveSmallIntegerField("phần trăm", default=0)
    so_dong_xong = models.PositiveIntegerField("số dòng xong", default=0)
    so_dong_tong = models.PositiveIntegerField("tổng số dòng", default=0)
    nhat_ky = models.TextField("nhật ký", blank=True)
    loi = models.TextField("lỗi", blank=True)
    nhip_tim = models.DateTimeField("nhịp cuối", null=True, blank=True)
    yeu_cau_huy = models.BooleanField("yêu cầu huỷ", default=False)
    so_lan_chay = models.PositiveSmallIntegerField("số lần chạy", default=0)
    ket_qua = models.ForeignKey(
        Tep,
        verbose_name="kết quả",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="đơn vị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    nguoi_tao = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tạo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tao_luc = models.DateTimeField("tạo lúc", auto_now_add=True)
    ket_thuc_luc = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "việc nền"
        verbose_name_plural = "việc nền"
        ordering = ["-tao_luc", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["khoa"],
                condition=Q(trang_thai__in=[TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY]),
                name="congviec_mot_khoa_dang_mo",
                violation_error_message="Việc này đang chờ hoặc đang chạy.",
            ),
            models.CheckConstraint(
                condition=Q(phan_tram__lte=100), name="congviec_phan_tram_khong_qua_100"
            ),
        ]

    def __str__(self):
        return self.ten
