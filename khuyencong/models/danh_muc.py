"""What the law fixes, as dated rows: activities, ceilings, deadlines, advance rates, checklists.

A đề án is judged by the row in force on the day that matters: registration for eligibility,
approval for ceilings (section 1.2 of the domain file).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from cucctdp.donvi.models.hieu_luc import CanXacMinh, CoCanCu, CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import (
    LUA_CHON_CHE_DO,
    CachTinhHan,
    CapQuyetDinh,
    HinhThuc,
    LoaiUuTien,
    LuaChon,
    MucQuyTac,
    Nguon,
    ViecDieuChinh,
)

_PHAN_TRAM = [MinValueValidator(0), MaxValueValidator(100)]


def _khong_chong(ten: str, cau: str, *khoa: str) -> ExclusionConstraint:
    """No two rows of the same key on the same day; a null part of the key is a value too."""
    khoang = Func(
        F("hieu_luc_tu"),
        F("hieu_luc_den"),
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )
    phan: list[tuple[Any, str]] = [(khoang, RangeOperators.OVERLAPS)]
    for cot in khoa:
        bieu_thuc = Coalesce(cot.removesuffix("?"), 0) if cot.endswith("?") else cot
        phan.append((bieu_thuc, RangeOperators.EQUAL))
    return ExclusionConstraint(name=ten, expressions=phan, violation_error_message=cau)


class CoLuat(CoHieuLuc, CoCanCu, CanXacMinh):
    """A rule of law: when, on what basis, and whether the text was seen."""

    class Meta:
        abstract = True


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
            _khong_chong(
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
            _khong_chong(
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


class DinhMucHoTroQuerySet(HieuLucQuerySet):
    def tra_cuu(self, *, noi_dung: str, nguon: str, ngay: date, don_vi: Any = None) -> Any:
        """The ceiling for an activity code on a day, or None when there is none.

        For KCĐP ``don_vi`` is the province whose resolution is asked, 63 or 34: after the merger a
        new province keeps the resolutions of its parts until it passes its own.
        """
        return self.hieu_luc(ngay).filter(noi_dung=noi_dung, nguon=nguon, don_vi=don_vi).first()


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

    objects = DinhMucHoTroQuerySet.as_manager()

    class Meta:
        verbose_name = "định mức hỗ trợ"
        verbose_name_plural = "định mức hỗ trợ"
        ordering = ["noi_dung", "nguon", "don_vi", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_dinhmuc_ky_hop_le"),
            _khong_chong(
                "kc_dinhmuc_khong_chong",
                "Nội dung, nguồn và địa phương này đã có định mức hiệu lực cùng ngày.",
                "noi_dung",
                "nguon",
                "don_vi?",
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
                violation_error_message="Tỷ lệ tối đa phải từ trên 0 đến 100%.",
            ),
            models.CheckConstraint(
                condition=Q(muc_toi_da__isnull=True) | Q(muc_toi_da__gt=0),
                name="kc_dinhmuc_muc_duong",
                violation_error_message="Mức tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noi_dung} {self.get_nguon_display()} từ {self.hieu_luc_tu:%d/%m/%Y}"


@theo_doi()
class ThoiHan(CoLuat):
    """A statutory clock of the procedure (thời hạn quy trình, TT 36/2013/TT-BCT)."""

    ma = models.SlugField("mã", max_length=30)
    ten = VanBanField("tên thời hạn", max_length=200)
    nguon = models.CharField("nguồn", max_length=10, choices=LUA_CHON_CHE_DO)
    cach_tinh = models.CharField(
        "cách tính",
        max_length=20,
        choices=CachTinhHan.choices,
        help_text="Ngày cố định, hoặc số ngày kể từ sự kiện; ngày làm việc trừ lễ, tết.",
    )
    thang = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    ngay = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    lech_nam = models.SmallIntegerField(
        "lệch năm so với năm kế hoạch",
        default=0,
        help_text="-1: năm trước năm kế hoạch; 1: năm sau.",
    )
    so_ngay = models.PositiveSmallIntegerField("số ngày", null=True, blank=True)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn quy trình"
        verbose_name_plural = "thời hạn quy trình"
        ordering = ["ma", "nguon", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_thoihan_ky_hop_le"),
            _khong_chong(
                "kc_thoihan_khong_chong",
                "Thời hạn này đã có dòng hiệu lực cùng ngày.",
                "ma",
                "nguon",
            ),
            models.CheckConstraint(
                condition=Q(
                    cach_tinh=CachTinhHan.NGAY_CO_DINH,
                    thang__range=(1, 12),
                    ngay__range=(1, 31),
                    so_ngay__isnull=True,
                )
                | Q(
                    cach_tinh=CachTinhHan.NGAY_TRONG_THANG,
                    thang__isnull=True,
                    ngay__range=(1, 28),
                    so_ngay__isnull=True,
                )
                | Q(
                    cach_tinh__in=[CachTinhHan.SO_NGAY, CachTinhHan.NGAY_LAM_VIEC],
                    thang__isnull=True,
                    ngay__isnull=True,
                    so_ngay__isnull=False,
                ),
                name="kc_thoihan_du_phan",
                violation_error_message="Nhập ngày và tháng, hoặc số ngày, theo cách tính.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


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
            _khong_chong(
                "kc_tyletamung_khong_chong",
                "Nội dung này đã có tỷ lệ tạm ứng hiệu lực cùng ngày.",
                "noi_dung",
                "nguon",
            ),
            models.CheckConstraint(
                condition=Q(ty_le__gt=0, ty_le__lte=100, khoi_luong_toi_thieu__range=(0, 100)),
                name="kc_tyletamung_phan_tram",
                violation_error_message="Tỷ lệ phải từ trên 0 đến 100%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noi_dung}: {self.ty_le.normalize():f}%"


@theo_doi()
class YeuCauTaiLieu(CoLuat):
    """One line of the document checklist of an activity and a step (danh mục tài liệu)."""

    class Buoc(models.TextChoices):
        DANG_KY = "dang_ky", "Đăng ký"
        TAM_UNG = "tam_ung", "Tạm ứng lần một"
        CON_LAI = "con_lai", "Tạm ứng phần còn lại"
        QUYET_TOAN = "quyet_toan", "Quyết toán"

    ma = models.SlugField("mã tài liệu", max_length=40)
    ten = VanBanField("tên tài liệu", max_length=255)
    noi_dung = models.CharField(
        "mã nội dung", max_length=6, blank=True, help_text="Để trống: mọi nội dung."
    )
    hinh_thuc = models.CharField(
        "hình thức đề án",
        max_length=10,
        choices=HinhThuc.choices,
        blank=True,
        help_text="Để trống: mọi hình thức.",
    )
    nguon = models.CharField(
        "nguồn", max_length=10, choices=LUA_CHON_CHE_DO, blank=True, help_text="Trống: cả hai."
    )
    buoc = models.CharField("bước", max_length=12, choices=Buoc.choices)
    bat_buoc = models.BooleanField("bắt buộc", default=True)
    theo_thu_huong = models.BooleanField(
        "mỗi đơn vị thụ hưởng một bản", default=False, help_text="Ví dụ bản cam kết đối ứng."
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu phải có"
        verbose_name_plural = "danh mục tài liệu phải có"
        ordering = ["buoc", "noi_dung", "ma"]
        constraints = [
            ky_hop_le("kc_yeucautailieu_ky_hop_le"),
            _khong_chong(
                "kc_yeucautailieu_khong_chong",
                "Tài liệu này đã có dòng hiệu lực cùng ngày cho nội dung và bước ấy.",
                "ma",
                "noi_dung",
                "hinh_thuc",
                "nguon",
                "buoc",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class ThamQuyen(CoLuat):
    """Who decides an adjustment (Điều 11 TT 36/2013/TT-BCT)."""

    viec = models.CharField(
        "việc điều chỉnh",
        max_length=15,
        choices=ViecDieuChinh.choices,
        help_text="Một dòng của bảng thẩm quyền điều chỉnh (Điều 11 TT 36/2013/TT-BCT).",
    )
    nguon = models.CharField("nguồn", max_length=10, choices=LUA_CHON_CHE_DO)
    hinh_thuc = models.CharField(
        "hình thức đề án",
        max_length=10,
        choices=HinhThuc.choices,
        blank=True,
        help_text="Để trống: mọi hình thức; dòng nêu hình thức được dùng trước.",
    )
    cap = models.CharField(
        "cấp quyết định",
        max_length=6,
        choices=CapQuyetDinh.choices,
        help_text="Cấp ra quyết định; duyệt thấp hơn cấp này bị chặn (KC26).",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "thẩm quyền điều chỉnh"
        verbose_name_plural = "thẩm quyền điều chỉnh"
        ordering = ["nguon", "viec", "hinh_thuc"]
        constraints = [
            ky_hop_le("kc_thamquyen_ky_hop_le"),
            _khong_chong(
                "kc_thamquyen_khong_chong",
                "Việc này đã có cấp quyết định hiệu lực cùng ngày.",
                "viec",
                "nguon",
                "hinh_thuc",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_viec_display()}: {self.get_cap_display()}"


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
            _khong_chong(
                "kc_diabanuutien_khong_chong",
                "Xã này đã có trong danh sách ấy cùng ngày.",
                "xa",
                "loai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.xa}: {self.get_loai_display()}"


@theo_doi()
class MauBieu(CoLuat):
    """A version of a form of the circular (mẫu biểu, Phụ lục 1 TT 36/2013/TT-BCT)."""

    ma = models.CharField("số mẫu", max_length=6, help_text="Ví dụ «3a».")
    ten = VanBanField("tên mẫu", max_length=255)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu biểu khuyến công"
        verbose_name_plural = "mẫu biểu khuyến công"
        ordering = ["ma", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_maubieu_ky_hop_le"),
            _khong_chong("kc_maubieu_khong_chong", "Mẫu này đã có bản hiệu lực cùng ngày.", "ma"),
        ]

    def __str__(self) -> str:
        return f"Mẫu {self.ma} – {self.ten}"


@theo_doi()
class QuyTac(CoLuat):
    """A rule KC01–KC44: weight, sentence and limits; the test itself is code named by its code."""

    ma = models.CharField("mã", max_length=4)
    ten = VanBanField("tên quy tắc", max_length=200)
    muc = models.CharField(
        "mức",
        max_length=1,
        choices=MucQuyTac.choices,
        help_text="Chặn: không làm tiếp được; cảnh báo: phải xem; nhắc: việc đêm báo.",
    )
    thong_bao = VanBanDaiField(
        "câu báo", help_text="Chỗ trong ngoặc nhọn do hệ thống điền, ví dụ {ten}."
    )
    nguong = models.JSONField(
        "ngưỡng",
        default=dict,
        blank=True,
        help_text="Các con số quy tắc dùng, ví dụ số năm, tỷ lệ; sửa tại đây, không sửa mã nguồn.",
    )
    bat = models.BooleanField("đang dùng", default=True)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc khuyến công"
        verbose_name_plural = "quy tắc khuyến công"
        ordering = ["ma", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_quytac_ky_hop_le"),
            _khong_chong("kc_quytac_khong_chong", "Quy tắc này đã có dòng cùng ngày.", "ma"),
            models.CheckConstraint(
                condition=Q(ma__regex=r"^KC\d{2}$"),
                name="kc_quytac_ma",
                violation_error_message="Mã quy tắc gồm «KC» và hai chữ số.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"
