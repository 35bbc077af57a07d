"""Programmes, yearly plans and rounds of allotment (chương trình, kế hoạch năm, đợt giao vốn)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import CanXacMinh, theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import LUA_CHON_CHE_DO, Nguon


class CuaTinhHoacTrungUongQuerySet(TheoDonViQuerySet):
    """Rows of a province, or national ones (no province), which every account may read."""

    def visible_to(self, user: Any) -> Self:
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        return self.filter(
            Q(**{f"{self.duong_don_vi}__in": pham_vi}) | Q(**{f"{self.duong_don_vi}__isnull": True})
        )


def _nguon_theo_don_vi(ten: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(nguon=Nguon.KCQG, don_vi__isnull=True)
        | Q(nguon=Nguon.KCDP, don_vi__isnull=False),
        name=ten,
        violation_error_message="Khuyến công địa phương phải có tỉnh; quốc gia thì không.",
    )


@theo_doi()
class ChuongTrinh(CanXacMinh):
    """A programme of several years, e.g. QĐ 2646/QĐ-BCT for 2026–2030."""

    ma = models.SlugField(
        "mã",
        max_length=40,
        unique=True,
        help_text="Chữ thường không dấu, số, gạch nối, ví dụ «kcqg-2026-2030».",
    )
    ten = VanBanField(
        "tên chương trình",
        max_length=255,
        help_text=("Theo quyết định phê duyệt, ví dụ Chương trình KCQG giai đoạn 2026–2030."),
    )
    nguon = models.CharField(
        "nguồn",
        max_length=10,
        choices=LUA_CHON_CHE_DO,
        help_text=(
            "Quốc gia do Bộ phê duyệt, địa phương do UBND cấp tỉnh (NĐ "
            "45/2012/NĐ-CP sửa đổi bởi NĐ 235/2025/NĐ-CP)."
        ),
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Chỉ với chương trình địa phương; chương trình quốc gia để trống.",
    )
    tu_nam = models.PositiveSmallIntegerField(
        "từ năm",
        help_text="Năm đầu của giai đoạn.",
    )
    den_nam = models.PositiveSmallIntegerField(
        "đến năm",
        help_text="Năm cuối của giai đoạn.",
    )
    can_cu = VanBanField(
        "quyết định phê duyệt",
        max_length=255,
        help_text="Số, ký hiệu quyết định, ví dụ QĐ 2646/QĐ-BCT.",
    )
    kinh_phi = TienField(
        "kinh phí dự kiến (đồng)",
        null=True,
        blank=True,
        help_text="Đồng, theo quyết định; để trống nếu quyết định không nêu.",
    )

    objects = CuaTinhHoacTrungUongQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình khuyến công"
        verbose_name_plural = "chương trình khuyến công"
        ordering = ["-tu_nam", "nguon", "ma"]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_nam__gte=F("tu_nam")),
                name="kc_chuongtrinh_nam",
                violation_error_message="Năm kết thúc phải từ năm bắt đầu trở đi.",
            ),
            _nguon_theo_don_vi("kc_chuongtrinh_don_vi"),
        ]

    def __str__(self) -> str:
        return self.ten


class MucTieuQuerySet(CuaTinhHoacTrungUongQuerySet):
    duong_don_vi = "chuong_trinh__don_vi"


@theo_doi()
class MucTieu(CanXacMinh):
    """A target of a programme; progress is computed from accepted results, never typed."""

    chuong_trinh = models.ForeignKey(
        ChuongTrinh, verbose_name="chương trình", on_delete=models.CASCADE, related_name="muc_tieu"
    )
    noi_dung = models.CharField(
        "mã nội dung",
        max_length=6,
        help_text="Mã trong danh mục nội dung hoạt động (Điều 4 NĐ 45/2012/NĐ-CP).",
    )
    ten = VanBanField(
        "chỉ tiêu",
        max_length=200,
        help_text="Như quyết định phê duyệt chương trình viết.",
    )
    don_vi_tinh = VanBanField(
        "đơn vị tính",
        max_length=40,
        help_text=("Phải trùng đơn vị tính của nội dung trong đề án thì tiến độ mới tính được."),
    )
    so = models.DecimalField(
        "mục tiêu",
        max_digits=18,
        decimal_places=2,
        help_text=("Mục tiêu của cả giai đoạn; tiến độ do hệ thống tính từ biên bản nghiệm thu."),
    )

    objects = MucTieuQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tiêu chương trình"
        verbose_name_plural = "mục tiêu chương trình"
        ordering = ["chuong_trinh", "noi_dung"]
        constraints = [
            models.UniqueConstraint(
                fields=["chuong_trinh", "noi_dung", "don_vi_tinh"],
                name="kc_muctieu_duy_nhat",
                violation_error_message="Chỉ tiêu này của chương trình đã có.",
            ),
            models.CheckConstraint(
                condition=Q(so__gt=0),
                name="kc_muctieu_duong",
                violation_error_message="Mục tiêu phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class KeHoach(CanXacMinh):
    """The plan of one year and source: KCQG by the Minister, KCĐP by each province's chairman."""

    nam = models.PositiveSmallIntegerField(
        "năm kế hoạch",
        help_text=("Năm ngân sách; kế hoạch được duyệt từ cuối năm trước (TT 36/2013/TT-BCT)."),
    )
    nguon = models.CharField(
        "nguồn",
        max_length=10,
        choices=LUA_CHON_CHE_DO,
        help_text="Quốc gia: Bộ trưởng duyệt; địa phương: Chủ tịch UBND cấp tỉnh duyệt.",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Chỉ với kế hoạch khuyến công địa phương.",
    )
    so_quyet_dinh = VanBanField(
        "số quyết định phê duyệt",
        max_length=80,
        blank=True,
        help_text="Ví dụ QĐ 3536/QĐ-BCT; ghi cả ngày quyết định.",
    )
    ngay_quyet_dinh = models.DateField(
        "ngày quyết định",
        null=True,
        blank=True,
        help_text="Ngày ký; định mức hỗ trợ xét theo ngày này (Điều 8 TT 28/2018/TT-BTC).",
    )
    kinh_phi = TienField(
        "kinh phí được duyệt (đồng)",
        null=True,
        blank=True,
        help_text=("Đồng, tổng kinh phí khuyến công được duyệt của năm; chưa rõ thì để trống."),
    )
    chi_quan_ly = TienField(
        "trong đó chi quản lý chương trình (đồng)",
        null=True,
        blank=True,
        help_text="Đồng, phần của cơ quan quản lý kinh phí khuyến công; bị giới hạn theo tỷ lệ "
        "kinh phí được duyệt (KC45). Chưa rõ thì để trống.",
    )
    nguon_tin = VanBanField(
        "nguồn số liệu",
        max_length=255,
        blank=True,
        help_text="Nơi lấy số liệu nếu chưa có quyết định trong tay.",
    )
    so_lap = khoa_nguoi("người của Sở lập", editable=False)
    gui_luc = models.DateTimeField("Sở gửi lúc", null=True, editable=False)
    nguoi_gui = khoa_nguoi("lãnh đạo Sở gửi", editable=False)

    objects = CuaTinhHoacTrungUongQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch khuyến công năm"
        verbose_name_plural = "kế hoạch khuyến công năm"
        ordering = ["-nam", "nguon", "don_vi"]
        permissions = [
            ("lap_kehoach", "Lập kế hoạch khuyến công của tỉnh (Sở)"),
            ("gui_kehoach", "Gửi Cục kế hoạch khuyến công của tỉnh (lãnh đạo Sở)"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nam", "nguon", "don_vi"],
                name="kc_kehoach_duy_nhat",
                nulls_distinct=False,
                violation_error_message="Kế hoạch của năm, nguồn và địa phương này đã có.",
            ),
            _nguon_theo_don_vi("kc_kehoach_don_vi"),
            models.CheckConstraint(
                condition=Q(chi_quan_ly__isnull=True) | Q(chi_quan_ly__gte=0),
                name="kc_kehoach_chi_quan_ly",
                violation_error_message="Chi quản lý không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(so_quyet_dinh="", ngay_quyet_dinh__isnull=True)
                | (~Q(so_quyet_dinh="") & Q(ngay_quyet_dinh__isnull=False)),
                name="kc_kehoach_so_va_ngay",
                violation_error_message="Quyết định phải có cả số và ngày.",
            ),
            models.CheckConstraint(
                condition=Q(gui_luc__isnull=True)
                | Q(ngay_quyet_dinh__isnull=False, kinh_phi__isnull=False),
                name="kc_kehoach_gui_du",
                violation_error_message="Kế hoạch đã gửi phải có quyết định và kinh phí.",
            ),
        ]

    @property
    def so_dang_soan(self) -> bool:
        """Drawn up by its Sở and not sent yet."""
        return self.so_lap_id is not None and self.gui_luc is None

    def __str__(self) -> str:
        cua = f" – {self.don_vi.ten_goi}" if self.don_vi else ""
        return f"{self.get_nguon_display()} {self.nam}{cua}"


class DotGiaoVonQuerySet(CuaTinhHoacTrungUongQuerySet):
    duong_don_vi = "ke_hoach__don_vi"


@theo_doi()
class DotGiaoVon(models.Model):
    """One round of allotment; the shares of the đề án are ledger entries that name it."""

    ke_hoach = models.ForeignKey(
        KeHoach, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="dot"
    )
    so_dot = models.PositiveSmallIntegerField(
        "đợt",
        help_text="Vốn về theo đợt; mỗi đợt một văn bản phân bổ.",
    )
    so_van_ban = VanBanField(
        "số văn bản phân bổ",
        max_length=80,
        help_text="Ví dụ 437/CTĐP-QLKC.",
    )
    ngay = models.DateField(
        "ngày",
        help_text="Ngày văn bản phân bổ.",
    )
    ghi_chu = VanBanDaiField("ghi chú", blank=True)

    objects = DotGiaoVonQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt giao vốn"
        verbose_name_plural = "đợt giao vốn"
        ordering = ["ke_hoach", "so_dot"]
        constraints = [
            models.UniqueConstraint(
                fields=["ke_hoach", "so_dot"],
                name="kc_dotgiaovon_duy_nhat",
                violation_error_message="Kế hoạch này đã có đợt ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ke_hoach}, đợt {self.so_dot}"


@theo_doi()
class SoCongBo(CanXacMinh):
    """A figure the press or a Sở published of a province and a period: to compare, never to add."""

    class Loai(models.TextChoices):
        KE_HOACH = "ke_hoach", "Kế hoạch"
        KET_QUA = "ket_qua", "Kết quả"
        KHONG_RO = "khong_ro", "Nguồn không nêu"

    class Muc(models.TextChoices):
        DUNG = "dung", "Đúng số"
        HON = "hon", "Hơn (mức dưới)"
        KHOANG = "khoang", "Khoảng"

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Theo địa giới của kỳ; số trước 01/7/2025 thuộc tỉnh trước sắp xếp.",
    )
    tu_nam = models.PositiveSmallIntegerField("từ năm", help_text="Năm đầu của kỳ được nêu.")
    den_nam = models.PositiveSmallIntegerField("đến năm", help_text="Năm cuối của kỳ được nêu.")
    loai = models.CharField(
        "loại", max_length=8, choices=Loai.choices, help_text="Kế hoạch hay kết quả thực hiện."
    )
    ten = VanBanField("chỉ tiêu", max_length=200, help_text="Như nguồn nêu.")
    so = models.DecimalField("số", max_digits=18, decimal_places=3, help_text="Như nguồn nêu.")
    muc = models.CharField(
        "mức", max_length=6, choices=Muc.choices, default=Muc.DUNG, help_text="«Hơn», «khoảng»…"
    )
    don_vi_tinh = VanBanField("đơn vị tính", max_length=40, help_text="Ví dụ «triệu đồng».")
    nguon_tin = VanBanField("nguồn", max_length=500, help_text="Địa chỉ bài báo, trang của Sở.")

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "số khuyến công đã công bố"
        verbose_name_plural = "số khuyến công đã công bố"
        ordering = ["don_vi", "tu_nam", "loai", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "tu_nam", "den_nam", "loai", "ten"],
                name="kc_socongbo_duy_nhat",
                violation_error_message="Chỉ tiêu này của địa phương và kỳ ấy đã có.",
            ),
            models.CheckConstraint(
                condition=Q(den_nam__gte=F("tu_nam"), so__gte=0),
                name="kc_socongbo_hop_le",
                violation_error_message="Năm cuối phải từ năm đầu trở đi; số không âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.don_vi.ten_goi} {self.ky}: {self.ten}"

    @property
    def ky(self) -> str:
        """The period in words: «2018», «2021–2025»."""
        return str(self.tu_nam) if self.tu_nam == self.den_nam else f"{self.tu_nam}–{self.den_nam}"
