"""Restatement (điều chỉnh số liệu) in its three kinds, and the series it may open.

Figures themselves stay in ``GiaTri``: valid time is the period, recorded time ``ghi_luc``. A
request names the version it found and, once it counts, the version it made; nothing is lost.
"""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from baocao.choices import (
    LoaiDieuChinh,
    LyDoDieuChinh,
    TrangThaiDieuChinh,
    TrangThaiO,
    TrangThaiSoLieu,
)
from baocao.models.bieu_mau import ChiTieu
from baocao.models.bo_bao_cao import BoBaoCao, PhieuBieu
from baocao.models.gia_tri import GiaTri
from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField

CA_NUOC = "toan_quoc"
_T = TrangThaiDieuChinh
# States that a correction reaches only signed by the Sở.
_DA_KY = (_T.DA_GUI, _T.CHO_DUYET, _T.DA_DUYET, _T.TU_CHOI)


def _khac_nhau(a: str, b: str) -> Q:
    return Q(**{f"{a}__isnull": True}) | Q(**{f"{b}__isnull": True}) | ~Q(**{a: F(b)})


class TheoDonViHoacChungQuerySet(TheoDonViQuerySet):
    """Rows of one province, or (no province) of all: a change of method is everybody's to read."""

    def visible_to(self, user: Any) -> Self:
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        return self.filter(Q(don_vi__in=pham_vi) | Q(don_vi__isnull=True))


class DieuChinhQuerySet(TheoDonViHoacChungQuerySet):
    def da_ghi_so(self) -> Self:
        """Those whose figures count."""
        return self.filter(trang_thai__in=(_T.DA_DUYET, _T.DA_GHI_NHAN))


@theo_doi()
class DieuChinh(models.Model):
    """One restatement: of a sent pack of one unit, or of the scope or method of an indicator."""

    ma = models.CharField("mã", max_length=40, unique=True)
    loai = models.CharField("loại", max_length=12, choices=LoaiDieuChinh.choices)
    ly_do_ma = models.CharField("lý do", max_length=12, choices=LyDoDieuChinh.choices)
    dien_giai = VanBanDaiField("diễn giải")
    trang_thai = models.CharField("trạng thái", max_length=12, choices=_T.choices, default=_T.NHAP)
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="đơn vị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: mọi đơn vị (đổi phương pháp).",
    )
    bo = models.ForeignKey(
        BoBaoCao,
        verbose_name="bộ báo cáo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dieu_chinh",
    )
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="tài liệu chứng minh",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    nguoi_lap = khoa_nguoi("người lập")
    nguoi_ky = khoa_nguoi("lãnh đạo Sở ký")
    nguoi_tham_dinh = khoa_nguoi("người thẩm định ở Cục")
    nguoi_duyet = khoa_nguoi("người duyệt ở Cục")
    y_kien_tham_dinh = VanBanDaiField("ý kiến thẩm định", blank=True)
    lap_luc = models.DateTimeField("lập lúc", auto_now_add=True)
    ky_luc = models.DateTimeField("ký lúc", null=True, blank=True)
    ghi_so_luc = models.DateTimeField("ghi số mới lúc", null=True, blank=True)

    objects = DieuChinhQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chỉnh số liệu"
        verbose_name_plural = "điều chỉnh số liệu"
        ordering = ["-lap_luc", "-pk"]
        permissions = [
            ("lap_dieuchinh", "Lập đề nghị điều chỉnh số liệu (Sở)"),
            ("ky_dieuchinh", "Ký đề nghị điều chỉnh số liệu (Sở)"),
            ("tham_dinh_dieuchinh", "Thẩm định đề nghị điều chỉnh (Cục)"),
            ("duyet_dieuchinh", "Duyệt điều chỉnh số liệu (Cục)"),
            ("duyet_sau_cong_bo_dieuchinh", "Duyệt điều chỉnh số liệu đã công bố (Cục)"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_khac_nhau("nguoi_ky", "nguoi_lap"),
                name="dieuchinh_nguoi_ky_khac_nguoi_lap",
                violation_error_message="Người ký không được là người lập đề nghị (KT48).",
            ),
            models.CheckConstraint(
                condition=_khac_nhau("nguoi_duyet", "nguoi_tham_dinh")
                & _khac_nhau("nguoi_duyet", "nguoi_lap"),
                name="dieuchinh_nguoi_duyet_khac_nguoi_tham_dinh",
                violation_error_message="Người duyệt không được là người lập hoặc thẩm định.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai=_T.DA_DUYET)
                | Q(
                    nguoi_duyet__isnull=False,
                    nguoi_tham_dinh__isnull=False,
                    ghi_so_luc__isnull=False,
                ),
                name="dieuchinh_da_duyet_du_hai_nguoi",
                violation_error_message="Điều chỉnh đã duyệt phải có người thẩm định và người "
                "duyệt.",
            ),
            models.CheckConstraint(
                condition=~Q(loai=LoaiDieuChinh.SUA_LOI)
                | ~Q(trang_thai__in=_DA_KY)
                | Q(nguoi_ky__isnull=False, tep__isnull=False),
                name="dieuchinh_sua_loi_co_chu_ky",
                violation_error_message="Đề nghị sửa lỗi phải do lãnh đạo Sở ký, kèm tài liệu "
                "chứng minh.",
            ),
            models.CheckConstraint(
                condition=Q(loai=LoaiDieuChinh.DOI_PHAM_VI, bo__isnull=True)
                | (~Q(loai=LoaiDieuChinh.DOI_PHAM_VI) & Q(bo__isnull=False, don_vi__isnull=False)),
                name="dieuchinh_co_bo_khi_sua_so",
                violation_error_message="Điều chỉnh số liệu phải thuộc một bộ báo cáo.",
            ),
        ]
        indexes = [models.Index(fields=["bo", "trang_thai"], name="dieuchinh_bo_trang_thai")]

    def __str__(self) -> str:
        return f"{self.ma} – {self.get_loai_display()}"

    @property
    def chuoi_nhat_ky(self) -> str:
        return self.don_vi.khoa if self.don_vi is not None else CA_NUOC


class DongDieuChinhQuerySet(TheoDonViQuerySet):
    duong_don_vi = "phieu__bo__don_vi"


@theo_doi()
class DongDieuChinh(models.Model):
    """One cell of a restatement: the version found, the figure wanted, the version made."""

    dieu_chinh = models.ForeignKey(
        DieuChinh, verbose_name="điều chỉnh", on_delete=models.CASCADE, related_name="dong"
    )
    phieu = models.ForeignKey(
        PhieuBieu, verbose_name="phiếu", on_delete=models.PROTECT, related_name="+"
    )
    chi_tieu = models.ForeignKey(
        ChiTieu, verbose_name="chỉ tiêu", on_delete=models.PROTECT, related_name="+"
    )
    cot = models.CharField("cột", max_length=4)
    ban_cu = models.ForeignKey(
        GiaTri,
        verbose_name="phiên bản cũ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: ô chưa từng có số.",
    )
    trang_thai_o = models.CharField(
        "trạng thái ô", max_length=16, choices=TrangThaiO.choices, default=TrangThaiO.CO_GIA_TRI
    )
    so = models.DecimalField("số mới", max_digits=24, decimal_places=6, null=True, blank=True)
    chu = VanBanField("nội dung mới", max_length=4000, blank=True)
    trang_thai_sl = models.CharField(
        "trạng thái số liệu", max_length=10, choices=TrangThaiSoLieu.choices
    )
    nguon = VanBanField("nguồn", max_length=400, blank=True)
    ban_moi = models.ForeignKey(
        GiaTri,
        verbose_name="phiên bản mới",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DongDieuChinhQuerySet.as_manager()

    class Meta:
        verbose_name = "ô điều chỉnh"
        verbose_name_plural = "ô điều chỉnh"
        ordering = ["dieu_chinh", "phieu", "chi_tieu__thu_tu", "cot"]
        constraints = [
            models.UniqueConstraint(
                fields=["dieu_chinh", "phieu", "chi_tieu", "cot"],
                name="dongdieuchinh_mot_o_mot_dong",
                violation_error_message="Ô này đã có trong đề nghị.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chi_tieu.ma}.{self.cot}"

    @property
    def so_cu(self) -> Decimal | None:
        """The number that counted before; «Không phát sinh» is 0, missing is None."""
        if self.ban_cu is None:
            return None
        khong = self.ban_cu.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH
        return Decimal(0) if khong else self.ban_cu.so

    @property
    def so_moi(self) -> Decimal | None:
        return Decimal(0) if self.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH else self.so

    @property
    def chenh(self) -> Decimal | None:
        """New minus old; None when one of them is missing."""
        cu, moi = self.so_cu, self.so_moi
        return None if cu is None or moi is None else moi - cu


@theo_doi()
class ChuoiSoLieu(models.Model):
    """A series (chuỗi số liệu): the periods in which an indicator means the same thing.

    A change of scope or method closes one series and opens the next; ``he_so_noi`` is new over old
    in the period both were measured. It counts from ``duyet_luc`` on.
    """

    chi_tieu = models.CharField("chỉ tiêu", max_length=12)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="đơn vị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: mọi đơn vị.",
    )
    so = models.PositiveSmallIntegerField("chuỗi số")
    mo_ta = VanBanDaiField("phạm vi, phương pháp")
    tu_ky = models.CharField("từ kỳ", max_length=8, blank=True, help_text="Trống: từ đầu.")
    tu_ngay = models.DateField("từ ngày của kỳ đầu", null=True, blank=True)
    den_ngay = models.DateField("đến hết ngày", null=True, blank=True)
    he_so_noi = models.DecimalField(
        "hệ số nối",
        max_digits=18,
        decimal_places=8,
        null=True,
        blank=True,
        help_text="Số mới chia số cũ tại kỳ gối đầu; trống khi không so sánh được.",
    )
    ky_goi_dau = models.CharField("kỳ gối đầu", max_length=8, blank=True)
    dieu_chinh = models.OneToOneField(
        DieuChinh,
        verbose_name="điều chỉnh",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chuoi",
    )
    duyet_luc = models.DateTimeField("có hiệu lực lúc", null=True, blank=True)

    objects = TheoDonViHoacChungQuerySet.as_manager()

    class Meta:
        verbose_name = "chuỗi số liệu"
        verbose_name_plural = "chuỗi số liệu"
        ordering = ["chi_tieu", "don_vi", "so"]
        constraints = [
            models.UniqueConstraint(
                fields=["chi_tieu", "don_vi", "so"],
                name="chuoisolieu_so",
                nulls_distinct=False,
                violation_error_message="Chuỗi này đã có.",
            ),
            models.UniqueConstraint(
                fields=["chi_tieu", "don_vi"],
                condition=Q(den_ngay__isnull=True, duyet_luc__isnull=False),
                name="chuoisolieu_mot_chuoi_mo",
                nulls_distinct=False,
                violation_error_message="Chỉ tiêu này đang có một chuỗi chưa đóng.",
            ),
            models.CheckConstraint(
                condition=Q(he_so_noi__isnull=True) | Q(he_so_noi__gt=0),
                name="chuoisolieu_he_so_duong",
                violation_error_message="Hệ số nối phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(he_so_noi__isnull=True) | ~Q(ky_goi_dau=""),
                name="chuoisolieu_he_so_co_ky_goi_dau",
                violation_error_message="Hệ số nối phải ghi kỳ gối đầu dùng để tính.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chi_tieu}, chuỗi {self.so}"

    @property
    def chuoi_nhat_ky(self) -> str:
        return self.don_vi.khoa if self.don_vi is not None else CA_NUOC
