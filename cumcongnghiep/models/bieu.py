"""Statutory reports: periods, who reports, what was sent, differences explained."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cumcongnghiep.choices import (
    Bieu,
    LoaiKy,
    NguyenNhanChenh,
    TrangThaiBieu,
    VaiTroBaoCao,
)
from cumcongnghiep.models.cum import Cum, CumXa
from cumcongnghiep.models.du_an import DuAn


@theo_doi()
class KyBieu(models.Model):
    """One window of the statutory reports, e.g. «6 tháng 2026»: 15/12/2025–14/6/2026.

    The yearly window starts on the same day as the half-yearly one: the year is not the sum of
    two halves (Điều 3 TT 14/2024/TT-BCT).
    """

    nam = models.PositiveSmallIntegerField("năm")
    loai = models.CharField("loại kỳ", max_length=4, choices=LoaiKy.choices)
    quy = models.PositiveSmallIntegerField("quý", default=0, help_text="0 nếu không phải kỳ quý.")
    tu_ngay = models.DateField("số liệu từ ngày")
    den_ngay = models.DateField("chốt số liệu ngày")
    khoa_luc = models.DateTimeField("khóa lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "kỳ báo cáo cụm công nghiệp"
        verbose_name_plural = "kỳ báo cáo cụm công nghiệp"
        ordering = ["-den_ngay"]
        permissions = [("mo_kybieu", "Mở, khóa kỳ báo cáo cụm công nghiệp")]
        constraints = [
            models.UniqueConstraint(
                fields=["nam", "loai", "quy"],
                name="ccn_kybieu_mot_lan",
                violation_error_message="Kỳ này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(den_ngay__gt=F("tu_ngay")),
                name="ccn_kybieu_ngay",
                violation_error_message="Ngày chốt phải sau ngày đầu kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(loai=LoaiKy.QUY, quy__range=(1, 4)) | (~Q(loai=LoaiKy.QUY) & Q(quy=0)),
                name="ccn_kybieu_quy",
                violation_error_message="Kỳ quý phải nêu quý 1 đến 4.",
            ),
        ]

    def __str__(self) -> str:
        if self.loai == LoaiKy.QUY:
            return f"Quý {self.quy}/{self.nam}"
        return f"{self.get_loai_display()} {self.nam}"


class NguoiBaoCaoQuerySet(TheoDonViQuerySet):
    def con_hieu_luc_cua(self, user: Any) -> NguoiBaoCaoQuerySet:
        """Appointments of one account that were not taken back."""
        return self.filter(nguoi=user, thoi_tu__isnull=True)

    def voi_ngay_giao(self) -> NguoiBaoCaoQuerySet:
        """With ``giao_luc``, the moment the appointment was made (of its first history row)."""
        lich_su = apps.get_model("cumcongnghiep", "NguoiBaoCaoEvent").objects
        dau = lich_su.filter(pgh_obj=OuterRef("pk")).order_by("pgh_created_at", "pgh_id")
        return self.annotate(giao_luc=Subquery(dau.values("pgh_created_at")[:1]))


@theo_doi()
class NguoiBaoCao(models.Model):
    """An account that reports for a project, a developer's cluster or a commune."""

    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.PROTECT,
        related_name="bao_cao_cum",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    vai_tro = models.CharField("báo cáo với tư cách", max_length=6, choices=VaiTroBaoCao.choices)
    du_an = models.ForeignKey(
        DuAn, verbose_name="dự án", null=True, blank=True, on_delete=models.CASCADE,
        related_name="nguoi_bao_cao",
    )  # fmt: skip
    cum = models.ForeignKey(
        Cum, verbose_name="cụm", null=True, blank=True, on_delete=models.CASCADE,
        related_name="nguoi_bao_cao",
    )  # fmt: skip
    xa = models.ForeignKey(
        "donvi.Xa", verbose_name="xã, phường", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    thoi_tu = models.DateField("thôi từ ngày", null=True, blank=True)

    objects = NguoiBaoCaoQuerySet.as_manager()

    class Meta:
        verbose_name = "người báo cáo cụm công nghiệp"
        verbose_name_plural = "người báo cáo cụm công nghiệp"
        ordering = ["don_vi", "vai_tro", "id"]
        permissions = [("giao_bao_cao_cum", "Giao người báo cáo cụm công nghiệp")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    vai_tro=VaiTroBaoCao.DU_AN,
                    du_an__isnull=False,
                    cum__isnull=True,
                    xa__isnull=True,
                )
                | Q(
                    vai_tro=VaiTroBaoCao.CDT, cum__isnull=False, du_an__isnull=True, xa__isnull=True
                )
                | Q(
                    vai_tro=VaiTroBaoCao.XA, xa__isnull=False, du_an__isnull=True, cum__isnull=True
                ),
                name="ccn_nguoibaocao_mot_doi_tuong",
                violation_error_message="Chọn đúng một: dự án, cụm hoặc xã, theo tư cách báo cáo.",
            ),
            models.UniqueConstraint(
                fields=["nguoi", "du_an", "cum", "xa"],
                condition=Q(thoi_tu__isnull=True),
                nulls_distinct=False,
                name="ccn_nguoibaocao_mot_lan",
                violation_error_message="Tài khoản này đã được giao báo cáo đối tượng ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nguoi} – {self.get_vai_tro_display()}"

    @property
    def ten_doi_tuong(self) -> str:
        """What is reported on: «Dự án X (CCN Y)», a cluster or a commune."""
        if self.du_an is not None:
            return f"{self.du_an.ten} ({self.du_an.cum})"
        return str(self.cum) if self.cum is not None else self.xa.ten_goi


class BieuNopQuerySet(TheoDonViQuerySet):
    def visible_to(self, user: Any) -> BieuNopQuerySet:
        """Of one's province; a reporter sees the forms of what was appointed to him.

        A commune also receives Biểu 01 and 02 of the clusters it leads.
        """
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None or pham_vi:
            return super().visible_to(user)
        giao = NguoiBaoCao.objects.con_hieu_luc_cua(user)
        xa = giao.filter(xa__isnull=False).values("xa")
        chu_tri = CumXa.objects.filter(chu_tri=True, xa__in=xa).values("cum")
        return self.filter(
            Q(du_an__in=giao.filter(du_an__isnull=False).values("du_an"))
            | Q(cum__in=giao.filter(cum__isnull=False).values("cum"), bieu=Bieu.B02)
            | Q(xa__in=xa, bieu=Bieu.B03)
            | Q(cum__in=chu_tri, bieu__in=[Bieu.B01, Bieu.B02])
        )


@theo_doi()
class BieuNop(models.Model):
    """One form of one reporter for one window: 01 of a project, 02 of a cluster, 03, 04."""

    chuoi_nhat_ky = "cum_cong_nghiep"

    ky = models.ForeignKey(KyBieu, verbose_name="kỳ", on_delete=models.PROTECT, related_name="bieu")
    bieu = models.CharField("biểu", max_length=2, choices=Bieu.choices)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    du_an = models.ForeignKey(
        DuAn, verbose_name="dự án", null=True, blank=True, on_delete=models.PROTECT,
        related_name="bieu",
    )  # fmt: skip
    cum = models.ForeignKey(
        Cum, verbose_name="cụm", null=True, blank=True, on_delete=models.PROTECT,
        related_name="bieu",
    )  # fmt: skip
    xa = models.ForeignKey(
        "donvi.Xa", verbose_name="xã, phường", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiBieu.choices,
        default=TrangThaiBieu.NHAP,
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    han = models.DateField("phải gửi trước ngày")
    gui_luc = models.DateTimeField("gửi lúc", null=True, blank=True)
    ngay_gui = models.DateField(
        "ngày gửi", null=True, blank=True, help_text="Ngày gửi lần đầu của vòng được tính hạn."
    )
    nguoi_ky = VanBanField("người ký", max_length=120, blank=True)
    chuc_vu_ky = VanBanField("chức vụ người ký", max_length=120, blank=True)
    thay_mat = VanBanField(
        "đơn vị nhập thay",
        max_length=200,
        blank=True,
        help_text="UBND xã hoặc Sở nhập thay khi không có chủ đầu tư.",
    )
    nhan_xet = VanBanDaiField("thuyết minh", blank=True)
    khong_phat_sinh = models.BooleanField(
        "xác nhận không phát sinh", default=False, help_text="Mọi số trùng kỳ trước (V41)."
    )
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)
    sua_luc = models.DateTimeField("sửa lúc", auto_now=True)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = BieuNopQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu thống kê cụm công nghiệp"
        verbose_name_plural = "biểu thống kê cụm công nghiệp"
        ordering = ["-ky__den_ngay", "bieu", "don_vi", "id"]
        permissions = [
            ("nhap_bieu", "Nhập, gửi biểu thống kê cụm"),
            ("ky_bieu", "Ký gửi Biểu 04 (lãnh đạo Sở)"),
            ("tiep_nhan_bieu", "Tiếp nhận, trả lại biểu thống kê cụm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(bieu=Bieu.B01, du_an__isnull=False, cum__isnull=False, xa__isnull=True)
                | Q(bieu=Bieu.B02, cum__isnull=False, du_an__isnull=True, xa__isnull=True)
                | Q(bieu=Bieu.B03, xa__isnull=False, cum__isnull=True, du_an__isnull=True)
                | Q(bieu=Bieu.B04, xa__isnull=True, cum__isnull=True, du_an__isnull=True),
                name="ccn_bieunop_doi_tuong",
                violation_error_message=(
                    "Biểu 01 của một dự án, 02 của một cụm, 03 của một xã, 04 của tỉnh."
                ),
            ),
            models.UniqueConstraint(
                fields=["ky", "bieu", "don_vi", "du_an", "cum", "xa"],
                nulls_distinct=False,
                name="ccn_bieunop_mot_lan",
                violation_error_message="Biểu này của kỳ ấy đã có.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai=TrangThaiBieu.NHAP) | Q(gui_luc__isnull=False),
                name="ccn_bieunop_gui_co_luc",
                violation_error_message="Biểu đã gửi phải có thời điểm gửi.",
            ),
        ]
        indexes = [models.Index(fields=["ky", "bieu", "don_vi"], name="ccn_bieunop_ky")]

    def __str__(self) -> str:
        return f"{self.get_bieu_display()} – {self.ky}"

    @property
    def so_ngay_tre(self) -> int | None:
        """Days after the due day on which it was sent; 0 on the day itself («trong ngày hạn»).

        Negative: in time. None: not sent.
        """
        return None if self.ngay_gui is None else (self.ngay_gui - self.han).days

    def tre_den(self, ngay: date) -> int:
        """Days late on ``ngay`` while it is not sent; 0 when it is."""
        return 0 if self.ngay_gui is not None else max((ngay - self.han).days, 0)


class CuaBieuQuerySet(TheoDonViQuerySet):
    duong_don_vi = "bieu_nop__don_vi"


@theo_doi()
class DongBieu(models.Model):
    """One row of a form: number as printed («15.1»), value in the unit of the form."""

    bieu_nop = models.ForeignKey(
        BieuNop, verbose_name="biểu", on_delete=models.CASCADE, related_name="cac_dong"
    )
    ma_dong = models.CharField("dòng", max_length=5)
    gia_tri = models.DecimalField(
        "kết quả", max_digits=18, decimal_places=4, null=True, blank=True,
        help_text="Trống: không có số liệu.",
    )  # fmt: skip
    tu_dong = models.DecimalField(
        "số hệ thống tính",
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        editable=False,
        help_text="Số điền sẵn lúc lập biểu.",
    )
    giai_trinh = VanBanField("giải trình", max_length=500, blank=True)
    ghi_chu = VanBanField("ghi chú", max_length=300, blank=True)

    objects = CuaBieuQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng biểu"
        verbose_name_plural = "dòng biểu"
        ordering = ["bieu_nop", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bieu_nop", "ma_dong"],
                name="ccn_dongbieu_mot_lan",
                violation_error_message="Dòng này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma_dong}: {self.gia_tri}"


@theo_doi()
class GiaiThichChenh(models.Model):
    """A cause named by a person for a difference of one row of a Biểu 04 (đối chiếu)."""

    bieu_nop = models.ForeignKey(
        BieuNop, verbose_name="biểu", on_delete=models.CASCADE, related_name="giai_thich"
    )
    ma_dong = models.CharField("dòng", max_length=5)
    nguyen_nhan = models.CharField("nguyên nhân", max_length=16, choices=NguyenNhanChenh.choices)
    gia_tri = models.DecimalField("phần chênh giải thích", max_digits=18, decimal_places=4)
    cum = models.ForeignKey(
        Cum,
        verbose_name="cụm",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    dien_giai = VanBanField("diễn giải", max_length=500)
    nguoi = khoa_nguoi("người giải thích", editable=False)
    luc = models.DateTimeField("lúc", auto_now_add=True)

    objects = CuaBieuQuerySet.as_manager()

    class Meta:
        verbose_name = "giải thích chênh lệch"
        verbose_name_plural = "giải thích chênh lệch"
        ordering = ["bieu_nop", "ma_dong", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(gia_tri=0),
                name="ccn_giaithich_khac_khong",
                violation_error_message="Phần chênh phải khác 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng {self.ma_dong}: {self.get_nguyen_nhan_display()}"
