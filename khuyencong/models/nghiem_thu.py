"""What was done and paid for: acceptance, vouchers, money owed back, effect."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import LoaiNghiemThu, Nguon
from khuyencong.models.ho_so_nop import DuToan
from khuyencong.models.kinh_phi import CoKinhPhi
from khuyencong.models.pham_vi import TheoDeAnQuerySet
from khuyencong.models.thu_huong import ThuHuong
from khuyencong.models.thuc_hien import CuaHopDongQuerySet, HopDong, cot_tep


class HieuQuaQuerySet(TheoDeAnQuerySet):
    duong_de_an = "thu_huong__noi_dung__de_an"


THANH_PHAN = ("so_nu", "so_dan_toc", "so_viec_lam")


class CoThanhPhan(models.Model):
    """People trained, told apart as B2 asks; empty is «not told», never 0 (KC36)."""

    so_nu = models.PositiveIntegerField("trong đó: nữ", null=True, blank=True)
    so_dan_toc = models.PositiveIntegerField("trong đó: dân tộc thiểu số", null=True, blank=True)
    so_viec_lam = models.PositiveIntegerField(
        "trong đó: có việc làm sau đào tạo", null=True, blank=True
    )

    class Meta:
        abstract = True


def thanh_phan_hop_le(ten: str) -> models.CheckConstraint:
    """No part is greater than the whole, and there is no part of an unknown whole."""
    cac = [Q(**{f"{o}__isnull": True}) | Q(**{f"{o}__lte": F("so_luong")}) for o in THANH_PHAN]
    trong = Q(**{f"{o}__isnull": True for o in THANH_PHAN})
    return models.CheckConstraint(
        condition=trong | (Q(so_luong__isnull=False) & cac[0] & cac[1] & cac[2]),
        name=ten,
        violation_error_message=(
            "Chỉ tiêu thành phần (nữ, dân tộc thiểu số, có việc làm) lớn hơn tổng số (KC36)."
        ),
    )


@theo_doi(exclude=["tong"])
class NghiemThu(CoThanhPhan, CoKinhPhi):
    """A minute of acceptance at one site or of the whole (Mẫu 5a, 5b, 5c); partial ones too."""

    hop_dong = models.ForeignKey(
        HopDong, verbose_name="hợp đồng", on_delete=models.PROTECT, related_name="nghiem_thu"
    )
    thu_huong = models.ForeignKey(
        ThuHuong,
        verbose_name="đơn vị thụ hưởng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nghiem_thu",
    )
    loai = models.CharField("mẫu", max_length=3, choices=LoaiNghiemThu.choices)
    ngay = models.DateField("ngày nghiệm thu")
    dia_diem = VanBanField("địa điểm", max_length=255)
    thanh_phan = VanBanDaiField("thành phần")
    ket_qua = VanBanDaiField("kết quả so với hợp đồng")
    so_luong = models.DecimalField(
        "số lượng hoàn thành", max_digits=14, decimal_places=2, null=True, blank=True
    )
    dat = models.BooleanField("đạt yêu cầu", default=True)
    tep = cot_tep("biên bản ký")
    nguoi = khoa_nguoi("người ghi")
    luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = CuaHopDongQuerySet.as_manager()

    class Meta:
        verbose_name = "biên bản nghiệm thu"
        verbose_name_plural = "biên bản nghiệm thu"
        ordering = ["hop_dong", "ngay", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(so_luong__isnull=True) | Q(so_luong__gte=0),
                name="kc_nghiemthu_so_luong",
                violation_error_message="Số lượng không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{n.value}__gte": 0 for n in Nguon}),
                name="kc_nghiemthu_khong_am",
                violation_error_message="Số tiền không được âm.",
            ),
            thanh_phan_hop_le("kc_nghiemthu_thanh_phan"),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()} ngày {self.ngay:%d/%m/%Y}"


@theo_doi()
class ChungTu(models.Model):
    """A voucher of the settlement (Mẫu 8a, 8b); its date must lie in the plan year (KC24)."""

    hop_dong = models.ForeignKey(
        HopDong, verbose_name="hợp đồng", on_delete=models.PROTECT, related_name="chung_tu"
    )
    so = VanBanField(
        "số chứng từ",
        max_length=80,
        help_text="Số hóa đơn hoặc chứng từ (Mẫu 8a, 8b, TT 36/2013/TT-BCT).",
    )
    ngay = models.DateField(
        "ngày chứng từ",
        help_text="Trong năm kế hoạch và từ ngày phê duyệt (KC24).",
    )
    noi_dung = VanBanField("nội dung", max_length=255)
    du_toan = models.ForeignKey(
        DuToan,
        verbose_name="thuộc dòng dự toán",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chung_tu",
        help_text="Dòng của Mẫu 1 mà chứng từ này chi; Mẫu 7 cộng theo dòng ấy.",
    )
    nguon = models.CharField("nguồn", max_length=10, choices=Nguon.choices)
    so_tien = TienField(
        "số tiền (đồng)",
        help_text="Đồng, như ghi trên chứng từ.",
    )

    objects = CuaHopDongQuerySet.as_manager()

    class Meta:
        verbose_name = "chứng từ quyết toán"
        verbose_name_plural = "chứng từ quyết toán"
        ordering = ["hop_dong", "ngay", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(so_tien__gt=0),
                name="kc_chungtu_duong",
                violation_error_message="Số tiền chứng từ phải lớn hơn 0.",
            ),
            models.UniqueConstraint(
                fields=["hop_dong", "so", "ngay", "nguon", "so_tien"],
                name="kc_chungtu_khong_trung",
                violation_error_message="Chứng từ này đã được kê.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.so} ngày {self.ngay:%d/%m/%Y}"


@theo_doi()
class NghiaVuHoanTra(models.Model):
    """Money that must go back to the budget; what was paid back are ledger entries (2.6)."""

    hop_dong = models.ForeignKey(
        HopDong, verbose_name="hợp đồng", on_delete=models.PROTECT, related_name="phai_hoan_tra"
    )
    nguon = models.CharField("nguồn", max_length=10, choices=Nguon.choices)
    so_tien = TienField(
        "số phải hoàn trả (đồng)",
        help_text=(
            "Đồng; tạm ứng không có khối lượng hoặc chi không được nghiệm thu "
            "(khoản 6 Điều 12 TT 36/2013/TT-BCT)."
        ),
    )
    ly_do = VanBanDaiField("lý do")
    van_ban = VanBanField("văn bản yêu cầu", max_length=120)
    ngay = models.DateField("ngày yêu cầu")
    han = models.DateField(
        "hạn nộp",
        help_text="Chưa nộp xong thì chưa đóng được hồ sơ (KC38).",
    )

    objects = CuaHopDongQuerySet.as_manager()

    class Meta:
        verbose_name = "nghĩa vụ hoàn trả"
        verbose_name_plural = "nghĩa vụ hoàn trả"
        ordering = ["han", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(so_tien__gt=0),
                name="kc_hoantra_duong",
                violation_error_message="Số phải hoàn trả phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(han__gte=F("ngay")),
                name="kc_hoantra_han",
                violation_error_message="Hạn nộp phải từ ngày yêu cầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hoàn trả {self.hop_dong}"


@theo_doi()
class HieuQua(models.Model):
    """Before and after the support (B4; KC44); missing is not zero."""

    thu_huong = models.OneToOneField(
        ThuHuong,
        verbose_name="đơn vị thụ hưởng",
        on_delete=models.PROTECT,
        related_name="hieu_qua",
    )
    lao_dong_truoc = models.PositiveIntegerField("lao động trước", null=True, blank=True)
    lao_dong_sau = models.PositiveIntegerField("lao động sau", null=True, blank=True)
    doanh_thu_truoc = TienField("doanh thu năm trước hỗ trợ (đồng)", null=True, blank=True)
    doanh_thu_sau = TienField("doanh thu năm sau hỗ trợ (đồng)", null=True, blank=True)
    nop_ngan_sach_truoc = TienField("nộp ngân sách trước (đồng)", null=True, blank=True)
    nop_ngan_sach_sau = TienField("nộp ngân sách sau (đồng)", null=True, blank=True)
    thu_nhap_truoc = TienField("thu nhập bình quân trước (đồng/người/tháng)", null=True, blank=True)
    thu_nhap_sau = TienField("thu nhập bình quân sau (đồng/người/tháng)", null=True, blank=True)
    san_pham = VanBanField("sản phẩm, công suất trước và sau", max_length=500, blank=True)
    ngay = models.DateField(
        "ngày khảo sát",
        help_text="Trong vòng 12 tháng sau thanh lý (KC44).",
    )
    nguoi = khoa_nguoi("người ghi")

    objects = HieuQuaQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá hiệu quả"
        verbose_name_plural = "đánh giá hiệu quả"
        ordering = ["-ngay", "-id"]

    def __str__(self) -> str:
        return f"Hiệu quả: {self.thu_huong}"
