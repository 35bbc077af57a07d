"""Land: the balance of the detailed plan, lots, and who holds which lot when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.models.luat import khong_chong
from cucctdp.formats.fields import TienField, VanBanField
from cumcongnghiep.choices import DA_THUE, LoaiThue, TinhTrangLo
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum
from cumcongnghiep.models.du_an import DuAn
from cumcongnghiep.models.o_so import khong_am, o_ha
from cumcongnghiep.models.van_ban import VanBan


@theo_doi()
class CanDoiDat(models.Model):
    """Land balance of the cluster from a day on, as one decision (mostly the QHCT) fixes it."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="can_doi_dat"
    )
    ngay = models.DateField("từ ngày", help_text="Ngày của văn bản duyệt cơ cấu sử dụng đất.")
    van_ban = models.ForeignKey(
        VanBan,
        verbose_name="văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tong = o_ha("tổng diện tích (ha)")
    cong_nghiep = o_ha("đất công nghiệp (ha)", null=False, help_text="Theo quy hoạch chi tiết.")
    giao_thong = o_ha("đất giao thông (ha)")
    cay_xanh = o_ha("cây xanh, mặt nước (ha)")
    ky_thuat = o_ha("hạ tầng kỹ thuật (ha)")
    dich_vu = o_ha("dịch vụ, kho bãi (ha)")
    khac = o_ha("đất khác (ha)")
    uu_tien = o_ha("trong đất công nghiệp: dành nhóm ưu tiên (ha)")
    cho_lang_nghe = o_ha("trong đất công nghiệp: cho làng nghề (ha)")
    cho_chuyen_nganh = o_ha("trong đất công nghiệp: cho ngành chính, hỗ trợ, công nghệ cao (ha)")
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)
    nguoi_xac_nhan = khoa_nguoi("người xác nhận", editable=False)
    xac_nhan_luc = models.DateTimeField("xác nhận lúc", null=True, blank=True, editable=False)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    nguon_tin = VanBanField("nguồn", max_length=300, blank=True)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ cấu sử dụng đất"
        verbose_name_plural = "cơ cấu sử dụng đất"
        ordering = ["cum", "-ngay"]
        constraints = [
            models.UniqueConstraint(
                fields=["cum", "ngay"],
                name="ccn_candoidat_mot_ngay",
                violation_error_message="Cụm đã có cơ cấu đất của ngày này.",
            ),
            khong_am(
                "ccn_candoidat_khong_am",
                "Diện tích không âm.",
                "tong",
                "cong_nghiep",
                "giao_thong",
                "cay_xanh",
                "ky_thuat",
                "dich_vu",
                "khac",
                "uu_tien",
                "cho_lang_nghe",
                "cho_chuyen_nganh",
            ),
            models.CheckConstraint(
                condition=Q(tong__isnull=True) | Q(tong__gte=F("cong_nghiep")),
                name="ccn_candoidat_cn_trong_tong",
                violation_error_message=(
                    "Diện tích đất công nghiệp không thể lớn hơn diện tích cụm (V02)."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Cơ cấu đất {self.cum} từ {self.ngay:%d/%m/%Y}"


@theo_doi()
class Lo(models.Model):
    """A lot of industrial land (lô đất)."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="cac_lo"
    )
    ma = VanBanField("ký hiệu lô", max_length=30)
    dien_tich = o_ha("diện tích (ha)", null=False)
    tinh_trang = models.CharField(
        "tình trạng đất",
        max_length=12,
        choices=TinhTrangLo.choices,
        default=TinhTrangLo.CHUA_GPMB,
    )
    tinh_trang_tu = models.DateField("từ ngày", null=True, blank=True)
    ranh_gioi = models.JSONField("ranh giới (GeoJSON)", null=True, blank=True)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "lô đất"
        verbose_name_plural = "lô đất"
        ordering = ["cum", "ma"]
        constraints = [
            models.UniqueConstraint(
                fields=["cum", "ma"],
                name="ccn_lo_ma",
                violation_error_message="Cụm đã có lô mang ký hiệu này.",
            ),
            models.CheckConstraint(
                condition=Q(dien_tich__gt=0),
                name="ccn_lo_dien_tich",
                violation_error_message="Diện tích lô phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"Lô {self.ma}"


@theo_doi()
class ThueDat(models.Model):
    """Land held by one project from a day to a day, and on what ground (khoản 7 Điều 2).

    Two leases of one lot never share a day; approvals and memoranda may wait beside them.
    """

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="thue_dat"
    )
    du_an = models.ForeignKey(
        DuAn, verbose_name="dự án", on_delete=models.PROTECT, related_name="thue_dat"
    )
    lo = models.ForeignKey(
        Lo,
        verbose_name="lô đất",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="thue_dat",
        help_text="Trống nếu cụm chưa phân lô.",
    )
    loai = models.CharField("căn cứ giữ đất", max_length=12, choices=LoaiThue.choices)
    dien_tich = o_ha("diện tích (ha)", null=False)
    tu_ngay = models.DateField("từ ngày")
    den_ngay = models.DateField("đến ngày", null=True, blank=True, help_text="Trống: còn hiệu lực.")
    so_van_ban = VanBanField("số hợp đồng, quyết định", max_length=80, blank=True)
    don_gia = TienField("đơn giá thuê (đồng/m²/năm)", null=True, blank=True)
    ghi_chu = VanBanField("ghi chú", max_length=300, blank=True)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "thuê đất"
        verbose_name_plural = "thuê đất"
        ordering = ["cum", "lo", "tu_ngay"]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_ngay__isnull=True) | Q(den_ngay__gte=F("tu_ngay")),
                name="ccn_thuedat_ky",
                violation_error_message="«Đến ngày» phải từ «Từ ngày» trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(dien_tich__gt=0),
                name="ccn_thuedat_dien_tich",
                violation_error_message="Diện tích thuê phải lớn hơn 0.",
            ),
            khong_chong(
                "ccn_thuedat_khong_chong",
                "Lô đất đã cho dự án khác thuê trong khoảng thời gian này.",
                "lo",
                tu="tu_ngay",
                den="den_ngay",
                condition=Q(loai__in=DA_THUE, lo__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["cum", "loai", "tu_ngay"], name="ccn_thuedat_cum")]

    def __str__(self) -> str:
        return f"{self.du_an}: {self.dien_tich.normalize():f} ha"
