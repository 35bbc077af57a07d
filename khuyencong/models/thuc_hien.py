"""Carrying out: contract, monthly progress, adjustment, acceptance, vouchers, refund, effect."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import CapQuyetDinh, LoaiNghiemThu, Nguon, ViecDieuChinh
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn
from khuyencong.models.ke_hoach import khoa_nguoi
from khuyencong.models.kinh_phi import CoKinhPhi
from khuyencong.models.pham_vi import TheoDeAnQuerySet
from khuyencong.models.thu_huong import ThuHuong

_PHAN_TRAM = [MinValueValidator(0), MaxValueValidator(100)]


class CuaHopDongQuerySet(TheoDeAnQuerySet):
    duong_de_an = "hop_dong__de_an"


class HieuQuaQuerySet(TheoDeAnQuerySet):
    duong_de_an = "thu_huong__noi_dung__de_an"


def _tep(nhan: str) -> Any:
    return models.ForeignKey(
        "files.Tep",
        verbose_name=nhan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


@theo_doi()
class HopDong(models.Model):
    """A contract; its value by source is the sum of its ledger entries.

    ``ty_le_tam_ung`` is the rate of the law on the day of signing, kept with the contract.
    """

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="hop_dong"
    )
    so = VanBanField(
        "số hợp đồng",
        max_length=80,
        help_text="Ví dụ 05/2026/HĐ-KCQG.",
    )
    ngay = models.DateField(
        "ngày ký",
        help_text="Từ ngày phê duyệt kế hoạch trở đi (KC20).",
    )
    ben_a = VanBanField("bên A", max_length=255)
    ben_b = models.ForeignKey(
        "donvi.ToChuc", verbose_name="bên B", on_delete=models.PROTECT, related_name="+"
    )
    het_han = models.DateField(
        "thời hạn thực hiện đến",
        help_text="Trong năm kế hoạch, trừ đề án nhiều năm (KC27).",
    )
    ty_le_tam_ung = models.DecimalField(
        "tỷ lệ tạm ứng lần một (%)",
        max_digits=5,
        decimal_places=2,
        validators=_PHAN_TRAM,
        help_text="Theo nội dung của đề án (Điều 13 TT 36/2013/TT-BCT).",
    )
    khoi_luong_tam_ung = models.DecimalField(
        "khối lượng phải vượt để tạm ứng (%)",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=_PHAN_TRAM,
    )
    ket_qua_dau_thau = VanBanField(
        "quyết định kết quả lựa chọn",
        max_length=120,
        blank=True,
        help_text="Bắt buộc với nội dung phải đấu thầu (KC21).",
    )
    thanh_ly_ngay = models.DateField(
        "ngày thanh lý",
        null=True,
        blank=True,
        help_text="Chậm nhất 22/01 năm sau (Điều 18 TT 36/2013/TT-BCT, KC29).",
    )
    tep = _tep("bản ký")

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng"
        verbose_name_plural = "hợp đồng"
        ordering = ["de_an", "ngay", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["de_an", "so"],
                name="kc_hopdong_so",
                violation_error_message="Đề án đã có hợp đồng mang số này.",
            ),
            models.CheckConstraint(
                condition=Q(het_han__gte=F("ngay")),
                name="kc_hopdong_thoi_han",
                violation_error_message="Thời hạn thực hiện phải từ ngày ký trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(thanh_ly_ngay__isnull=True) | Q(thanh_ly_ngay__gte=F("ngay")),
                name="kc_hopdong_thanh_ly",
                violation_error_message="Ngày thanh lý phải từ ngày ký trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ty_le_tam_ung__range=(0, 100), khoi_luong_tam_ung__range=(0, 100)),
                name="kc_hopdong_ty_le",
                violation_error_message="Tỷ lệ phải từ 0 đến 100%.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="hop_dong_khong_doi_ty_le",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__ty_le_tam_ung__df=pgtrigger.F("old__ty_le_tam_ung"))
                | pgtrigger.Q(new__de_an__df=pgtrigger.F("old__de_an")),
            ),
            pgtrigger.Protect(name="hop_dong_khong_xoa", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Hợp đồng {self.so}"


@theo_doi()
class TienDo(models.Model):
    """The monthly report of a contract (Mẫu 3a, before the 25th); totals since the start."""

    hop_dong = models.ForeignKey(
        HopDong, verbose_name="hợp đồng", on_delete=models.PROTECT, related_name="tien_do"
    )
    nam = models.PositiveSmallIntegerField("năm")
    thang = models.PositiveSmallIntegerField("tháng")
    khoi_luong = models.DecimalField(
        "khối lượng lũy kế (%)",
        max_digits=5,
        decimal_places=2,
        validators=_PHAN_TRAM,
        help_text="Lũy kế so với hợp đồng, từ 0 đến 100 (Mẫu 3a, TT 36/2013/TT-BCT).",
    )
    kinh_phi_nha_nuoc = TienField("đã thực hiện, kinh phí khuyến công (đồng)")
    kinh_phi_khac = TienField("đã thực hiện, nguồn khác (đồng)")
    de_nghi_tam_ung = TienField(
        "đề nghị tạm ứng (đồng)",
        default=0,
        help_text=("Đồng; chỉ được ứng khi Sở xác nhận khối lượng (Điều 13 TT 36/2013/TT-BCT)."),
    )
    vuong_mac = VanBanDaiField("vướng mắc, kiến nghị", blank=True)
    so_xac_nhan = khoa_nguoi("Sở xác nhận")
    xac_nhan_luc = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    nguoi = khoa_nguoi("người lập")
    luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = CuaHopDongQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tiến độ tháng"
        verbose_name_plural = "báo cáo tiến độ tháng"
        ordering = ["hop_dong", "nam", "thang"]
        constraints = [
            models.UniqueConstraint(
                fields=["hop_dong", "nam", "thang"],
                name="kc_tiendo_duy_nhat",
                violation_error_message="Tháng này đã có báo cáo tiến độ.",
            ),
            models.CheckConstraint(
                condition=Q(thang__range=(1, 12)),
                name="kc_tiendo_thang",
                violation_error_message="Tháng phải từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=Q(
                    khoi_luong__range=(0, 100),
                    kinh_phi_nha_nuoc__gte=0,
                    kinh_phi_khac__gte=0,
                    de_nghi_tam_ung__gte=0,
                ),
                name="kc_tiendo_khong_am",
                violation_error_message="Khối lượng từ 0 đến 100%; số tiền không âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hop_dong}: tháng {self.thang}/{self.nam}"


@theo_doi()
class DieuChinhDeAn(models.Model):
    """A request to adjust or stop, and the decision (Điều 11 TT 36/2013/TT-BCT)."""

    class TrangThai(models.TextChoices):
        CHO_SO = "cho_so", "Chờ Sở xác nhận"
        CHO_DUYET = "cho_duyet", "Chờ quyết định"
        DA_DUYET = "da_duyet", "Đã quyết định"
        TU_CHOI = "tu_choi", "Không chấp nhận"

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="dieu_chinh"
    )
    viec = models.CharField("việc điều chỉnh", max_length=15, choices=ViecDieuChinh.choices)
    noi_dung = VanBanDaiField("nội dung, lý do")
    truoc = models.JSONField("trước", default=dict, blank=True)
    sau = models.JSONField("sau", default=dict, blank=True)
    cap = models.CharField("cấp quyết định", max_length=6, choices=CapQuyetDinh.choices)
    trang_thai = models.CharField(
        "trạng thái", max_length=10, choices=TrangThai.choices, default=TrangThai.CHO_SO
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    so_van_ban = VanBanField("số quyết định", max_length=80, blank=True)
    ngay_van_ban = models.DateField("ngày quyết định", null=True, blank=True)
    nguoi_lap = khoa_nguoi("người đề nghị")
    luc = models.DateTimeField("đề nghị lúc", auto_now_add=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chỉnh, ngừng đề án"
        verbose_name_plural = "điều chỉnh, ngừng đề án"
        ordering = ["-luc", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(trang_thai="da_duyet")
                | (~Q(so_van_ban="") & Q(ngay_van_ban__isnull=False)),
                name="kc_dieuchinh_co_van_ban",
                violation_error_message="Quyết định điều chỉnh phải có số và ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_viec_display()


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
    tep = _tep("biên bản ký")
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
