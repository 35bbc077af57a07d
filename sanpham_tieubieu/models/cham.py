"""Assignments and sheets (Điều 11, Điều 16, Phụ lục 4 TT 26/2014/TT-BCT)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import CachPhanCong, ThoiDiem, TrangThaiPhieu
from sanpham_tieubieu.models.ban import ThanhVienBan
from sanpham_tieubieu.models.ho_so import HoSoDangKy
from sanpham_tieubieu.models.khung import KhungDiem, TieuChi
from sanpham_tieubieu.models.pham_vi import NiemPhongQuerySet, TheoHoSoQuerySet

_NGUOI = settings.AUTH_USER_MODEL


@theo_doi()
class PhanCong(models.Model):
    """A judge is given an entry; the seed of a drawn assignment is kept to replay it."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="phan_cong"
    )
    giam_khao = models.ForeignKey(
        ThanhVienBan, verbose_name="giám khảo", on_delete=models.PROTECT, related_name="phan_cong"
    )
    cach = models.CharField("cách phân công", max_length=10, choices=CachPhanCong.choices)
    hat_giong = models.BigIntegerField("số khởi tạo", null=True, blank=True)
    luc = models.DateTimeField("phân công lúc", auto_now_add=True)
    nguoi = models.ForeignKey(
        _NGUOI,
        verbose_name="người phân công",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class _QS(TheoHoSoQuerySet):
        duong = "ho_so"

    objects = _QS.as_manager()

    class Meta:
        verbose_name = "phân công chấm"
        verbose_name_plural = "phân công chấm"
        ordering = ["ho_so_id", "giam_khao_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so", "giam_khao"],
                name="sp_phancong_mot_lan",
                violation_error_message="Giám khảo này đã được phân công sản phẩm ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giam_khao} chấm {self.ho_so.ma_so or self.ho_so_id}"


class PhieuQuerySet(NiemPhongQuerySet):
    duong = "ho_so"


_CHAN_XUNG_DOT = """
IF NEW.trang_thai <> 'vo_hieu' AND EXISTS (
    SELECT 1 FROM sanpham_tieubieu_xungdot x
    WHERE x.giam_khao_id = NEW.giam_khao_id AND x.ho_so_id = NEW.ho_so_id
      AND x.chan AND x.go_luc IS NULL
) THEN
    RAISE EXCEPTION 'R35: Giám khảo không được chấm sản phẩm này (xung đột lợi ích).'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@theo_doi()
class PhieuCham(models.Model):
    """PL4: one judge's sheet on one entry, from the three moments; the signature locks it.

    ``bam`` commits to the signed scores (SHA-256 over them and ``muoi``) and stands in the audit
    chain before anybody can read them: opened scores that differ are found out.
    """

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.PROTECT, related_name="phieu"
    )
    giam_khao = models.ForeignKey(
        ThanhVienBan, verbose_name="giám khảo", on_delete=models.PROTECT, related_name="phieu"
    )
    khung = models.ForeignKey(
        KhungDiem, verbose_name="khung điểm", on_delete=models.PROTECT, related_name="phieu"
    )
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiPhieu.choices,
        default=TrangThaiPhieu.DANG_CHAM,
        editable=False,
    )
    nhan_xet = VanBanDaiField("nhận xét", blank=True)
    phien = models.PositiveIntegerField(
        "lần lưu", default=0, editable=False, help_text="Tăng sau mỗi lần tự lưu."
    )
    ky_luc = models.DateTimeField("ký lúc", null=True, blank=True, editable=False)
    bam = models.CharField("mã băm khi ký", max_length=64, blank=True, editable=False)
    muoi = models.CharField("muối của mã băm", max_length=32, blank=True, editable=False)
    giay = models.BooleanField("nhập từ phiếu giấy", default=False, editable=False)
    tep_giay = models.ForeignKey(
        "files.Tep",
        verbose_name="bản quét phiếu giấy",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    so_lan_mo = models.PositiveSmallIntegerField("số lần mở lại", default=0, editable=False)
    ly_do_vo_hieu = VanBanField("lý do không tính", max_length=300, blank=True)
    tao_luc = models.DateTimeField("mở phiếu lúc", auto_now_add=True)
    luu_luc = models.DateTimeField("lưu lúc", auto_now=True)

    objects = PhieuQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm điểm bình chọn"
        verbose_name_plural = "phiếu chấm điểm bình chọn"
        ordering = ["ho_so_id", "giam_khao_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so", "giam_khao"],
                condition=~Q(trang_thai="vo_hieu"),
                name="sp_phieu_mot_lan",
                violation_error_message="Giám khảo đã có phiếu cho sản phẩm này.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai="da_ky") | (Q(ky_luc__isnull=False) & ~Q(bam="")),
                name="sp_phieu_ky_co_bam",
                violation_error_message="Phiếu đã ký phải có giờ ký và mã băm.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai="vo_hieu") | ~Q(ly_do_vo_hieu=""),
                name="sp_phieu_vo_hieu_co_ly_do",
                violation_error_message="Nêu lý do không tính phiếu.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="khong_cham_khi_xung_dot",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(_CHAN_XUNG_DOT),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu của {self.giam_khao.nhan_su.ho_ten} cho {self.ho_so.ma_so}"


class DiemQuerySet(NiemPhongQuerySet):
    duong = "phieu__ho_so"
    duong_ky = "phieu__ho_so__ky"
    duong_giam_khao = "phieu__giam_khao"


@theo_doi()
class DiemTieuChi(models.Model):
    """The score of one leaf. Its rows are read through ``PhieuCham`` doors only (the seal)."""

    phieu = models.ForeignKey(
        PhieuCham, verbose_name="phiếu", on_delete=models.CASCADE, related_name="cac_diem"
    )
    tieu_chi = models.ForeignKey(
        TieuChi, verbose_name="tiêu chí", on_delete=models.PROTECT, related_name="+"
    )
    diem = models.DecimalField("điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    thoi_diem = models.CharField(
        "chấm lúc", max_length=8, choices=ThoiDiem.choices, default=ThoiDiem.HO_SO
    )
    ghi_chu = VanBanField("ghi chú", max_length=300, blank=True)

    objects = DiemQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm của tiêu chí bình chọn"
        verbose_name_plural = "điểm của tiêu chí bình chọn"
        ordering = ["phieu_id", "tieu_chi_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["phieu", "tieu_chi"],
                name="sp_diem_mot_lan",
                violation_error_message="Tiêu chí này đã chấm.",
            ),
            models.CheckConstraint(
                condition=Q(diem__isnull=True) | Q(diem__gte=0),
                name="sp_diem_khong_am",
                violation_error_message="R33: Điểm không âm.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="phieu_da_ky",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(
                    """
                    IF EXISTS (
                        SELECT 1 FROM sanpham_tieubieu_phieucham p
                        WHERE p.id = CASE TG_OP
                            WHEN 'DELETE' THEN OLD.phieu_id ELSE NEW.phieu_id END
                          AND p.trang_thai <> 'dang_cham'
                    ) THEN
                        RAISE EXCEPTION 'Phiếu đã ký, không sửa điểm được; %',
                            'Trưởng ban mở lại thì mới sửa.' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP <> 'DELETE' AND NEW.diem > (
                        SELECT t.diem_toi_da FROM sanpham_tieubieu_tieuchi t
                        WHERE t.id = NEW.tieu_chi_id
                    ) THEN
                        RAISE EXCEPTION 'R33: Điểm vượt điểm tối đa của tiêu chí.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Điểm {self.tieu_chi.ma}"


@theo_doi()
class MocDiem(models.Model):
    """A sheet as it stood when a moment of scoring was closed: how far each moment moved it."""

    phieu = models.ForeignKey(
        PhieuCham, verbose_name="phiếu", on_delete=models.CASCADE, related_name="cac_moc"
    )
    thoi_diem = models.CharField("thời điểm", max_length=8, choices=ThoiDiem.choices)
    diem = models.JSONField("điểm từng tiêu chí", help_text="Mã tiêu chí → điểm (chuỗi).")
    luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = DiemQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm theo thời điểm"
        verbose_name_plural = "điểm theo thời điểm"
        ordering = ["phieu_id", "luc"]
        constraints = [
            models.UniqueConstraint(
                fields=["phieu", "thoi_diem"],
                name="sp_mocdiem_mot_lan",
                violation_error_message="Thời điểm này đã ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phieu}: {self.get_thoi_diem_display()}"


@theo_doi()
class PhieuGiay(models.Model):
    """A paper sheet typed by one of two helpers; both must agree before it becomes a sheet."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="phieu_giay"
    )
    giam_khao = models.ForeignKey(
        ThanhVienBan, verbose_name="giám khảo", on_delete=models.PROTECT, related_name="+"
    )
    lan = models.PositiveSmallIntegerField("lần nhập", choices=[(1, "Lần 1"), (2, "Lần 2")])
    diem = models.JSONField("điểm từng tiêu chí", help_text="Mã tiêu chí → điểm (chuỗi).")
    nhan_xet = VanBanDaiField("nhận xét", blank=True)
    nguoi_nhap = models.ForeignKey(
        _NGUOI, verbose_name="người nhập", on_delete=models.PROTECT, related_name="+"
    )
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="bản quét",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("nhập lúc", auto_now=True)

    objects = PhieuQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu giấy nhập tay"
        verbose_name_plural = "phiếu giấy nhập tay"
        ordering = ["ho_so_id", "giam_khao_id", "lan"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so", "giam_khao", "lan"],
                name="sp_phieugiay_lan",
                violation_error_message="Lần nhập này đã có.",
            ),
            models.UniqueConstraint(
                fields=["ho_so", "giam_khao", "nguoi_nhap"],
                name="sp_phieugiay_hai_nguoi",
                violation_error_message="Hai lần nhập phải do hai người khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_lan_display()} của {self.nguoi_nhap}"
