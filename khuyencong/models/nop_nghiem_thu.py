"""Acceptance files handed in by who carries out; the minute enters the ledger only when taken."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from khuyencong.choices import LoaiNghiemThu, Nguon
from khuyencong.models.kinh_phi import CoKinhPhi
from khuyencong.models.nghiem_thu import (
    CoThanhPhan,
    NghiemThu,
    thanh_phan_hop_le,
)
from khuyencong.models.thu_huong import ThuHuong
from khuyencong.models.thuc_hien import (
    CuaHopDongQuerySet,
    HopDong,
)


@theo_doi(exclude=["tong"])
class NopNghiemThu(CoThanhPhan, CoKinhPhi):
    """A signed minute of acceptance (Mẫu 5a, 5b, 5c) as the centre hands it in, with its scan."""

    class TrangThai(models.TextChoices):
        CHO = "cho", "Chờ ghi nhận"
        DA_GHI = "da_ghi", "Đã ghi nhận"
        TRA_LAI = "tra_lai", "Trả lại"

    hop_dong = models.ForeignKey(
        HopDong, verbose_name="hợp đồng", on_delete=models.PROTECT, related_name="nop_nghiem_thu"
    )
    thu_huong = models.ForeignKey(
        ThuHuong,
        verbose_name="đơn vị thụ hưởng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    loai = models.CharField("mẫu", max_length=3, choices=LoaiNghiemThu.choices)
    ngay = models.DateField("ngày nghiệm thu")
    dia_diem = VanBanField("địa điểm", max_length=255)
    thanh_phan = VanBanDaiField("thành phần")
    ket_qua = VanBanDaiField("kết quả so với hợp đồng")
    so_luong = models.DecimalField("số lượng hoàn thành", max_digits=14, decimal_places=2)
    tep = models.ForeignKey(
        "files.Tep", verbose_name="biên bản ký", on_delete=models.PROTECT, related_name="+"
    )
    trang_thai = models.CharField(
        "trạng thái", max_length=8, choices=TrangThai.choices, default=TrangThai.CHO
    )
    ly_do = VanBanDaiField("lý do trả lại", blank=True)
    nghiem_thu = models.OneToOneField(
        NghiemThu,
        verbose_name="biên bản đã ghi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tu_ho_so",
    )
    nguoi = khoa_nguoi("người nộp")
    luc = models.DateTimeField("nộp lúc", auto_now_add=True)
    nguoi_xet = khoa_nguoi("người ghi nhận")

    objects = CuaHopDongQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ nghiệm thu đã nộp"
        verbose_name_plural = "hồ sơ nghiệm thu đã nộp"
        ordering = ["hop_dong", "ngay", "id"]
        triggers = [pgtrigger.Protect(name="nop_nghiem_thu_khong_xoa", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(so_luong__gt=0, **{f"{n.value}__gte": 0 for n in Nguon}),
                name="kc_nopnghiemthu_khong_am",
                violation_error_message="Số lượng phải lớn hơn 0, số tiền không được âm.",
            ),
            thanh_phan_hop_le("kc_nopnghiemthu_thanh_phan"),
            models.CheckConstraint(
                condition=Q(trang_thai="da_ghi", nghiem_thu__isnull=False)
                | (~Q(trang_thai="da_ghi") & Q(nghiem_thu__isnull=True)),
                name="kc_nopnghiemthu_da_ghi",
                violation_error_message="Hồ sơ đã ghi nhận phải có biên bản trong sổ.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai="tra_lai") | ~Q(ly_do=""),
                name="kc_nopnghiemthu_ly_do",
                violation_error_message="Trả lại hồ sơ phải nêu lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()} ngày {self.ngay:%d/%m/%Y}"
