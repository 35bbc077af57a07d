"""After the scores: meeting, votes, decision, result, notices, complaints."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import (
    CoQuanThuoc,
    LoaiPhieuHoiDong,
    TrangThaiKhieuNai,
)
from sanpham_tieubieu.models.ban import ThanhVienBan
from sanpham_tieubieu.models.ho_so import CuaHoSoQuerySet, HoSoDangKy
from sanpham_tieubieu.models.ky import KyBinhChon
from sanpham_tieubieu.models.pham_vi import TheoKyQuerySet

_NGUOI = settings.AUTH_USER_MODEL


@theo_doi()
class PhienHop(models.Model):
    """The council's meeting on a round: who was there, what it concluded (Điều 10, 16)."""

    ky = models.OneToOneField(
        KyBinhChon, verbose_name="kỳ", on_delete=models.CASCADE, related_name="phien_hop"
    )
    bat_dau = models.DateTimeField("bắt đầu lúc")
    ket_thuc = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    dia_diem = VanBanField("địa điểm", max_length=250)
    co_mat = models.ManyToManyField(
        ThanhVienBan, verbose_name="có mặt", related_name="+", blank=True
    )
    bien_ban = VanBanDaiField("diễn biến, ý kiến khác", blank=True)
    ket_luan = VanBanDaiField("kết luận", blank=True)
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="biên bản đã ký",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp Hội đồng"
        verbose_name_plural = "phiên họp Hội đồng"
        ordering = ["-bat_dau"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ket_thuc__isnull=True) | Q(ket_thuc__gt=F("bat_dau")),
                name="sp_phienhop_thu_tu",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiên họp Hội đồng – {self.ky}"


@theo_doi()
class BieuQuyet(models.Model):
    """A vote of the council on one product; each purpose is a fact of its own."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="bieu_quyet"
    )
    loai = models.CharField("về việc", max_length=10, choices=LoaiPhieuHoiDong.choices)
    dong_y = models.PositiveSmallIntegerField("đồng ý")
    khong = models.PositiveSmallIntegerField("không đồng ý")
    trang = models.PositiveSmallIntegerField("phiếu trắng", default=0)
    tong_thanh_vien = models.PositiveSmallIntegerField("tổng số thành viên Hội đồng")
    thong_qua = models.BooleanField("thông qua")
    thu_hang = models.PositiveSmallIntegerField(
        "thứ hạng sau biểu quyết", null=True, blank=True, help_text="Khi bằng điểm."
    )
    y_kien = VanBanDaiField("ý kiến", blank=True)
    luc = models.DateTimeField("ghi lúc", auto_now=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu quyết của Hội đồng"
        verbose_name_plural = "biểu quyết của Hội đồng"
        ordering = ["ho_so", "loai"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so", "loai"],
                name="sp_bieuquyet_mot_lan",
                violation_error_message="Việc này đã biểu quyết.",
            ),
            models.CheckConstraint(
                condition=Q(tong_thanh_vien__gte=F("dong_y") + F("khong") + F("trang")),
                name="sp_bieuquyet_du_phieu",
                violation_error_message="Số phiếu không quá số thành viên Hội đồng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()}: {self.dong_y}/{self.tong_thanh_vien}"


@theo_doi()
class QuyetDinhCongNhan(models.Model):
    """The decision that recognises and grants certificates (Điều 13, 17)."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.PROTECT, related_name="quyet_dinh"
    )
    so = VanBanField("quyết định số", max_length=60)
    ngay = models.DateField("ngày quyết định")
    nguoi_ky = VanBanField("người ký", max_length=120)
    chuc_danh = VanBanField("chức danh", max_length=120)
    co_quan = models.CharField("cơ quan ký", max_length=10, choices=CoQuanThuoc.choices)
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="bản đã ký",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định công nhận"
        verbose_name_plural = "quyết định công nhận"
        ordering = ["-ngay", "so"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "so"],
                name="sp_quyetdinh_mot_lan",
                violation_error_message="Quyết định này đã ghi trong kỳ.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.so} ngày {self.ngay:%d/%m/%Y}"


@theo_doi()
class KetQua(models.Model):
    """The result of one entry, frozen when the decision has its number.

    The mean is kept as its parts: ``tong_diem`` over ``so_phieu``; before the decision results
    are computed on read (``statistics``).
    """

    ho_so = models.OneToOneField(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.PROTECT, related_name="ket_qua"
    )
    so_phieu = models.PositiveSmallIntegerField("số phiếu tính điểm")
    so_giam_khao = models.PositiveSmallIntegerField("số giám khảo được phân công")
    tong_diem = models.DecimalField("tổng điểm các phiếu", max_digits=8, decimal_places=2)
    thap_nhat = models.DecimalField("thấp nhất", max_digits=6, decimal_places=2)
    cao_nhat = models.DecimalField("cao nhất", max_digits=6, decimal_places=2)
    dat_nguong = models.BooleanField("đạt ngưỡng")
    duoc_chon = models.BooleanField("Hội đồng chọn", null=True)
    giai = VanBanField("giải", max_length=60, blank=True)
    quyet_dinh = models.ForeignKey(
        QuyetDinhCongNhan,
        verbose_name="quyết định công nhận",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ket_qua",
    )
    chot_luc = models.DateTimeField("chốt lúc", auto_now_add=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả bình chọn"
        verbose_name_plural = "kết quả bình chọn"
        ordering = ["ho_so"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quyet_dinh__isnull=True) | Q(dat_nguong=True, duoc_chon=True),
                name="sp_ketqua_cong_nhan_dat_nguong",
                violation_error_message="R40: Điểm bình quân dưới ngưỡng, không được công nhận.",
            ),
            models.CheckConstraint(
                condition=Q(so_phieu__gt=0),
                name="sp_ketqua_co_phieu",
                violation_error_message="Chưa có phiếu tính điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kết quả của {self.ho_so}"


@theo_doi()
class ThongBaoKetQua(models.Model):
    """The notice of the result to one entrant, losers too; it starts the complaint clock (R47)."""

    ho_so = models.OneToOneField(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="thong_bao"
    )
    so = VanBanField("thông báo số", max_length=60, blank=True)
    ngay = models.DateField("ngày thông báo")

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo kết quả"
        verbose_name_plural = "thông báo kết quả"
        ordering = ["ho_so"]

    def __str__(self) -> str:
        return f"Thông báo {self.so} ngày {self.ngay:%d/%m/%Y}"


@theo_doi()
class KhieuNai(models.Model):
    """A complaint: within 15 working days of the notice, settled within 10 (Điều 22, 23)."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.PROTECT, related_name="khieu_nai"
    )
    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.PROTECT, related_name="khieu_nai"
    )
    nguoi_khieu_nai = VanBanField("người khiếu nại", max_length=200)
    ngay_nhan = models.DateField("ngày nhận đơn")
    noi_dung = VanBanDaiField("nội dung")
    qua_han_ly_do = VanBanField(
        "lý do vẫn nhận đơn quá hạn", max_length=300, blank=True, help_text="Khi đơn đến quá hạn."
    )
    han_giai_quyet = models.DateField("hạn giải quyết")
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiKhieuNai.choices,
        default=TrangThaiKhieuNai.DANG_XET,
    )
    ket_qua = VanBanDaiField("kết quả giải quyết", blank=True)
    van_ban_so = VanBanField("văn bản trả lời số", max_length=60, blank=True)
    giai_quyet_ngay = models.DateField("giải quyết ngày", null=True, blank=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "khiếu nại"
        verbose_name_plural = "khiếu nại"
        ordering = ["-ngay_nhan", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trang_thai="dang_xet", giai_quyet_ngay__isnull=True)
                | (
                    ~Q(trang_thai="dang_xet")
                    & Q(giai_quyet_ngay__gte=F("ngay_nhan"))
                    & ~Q(ket_qua="")
                ),
                name="sp_khieunai_giai_quyet",
                violation_error_message="Ghi ngày và kết quả giải quyết khiếu nại.",
            ),
        ]

    def __str__(self) -> str:
        return f"Khiếu nại ngày {self.ngay_nhan:%d/%m/%Y} về {self.ho_so}"
