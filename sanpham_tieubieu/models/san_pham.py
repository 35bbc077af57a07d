"""A product: one identity for life (sản phẩm, bộ sản phẩm), with OCOP facts kept beside."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cucctdp.formats.functions import KhongDau
from sanpham_tieubieu.choices import NhomOcop, TruongHopBo, VaiTroNop
from sanpham_tieubieu.models.pham_vi import TheoSanPhamQuerySet


class SanPhamQuerySet(TheoSanPhamQuerySet):
    duong = ""

    def hien_hanh(self) -> SanPhamQuerySet:
        """Without duplicates merged into another product."""
        return self.filter(hop_nhat_vao__isnull=True)


@theo_doi()
class SanPham(models.Model):
    """What an establishment makes and enters again over the years, at every level."""

    co_so = models.ForeignKey(
        "donvi.CoSo", verbose_name="cơ sở", on_delete=models.PROTECT, related_name="san_pham_tb"
    )
    ten = VanBanField("tên sản phẩm, bộ sản phẩm", max_length=250)
    ma_nhom = models.SlugField("nhóm", max_length=10, help_text="Mã nhóm, ví dụ «CBNLTS».")
    la_bo = models.BooleanField("là bộ sản phẩm", default=False)
    truong_hop_bo = models.CharField(
        "trường hợp bộ sản phẩm",
        max_length=10,
        choices=TruongHopBo.choices,
        blank=True,
        help_text="Khoản 2 Điều 3 TT 26/2014/TT-BCT.",
    )
    mo_ta = VanBanDaiField("mô tả tóm tắt", blank=True)
    san_xuat_hang_loat = models.BooleanField(
        "sản xuất được hàng loạt", null=True, blank=True, help_text="Trống: chưa khai."
    )
    doc_ban = models.BooleanField("là sản phẩm độc bản", default=False)
    lang_nghe = models.ForeignKey(
        "sanpham_tieubieu.LangNghe",
        verbose_name="làng nghề",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="san_pham",
    )
    ocop_nhom = models.CharField("OCOP: nhóm", max_length=14, choices=NhomOcop.choices, blank=True)
    ocop_sao = models.PositiveSmallIntegerField(
        "OCOP: hạng sao",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    ocop_so_qd = VanBanField("OCOP: quyết định số", max_length=60, blank=True)
    ocop_ngay_qd = models.DateField("OCOP: ngày quyết định", null=True, blank=True)
    ocop_het_han = models.DateField("OCOP: hết hạn", null=True, blank=True)
    hop_nhat_vao = models.ForeignKey(
        "self",
        verbose_name="đã hợp nhất vào",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="da_hop_nhat",
    )
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)
    tao_luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = SanPhamQuerySet.as_manager()
    chuoi_nhat_ky = "binh_chon"

    class Meta:
        verbose_name = "sản phẩm"
        verbose_name_plural = "sản phẩm"
        ordering = ["ten", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(la_bo=True) | Q(truong_hop_bo=""),
                name="sp_sanpham_truong_hop_bo",
                violation_error_message="Chỉ bộ sản phẩm mới chọn trường hợp bộ.",
            ),
            models.CheckConstraint(
                condition=Q(hop_nhat_vao__isnull=True) | ~Q(hop_nhat_vao=F("id")),
                name="sp_sanpham_khong_tu_hop_nhat",
                violation_error_message="Không hợp nhất một sản phẩm vào chính nó.",
            ),
            models.CheckConstraint(
                condition=Q(ocop_sao__isnull=True) | ~Q(ocop_so_qd=""),
                name="sp_sanpham_ocop_co_quyet_dinh",
                violation_error_message="Hạng sao OCOP phải kèm số quyết định.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(KhongDau("ten"), name="gin_trgm_ops"), name="sp_sanpham_tim_ten"),
        ]

    def __str__(self) -> str:
        return self.ten


class CuaSanPhamQuerySet(TheoSanPhamQuerySet):
    duong = "san_pham"


@theo_doi()
class ThanhPhanBo(models.Model):
    """One product of a set; all of the same establishment (R16)."""

    san_pham = models.ForeignKey(
        SanPham, verbose_name="bộ sản phẩm", on_delete=models.CASCADE, related_name="thanh_phan"
    )
    ten = VanBanField("tên sản phẩm trong bộ", max_length=200)
    vat_lieu = VanBanField("vật liệu", max_length=150, blank=True)
    cong_dung = VanBanField("công dụng", max_length=200, blank=True)
    co_so = models.ForeignKey(
        "donvi.CoSo",
        verbose_name="do cơ sở khác làm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: cùng cơ sở với bộ sản phẩm.",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=1)

    objects = CuaSanPhamQuerySet.as_manager()

    class Meta:
        verbose_name = "sản phẩm trong bộ"
        verbose_name_plural = "sản phẩm trong bộ"
        ordering = ["san_pham", "thu_tu", "id"]

    def __str__(self) -> str:
        return self.ten


class NguoiNopQuerySet(TheoDonViQuerySet):
    def con_hieu_luc_cua(self, user: Any) -> NguoiNopQuerySet:
        """Appointments of one account that were not taken back."""
        return self.filter(nguoi=user, thoi_tu__isnull=True)


@theo_doi()
class NguoiNop(models.Model):
    """An account that hands in for an establishment, or works for a commune."""

    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.PROTECT,
        related_name="nop_binh_chon",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    vai_tro = models.CharField("với tư cách", max_length=6, choices=VaiTroNop.choices)
    co_so = models.ForeignKey(
        "donvi.CoSo",
        verbose_name="cơ sở",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã, phường",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    thoi_tu = models.DateField("thôi từ ngày", null=True, blank=True)

    objects = NguoiNopQuerySet.as_manager()

    class Meta:
        verbose_name = "người nộp hồ sơ bình chọn"
        verbose_name_plural = "người nộp hồ sơ bình chọn"
        ordering = ["don_vi", "vai_tro", "id"]
        permissions = [("giao_nop", "Giao tài khoản nộp hồ sơ bình chọn")]
        constraints = [
            models.CheckConstraint(
                condition=Q(vai_tro=VaiTroNop.CO_SO, co_so__isnull=False, xa__isnull=True)
                | Q(vai_tro=VaiTroNop.XA, xa__isnull=False, co_so__isnull=True),
                name="sp_nguoinop_mot_doi_tuong",
                violation_error_message="Chọn đúng một: cơ sở hoặc xã, theo tư cách.",
            ),
            models.UniqueConstraint(
                fields=["nguoi", "co_so", "xa"],
                condition=Q(thoi_tu__isnull=True),
                nulls_distinct=False,
                name="sp_nguoinop_mot_lan",
                violation_error_message="Tài khoản này đã được giao rồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nguoi} – {self.get_vai_tro_display()}"
