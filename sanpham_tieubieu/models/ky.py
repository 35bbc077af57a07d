"""A round of selection (kỳ bình chọn): level, place, phases, settings, quota."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import (
    Cap,
    CungTinh,
    GiaiDoan,
    KhuVuc,
    TieuChiPhu,
    TrangThaiKy,
)
from sanpham_tieubieu.models.luat import NhomSanPham
from sanpham_tieubieu.models.pham_vi import TheoKyQuerySet


class KyQuerySet(TheoKyQuerySet):
    duong = ""


@theo_doi()
class KyBinhChon(models.Model):
    """One round at one level and place, with the settings its council decided.

    The circular is silent on ties, rounding, quorum, outliers and conflicts: they are settings of
    the round, with the decision that fixed them, never silent behaviour.
    """

    cap = models.CharField("cấp", max_length=10, choices=Cap.choices)
    nam = models.PositiveSmallIntegerField(
        "năm", validators=[MinValueValidator(2010), MaxValueValidator(2100)]
    )
    lan_thu = models.PositiveSmallIntegerField("lần thứ trong năm", default=1)
    ten = VanBanField("tên kỳ", max_length=200, blank=True, help_text="Trống: hệ thống đặt.")
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Với kỳ cấp tỉnh, xã, huyện.",
    )
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã, phường, đặc khu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    huyen = VanBanField("huyện (đến 30/6/2025)", max_length=120, blank=True)
    khu_vuc = models.CharField("khu vực", max_length=5, choices=KhuVuc.choices, blank=True)
    noi_to_chuc = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh đăng cai",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Với kỳ khu vực, quốc gia.",
    )
    ngay_bat_dau = models.DateField("bắt đầu từ ngày")
    ke_hoach_so = VanBanField("kế hoạch số", max_length=60, blank=True)
    ke_hoach_ngay = models.DateField("ngày kế hoạch", null=True, blank=True)
    kinh_phi = TienField("kinh phí (đồng)", null=True, blank=True)
    ngay_hop = models.DateField("ngày họp Hội đồng (dự kiến)", null=True, blank=True)
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiKy.choices,
        default=TrangThaiKy.SOAN,
        editable=False,
    )

    # Settings: what the council decided for this round.
    nguong = models.DecimalField(
        "ngưỡng điểm bình quân",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text="Theo quy định của cấp; so với bình quân chưa làm tròn.",
    )
    buoc_diem = models.DecimalField(
        "bước điểm",
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.5"),
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal(5))],
        help_text="Ví dụ 0,25; 0,5; 1.",
    )
    so_le = models.PositiveSmallIntegerField(
        "số lẻ khi hiển thị", default=2, validators=[MaxValueValidator(4)]
    )
    phieu_tu = models.PositiveSmallIntegerField("phiếu tối thiểu: tử số", default=2)
    phieu_mau = models.PositiveSmallIntegerField(
        "phiếu tối thiểu: mẫu số",
        default=3,
        help_text="Ví dụ 2/3 số giám khảo có phiếu hợp lệ thì mới có kết quả.",
    )
    hop_tu = models.PositiveSmallIntegerField("dự họp tối thiểu: tử số", default=2)
    hop_mau = models.PositiveSmallIntegerField("dự họp tối thiểu: mẫu số", default=3)
    bieu_quyet_tu = models.PositiveSmallIntegerField("biểu quyết thông qua trên: tử số", default=1)
    bieu_quyet_mau = models.PositiveSmallIntegerField(
        "biểu quyết thông qua trên: mẫu số", default=2, help_text="Tính trên tổng số thành viên."
    )
    lech_phieu = models.DecimalField(
        "cảnh báo phiếu lệch trung vị quá (điểm)",
        max_digits=4,
        decimal_places=1,
        default=Decimal(15),
    )
    lech_giam_khao = models.DecimalField(
        "cảnh báo giám khảo lệch bình quân quá (điểm)",
        max_digits=4,
        decimal_places=1,
        default=Decimal(10),
    )
    thu_tu_bang_diem = ArrayField(
        models.CharField(max_length=8, choices=TieuChiPhu.choices),
        verbose_name="xếp khi bằng điểm theo",
        default=list,
        blank=True,
        help_text="Trống: bằng điểm tại ngưỡng chỉ tiêu thì dừng lại và biểu quyết.",
    )
    an_danh = models.BooleanField(
        "giám khảo chỉ thấy mã số", default=True, help_text="Không thấy tên sản phẩm, tên cơ sở."
    )
    cung_tinh = models.CharField(
        "giám khảo cùng tỉnh", max_length=10, choices=CungTinh.choices, default=CungTinh.CANH_BAO
    )
    quy_che_so = VanBanField(
        "quy chế chấm số",
        max_length=60,
        blank=True,
        help_text="Quyết định của Chủ tịch Hội đồng thông qua các quy tắc trên.",
    )
    quy_che_ngay = models.DateField("ngày quy chế", null=True, blank=True)

    # The seal: planned and actual opening minute of the scores.
    du_kien_mo_diem = models.DateTimeField(
        "dự kiến mở điểm lúc", null=True, blank=True, help_text="Trước phút này không ai xem được."
    )
    mo_diem_luc = models.DateTimeField("mở điểm lúc", null=True, blank=True, editable=False)
    bam_mo_diem = models.CharField(
        "mã băm các phiếu khi mở", max_length=64, blank=True, editable=False
    )

    ngay_thong_bao = models.DateField("thông báo kết quả ngày", null=True, blank=True)
    so_thong_bao = VanBanField("thông báo số", max_length=60, blank=True)
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    nguon_tin = VanBanField("nguồn công bố", max_length=300, blank=True)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)
    tao_luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = KyQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ bình chọn"
        verbose_name_plural = "kỳ bình chọn"
        ordering = ["-nam", "cap", "don_vi", "id"]
        permissions = [
            ("lap_ky", "Lập, sửa kỳ bình chọn"),
            ("dieu_hanh_ky", "Điều hành kỳ: mở, đóng, phân công, kết quả"),
            ("ky_quyet_dinh", "Ghi quyết định công nhận, thu hồi"),
            ("tham_tra_ho_so", "Kiểm tra hồ sơ bình chọn"),
            ("nop_ho_so", "Lập, nộp hồ sơ bình chọn"),
            ("chuyen_cap_tren", "Chuyển hồ sơ lên cấp trên"),
            ("cham_diem", "Chấm điểm sản phẩm"),
            ("theo_doi_sau", "Ghi theo dõi sau công nhận"),
            ("cap_nhat_su_kien", "Ghi làng nghề, hội chợ, hội nghị"),
            ("xem_thongke", "Xem thống kê bình chọn"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cap", "nam", "don_vi", "xa", "huyen", "khu_vuc", "lan_thu"],
                condition=~Q(trang_thai="huy"),
                nulls_distinct=False,
                name="sp_ky_mot_lan",
                violation_error_message="R02: Đã có kỳ bình chọn cùng cấp, cùng năm và phạm vi.",
            ),
            models.CheckConstraint(
                condition=Q(cap=Cap.QUOC_GIA, don_vi__isnull=True, xa__isnull=True, khu_vuc="")
                | (Q(cap=Cap.KHU_VUC, don_vi__isnull=True, xa__isnull=True) & ~Q(khu_vuc=""))
                | Q(cap=Cap.TINH, don_vi__isnull=False, xa__isnull=True, khu_vuc="")
                | (
                    Q(cap=Cap.HUYEN, don_vi__isnull=False, xa__isnull=True, khu_vuc="")
                    & ~Q(huyen="")
                )
                | Q(cap=Cap.XA, don_vi__isnull=False, xa__isnull=False, khu_vuc=""),
                name="sp_ky_pham_vi_theo_cap",
                violation_error_message=(
                    "Phạm vi không khớp cấp: cấp xã cần tỉnh và xã, cấp tỉnh cần tỉnh, "
                    "cấp khu vực cần khu vực."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phieu_mau__gt=0, phieu_tu__lte=F("phieu_mau"), phieu_tu__gt=0)
                & Q(hop_mau__gt=0, hop_tu__lte=F("hop_mau"), hop_tu__gt=0)
                & Q(bieu_quyet_mau__gt=0, bieu_quyet_tu__lt=F("bieu_quyet_mau")),
                name="sp_ky_ty_le",
                violation_error_message="Tỷ lệ tối thiểu phải trên 0 và không quá 1.",
            ),
            models.CheckConstraint(
                condition=Q(mo_diem_luc__isnull=True)
                | Q(du_kien_mo_diem__isnull=False, mo_diem_luc__gte=F("du_kien_mo_diem")),
                name="sp_ky_mo_diem_khong_som",
                violation_error_message="Chưa đến phút mở điểm đã định.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai__in=["soan", "mo", "cham", "huy"])
                | Q(mo_diem_luc__isnull=False)
                | Q(can_xac_minh=True),
                name="sp_ky_mo_diem_truoc_ket_qua",
                violation_error_message="Mở điểm trước khi họp Hội đồng.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mo_diem_mot_lan",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("mo_diem_luc", "du_kien_mo_diem"),
                condition=pgtrigger.Q(old__mo_diem_luc__isnull=False),
                func=pgtrigger.Func(
                    """
                    IF NEW.mo_diem_luc IS DISTINCT FROM OLD.mo_diem_luc
                       OR NEW.du_kien_mo_diem IS DISTINCT FROM OLD.du_kien_mo_diem THEN
                        RAISE EXCEPTION 'Điểm đã mở, không đổi được phút mở.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.ten or f"Kỳ {self.get_cap_display().lower()} {self.noi} năm {self.nam}"

    @property
    def chuoi_nhat_ky(self) -> str:
        """The audit chain of a round holds everything that happens in it."""
        return f"binh_chon:{self.pk}"

    @property
    def noi(self) -> str:
        """Where the round is: «phía Bắc», «Tây Ninh», «xã Thử (Tây Ninh)», «cả nước»."""
        if self.cap == Cap.QUOC_GIA:
            return "cả nước"
        if self.cap == Cap.KHU_VUC:
            return self.get_khu_vuc_display()
        ten = self.don_vi.ten_goi if self.don_vi is not None else ""
        if self.xa is not None:
            return f"{self.xa.ten_goi} ({ten})"
        return f"{self.huyen} ({ten})" if self.huyen else ten

    def da_mo_diem(self, luc: datetime | None = None) -> bool:
        """Whether scores may be read at all."""
        return self.mo_diem_luc is not None and self.mo_diem_luc <= (luc or timezone.now())


@theo_doi()
class DiaBanKy(models.Model):
    """A province of a regional or national round: the grouping is the round's own (Điều 3)."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.CASCADE, related_name="dia_ban"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    chi_tieu = models.PositiveSmallIntegerField(
        "được gửi tối đa", null=True, blank=True, help_text="Trống: không giới hạn."
    )

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "tỉnh trong kỳ"
        verbose_name_plural = "tỉnh trong kỳ"
        ordering = ["ky", "don_vi"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "don_vi"],
                name="sp_diabanky_mot_lan",
                violation_error_message="Tỉnh này đã có trong kỳ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.don_vi.ten_goi} trong {self.ky}"


@theo_doi()
class MocKy(models.Model):
    """A phase: when it opens and closes. What may be done and seen in it: ``giai_doan.py``."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.CASCADE, related_name="cac_moc"
    )
    giai_doan = models.CharField("giai đoạn", max_length=14, choices=GiaiDoan.choices)
    mo_luc = models.DateTimeField("mở lúc")
    dong_luc = models.DateTimeField("đóng lúc")

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "giai đoạn của kỳ"
        verbose_name_plural = "giai đoạn của kỳ"
        ordering = ["ky", "mo_luc"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "giai_doan"],
                name="sp_mocky_mot_lan",
                violation_error_message="Giai đoạn này đã có trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(dong_luc__gt=F("mo_luc")),
                name="sp_mocky_thu_tu",
                violation_error_message="Giờ đóng phải sau giờ mở.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_giai_doan_display()}: {self.ky}"

    def dang_mo(self, luc: datetime) -> bool:
        return self.mo_luc <= luc < self.dong_luc


@theo_doi()
class ChiTieuNhom(models.Model):
    """How many products of a group may be recognised; a change is a new row with its decision."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.CASCADE, related_name="chi_tieu"
    )
    nhom = models.ForeignKey(
        NhomSanPham, verbose_name="nhóm", on_delete=models.PROTECT, related_name="+"
    )
    so_luong = models.PositiveSmallIntegerField("số sản phẩm được công nhận tối đa")
    van_ban = VanBanField("theo văn bản", max_length=200)
    ly_do = VanBanField("lý do thay đổi", max_length=300, blank=True)
    luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu của nhóm"
        verbose_name_plural = "chỉ tiêu của nhóm"
        ordering = ["ky", "nhom", "luc", "id"]

    def __str__(self) -> str:
        return f"{self.nhom.ten_ngan}: {self.so_luong}"
