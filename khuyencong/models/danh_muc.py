"""What the law supports, as dated rows: activities, trades, eligibility, ceilings, advance rates.

A đề án is judged by the row in force on the day that matters: registration for eligibility,
approval for ceilings (section 1.2 of the domain file).
"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from cucctdp.donvi.models.hieu_luc import ky_hop_le, theo_doi
from cucctdp.donvi.models.luat import CoLuat, khong_chong
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import (
    LUA_CHON_CHE_DO,
    CapNoiDung,
    LoaiUuTien,
    LuaChon,
    Nguon,
)

_PHAN_TRAM = [MinValueValidator(0), MaxValueValidator(100)]


@theo_doi()
class NoiDung(CoLuat):
    """One kind of activity (nội dung hoạt động, Điều 4 NĐ 45/2012/NĐ-CP as amended)."""

    ma = models.CharField("mã", max_length=6, help_text="Mã của hệ thống, ví dụ «KT4».")
    ten = VanBanField(
        "tên nội dung",
        max_length=255,
        help_text="Theo Điều 4 NĐ 45/2012/NĐ-CP, bổ sung bởi NĐ 235/2025/NĐ-CP.",
    )
    nhom = VanBanField("nhóm", max_length=120, blank=True)
    don_vi_tinh = ArrayField(
        VanBanField(max_length=40),
        verbose_name="đơn vị tính của kết quả",
        help_text="Ví dụ «cơ sở», «mô hình», «lao động».",
    )
    lua_chon = models.CharField(
        "cách lựa chọn",
        max_length=10,
        choices=LuaChon.choices,
        default=LuaChon.XET_CHON,
        help_text="Nội dung phải đấu thầu hay được xét chọn (Điều 8 TT 36/2013/TT-BCT).",
    )
    mien_dia_ban = models.BooleanField(
        "không xét địa bàn", default=False, help_text="Hỗ trợ cả ở phường (KC01)."
    )
    mien_quy_mo = models.BooleanField(
        "không xét quy mô", default=False, help_text="Hỗ trợ cả doanh nghiệp lớn (KC02)."
    )
    may_moc = models.BooleanField(
        "hỗ trợ máy móc", default=False, help_text="Máy phải mới 100% (KC15)."
    )
    o_nuoc_ngoai = models.BooleanField(
        "tham dự ở nước ngoài", default=False, help_text="Giới hạn số lần mỗi năm (KC14)."
    )
    theo_thoi_vu = models.BooleanField(
        "theo thời vụ", default=False, help_text="Hội chợ: được triển khai muộn hơn (KC31)."
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung hoạt động khuyến công"
        verbose_name_plural = "nội dung hoạt động khuyến công"
        ordering = ["thu_tu", "ma", "hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_noidung_ky_hop_le"),
            khong_chong(
                "kc_noidung_khong_chong", "Nội dung này đã có dòng hiệu lực cùng ngày.", "ma"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"


@theo_doi()
class NganhNghe(CoLuat):
    """A trade that may be supported (Điều 5 NĐ 45/2012/NĐ-CP)."""

    ma = models.CharField("mã", max_length=6)
    ten = VanBanDaiField(
        "ngành nghề",
        help_text="Theo Điều 5 NĐ 45/2012/NĐ-CP, bổ sung bởi NĐ 235/2025/NĐ-CP.",
    )
    chi_dia_ban_kho_khan = models.BooleanField(
        "chỉ ở địa bàn khó khăn",
        default=False,
        help_text="Khai thác, chế biến khoáng sản chỉ được hỗ trợ ở địa bàn khó khăn.",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "ngành nghề được hưởng khuyến công"
        verbose_name_plural = "ngành nghề được hưởng khuyến công"
        ordering = ["ma", "hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_nganhnghe_ky_hop_le"),
            khong_chong(
                "kc_nganhnghe_khong_chong", "Ngành nghề này đã có dòng hiệu lực cùng ngày.", "ma"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"


@theo_doi()
class CheDoDoiTuong(CoLuat):
    """An eligibility regime: which places of production count, on which days.

    Until 14/10/2025 NĐ 45/2012/NĐ-CP, from 15/10/2025 NĐ 235/2025/NĐ-CP.
    """

    ma = models.SlugField("mã", max_length=20)
    ten = VanBanField(
        "tên chế độ",
        max_length=200,
        help_text="Ví dụ chế độ trước và từ 15/10/2025 (NĐ 235/2025/NĐ-CP).",
    )
    phuong_cua_tinh = models.BooleanField(
        "phường thuộc tỉnh", default=True, help_text="Cơ sở ở phường của tỉnh được hưởng."
    )
    phuong_cua_thanh_pho = models.BooleanField(
        "phường thuộc thành phố trực thuộc trung ương",
        default=False,
        help_text="Cơ sở ở phường của thành phố trực thuộc trung ương được hưởng.",
    )
    lang_nghe = models.BooleanField(
        "làng nghề được công nhận",
        default=False,
        help_text="Cơ sở trong làng nghề được UBND cấp tỉnh công nhận luôn được hưởng.",
    )
    thong_bao = VanBanDaiField("câu báo khi không đủ điều kiện")

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "chế độ đối tượng, địa bàn"
        verbose_name_plural = "chế độ đối tượng, địa bàn"
        ordering = ["-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_chedo_ky_hop_le"),
            ExclusionConstraint(
                name="kc_chedo_khong_chong",
                expressions=[
                    (
                        Func(
                            F("hieu_luc_tu"),
                            F("hieu_luc_den"),
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Mỗi ngày chỉ có một chế độ đối tượng có hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class DinhMuc(CoLuat):
    """A ceiling of support (định mức hỗ trợ; KCQG: Điều 8 TT 28/2018/TT-BTC)."""

    noi_dung = models.CharField(
        "mã nội dung",
        max_length=6,
        help_text="Mã trong danh mục nội dung hoạt động.",
    )
    nguon = models.CharField(
        "nguồn",
        max_length=10,
        choices=LUA_CHON_CHE_DO,
        help_text=(
            "Quốc gia: Điều 8 TT 28/2018/TT-BTC; địa phương: nghị quyết HĐND (TT 64/2024/TT-BTC)."
        ),
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố ban hành",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống với khuyến công quốc gia. Có thể là tỉnh trước sắp xếp.",
    )
    cap = models.CharField(
        "cấp",
        max_length=8,
        choices=CapNoiDung.choices,
        blank=True,
        help_text="Khi mức khác nhau theo cấp (bình chọn, thưởng sản phẩm, thành lập hội): mỗi cấp "
        "một dòng. Để trống: mức chung.",
    )
    don_vi_tinh = VanBanField("tính cho một", max_length=40, help_text="Ví dụ «cơ sở».")
    ty_le_toi_da = models.DecimalField(
        "tỷ lệ tối đa (%)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=_PHAN_TRAM,
        help_text="Phần trăm chi phí hợp lệ. Để trống nếu văn bản không quy định.",
    )
    muc_toi_da = TienField(
        "mức tối đa (đồng)",
        null=True,
        blank=True,
        help_text="Số tiền tối đa, đồng. Để trống nếu văn bản không quy định.",
    )
    he_so_uu_tien = models.DecimalField(
        "hệ số ưu tiên tối đa",
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(1)],
        help_text="Mức ưu tiên tối đa bằng bao nhiêu lần mức chung; 1 là không có ưu tiên.",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "định mức hỗ trợ"
        verbose_name_plural = "định mức hỗ trợ"
        ordering = ["noi_dung", "nguon", "don_vi", "-hieu_luc_tu", "cap"]
        constraints = [
            ky_hop_le("kc_dinhmuc_ky_hop_le"),
            khong_chong(
                "kc_dinhmuc_khong_chong",
                "Nội dung, nguồn, địa phương và cấp này đã có định mức hiệu lực cùng ngày.",
                "noi_dung",
                "nguon",
                "don_vi?",
                "cap",
            ),
            models.CheckConstraint(
                condition=Q(nguon=Nguon.KCQG, don_vi__isnull=True)
                | Q(nguon=Nguon.KCDP, don_vi__isnull=False),
                name="kc_dinhmuc_don_vi_theo_nguon",
                violation_error_message="Định mức KCĐP phải có tỉnh; định mức KCQG thì không.",
            ),
            models.CheckConstraint(
                condition=Q(ty_le_toi_da__isnull=True)
                | Q(ty_le_toi_da__gt=0, ty_le_toi_da__lte=100),
                name="kc_dinhmuc_ty_le",
                violation_error_message="Tỷ lệ tối đa phải từ trên 0 đến 100%%.",
            ),
            models.CheckConstraint(
                condition=Q(muc_toi_da__isnull=True) | Q(muc_toi_da__gt=0),
                name="kc_dinhmuc_muc_duong",
                violation_error_message="Mức tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        cap = f", {self.get_cap_display().lower()}" if self.cap else ""
        return f"{self.noi_dung} {self.get_nguon_display()}{cap} từ {self.hieu_luc_tu:%d/%m/%Y}"


@theo_doi()
class TyLeTamUng(CoLuat):
    """Rate and condition of the first advance (Điều 13 TT 36/2013/TT-BCT)."""

    noi_dung = models.CharField("mã nội dung", max_length=6)
    nguon = models.CharField("nguồn", max_length=10, choices=LUA_CHON_CHE_DO)
    ty_le = models.DecimalField(
        "tỷ lệ tạm ứng lần một (%)",
        max_digits=5,
        decimal_places=2,
        validators=_PHAN_TRAM,
        help_text=("Tạm ứng lần đầu so với kinh phí hợp đồng (Điều 13 TT 36/2013/TT-BCT, KC22)."),
    )
    khoi_luong_toi_thieu = models.DecimalField(
        "khối lượng phải vượt (%)",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=_PHAN_TRAM,
        help_text="Chỉ tạm ứng khi khối lượng đã làm vượt tỷ lệ này.",
    )
    ho_so = VanBanDaiField(
        "hồ sơ tạm ứng",
        blank=True,
        help_text="Giấy tờ phải có khi tạm ứng (Điều 13 TT 36/2013/TT-BCT).",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "tỷ lệ tạm ứng"
        verbose_name_plural = "tỷ lệ tạm ứng"
        ordering = ["noi_dung", "nguon", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_tyletamung_ky_hop_le"),
            khong_chong(
                "kc_tyletamung_khong_chong",
                "Nội dung này đã có tỷ lệ tạm ứng hiệu lực cùng ngày.",
                "noi_dung",
                "nguon",
            ),
            models.CheckConstraint(
                condition=Q(ty_le__gt=0, ty_le__lte=100, khoi_luong_toi_thieu__range=(0, 100)),
                name="kc_tyletamung_phan_tram",
                violation_error_message="Tỷ lệ phải từ trên 0 đến 100%%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noi_dung}: {self.ty_le.normalize():f}%"


@theo_doi()
class DiaBanUuTien(CoLuat):
    """A commune on a list of priority places, from a day on."""

    xa = models.ForeignKey(
        "donvi.Xa", verbose_name="xã, phường", on_delete=models.PROTECT, related_name="+"
    )
    loai = models.CharField(
        "loại địa bàn",
        max_length=20,
        choices=LoaiUuTien.choices,
        help_text="Theo thứ tự ưu tiên của Điều 6 TT 46/2012/TT-BCT.",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn ưu tiên"
        verbose_name_plural = "địa bàn ưu tiên"
        ordering = ["xa", "loai"]
        constraints = [
            ky_hop_le("kc_diabanuutien_ky_hop_le"),
            khong_chong(
                "kc_diabanuutien_khong_chong",
                "Xã này đã có trong danh sách ấy cùng ngày.",
                "xa",
                "loai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.xa}: {self.get_loai_display()}"
