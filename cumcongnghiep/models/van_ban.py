"""Procedures (hồ sơ thủ tục) and the documents that carry the steps of a cluster's life."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.models.luat import khong_chong
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from cumcongnghiep.choices import CoQuan, LoaiThuTuc, LoaiVanBan
from cumcongnghiep.models.chu_dau_tu import ChuDauTu
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum
from cumcongnghiep.models.o_so import khong_am, o_ha
from cumcongnghiep.models.pham_vi import TheoCumQuerySet


@theo_doi()
class HoSo(models.Model):
    """One procedure of establishing or extending; its regime is that of ``ngay_nop``.

    A file already under appraisal on 15/9/2026 goes on under the former regime (khoản 2 Điều 35
    as amended by NĐ 303/2026/NĐ-CP).
    """

    cum = models.ForeignKey(Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="ho_so")
    loai = models.CharField("thủ tục", max_length=12, choices=LoaiThuTuc.choices)
    ngay_nop = models.DateField(
        "ngày nộp hồ sơ", help_text="Ngày nhận văn bản đề nghị đầu tiên; quyết định chế độ áp dụng."
    )
    dien_tich = o_ha("diện tích đề nghị (ha)", help_text="Mở rộng: phần tăng thêm.")
    chung_minh_nhu_cau = models.BooleanField(
        "đã chứng minh nhu cầu vượt quỹ đất", default=False, help_text="Thay cho tỷ lệ lấp đầy."
    )
    ket_thuc = models.DateField("kết thúc ngày", null=True, blank=True)
    ly_do_ket_thuc = VanBanField("lý do dừng", max_length=300, blank=True)
    nguoi_lap = khoa_nguoi("người lập", editable=False)
    tao_luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ thủ tục"
        verbose_name_plural = "hồ sơ thủ tục"
        ordering = ["cum", "-ngay_nop"]
        constraints = [
            models.UniqueConstraint(
                fields=["cum"],
                condition=Q(ket_thuc__isnull=True),
                name="ccn_hoso_mot_dang_mo",
                violation_error_message="Cụm đang có một hồ sơ thủ tục chưa kết thúc.",
            ),
            models.CheckConstraint(
                condition=Q(ket_thuc__isnull=True) | Q(ket_thuc__gte=F("ngay_nop")),
                name="ccn_hoso_ky",
                violation_error_message="Ngày kết thúc phải từ ngày nộp trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()} {self.cum.ten}, nộp {self.ngay_nop:%d/%m/%Y}"


class CuaHoSoQuerySet(TheoCumQuerySet):
    duong_cum = "ho_so__cum"


@theo_doi()
class BoSungHoSo(models.Model):
    """The Sở asked for a supplement: its clock stands until the papers come.

    Time of the supplement is not counted in the appraisal (Điều 10 NĐ 32/2024/NĐ-CP).
    """

    ho_so = models.ForeignKey(
        HoSo, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="bo_sung"
    )
    yeu_cau_ngay = models.DateField("yêu cầu bổ sung ngày")
    nhan_ngay = models.DateField(
        "nhận đủ ngày", null=True, blank=True, help_text="Trống: còn chờ bổ sung."
    )
    noi_dung = VanBanField("nội dung phải bổ sung", max_length=400)
    so_van_ban = VanBanField("văn bản yêu cầu số", max_length=60, blank=True)
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu bổ sung hồ sơ"
        verbose_name_plural = "yêu cầu bổ sung hồ sơ"
        ordering = ["ho_so", "yeu_cau_ngay"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nhan_ngay__isnull=True) | Q(nhan_ngay__gte=F("yeu_cau_ngay")),
                name="ccn_bosung_ky",
                violation_error_message="Ngày nhận đủ phải từ ngày yêu cầu trở đi.",
            ),
            khong_chong(
                "ccn_bosung_khong_chong",
                "Hồ sơ đang chờ bổ sung trong khoảng thời gian này.",
                "ho_so",
                tu="yeu_cau_ngay",
                den="nhan_ngay",
            ),
        ]

    def __str__(self) -> str:
        return f"Bổ sung {self.yeu_cau_ngay:%d/%m/%Y}: {self.noi_dung}"


@theo_doi()
class VanBan(models.Model):
    """One document: what it is, who signed it, what it decides; the basis of every state.

    ``ho_so`` is set while a procedure of the system runs: then step follows step. Documents of
    the past are recorded without one.
    """

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="van_ban"
    )
    ho_so = models.ForeignKey(
        HoSo,
        verbose_name="hồ sơ thủ tục",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="van_ban",
    )
    loai = models.CharField("loại văn bản", max_length=16, choices=LoaiVanBan.choices)
    so = VanBanField("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ «298/QĐ-UBND».")
    ngay = models.DateField("ngày ban hành")
    hieu_luc_tu = models.DateField(
        "hiệu lực từ ngày", null=True, blank=True, help_text="Trống: từ ngày ban hành."
    )
    co_quan = models.CharField("cơ quan ban hành", max_length=12, choices=CoQuan.choices)
    trich_yeu = VanBanField("trích yếu", max_length=400, blank=True)
    dien_tich = o_ha("diện tích (ha)", help_text="Theo văn bản: toàn cụm; mở rộng: phần tăng thêm.")
    chu_dau_tu = models.ForeignKey(
        ChuDauTu,
        verbose_name="chủ đầu tư",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tong_muc_dau_tu = TienField("tổng mức đầu tư (đồng)", null=True, blank=True)
    von_nsnn = TienField("trong đó ngân sách nhà nước (đồng)", null=True, blank=True)
    khoi_cong_du_kien = models.DateField("khởi công dự kiến", null=True, blank=True)
    hoan_thanh_du_kien = models.DateField("hoàn thành dự kiến", null=True, blank=True)
    dat_uu_tien = o_ha(
        "đất dành cho nhóm ưu tiên (ha)", help_text="DN công nghệ cao, nhỏ và vừa, khởi nghiệp."
    )
    noi_dung = VanBanDaiField("nội dung", blank=True)
    ngay_gui_bo = models.DateField(
        "gửi Bộ Công Thương ngày", null=True, blank=True, help_text="Bản quyết định gửi Bộ."
    )
    thay_the = models.ForeignKey(
        "self",
        verbose_name="thay thế, bãi bỏ văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bi_thay",
    )
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="tệp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ngoai_le = VanBanField(
        "ghi nhận ngoài trình tự",
        max_length=300,
        blank=True,
        help_text="Lý do ghi văn bản khi chưa đủ bước trước (hồ sơ cũ).",
    )
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    nguon_tin = VanBanField("nguồn", max_length=300, blank=True)
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)
    tao_luc = models.DateTimeField("nhập lúc", auto_now_add=True)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản của cụm"
        verbose_name_plural = "văn bản của cụm"
        ordering = ["cum", "ngay", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(
                    loai__in=[
                        LoaiVanBan.THANH_LAP,
                        LoaiVanBan.MO_RONG,
                        LoaiVanBan.BAI_BO,
                        LoaiVanBan.DIEU_CHINH,
                        LoaiVanBan.GIAO_CDT,
                        LoaiVanBan.QHCT,
                    ],
                    so="",
                )
                | Q(can_xac_minh=True),
                name="ccn_vanban_quyet_dinh_co_so",
                violation_error_message="Quyết định phải có số, ký hiệu.",
            ),
            models.CheckConstraint(
                condition=Q(khoi_cong_du_kien__isnull=True)
                | Q(hoan_thanh_du_kien__isnull=True)
                | Q(hoan_thanh_du_kien__gte=F("khoi_cong_du_kien")),
                name="ccn_vanban_tien_do",
                violation_error_message="Ngày hoàn thành phải từ ngày khởi công trở đi.",
            ),
            khong_am(
                "ccn_vanban_khong_am",
                "Diện tích, số tiền không âm.",
                "dien_tich",
                "tong_muc_dau_tu",
                "von_nsnn",
                "dat_uu_tien",
            ),
            models.CheckConstraint(
                condition=Q(thay_the__isnull=True) | ~Q(thay_the=F("id")),
                name="ccn_vanban_khong_tu_thay",
                violation_error_message="Văn bản không thay thế chính nó.",
            ),
        ]
        indexes = [
            models.Index(fields=["cum", "loai", "ngay"], name="ccn_vanban_cum_loai"),
            models.Index(fields=["so", "ngay"], name="ccn_vanban_so"),
        ]

    def __str__(self) -> str:
        so = f" số {self.so}" if self.so else ""
        return f"{self.get_loai_display()}{so} ngày {self.ngay:%d/%m/%Y}"

    @property
    def ro_ngay(self) -> bool:
        """False for a decision whose number the source does not give: its day is no event.

        Such a day only says by when the decision stood; it makes no cluster «thành lập trong kỳ».
        """
        return not (self.can_xac_minh and not self.so)


_SO_QUYET_DINH = re.compile(r"\d+/(\d{4}/)?QĐ-(UBND|TTg|HĐ)")


def dung_dang_so_quyet_dinh(so: str) -> bool:
    """Whether a number reads «298/QĐ-UBND» or «27/2020/QĐ-UBND» (V20)."""
    return _SO_QUYET_DINH.fullmatch(so) is not None
