"""What the rules of a round look at: its law, its neighbours in time, its bodies and rubrics."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from sanpham_tieubieu.choices import DA_HOP_LE, LoaiBan, TrangThaiKhung, TrangThaiKy
from sanpham_tieubieu.danh_muc import DanhMuc
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    PhieuCham,
    QuyDinhCap,
    SoCongBo,
    ThanhVienBan,
    TieuChi,
)


@dataclass(frozen=True, slots=True)
class NutXet:
    """A criterion as the rules count it; ``cha`` is "" for a root."""

    ma: str
    diem: Decimal
    cha: str = ""


@dataclass
class XetKy:
    """A round before the rules; each part is read when a rule first asks for it.

    ``khung``: the rubric that is being approved or changed; without it the approved ones are
    looked at. ``cay``: its tree when it is not stored yet.
    """

    ky: KyBinhChon
    danh_muc: DanhMuc
    hom_nay: date
    khung: KhungDiem | None = None
    cay: list[NutXet] | None = None
    _cay_cua: dict[int, list[NutXet]] = field(default_factory=dict)

    @cached_property
    def quy_dinh(self) -> QuyDinhCap | None:
        """What the law fixes of the level on the first day of the round."""
        return self.danh_muc.tim_quy_dinh(self.ky.cap, self.ky.ngay_bat_dau)

    # -- neighbours in time --------------------------------------------------------------------
    @cached_property
    def cung_pham_vi(self) -> list[KyBinhChon]:
        """Other rounds of the same level and place, of any year."""
        k = self.ky
        return list(
            KyBinhChon.objects.filter(
                cap=k.cap, don_vi=k.don_vi_id, xa=k.xa_id, huyen=k.huyen, khu_vuc=k.khu_vuc
            )
            .exclude(trang_thai=TrangThaiKy.HUY)
            .exclude(pk=k.pk)
            .order_by("-nam", "-lan_thu")
        )

    @cached_property
    def nam_truoc(self) -> int | None:
        """Year of the round before, ours or published; the same year counts."""
        k = self.ky
        cong_bo = (
            SoCongBo.objects.filter(
                cap=k.cap, khu_vuc=k.khu_vuc, don_vi=k.don_vi_id, nam__lt=k.nam
            ).values_list("nam", flat=True)
            if k.xa_id is None and not k.huyen
            else []
        )
        cac = [c.nam for c in self.cung_pham_vi if (c.nam, c.lan_thu) < (k.nam, k.lan_thu)]
        return max([*cac, *cong_bo], default=None)

    def co_ky(self, cap: str, nam: int) -> bool:
        """Whether a round of a level was held in a year, ours or published."""
        return (
            KyBinhChon.objects.filter(cap=cap, nam=nam).exclude(trang_thai=TrangThaiKy.HUY).exists()
            or SoCongBo.objects.filter(cap=cap, nam=nam).exists()
        )

    # -- bodies --------------------------------------------------------------------------------
    @cached_property
    def _thanh_vien(self) -> list[ThanhVienBan]:
        if self.ky.pk is None:
            return []
        return list(
            ThanhVienBan.objects.filter(
                Q(thoi_tu__isnull=True) | Q(thoi_tu__gt=self.hom_nay), ban__ky=self.ky.pk
            ).select_related("nhan_su__don_vi", "ban")
        )

    def thanh_vien(self, loai: LoaiBan) -> list[ThanhVienBan]:
        """Members of a body today."""
        return [t for t in self._thanh_vien if t.ban.loai == loai]

    # -- rubrics -------------------------------------------------------------------------------
    @cached_property
    def cac_khung(self) -> list[KhungDiem]:
        if self.khung is not None:
            return [self.khung]
        if self.ky.pk is None:
            return []
        return list(KhungDiem.objects.filter(ky=self.ky.pk, trang_thai=TrangThaiKhung.DA_DUYET))

    def cay_cua(self, khung: KhungDiem) -> list[NutXet]:
        """Every criterion of a rubric; one query for all rubrics looked at."""
        if self.cay is not None:
            return self.cay
        if not self._cay_cua:
            for k in self.cac_khung:
                self._cay_cua[k.pk] = []
            for t in (
                TieuChi.objects.filter(khung__in=self.cac_khung)
                .select_related("cha")
                .order_by("thu_tu", "pk")
            ):
                nut = NutXet(t.ma, t.diem_toi_da, t.cha.ma if t.cha else "")
                self._cay_cua[t.khung_id].append(nut)
        return self._cay_cua[khung.pk]

    @cached_property
    def khung_da_dung(self) -> set[int]:
        """Rubrics on which a sheet exists."""
        return set(
            PhieuCham.objects.filter(khung__in=self.cac_khung).values_list("khung", flat=True)
        )

    @cached_property
    def nhom_co_ho_so(self) -> list[str]:
        """Groups with an accepted dossier."""
        return sorted(
            set(
                HoSoDangKy.objects.filter(ky=self.ky.pk, trang_thai__in=DA_HOP_LE).values_list(
                    "ma_nhom", flat=True
                )
            )
        )
