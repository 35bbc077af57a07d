"""What is handed in with a đề án: estimate, documents, answers to a return."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import PhanDeAn
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn, DeAnNoiDung
from khuyencong.models.kinh_phi import TIEN, CoKinhPhi, khong_am
from khuyencong.models.thu_huong import CuaNoiDungQuerySet, ThuHuong


@theo_doi(exclude=["tong"])
class DuToan(CoKinhPhi):
    """One line of the estimate (Mẫu 1)."""

    noi_dung = models.ForeignKey(
        DeAnNoiDung, verbose_name="nội dung", on_delete=models.CASCADE, related_name="du_toan"
    )
    thu_tu = models.PositiveSmallIntegerField("số thứ tự", default=0)
    muc_chi = VanBanField(
        "nội dung chi",
        max_length=500,
        help_text="Một dòng của Mẫu 1 (TT 36/2013/TT-BCT).",
    )
    don_vi_tinh = VanBanField("đơn vị tính", max_length=40)
    so_luong = models.DecimalField("số lượng", max_digits=14, decimal_places=2)
    don_gia = TienField(
        "đơn giá (đồng)",
        help_text="Đồng; số lượng nhân đơn giá phải bằng tổng các nguồn (KC08).",
    )
    quan_ly = models.BooleanField(
        "chi quản lý đề án", default=False, help_text="Bị giới hạn theo tỷ lệ (KC41)."
    )
    can_cu = VanBanField(
        "căn cứ",
        max_length=255,
        blank=True,
        help_text="Báo giá, định mức hoặc văn bản làm căn cứ đơn giá.",
    )

    objects = CuaNoiDungQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng dự toán"
        verbose_name_plural = "dự toán"
        ordering = ["noi_dung", "thu_tu", "id"]
        constraints = [
            khong_am("kc_dutoan_khong_am", "don_gia", *TIEN),
            models.CheckConstraint(
                condition=Q(so_luong__gt=0),
                name="kc_dutoan_so_luong",
                violation_error_message="Số lượng phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.muc_chi


@theo_doi()
class TaiLieu(models.Model):
    """A document handed in against the checklist, with its stored file."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="tai_lieu"
    )
    ma = models.SlugField("mã tài liệu", max_length=40)
    ten = VanBanField("tên tài liệu", max_length=255)
    thu_huong = models.ForeignKey(
        ThuHuong,
        verbose_name="của đơn vị thụ hưởng",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="tai_lieu",
    )
    so_ky_hieu = VanBanField(
        "số, ký hiệu",
        max_length=80,
        blank=True,
        help_text="Số, ký hiệu ghi trên giấy, nếu có.",
    )
    ngay = models.DateField("ngày", null=True, blank=True)
    het_han = models.DateField(
        "hết hạn",
        null=True,
        blank=True,
        help_text="Ngày giấy hết hiệu lực; để trống nếu không có thời hạn.",
    )
    tep = models.ForeignKey(
        "files.Tep", verbose_name="tệp", on_delete=models.PROTECT, related_name="+"
    )
    nguoi = khoa_nguoi("người nộp")
    luc = models.DateTimeField("nộp lúc", auto_now_add=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu của đề án"
        verbose_name_plural = "tài liệu của đề án"
        ordering = ["de_an", "ma", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(het_han__isnull=True)
                | Q(ngay__isnull=True)
                | Q(het_han__gte=F("ngay")),
                name="kc_tailieu_het_han",
                violation_error_message="Ngày hết hạn phải từ ngày văn bản trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class YeuCauBoSung(models.Model):
    """One question of a return; only the questioned part is open again."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="yeu_cau"
    )
    vong = models.PositiveSmallIntegerField("vòng")
    phan = models.CharField("phần hồ sơ", max_length=10, choices=PhanDeAn.choices)
    noi_dung = VanBanDaiField("yêu cầu")
    nguoi = khoa_nguoi("người yêu cầu")
    luc = models.DateTimeField("lúc", auto_now_add=True)
    tra_loi = VanBanDaiField("giải trình, bổ sung", blank=True)
    tra_loi_luc = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        verbose_name_plural = "yêu cầu bổ sung"
        ordering = ["de_an", "vong", "id"]
        triggers = [pgtrigger.Protect(name="yeu_cau_khong_xoa", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=~Q(noi_dung=""),
                name="kc_yeucau_co_noi_dung",
                violation_error_message="Yêu cầu bổ sung phải nêu rõ nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phan_display()} (vòng {self.vong})"
