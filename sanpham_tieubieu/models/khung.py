"""Rubrics (Phụ lục 3 TT 26/2014/TT-BCT; khung điểm of each round and group)."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import ThoiDiem, TrangThaiKhung
from sanpham_tieubieu.models.ky import KyBinhChon
from sanpham_tieubieu.models.pham_vi import TheoKyQuerySet


@theo_doi()
class KhungDiem(models.Model):
    """The rubric of one group in one round; approved by decision, frozen at the first score."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.CASCADE, related_name="khung_diem"
    )
    ma_nhom = models.SlugField("nhóm", max_length=10)
    phien_ban = models.PositiveSmallIntegerField("phiên bản", default=1)
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiKhung.choices,
        default=TrangThaiKhung.NHAP,
        editable=False,
    )
    tu_mau = models.BooleanField(
        "nạp từ khung gợi ý",
        default=False,
        editable=False,
        help_text="Khung gợi ý của hệ thống, không phải văn bản pháp luật; Hội đồng phải duyệt.",
    )
    so_qd = VanBanField("quyết định phê duyệt số", max_length=60, blank=True)
    ngay_qd = models.DateField("ngày phê duyệt", null=True, blank=True)
    nguoi_duyet = VanBanField("người phê duyệt", max_length=120, blank=True)

    objects = TheoKyQuerySet.as_manager()

    class Meta:
        verbose_name = "khung điểm"
        verbose_name_plural = "khung điểm"
        ordering = ["ky", "ma_nhom", "-phien_ban"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "ma_nhom", "phien_ban"],
                name="sp_khung_phien_ban",
                violation_error_message="Nhóm này đã có khung điểm cùng phiên bản.",
            ),
            models.UniqueConstraint(
                fields=["ky", "ma_nhom"],
                condition=Q(trang_thai="da_duyet"),
                name="sp_khung_mot_dang_dung",
                violation_error_message="Mỗi nhóm chỉ có một khung điểm đang dùng.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai="nhap") | (~Q(so_qd="") & Q(ngay_qd__isnull=False)),
                name="sp_khung_duyet_co_quyet_dinh",
                violation_error_message="R12: Khung điểm chưa được Chủ tịch Hội đồng phê duyệt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Khung điểm nhóm {self.ma_nhom}, phiên bản {self.phien_ban}"


class CuaKhungQuerySet(TheoKyQuerySet):
    duong = "khung__ky"


@theo_doi()
class TieuChi(models.Model):
    """A node of the tree; only leaves are scored. Roots carry the law's 40/40/10/10."""

    khung = models.ForeignKey(
        KhungDiem, verbose_name="khung điểm", on_delete=models.CASCADE, related_name="tieu_chi"
    )
    cha = models.ForeignKey(
        "self",
        verbose_name="thuộc tiêu chí",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="con",
    )
    ma = models.CharField("mã", max_length=12, help_text="Ví dụ «II.2.b».")
    ten = VanBanField("nội dung tiêu chí", max_length=250)
    diem_toi_da = models.DecimalField(
        "điểm tối đa",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    huong_dan = VanBanDaiField("hướng dẫn chấm", blank=True)
    cac_muc = models.JSONField(
        "các mức gợi ý",
        default=list,
        blank=True,
        help_text="Danh sách {diem, mo_ta}: bao nhiêu điểm ứng với tình trạng nào.",
    )
    thoi_diem = models.CharField(
        "chấm từ lúc",
        max_length=8,
        choices=ThoiDiem.choices,
        default=ThoiDiem.HO_SO,
        help_text="Tiêu chí chấm được từ thời điểm này; thời điểm sau sửa lại được.",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự")

    objects = CuaKhungQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["khung", "thu_tu", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["khung", "ma"],
                name="sp_tieuchi_ma",
                violation_error_message="Mã tiêu chí này đã có trong khung.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="khung_da_cham",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(
                    """
                    IF EXISTS (
                        SELECT 1 FROM sanpham_tieubieu_phieucham p
                        WHERE p.khung_id IN (
                            CASE WHEN TG_OP = 'INSERT' THEN NEW.khung_id ELSE OLD.khung_id END,
                            CASE WHEN TG_OP = 'DELETE' THEN OLD.khung_id ELSE NEW.khung_id END
                        )
                    ) THEN
                        RAISE EXCEPTION 'R11: Khung điểm đã dùng để chấm, không được sửa; %',
                            'hãy tạo phiên bản mới và chấm lại.' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} {self.ten}"
