"""Values: relational rows, every version kept.

Valid time is the period of the form; recorded time is ``ghi_luc``–``het_luc``. A new version closes
the former one (``het_luc``) and is never changed; nothing is deleted. "As known on a day" is
``ghi_luc <= day < het_luc``.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from baocao.choices import BAC_SO_LIEU, NguonGoc, TrangThaiO, TrangThaiSoLieu
from baocao.models.bieu_mau import ChiTieu
from baocao.models.bo_bao_cao import PhieuBieu
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanField

_BAC = " ".join(f"WHEN '{ma}' THEN {bac}" for ma, bac in BAC_SO_LIEU.items())


class GiaTriQuerySet(TheoDonViQuerySet):
    duong_don_vi = "phieu__bo__don_vi"

    def hien_tai(self):
        """The latest version of every cell."""
        return self.filter(het_luc__isnull=True)

    def biet_luc(self, luc):
        """Versions as known at a moment (recorded time)."""
        return self.filter(ghi_luc__lte=luc).filter(Q(het_luc__isnull=True) | Q(het_luc__gt=luc))


@pghistory.track(pghistory.InsertEvent())
class GiaTri(models.Model):
    """One version of one cell (phiếu × chỉ tiêu × cột)."""

    phieu = models.ForeignKey(
        PhieuBieu, verbose_name="phiếu", on_delete=models.PROTECT, related_name="gia_tri"
    )
    chi_tieu = models.ForeignKey(
        ChiTieu, verbose_name="chỉ tiêu", on_delete=models.PROTECT, related_name="+"
    )
    cot = models.CharField("cột", max_length=4)
    phien_ban = models.PositiveIntegerField("phiên bản", default=1)
    trang_thai_o = models.CharField("trạng thái ô", max_length=16, choices=TrangThaiO.choices)
    so = models.DecimalField("giá trị số", max_digits=24, decimal_places=6, null=True, blank=True)
    chu = VanBanField("giá trị chữ", max_length=40000, blank=True)
    trang_thai_sl = models.CharField(
        "trạng thái số liệu",
        max_length=10,
        choices=TrangThaiSoLieu.choices,
        default=TrangThaiSoLieu.UOC,
    )
    nguon = VanBanField("nguồn", max_length=400, blank=True)
    nguon_goc = models.CharField(
        "nguồn gốc", max_length=10, choices=NguonGoc.choices, default=NguonGoc.NHAP
    )
    ly_do = VanBanField("lý do sửa", max_length=400, blank=True)
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ghi_luc = models.DateTimeField("ghi lúc")
    het_luc = models.DateTimeField("thay thế lúc", null=True, blank=True)

    objects = GiaTriQuerySet.as_manager()

    class Meta:
        verbose_name = "giá trị"
        verbose_name_plural = "giá trị"
        ordering = ["phieu", "chi_tieu", "cot", "phien_ban"]
        constraints = [
            models.UniqueConstraint(
                fields=["phieu", "chi_tieu", "cot"],
                condition=Q(het_luc__isnull=True),
                name="giatri_mot_ban_hien_tai",
                violation_error_message="Ô này vừa được người khác ghi.",
            ),
            models.UniqueConstraint(
                fields=["phieu", "chi_tieu", "cot", "phien_ban"], name="giatri_phien_ban"
            ),
            models.CheckConstraint(
                condition=(
                    Q(trang_thai_o=TrangThaiO.CO_GIA_TRI) & (Q(so__isnull=False) | ~Q(chu=""))
                )
                | (~Q(trang_thai_o=TrangThaiO.CO_GIA_TRI) & Q(so__isnull=True) & Q(chu="")),
                name="giatri_co_so_khi_co_gia_tri",
                violation_error_message="Ô «Có giá trị» phải có số; ô khác thì không.",
            ),
            models.CheckConstraint(
                condition=~Q(nguon_goc=NguonGoc.CONG_BO) | ~Q(nguon=""),
                name="giatri_cong_bo_co_nguon",
                violation_error_message="Số liệu đã công bố phải ghi nguồn.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["chi_tieu", "cot"],
                include=["phieu", "so"],
                condition=Q(het_luc__isnull=True),
                name="giatri_chi_tieu_cot",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="gia_tri_khong_xoa", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="gia_tri_chi_dong_ban_cu",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__het_luc__isnull=False)
                | pgtrigger.Q(new__het_luc__isnull=True)
                | pgtrigger.Q(new__so__df=pgtrigger.F("old__so"))
                | pgtrigger.Q(new__chu__df=pgtrigger.F("old__chu"))
                | pgtrigger.Q(new__trang_thai_o__df=pgtrigger.F("old__trang_thai_o"))
                | pgtrigger.Q(new__trang_thai_sl__df=pgtrigger.F("old__trang_thai_sl"))
                | pgtrigger.Q(new__phien_ban__df=pgtrigger.F("old__phien_ban"))
                | pgtrigger.Q(new__ghi_luc__df=pgtrigger.F("old__ghi_luc"))
                | pgtrigger.Q(new__nguoi__df=pgtrigger.F("old__nguoi"))
                | pgtrigger.Q(new__nguon__df=pgtrigger.F("old__nguon"))
                | pgtrigger.Q(new__ly_do__df=pgtrigger.F("old__ly_do"))
                | pgtrigger.Q(new__nguon_goc__df=pgtrigger.F("old__nguon_goc"))
                | pgtrigger.Q(new__phieu__df=pgtrigger.F("old__phieu"))
                | pgtrigger.Q(new__chi_tieu__df=pgtrigger.F("old__chi_tieu"))
                | pgtrigger.Q(new__cot__df=pgtrigger.F("old__cot")),
                func="RAISE EXCEPTION 'Phiên bản giá trị đã ghi thì không sửa.';",
            ),
            # KT24: a figure of a sent report never goes back to a lower state.
            pgtrigger.Trigger(
                name="gia_tri_khong_ha_trang_thai",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__phien_ban__gt=1),
                func=f"""
                    IF EXISTS (
                        SELECT 1 FROM baocao_giatri cu
                        JOIN baocao_phieubieu p ON p.id = cu.phieu_id
                        JOIN baocao_bobaocao b ON b.id = p.bo_id
                        WHERE cu.phieu_id = NEW.phieu_id AND cu.chi_tieu_id = NEW.chi_tieu_id
                          AND cu.cot = NEW.cot AND cu.ghi_luc <= b.gui_luc
                          AND (CASE cu.trang_thai_sl {_BAC} END)
                            > (CASE NEW.trang_thai_sl {_BAC} END)
                    ) THEN
                        RAISE EXCEPTION 'KT24: Không được hạ trạng thái số liệu.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - the only inserted text is the constant ranking above
            ),
        ]

    def __str__(self):
        return f"{self.chi_tieu.ma}.{self.cot} = {self.so if self.so is not None else self.chu}"
