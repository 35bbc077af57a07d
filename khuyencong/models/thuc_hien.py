"""Carrying out: contracts, monthly reports, adjustments."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import CapQuyetDinh, ViecDieuChinh
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn
from khuyencong.models.pham_vi import TheoDeAnQuerySet

_PHAN_TRAM = [MinValueValidator(0), MaxValueValidator(100)]


class CuaHopDongQuerySet(TheoDeAnQuerySet):
    duong_de_an = "hop_dong__de_an"


def cot_tep(nhan: str) -> Any:
    """A stored signed copy, which is never deleted under a row that names it."""
    return models.ForeignKey(
        "files.Tep",
        verbose_name=nhan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


@theo_doi()
class HopDong(models.Model):
    """A contract; its value by source is the sum of its ledger entries.

    ``ty_le_tam_ung`` is the rate of the law on the day of signing, kept with the contract.
    """

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="hop_dong"
    )
    so = VanBanField(
        "số hợp đồng",
        max_length=80,
        help_text="Ví dụ 05/2026/HĐ-KCQG.",
    )
    ngay = models.DateField(
        "ngày ký",
        help_text="Từ ngày phê duyệt kế hoạch trở đi (KC20).",
    )
    ben_a = VanBanField("bên A", max_length=255)
    ben_b = models.ForeignKey(
        "donvi.ToChuc", verbose_name="bên B", on_delete=models.PROTECT, related_name="+"
    )
    het_han = models.DateField(
        "thời hạn thực hiện đến",
        help_text="Trong năm kế hoạch, trừ đề án nhiều năm (KC27).",
    )
    ty_le_tam_ung = models.DecimalField(
        "tỷ lệ tạm ứng lần một (%)",
        max_digits=5,
        decimal_places=2,
        validators=_PHAN_TRAM,
        help_text="Theo nội dung của đề án (Điều 13 TT 36/2013/TT-BCT).",
    )
    khoi_luong_tam_ung = models.DecimalField(
        "khối lượng phải vượt để tạm ứng (%)",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=_PHAN_TRAM,
    )
    ket_qua_dau_thau = VanBanField(
        "quyết định kết quả lựa chọn",
        max_length=120,
        blank=True,
        help_text="Bắt buộc với nội dung phải đấu thầu (KC21).",
    )
    thanh_ly_ngay = models.DateField(
        "ngày thanh lý",
        null=True,
        blank=True,
        help_text="Chậm nhất 22/01 năm sau (Điều 18 TT 36/2013/TT-BCT, KC29).",
    )
    tep = cot_tep("bản ký")

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng"
        verbose_name_plural = "hợp đồng"
        ordering = ["de_an", "ngay", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["de_an", "so"],
                name="kc_hopdong_so",
                violation_error_message="Đề án đã có hợp đồng mang số này.",
            ),
            models.CheckConstraint(
                condition=Q(het_han__gte=F("ngay")),
                name="kc_hopdong_thoi_han",
                violation_error_message="Thời hạn thực hiện phải từ ngày ký trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(thanh_ly_ngay__isnull=True) | Q(thanh_ly_ngay__gte=F("ngay")),
                name="kc_hopdong_thanh_ly",
                violation_error_message="Ngày thanh lý phải từ ngày ký trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ty_le_tam_ung__range=(0, 100), khoi_luong_tam_ung__range=(0, 100)),
                name="kc_hopdong_ty_le",
                violation_error_message="Tỷ lệ phải từ 0 đến 100%%.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="hop_dong_khong_doi_ty_le",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__ty_le_tam_ung__df=pgtrigger.F("old__ty_le_tam_ung"))
                | pgtrigger.Q(new__de_an__df=pgtrigger.F("old__de_an")),
            ),
            pgtrigger.Protect(name="hop_dong_khong_xoa", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Hợp đồng {self.so}"


@theo_doi()
class TienDo(models.Model):
    """The monthly report of a contract (Mẫu 3a, before the 25th); totals since the start."""

    hop_dong = models.ForeignKey(
        HopDong, verbose_name="hợp đồng", on_delete=models.PROTECT, related_name="tien_do"
    )
    nam = models.PositiveSmallIntegerField("năm")
    thang = models.PositiveSmallIntegerField("tháng")
    khoi_luong = models.DecimalField(
        "khối lượng lũy kế (%)",
        max_digits=5,
        decimal_places=2,
        validators=_PHAN_TRAM,
        help_text="Lũy kế so với hợp đồng, từ 0 đến 100 (Mẫu 3a, TT 36/2013/TT-BCT).",
    )
    kinh_phi_nha_nuoc = TienField("đã thực hiện, kinh phí khuyến công (đồng)")
    kinh_phi_khac = TienField("đã thực hiện, nguồn khác (đồng)")
    de_nghi_tam_ung = TienField(
        "đề nghị tạm ứng (đồng)",
        default=0,
        help_text=("Đồng; chỉ được ứng khi Sở xác nhận khối lượng (Điều 13 TT 36/2013/TT-BCT)."),
    )
    vuong_mac = VanBanDaiField("vướng mắc, kiến nghị", blank=True)
    so_xac_nhan = khoa_nguoi("Sở xác nhận")
    xac_nhan_luc = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    nguoi = khoa_nguoi("người lập")
    luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = CuaHopDongQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tiến độ tháng"
        verbose_name_plural = "báo cáo tiến độ tháng"
        ordering = ["hop_dong", "nam", "thang"]
        constraints = [
            models.UniqueConstraint(
                fields=["hop_dong", "nam", "thang"],
                name="kc_tiendo_duy_nhat",
                violation_error_message="Tháng này đã có báo cáo tiến độ.",
            ),
            models.CheckConstraint(
                condition=Q(thang__range=(1, 12)),
                name="kc_tiendo_thang",
                violation_error_message="Tháng phải từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=Q(
                    khoi_luong__range=(0, 100),
                    kinh_phi_nha_nuoc__gte=0,
                    kinh_phi_khac__gte=0,
                    de_nghi_tam_ung__gte=0,
                ),
                name="kc_tiendo_khong_am",
                violation_error_message="Khối lượng từ 0 đến 100%%; số tiền không âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hop_dong}: tháng {self.thang}/{self.nam}"


@theo_doi()
class DieuChinhDeAn(models.Model):
    """A request to adjust or stop, and the decision (Điều 11 TT 36/2013/TT-BCT)."""

    class TrangThai(models.TextChoices):
        CHO_SO = "cho_so", "Chờ Sở xác nhận"
        CHO_DUYET = "cho_duyet", "Chờ quyết định"
        DA_DUYET = "da_duyet", "Đã quyết định"
        TU_CHOI = "tu_choi", "Không chấp nhận"

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="dieu_chinh"
    )
    viec = models.CharField("việc điều chỉnh", max_length=15, choices=ViecDieuChinh.choices)
    noi_dung = VanBanDaiField("nội dung, lý do")
    truoc = models.JSONField("trước", default=dict, blank=True)
    sau = models.JSONField("sau", default=dict, blank=True)
    cap = models.CharField("cấp quyết định", max_length=6, choices=CapQuyetDinh.choices)
    trang_thai = models.CharField(
        "trạng thái", max_length=10, choices=TrangThai.choices, default=TrangThai.CHO_SO
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    so_van_ban = VanBanField("số quyết định", max_length=80, blank=True)
    ngay_van_ban = models.DateField("ngày quyết định", null=True, blank=True)
    nguoi_lap = khoa_nguoi("người đề nghị")
    luc = models.DateTimeField("đề nghị lúc", auto_now_add=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chỉnh, ngừng đề án"
        verbose_name_plural = "điều chỉnh, ngừng đề án"
        ordering = ["-luc", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(trang_thai="da_duyet")
                | (~Q(so_van_ban="") & Q(ngay_van_ban__isnull=False)),
                name="kc_dieuchinh_co_van_ban",
                violation_error_message="Quyết định điều chỉnh phải có số và ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_viec_display()
