"""Fairs, conferences and ceremonies: booths by money, participants, proposals, conclusions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import Cap, KhuVuc, LoaiSuKien, NguonGianHang, TrangThaiViec
from sanpham_tieubieu.models.ky import KyBinhChon


class SuKienQuerySet(TheoDonViQuerySet):
    duong = ""

    def visible_to(self, user: Any) -> SuKienQuerySet:
        """Regional and national events belong to all; a province's own fair to that province."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        d = f"{self.duong}__" if self.duong else ""
        return self.filter(
            Q(**{f"{d}don_vi__in": pham_vi}) | Q(**{f"{d}cap__in": [Cap.KHU_VUC, Cap.QUOC_GIA]})
        )


@theo_doi()
class SuKienNganh(models.Model):
    """An event of the trade: fair (hội chợ), conference (hội nghị) or ceremony of honour."""

    loai = models.CharField("loại", max_length=12, choices=LoaiSuKien.choices)
    ten = VanBanField("tên sự kiện", max_length=250)
    cap = models.CharField("cấp", max_length=10, choices=Cap.choices)
    khu_vuc = models.CharField("khu vực", max_length=5, choices=KhuVuc.choices, blank=True)
    chuoi = VanBanField(
        "thuộc chuỗi",
        max_length=120,
        blank=True,
        help_text="Ví dụ «Hội nghị ngành Công Thương các tỉnh phía Bắc»; để so các lần.",
    )
    lan_thu = models.PositiveSmallIntegerField("lần thứ", null=True, blank=True)
    tu_ngay = models.DateField("từ ngày")
    den_ngay = models.DateField("đến ngày", null=True, blank=True)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố tổ chức",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dia_diem = VanBanField("địa điểm", max_length=250, blank=True)
    chu_tri = VanBanField("đơn vị chủ trì", max_length=200, blank=True)
    thuc_hien = VanBanField("đơn vị thực hiện", max_length=200, blank=True)
    ky = models.ForeignKey(
        KyBinhChon,
        verbose_name="gắn với kỳ bình chọn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="su_kien",
    )
    gian_hang = models.PositiveIntegerField("tổng số gian hàng", null=True, blank=True)
    so_tinh = models.PositiveSmallIntegerField("số tỉnh tham gia", null=True, blank=True)
    so_don_vi = models.PositiveIntegerField("số đơn vị tham gia", null=True, blank=True)
    so_dai_bieu = models.PositiveIntegerField("số đại biểu", null=True, blank=True)
    luot_khach = models.PositiveIntegerField("lượt khách", null=True, blank=True)
    doanh_thu = TienField("doanh thu trực tiếp (đồng)", null=True, blank=True)
    so_hop_dong = models.PositiveIntegerField("hợp đồng, ghi nhớ", null=True, blank=True)
    kinh_phi = TienField("kinh phí (đồng)", null=True, blank=True)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    nguon_tin = VanBanField("nguồn", max_length=300, blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = SuKienQuerySet.as_manager()

    class Meta:
        verbose_name = "hội chợ, hội nghị"
        verbose_name_plural = "hội chợ, hội nghị"
        ordering = ["-tu_ngay", "ten"]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_ngay__isnull=True) | Q(den_ngay__gte=F("tu_ngay")),
                name="sp_sukien_thu_tu",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.UniqueConstraint(
                fields=["ten", "tu_ngay"],
                name="sp_sukien_mot_lan",
                violation_error_message="Sự kiện này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ten} ({self.tu_ngay:%d/%m/%Y})"


class CuaSuKienQuerySet(SuKienQuerySet):
    duong = "su_kien"


@theo_doi()
class GianHangNguon(models.Model):
    """Booths of a fair by who pays, planned and done (R56)."""

    su_kien = models.ForeignKey(
        SuKienNganh, verbose_name="sự kiện", on_delete=models.CASCADE, related_name="theo_nguon"
    )
    nguon = models.CharField("nguồn", max_length=6, choices=NguonGianHang.choices)
    ke_hoach = models.PositiveIntegerField("kế hoạch", null=True, blank=True)
    thuc_hien = models.PositiveIntegerField("thực hiện", null=True, blank=True)
    kinh_phi = TienField("kinh phí (đồng)", null=True, blank=True)

    objects = CuaSuKienQuerySet.as_manager()

    class Meta:
        verbose_name = "gian hàng theo nguồn"
        verbose_name_plural = "gian hàng theo nguồn"
        ordering = ["su_kien", "nguon"]
        constraints = [
            models.UniqueConstraint(
                fields=["su_kien", "nguon"],
                name="sp_gianhangnguon_mot_lan",
                violation_error_message="Nguồn này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nguon_display()}: {self.thuc_hien}"


@theo_doi()
class GianHang(models.Model):
    """An exhibitor: booth, contract and supported amount, as settlement papers ask."""

    su_kien = models.ForeignKey(
        SuKienNganh, verbose_name="hội chợ", on_delete=models.CASCADE, related_name="cac_gian_hang"
    )
    co_so = models.ForeignKey(
        "donvi.CoSo",
        verbose_name="cơ sở",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ten = VanBanField("đơn vị tham gia", max_length=255)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    vi_tri = VanBanField("vị trí", max_length=40, blank=True)
    so_gian = models.PositiveSmallIntegerField("số gian", default=1)
    nguon = models.CharField("nguồn", max_length=6, choices=NguonGianHang.choices)
    don_gia = TienField("đơn giá (đồng/gian)", null=True, blank=True)
    ho_tro = TienField("được hỗ trợ (đồng)", null=True, blank=True)
    hop_dong_so = VanBanField("hợp đồng số", max_length=60, blank=True)
    so_xac_nhan = models.BooleanField("Sở đã xác nhận", default=False)

    objects = CuaSuKienQuerySet.as_manager()

    class Meta:
        verbose_name = "gian hàng"
        verbose_name_plural = "gian hàng"
        ordering = ["su_kien", "vi_tri", "ten"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ho_tro__isnull=True)
                | Q(don_gia__isnull=True)
                | Q(ho_tro__lte=F("don_gia") * F("so_gian")),
                name="sp_gianhang_ho_tro",
                violation_error_message="Số tiền hỗ trợ không quá tiền thuê gian hàng.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class TinhThamDu(models.Model):
    su_kien = models.ForeignKey(
        SuKienNganh, verbose_name="sự kiện", on_delete=models.CASCADE, related_name="tham_du"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    so_dai_bieu = models.PositiveSmallIntegerField("số đại biểu", null=True, blank=True)

    objects = CuaSuKienQuerySet.as_manager()

    class Meta:
        verbose_name = "tỉnh tham dự"
        verbose_name_plural = "tỉnh tham dự"
        ordering = ["su_kien", "don_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["su_kien", "don_vi"],
                name="sp_thamdu_mot_lan",
                violation_error_message="Tỉnh này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return self.don_vi.ten_goi


@theo_doi()
class ViecHoiNghi(models.Model):
    """A province's proposal or the chair's conclusion: who does it by when."""

    class Loai(models.TextChoices):
        KIEN_NGHI = "kien_nghi", "Kiến nghị của địa phương"
        KET_LUAN = "ket_luan", "Kết luận của chủ trì"

    su_kien = models.ForeignKey(
        SuKienNganh, verbose_name="hội nghị", on_delete=models.CASCADE, related_name="viec"
    )
    loai = models.CharField("loại", max_length=10, choices=Loai.choices)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh kiến nghị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    noi_dung = VanBanDaiField("nội dung")
    co_quan = VanBanField("cơ quan thực hiện", max_length=200, blank=True)
    han = models.DateField("hạn", null=True, blank=True)
    trang_thai = models.CharField(
        "trạng thái", max_length=10, choices=TrangThaiViec.choices, default=TrangThaiViec.MOI
    )
    ket_qua = VanBanDaiField("kết quả", blank=True)
    xong_ngay = models.DateField("xong ngày", null=True, blank=True)

    objects = CuaSuKienQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị, kết luận"
        verbose_name_plural = "kiến nghị, kết luận"
        ordering = ["su_kien", "loai", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(trang_thai="xong") | Q(xong_ngay__isnull=False),
                name="sp_viec_xong_co_ngay",
                violation_error_message="Việc đã xong phải có ngày xong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()}: {self.noi_dung[:60]}"
