"""The network (mạng lưới): centres are organisations; their staff, collaborators and advisers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import (
    CanXacMinh,
    CoCanCu,
    CoHieuLuc,
    ky_hop_le,
    theo_doi,
)
from cucctdp.donvi.querysets import HieuLucQuerySet, TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField

# How rows of the demo say so: the network has no column for it, its organisations do.
MA_MINH_HOA = "ttkc-mh-"
GHI_CHU_MINH_HOA = "Dữ liệu minh họa."


class TrungTamQuerySet(TheoDonViQuerySet):
    duong_don_vi = "to_chuc__don_vi"

    def minh_hoa(self, la: bool) -> TrungTamQuerySet:
        """Centres of the demo, or all the others: the two are never told together."""
        dk = Q(to_chuc__ma__startswith=MA_MINH_HOA)
        return self.filter(dk if la else ~dk)


@theo_doi()
class TrungTam(CanXacMinh):
    """What a centre has (B7): posts and people; name, place and parent are the organisation's."""

    class Cap(models.TextChoices):
        VUNG = "vung", "Trung tâm vùng (thuộc Cục)"
        TINH = "tinh", "Trung tâm cấp tỉnh"

    to_chuc = models.OneToOneField(
        "donvi.ToChuc",
        verbose_name="tổ chức",
        on_delete=models.PROTECT,
        related_name="trung_tam",
    )
    cap = models.CharField("cấp", max_length=5, choices=Cap.choices)
    bien_che = models.PositiveSmallIntegerField(
        "biên chế được giao",
        null=True,
        blank=True,
        help_text="Theo quyết định giao biên chế.",
    )
    vien_chuc = models.PositiveSmallIntegerField("viên chức hiện có", null=True, blank=True)
    giam_doc = models.PositiveSmallIntegerField(
        "giám đốc",
        null=True,
        blank=True,
        help_text="Không quá 1 người (TTLT 16/2011/TTLT-BCT-BNV).",
    )
    pho_giam_doc = models.PositiveSmallIntegerField(
        "phó giám đốc",
        null=True,
        blank=True,
        help_text="Không quá 2 người (TTLT 16/2011/TTLT-BCT-BNV).",
    )
    den_ngay = models.DateField("số liệu đến ngày", null=True, blank=True)

    objects = TrungTamQuerySet.as_manager()

    class Meta:
        verbose_name = "trung tâm khuyến công"
        verbose_name_plural = "trung tâm khuyến công"
        ordering = ["cap", "to_chuc"]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_ngay__isnull=False)
                | Q(
                    bien_che__isnull=True,
                    vien_chuc__isnull=True,
                    giam_doc__isnull=True,
                    pho_giam_doc__isnull=True,
                ),
                name="kc_trungtam_den_ngay",
                violation_error_message="Số liệu nhân lực phải ghi rõ đến ngày nào.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.to_chuc)


class CongTacVienQuerySet(TheoDonViQuerySet, HieuLucQuerySet):
    duong_don_vi = "xa__tinh"

    def minh_hoa(self, la: bool) -> CongTacVienQuerySet:
        """Collaborators of the demo, or all the others."""
        dk = Q(ghi_chu=GHI_CHU_MINH_HOA)
        return self.filter(dk if la else ~dk)


@theo_doi()
class CongTacVien(CoHieuLuc):
    """A collaborator of a commune (cộng tác viên khuyến công, NĐ 45/2012/NĐ-CP)."""

    ho_ten = VanBanField("họ tên", max_length=120)
    xa = models.ForeignKey(
        "donvi.Xa", verbose_name="xã, phường", on_delete=models.PROTECT, related_name="+"
    )
    dien_thoai = models.CharField(
        "điện thoại",
        max_length=15,
        blank=True,
        validators=[RegexValidator(r"^[0-9+ .]{8,15}$", "Số điện thoại gồm 8 đến 15 chữ số.")],
    )
    quyet_dinh = VanBanField(
        "quyết định công nhận",
        max_length=120,
        blank=True,
        help_text=("Số, ngày quyết định; mạng lưới do UBND cấp tỉnh lập (NĐ 45/2012/NĐ-CP)."),
    )
    ghi_chu = VanBanDaiField("ghi chú", blank=True)

    objects = CongTacVienQuerySet.as_manager()

    class Meta:
        verbose_name = "cộng tác viên khuyến công"
        verbose_name_plural = "cộng tác viên khuyến công"
        ordering = ["xa", "ho_ten"]
        constraints = [ky_hop_le("kc_congtacvien_ky_hop_le")]

    def __str__(self) -> str:
        return self.ho_ten


class TuVanVienQuerySet(TheoDonViQuerySet, HieuLucQuerySet):
    """Advisers are found by province, or serve the whole country."""


@theo_doi()
class TuVanVien(CoHieuLuc, CoCanCu, CanXacMinh):
    """A recognised adviser (tư vấn viên ngành Công Thương, NĐ 80/2021/NĐ-CP)."""

    ho_ten = VanBanField("họ tên", max_length=120)
    linh_vuc = ArrayField(
        VanBanField(max_length=120),
        verbose_name="lĩnh vực chuyên môn",
        help_text="Mỗi lĩnh vực một mục.",
    )
    trinh_do = VanBanField("trình độ", max_length=120, blank=True)
    kinh_nghiem = VanBanDaiField("kinh nghiệm", blank=True)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = TuVanVienQuerySet.as_manager()

    class Meta:
        verbose_name = "tư vấn viên"
        verbose_name_plural = "tư vấn viên"
        ordering = ["ho_ten"]
        constraints = [ky_hop_le("kc_tuvanvien_ky_hop_le")]

    def __str__(self) -> str:
        return self.ho_ten
