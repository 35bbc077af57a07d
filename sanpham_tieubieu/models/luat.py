"""The law of the selection as dated rows: levels, groups, papers, rules."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import ky_hop_le, theo_doi
from cucctdp.donvi.models.luat import CoLuat, khong_chong
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.quy_tac.models import QuyTacLuat
from sanpham_tieubieu.choices import Cap, CoQuanThuoc


@theo_doi()
class QuyDinhCap(CoLuat):
    """What the law fixes of one level: sizes, chair, signer, threshold, validity, clocks.

    TT 26/2014/TT-BCT as amended by TT 14/2018/TT-BCT and TT 38/2025/TT-BCT. A round copies the
    threshold when it is opened; a dossier or certificate is judged by the row of its day.
    """

    cap = models.CharField("cấp", max_length=10, choices=Cap.choices)
    chu_tri = VanBanField("chủ trì", max_length=200)
    co_quan_ky = models.CharField(
        "cơ quan công nhận, ký giấy chứng nhận", max_length=10, choices=CoQuanThuoc.choices
    )
    chuc_danh_ky = VanBanField("chức danh người ký", max_length=120)
    so_thanh_vien = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name="số thành viên Hội đồng",
        help_text="Các số được phép, ví dụ 7, 9 (Điều 9 TT 26/2014/TT-BCT).",
    )
    chu_tich_thuoc = ArrayField(
        models.CharField(max_length=10, choices=CoQuanThuoc.choices),
        verbose_name="Chủ tịch Hội đồng thuộc",
        default=list,
        blank=True,
    )
    pho_thuoc = ArrayField(
        models.CharField(max_length=10, choices=CoQuanThuoc.choices),
        verbose_name="Phó Chủ tịch thường trực thuộc",
        default=list,
        blank=True,
    )
    nguong_diem = models.DecimalField(
        "điểm bình quân tối thiểu",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    so_nam_hieu_luc = models.PositiveSmallIntegerField(
        "số năm hiệu lực của giấy chứng nhận",
        help_text="Đến 31/12 của năm thứ mấy, tính cả năm cấp (Điều 17 TT 26/2014/TT-BCT).",
    )
    chu_ky_nam = models.PositiveSmallIntegerField(
        "tổ chức mỗi (năm)", null=True, blank=True, help_text="Trống: do địa phương quy định."
    )
    lien_ke_sau = models.CharField(
        "năm liền sau kỳ của cấp",
        max_length=10,
        choices=Cap.choices,
        blank=True,
        help_text="Cấp quốc gia tổ chức năm liền sau cấp khu vực (TT 14/2018/TT-BCT).",
    )
    ngay_khieu_nai = models.PositiveSmallIntegerField("thời hạn khiếu nại (ngày làm việc)")
    ngay_giai_quyet = models.PositiveSmallIntegerField("thời hạn giải quyết (ngày làm việc)")
    ngay_thong_bao = models.PositiveSmallIntegerField(
        "thông báo kết quả trong (ngày làm việc)", null=True, blank=True
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định của cấp bình chọn"
        verbose_name_plural = "quy định của cấp bình chọn"
        ordering = ["cap", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("sp_quydinhcap_ky_hop_le"),
            khong_chong(
                "sp_quydinhcap_khong_chong", "Cấp này đã có quy định hiệu lực cùng ngày.", "cap"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cap_display()} (từ {self.hieu_luc_tu:%d/%m/%Y})"


@theo_doi()
class NhomSanPham(CoLuat):
    """One of the product groups (Điều 5 TT 26/2014/TT-BCT)."""

    ma = models.SlugField("mã", max_length=10, help_text="Ví dụ «CBNLTS».")
    ten = VanBanField("tên nhóm", max_length=200)
    ten_ngan = VanBanField("tên ngắn", max_length=60)
    ten_khac = ArrayField(
        VanBanField(max_length=200),
        verbose_name="cách gọi khác",
        default=list,
        blank=True,
        help_text="Cách gọi gặp trong danh sách cũ, để nhập tệp nhận ra.",
    )
    thuc_pham = models.BooleanField(
        "gồm thực phẩm", default=False, help_text="Hỏi giấy chứng nhận an toàn thực phẩm (R22)."
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự in")

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm sản phẩm"
        verbose_name_plural = "nhóm sản phẩm"
        ordering = ["thu_tu", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("sp_nhom_ky_hop_le"),
            khong_chong("sp_nhom_khong_chong", "Nhóm này đã có dòng hiệu lực cùng ngày.", "ma"),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class LoaiTaiLieu(CoLuat):
    """A paper of the dossier: at which levels and groups it must be there (Điều 12)."""

    ma = models.SlugField("mã", max_length=20)
    ten = VanBanField("tên giấy tờ", max_length=250)
    mau = VanBanField("mẫu", max_length=40, blank=True, help_text="Ví dụ «Phụ lục 1».")
    bat_buoc_cap = ArrayField(
        models.CharField(max_length=10, choices=Cap.choices),
        verbose_name="bắt buộc ở cấp",
        default=list,
        blank=True,
    )
    chi_nhom = ArrayField(
        models.CharField(max_length=10),
        verbose_name="chỉ với nhóm",
        default=list,
        blank=True,
        help_text="Mã nhóm; trống: mọi nhóm.",
    )
    thay_cho = ArrayField(
        models.CharField(max_length=20),
        verbose_name="có một trong các giấy này là đủ",
        default=list,
        blank=True,
        help_text="Mã các giấy tờ thay thế được.",
    )
    co_han = models.BooleanField("có ngày hết hạn", default=False)
    thu_tu = models.PositiveSmallIntegerField("thứ tự")

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ của hồ sơ"
        verbose_name_plural = "giấy tờ của hồ sơ"
        ordering = ["thu_tu", "ma", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("sp_loaitailieu_ky_hop_le"),
            khong_chong(
                "sp_loaitailieu_khong_chong", "Giấy tờ này đã có dòng hiệu lực cùng ngày.", "ma"
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class QuyTac(QuyTacLuat):
    """A rule R01–R60 with its sentence, weight and limits."""

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc bình chọn"
        verbose_name_plural = "quy tắc bình chọn"
        ordering = ["ma", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("sp_quytac_ky_hop_le"),
            khong_chong("sp_quytac_khong_chong", "Quy tắc này đã có dòng cùng ngày.", "ma"),
            models.CheckConstraint(
                condition=Q(ma__regex=r"^R\d{2}$"),
                name="sp_quytac_ma",
                violation_error_message="Mã quy tắc gồm «R» và hai chữ số.",
            ),
        ]
