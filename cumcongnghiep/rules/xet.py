"""The dossier a rule of a cluster judges: its facts, the law, the day, and what is being asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from cumcongnghiep import lap_day
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.lap_day import CachTinh, TyLe
from cumcongnghiep.models import CanDoiDat, CheDo, HoSo, VanBan
from cumcongnghiep.rules.kieu import DiaBanXet, PhieuXet, VanBanTrung


@dataclass
class XetCum:
    """One cluster before the rules; what is asked is set before the first answer is taken.

    ``thu_tuc``: the dossier that is judged; None when the cluster as it stands is looked at.
    ``van_ban``: the document about to be recorded (not yet, or already, among those of ``ho_so``).
    ``dia_ban``: the other clusters of the area, needed by V10. ``phieu``: score sheets, by V17.
    ``trung_van_ban``, ``trung_ten``: what else carries the number or the name, by V21 and V22.
    ``khai_hoat_dong``: a state of operation that somebody declares (an import), by V30.
    """

    ho_so: HoSoCum
    danh_muc: DanhMuc
    hom_nay: date
    thu_tuc: HoSo | None = None
    van_ban: VanBan | None = None
    dia_ban: DiaBanXet | None = None
    phieu: list[PhieuXet] = field(default_factory=list)
    trung_van_ban: list[VanBanTrung] = field(default_factory=list)
    trung_ten: list[str] = field(default_factory=list)
    khai_hoat_dong: str = ""

    # -- facts of today, counted once ----------------------------------------------------------
    @cached_property
    def dien_tich(self) -> Decimal | None:
        return self.ho_so.dien_tich(self.hom_nay)

    @cached_property
    def can_doi(self) -> CanDoiDat | None:
        return self.ho_so.can_doi_dat(self.hom_nay)

    @property
    def dat_cn(self) -> Decimal | None:
        return self.can_doi.cong_nghiep if self.can_doi else None

    @cached_property
    def dat_da_thue(self) -> Decimal | None:
        return self.ho_so.dat_da_thue(self.hom_nay)

    @cached_property
    def so_du_an(self) -> int | None:
        return self.ho_so.so_du_an(self.hom_nay)

    @cached_property
    def lap_day(self) -> TyLe:
        """The legal fill rate (khoản 7 Điều 2)."""
        return lap_day.tinh(
            CachTinh.PHAP_LY,
            da_thue=self.dat_da_thue,
            chap_thuan=self.ho_so.dat_chap_thuan(self.hom_nay),
            dat_cn=self.dat_cn,
        )

    # -- the law -------------------------------------------------------------------------------
    @cached_property
    def quyet_dinh(self) -> VanBan | None:
        """The newest decision in force that fixed the size: establishing, extending, adjusting."""
        if self.ho_so.thanh_lap(self.hom_nay) is None:
            return None
        cac = self.ho_so.van_ban_den(self.hom_nay, LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG)
        return cac[-1]

    @cached_property
    def ngay_che_do(self) -> date:
        """The day whose regime judges: submission of the dossier, not of the decision.

        A dossier under appraisal on 15/9/2026 stays under the regime of its submission (khoản 2
        Điều 35 NĐ 32/2024/NĐ-CP as amended by NĐ 303/2026/NĐ-CP). A decision recorded without its
        dossier counts by its own day.
        """
        if self.thu_tuc is not None:
            return self.thu_tuc.ngay_nop
        return self.hom_nay if self.quyet_dinh is None else self.ngay_nop_cua(self.quyet_dinh)

    def ngay_nop_cua(self, v: VanBan) -> date:
        """Day of submission of the dossier a document belongs to, else its own day of effect."""
        for h in self.ho_so.thu_tuc:
            if h.pk is not None and h.pk == v.ho_so_id:
                return h.ngay_nop
        return hieu_luc(v)

    @cached_property
    def che_do(self) -> CheDo | None:
        """The regime that judges; a cluster older than every regime is measured by the first."""
        return self.danh_muc.tim_che_do(self.ngay_che_do) or (
            self.che_do_dau if self.truoc_moi_che_do else None
        )

    @cached_property
    def che_do_dau(self) -> CheDo | None:
        return min(self.danh_muc.che_do, key=lambda c: c.hieu_luc_tu, default=None)

    @property
    def truoc_moi_che_do(self) -> bool:
        """Decided before the first regime on file: Điều 35 may exempt it, nothing blocks it."""
        dau = self.che_do_dau
        return dau is not None and self.ngay_che_do < dau.hieu_luc_tu

    def chac(self, truong: str) -> bool:
        """Whether a rule on this figure of the regime may block."""
        return (
            self.che_do is not None and not self.truoc_moi_che_do and self.che_do.chac_chan(truong)
        )
