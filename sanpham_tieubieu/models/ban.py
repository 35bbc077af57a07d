"""Council, jury, helpers (Điều 8–11 TT 26/2014/TT-BCT), persons and their conflicts of interest."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import (
    VAI_TRO_CUA_BAN,
    CoQuanThuoc,
    LoaiBan,
    LoaiXungDot,
    NguonXungDot,
    VaiTroBan,
)
from sanpham_tieubieu.models.ho_so import HoSoDangKy
from sanpham_tieubieu.models.ky import KyBinhChon
from sanpham_tieubieu.models.pham_vi import TheoHoSoQuerySet, TheoKyQuerySet, giao_nop

_NGUOI = settings.AUTH_USER_MODEL


class NhanSuQuerySet(TheoDonViQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Persons of one's province; a commune's those who live there or sit in its bodies."""
        if not getattr(user, "is_active", False) or not user.duoc_giao:
            return super().visible_to(user)
        xa = giao_nop(user).filter(xa__isnull=False).values("xa")
        trong_ban = ThanhVienBan.objects.filter(ban__ky__xa__in=xa).values("nhan_su")
        return self.filter(Q(xa__in=xa) | Q(pk__in=trong_ban))


@theo_doi()
class NhanSu(models.Model):
    """A person who sits in councils and juries; known by identity, never by name alone.

    ``dinh_danh_bam`` is a keyed hash of the personal number (12 digits), which is not stored.
    """

    ho_ten = VanBanField("họ và tên", max_length=120)
    hoc_ham = VanBanField("học hàm, học vị", max_length=60, blank=True)
    chuc_vu = VanBanField("chức vụ", max_length=120, blank=True)
    co_quan = VanBanField("nơi công tác", max_length=200)
    co_quan_thuoc = models.CharField(
        "loại cơ quan", max_length=10, choices=CoQuanThuoc.choices, default=CoQuanThuoc.KHAC
    )
    mst_co_quan = models.CharField(
        "mã số thuế nơi công tác",
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^(\d{10}(-\d{3})?|\d{12})$", "Mã số thuế chưa đúng dạng.")],
    )
    dinh_danh_bam = models.CharField(
        "dấu của số định danh", max_length=64, blank=True, editable=False
    )
    dia_chi = VanBanField("địa chỉ", max_length=255, blank=True)
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã, phường",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố công tác",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    linh_vuc = VanBanField("lĩnh vực chuyên môn", max_length=200, blank=True)
    tai_khoan = models.OneToOneField(
        _NGUOI,
        verbose_name="tài khoản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nhan_su_binh_chon",
    )
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = NhanSuQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên các ban"
        verbose_name_plural = "thành viên các ban"
        ordering = ["ho_ten", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dinh_danh_bam"],
                condition=~Q(dinh_danh_bam=""),
                name="sp_nhansu_dinh_danh",
                violation_error_message="Người có số định danh này đã có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hoc_ham} {self.ho_ten}".strip()


@theo_doi()
class QuanHe(models.Model):
    """A known tie between a person and an establishment: employer, capital, advice."""

    nhan_su = models.ForeignKey(
        NhanSu, verbose_name="người", on_delete=models.CASCADE, related_name="quan_he"
    )
    co_so = models.ForeignKey(
        "donvi.CoSo", verbose_name="cơ sở", on_delete=models.PROTECT, related_name="+"
    )
    loai = models.CharField("quan hệ", max_length=12, choices=LoaiXungDot.choices)
    tu_ngay = models.DateField("từ ngày", null=True, blank=True)
    den_ngay = models.DateField("đến ngày", null=True, blank=True)
    nguon_tin = VanBanField("căn cứ", max_length=250)

    class _QS(TheoDonViQuerySet):
        duong_don_vi = "co_so__xa__tinh"

    objects = _QS.as_manager()

    class Meta:
        verbose_name = "quan hệ với cơ sở"
        verbose_name_plural = "quan hệ với cơ sở"
        ordering = ["nhan_su", "co_so"]

    def __str__(self) -> str:
        return f"{self.nhan_su} – {self.co_so}: {self.get_loai_display()}"


@theo_doi()
class BanBinhChon(models.Model):
    """Council, jury or helpers of one round, by its decision."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.CASCADE, related_name="cac_ban"
    )
    loai = models.CharField("ban", max_length=10, choices=LoaiBan.choices)
    so_qd = VanBanField("quyết định số", max_length=60, blank=True)
    ngay_qd = models.DateField("ngày quyết định", null=True, blank=True)
    nguoi_ky = VanBanField("người ký", max_length=120, blank=True)
    co_quan_ky = models.CharField(
        "cơ quan ký", max_length=10, choices=CoQuanThuoc.choices, blank=True
    )
    kien_toan_luc = models.DateTimeField(
        "phê duyệt lúc", null=True, blank=True, editable=False, help_text="Đủ số lượng theo luật."
    )

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng, ban"
        verbose_name_plural = "hội đồng, ban"
        ordering = ["ky", "loai"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "loai"],
                name="sp_ban_mot_lan",
                violation_error_message="Kỳ đã có ban này.",
            ),
            models.CheckConstraint(
                condition=Q(kien_toan_luc__isnull=True) | (~Q(so_qd="") & Q(ngay_qd__isnull=False)),
                name="sp_ban_co_quyet_dinh",
                violation_error_message="Ghi số, ngày quyết định thành lập trước khi phê duyệt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()} – {self.ky}"


class CuaBanQuerySet(TheoKyQuerySet):
    duong = "ban__ky"


@theo_doi()
class ThanhVienBan(models.Model):
    ban = models.ForeignKey(
        BanBinhChon, verbose_name="ban", on_delete=models.CASCADE, related_name="thanh_vien"
    )
    nhan_su = models.ForeignKey(
        NhanSu, verbose_name="người", on_delete=models.PROTECT, related_name="tham_gia"
    )
    vai_tro = models.CharField("vai trò", max_length=16, choices=VaiTroBan.choices)
    chuc_danh = VanBanField(
        "chức danh in trên giấy", max_length=200, blank=True, help_text="Chức vụ ngày quyết định."
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=1)
    thoi_tu = models.DateField("thôi từ ngày", null=True, blank=True)
    ly_do_thoi = VanBanField("lý do thôi", max_length=200, blank=True)
    khong_xung_dot_luc = models.DateTimeField(
        "cam kết không xung đột lúc",
        null=True,
        blank=True,
        editable=False,
        help_text="Giám khảo đã khai trước khi chấm.",
    )

    objects = CuaBanQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên của ban"
        verbose_name_plural = "thành viên của ban"
        ordering = ["ban", "thu_tu", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ban", "nhan_su"],
                name="sp_thanhvien_mot_lan",
                violation_error_message="Người này đã có trong ban.",
            ),
            models.UniqueConstraint(
                fields=["ban"],
                condition=Q(vai_tro__in=["chu_tich", "truong_ban"], thoi_tu__isnull=True),
                name="sp_thanhvien_mot_dung_dau",
                violation_error_message="R07: Ban chỉ có một người đứng đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nhan_su} ({self.get_vai_tro_display()})"

    def hop_vai_tro(self) -> bool:
        """Whether the role belongs to the kind of body."""
        return self.vai_tro in VAI_TRO_CUA_BAN[LoaiBan(self.ban.loai)]


@theo_doi()
class XungDot(models.Model):
    """A judge should not score a product: declared by himself, or found by identity.

    ``chan``: blocks the sheet (database trigger on ``PhieuCham``). A warning alone (same province,
    same name) is printed in the minutes. Lifted only with a reason.
    """

    giam_khao = models.ForeignKey(
        ThanhVienBan, verbose_name="giám khảo", on_delete=models.CASCADE, related_name="xung_dot"
    )
    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="xung_dot"
    )
    loai = models.CharField("loại", max_length=12, choices=LoaiXungDot.choices)
    nguon = models.CharField("nguồn", max_length=12, choices=NguonXungDot.choices)
    chi_tiet = VanBanDaiField("chi tiết", blank=True)
    chan = models.BooleanField("không được chấm", default=True)
    luc = models.DateTimeField("ghi lúc", auto_now_add=True)
    nguoi = models.ForeignKey(
        _NGUOI,
        verbose_name="người ghi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    go_luc = models.DateTimeField("gỡ lúc", null=True, blank=True)
    go_ly_do = VanBanField("lý do gỡ", max_length=300, blank=True)
    go_boi = models.ForeignKey(
        _NGUOI,
        verbose_name="người gỡ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class _QS(TheoHoSoQuerySet):
        duong = "ho_so"

    objects = _QS.as_manager()

    class Meta:
        verbose_name = "xung đột lợi ích"
        verbose_name_plural = "xung đột lợi ích"
        ordering = ["ho_so_id", "giam_khao_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["giam_khao", "ho_so", "loai", "nguon"],
                condition=Q(go_luc__isnull=True),
                name="sp_xungdot_mot_lan",
                violation_error_message="Xung đột này đã ghi.",
            ),
            models.CheckConstraint(
                condition=Q(go_luc__isnull=True) | ~Q(go_ly_do=""),
                name="sp_xungdot_go_co_ly_do",
                violation_error_message="Nêu lý do gỡ xung đột.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giam_khao}: {self.get_loai_display()}"
