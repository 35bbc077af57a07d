"""Appraisal at both levels (thẩm định cấp cơ sở, cấp Bộ; Điều 9–10 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from khuyencong.choices import CachThamDinh, CapThamDinh, KetLuanThamDinh, TieuChi
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn
from khuyencong.models.kinh_phi import CoKinhPhi
from khuyencong.models.pham_vi import TheoDeAnQuerySet


@theo_doi(exclude=["tong"])
class ThamDinh(CoKinhPhi):
    """One appraisal of one round; its five money columns are what the appraisers accept."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="tham_dinh"
    )
    cap = models.CharField("cấp", max_length=6, choices=CapThamDinh.choices)
    cach = models.CharField("cách thẩm định", max_length=12, choices=CachThamDinh.choices)
    vong = models.PositiveSmallIntegerField("vòng")
    ngay = models.DateField("ngày thẩm định")
    dia_diem = VanBanField("địa điểm họp", max_length=200, blank=True)
    quyet_dinh_hoi_dong = VanBanField(
        "quyết định lập hội đồng",
        max_length=120,
        blank=True,
        help_text="Số, ngày quyết định; chỉ khi thẩm định bằng hội đồng.",
    )
    ket_luan = models.CharField(
        "kết luận", max_length=10, choices=KetLuanThamDinh.choices, blank=True
    )
    y_kien = VanBanDaiField(
        "ý kiến kết luận",
        blank=True,
        help_text="Theo năm tiêu chí của Điều 9 TT 36/2013/TT-BCT.",
    )
    nguoi = khoa_nguoi("người thẩm định")
    ky_luc = models.DateTimeField("ký lúc", null=True, blank=True)
    tep_ky = models.ForeignKey(
        "files.Tep",
        verbose_name="bản ký",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu thẩm định"
        verbose_name_plural = "phiếu thẩm định"
        ordering = ["de_an", "cap", "vong"]
        constraints = [
            models.UniqueConstraint(
                fields=["de_an", "cap", "vong"],
                name="kc_thamdinh_duy_nhat",
                violation_error_message="Vòng này đã có phiếu thẩm định của cấp ấy.",
            ),
            models.CheckConstraint(
                condition=Q(ky_luc__isnull=True) | ~Q(ket_luan=""),
                name="kc_thamdinh_ky_co_ket_luan",
                violation_error_message="Phiếu thẩm định đã ký phải có kết luận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cap_display()}, vòng {self.vong}"


class CuaThamDinhQuerySet(TheoDeAnQuerySet):
    duong_de_an = "tham_dinh__de_an"


@theo_doi()
class DanhGiaTieuChi(models.Model):
    """One criterion of a phiếu thẩm định: met or not, and why."""

    tham_dinh = models.ForeignKey(
        ThamDinh, verbose_name="phiếu thẩm định", on_delete=models.CASCADE, related_name="tieu_chi"
    )
    tieu_chi = models.CharField("tiêu chí", max_length=10, choices=TieuChi.choices)
    dat = models.BooleanField("đạt")
    nhan_xet = VanBanDaiField("nhận xét", blank=True)

    objects = CuaThamDinhQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá theo tiêu chí"
        verbose_name_plural = "đánh giá theo tiêu chí"
        ordering = ["tham_dinh", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tham_dinh", "tieu_chi"],
                name="kc_danhgia_duy_nhat",
                violation_error_message="Tiêu chí này đã được đánh giá.",
            ),
            models.CheckConstraint(
                condition=Q(dat=True) | ~Q(nhan_xet=""),
                name="kc_danhgia_khong_dat_co_ly_do",
                violation_error_message="Tiêu chí không đạt phải nêu lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_tieu_chi_display()


@theo_doi()
class ThanhVienHop(models.Model):
    """A member of the council: present or not, and the vote."""

    class Phieu(models.TextChoices):
        DAT = "dat", "Đạt"
        KHONG_DAT = "khong_dat", "Không đạt"
        TRANG = "trang", "Phiếu trắng"

    tham_dinh = models.ForeignKey(
        ThamDinh,
        verbose_name="phiếu thẩm định",
        on_delete=models.CASCADE,
        related_name="thanh_vien",
    )
    ho_ten = VanBanField("họ tên", max_length=120)
    chuc_vu = VanBanField("chức vụ, đơn vị", max_length=200)
    vai_tro = VanBanField("vai trò trong hội đồng", max_length=80)
    co_mat = models.BooleanField("có mặt", default=True)
    phieu = models.CharField("phiếu", max_length=10, choices=Phieu.choices, blank=True)

    objects = CuaThamDinhQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ["tham_dinh", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(co_mat=True) | Q(phieu=""),
                name="kc_thanhvien_vang_khong_phieu",
                violation_error_message="Người vắng mặt không có phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return self.ho_ten
