"""What the law fixes of procedure, as dated rows: deadlines, checklists, authority, forms."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import ky_hop_le, theo_doi
from cucctdp.donvi.models.luat import CoLuat, khong_chong
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.quy_tac.models import QuyTacLuat
from khuyencong.choices import (
    LUA_CHON_CHE_DO,
    CachTinhHan,
    CapQuyetDinh,
    HinhThuc,
    MucQuyTac,
    ViecDieuChinh,
)


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
            khong_chong(
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
            khong_chong(
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
            khong_chong(
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
            khong_chong("kc_maubieu_khong_chong", "Mẫu này đã có bản hiệu lực cùng ngày.", "ma"),
        ]

    def __str__(self) -> str:
        return f"Mẫu {self.ma} – {self.ten}"


@theo_doi()
class QuyTac(QuyTacLuat):
    """A rule KC01–KC45; its weights have letters of their own."""

    muc = models.CharField(
        "mức",
        max_length=1,
        choices=MucQuyTac.choices,
        help_text="Chặn: không làm tiếp được; cảnh báo: phải xem; nhắc: việc đêm báo.",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc khuyến công"
        verbose_name_plural = "quy tắc khuyến công"
        ordering = ["ma", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("kc_quytac_ky_hop_le"),
            khong_chong("kc_quytac_khong_chong", "Quy tắc này đã có dòng cùng ngày.", "ma"),
            models.CheckConstraint(
                condition=Q(ma__regex=r"^KC\d{2}$"),
                name="kc_quytac_ma",
                violation_error_message="Mã quy tắc gồm «KC» và hai chữ số.",
            ),
        ]
