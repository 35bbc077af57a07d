"""A cluster read whole: every fact a state, a rule or a page needs; the queries are constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from cumcongnghiep.choices import DA_THUE, ChiTieuSo, LoaiThue, LoaiVanBan, NhomQuyHoach
from cumcongnghiep.models import (
    CanDoiDat,
    Cum,
    CumXa,
    DuAn,
    GiaoChuDauTu,
    HangMuc,
    HoSo,
    KeHoachDiDoi,
    Lo,
    MauNuoc,
    MucQuyHoach,
    SoLieu,
    TaiSan,
    ThueDat,
    TramXuLy,
    VanBan,
)

D = TypeVar("D", bound=Any)
KHONG = Decimal(0)


@dataclass(frozen=True)
class HoSoCum:
    """Facts of one cluster; every answer is of a day."""

    cum: Cum
    cac_xa: list[CumXa] = field(default_factory=list)
    quy_hoach: list[MucQuyHoach] = field(default_factory=list)
    thu_tuc: list[HoSo] = field(default_factory=list)
    van_ban: list[VanBan] = field(default_factory=list)
    chu_dau_tu: list[GiaoChuDauTu] = field(default_factory=list)
    can_doi: list[CanDoiDat] = field(default_factory=list)
    cac_lo: list[Lo] = field(default_factory=list)
    thue: list[ThueDat] = field(default_factory=list)
    hang_muc: list[HangMuc] = field(default_factory=list)
    tram: list[TramXuLy] = field(default_factory=list)
    mau: list[MauNuoc] = field(default_factory=list)
    tai_san: list[TaiSan] = field(default_factory=list)
    du_an: list[DuAn] = field(default_factory=list)
    di_doi: list[KeHoachDiDoi] = field(default_factory=list)
    so_lieu: list[SoLieu] = field(default_factory=list)

    # -- documents ---------------------------------------------------------------------------
    def van_ban_den(self, ngay: date, *loai: str) -> list[VanBan]:
        """Documents of the kinds in effect by a day, oldest first; superseded ones left out."""
        return [v for v in con_hieu_luc(self.van_ban, ngay) if v.loai in loai]

    def thanh_lap(self, ngay: date) -> VanBan | None:
        """The decision of establishment in force: none after an abolition."""
        quyet_dinh = self.van_ban_den(ngay, LoaiVanBan.THANH_LAP)
        if not quyet_dinh:
            return None
        cuoi = quyet_dinh[-1]
        bai_bo = self.van_ban_den(ngay, LoaiVanBan.BAI_BO)
        return None if bai_bo and hieu_luc(bai_bo[-1]) >= hieu_luc(cuoi) else cuoi

    def dien_tich(self, ngay: date) -> Decimal | None:
        """Area by the decisions in force (ha); of a cluster not established, by the plan."""
        goc = self.thanh_lap(ngay)
        if goc is None:
            muc = self.muc_quy_hoach(ngay)
            return muc.dien_tich if muc else None
        tong = goc.dien_tich
        for v in self.van_ban_den(ngay, LoaiVanBan.DIEU_CHINH, LoaiVanBan.MO_RONG):
            if hieu_luc(v) < hieu_luc(goc) or v.dien_tich is None:
                continue
            if v.loai == LoaiVanBan.MO_RONG:
                tong = v.dien_tich if tong is None else tong + v.dien_tich
            else:
                tong = v.dien_tich
        return tong

    def muc_quy_hoach(self, ngay: date) -> MucQuyHoach | None:
        """What the newest plan in force says of the cluster; a withdrawal is an answer too."""
        con = [
            m
            for m in self.quy_hoach
            if m.quy_hoach.hieu_luc_tu <= ngay
            and (m.quy_hoach.hieu_luc_den is None or ngay <= m.quy_hoach.hieu_luc_den)
        ]
        return max(con, key=lambda m: (m.quy_hoach.ngay, m.pk or 0)) if con else None

    def trong_quy_hoach(self, ngay: date) -> bool:
        muc = self.muc_quy_hoach(ngay)
        return muc is not None and muc.nhom != NhomQuyHoach.RUT

    def ho_so_mo(self, ngay: date) -> HoSo | None:
        """The procedure under way on a day."""
        mo = [
            h
            for h in self.thu_tuc
            if h.ngay_nop <= ngay and (h.ket_thuc is None or ngay < h.ket_thuc)
        ]
        return max(mo, key=lambda h: h.ngay_nop) if mo else None

    def chu_dau_tu_ngay(self, ngay: date) -> GiaoChuDauTu | None:
        return next(
            (
                g
                for g in self.chu_dau_tu
                if g.tu_ngay <= ngay and (g.den_ngay is None or ngay <= g.den_ngay)
            ),
            None,
        )

    # -- figures -----------------------------------------------------------------------------
    def so(self, chi_tieu: str, ngay: date) -> SoLieu | None:
        """The newest figure of the whole cluster not later than a day."""
        cac = [
            s
            for s in self.so_lieu
            if s.chi_tieu == chi_tieu and s.du_an_id is None and s.ngay <= ngay
        ]
        return max(cac, key=lambda s: s.ngay) if cac else None

    def gia_tri(self, chi_tieu: str, ngay: date) -> Decimal | None:
        dong = self.so(chi_tieu, ngay)
        return dong.gia_tri if dong is not None else None

    # -- land --------------------------------------------------------------------------------
    def can_doi_dat(self, ngay: date) -> CanDoiDat | None:
        cac = [c for c in self.can_doi if c.ngay <= ngay]
        return max(cac, key=lambda c: c.ngay) if cac else None

    def dat_cn(self, ngay: date) -> Decimal | None:
        """Industrial land (ha) by the detailed plan in force; None without one."""
        can_doi = self.can_doi_dat(ngay)
        return can_doi.cong_nghiep if can_doi else None

    def thue_ngay(self, ngay: date, *loai: str) -> list[ThueDat]:
        return [
            t
            for t in self.thue
            if t.loai in loai and t.tu_ngay <= ngay and (t.den_ngay is None or ngay <= t.den_ngay)
        ]

    @property
    def co_tung_hop_dong(self) -> bool:
        """Leases are recorded one by one: their sum stands, not the declared total."""
        return any(t.loai in DA_THUE for t in self.thue)

    def dat_da_thue(self, ngay: date) -> Decimal | None:
        """Leased and sub-leased land (ha): the sum of leases, else the declared total.

        With neither, nothing is leased where it is known that no project is there.
        """
        if self.co_tung_hop_dong:
            return sum((t.dien_tich for t in self.thue_ngay(ngay, *DA_THUE)), KHONG)
        khai = self.gia_tri(ChiTieuSo.DA_THUE, ngay)
        return KHONG if khai is None and self.so_du_an(ngay) == 0 else khai

    def dat_chap_thuan(self, ngay: date) -> Decimal | None:
        """Land approved for a project beyond what it leases (ha), else the declared total."""
        if not any(t.loai == LoaiThue.CHAP_THUAN for t in self.thue):
            return self.gia_tri(ChiTieuSo.DA_CHAP_THUAN, ngay)
        thue: dict[int, Decimal] = defaultdict(Decimal)
        chap_thuan: dict[int, Decimal] = defaultdict(Decimal)
        for t in self.thue_ngay(ngay, *DA_THUE):
            thue[t.du_an_id] += t.dien_tich
        for t in self.thue_ngay(ngay, LoaiThue.CHAP_THUAN):
            chap_thuan[t.du_an_id] += t.dien_tich
        return sum((max(KHONG, ha - thue[d]) for d, ha in chap_thuan.items()), KHONG)

    def dat_ghi_nho(self, ngay: date) -> Decimal:
        """Land with a memorandum only (ha): shown, never counted as filled."""
        rieng = sum((t.dien_tich for t in self.thue_ngay(ngay, LoaiThue.GHI_NHO)), KHONG)
        return rieng or self.gia_tri(ChiTieuSo.GHI_NHO, ngay) or KHONG

    # -- projects ----------------------------------------------------------------------------
    def du_an_ngay(self, ngay: date) -> list[DuAn]:
        return [
            d for d in self.du_an if d.vao_cum <= ngay and (d.ket_thuc is None or ngay < d.ket_thuc)
        ]

    def so_du_an(self, ngay: date) -> int | None:
        """Projects present: counted one by one, else the declared total; None when unknown."""
        if self.du_an:
            return len(self.du_an_ngay(ngay))
        khai = self.gia_tri(ChiTieuSo.SO_DU_AN, ngay)
        return int(khai) if khai is not None else None

    def tung_co_du_an(self, ngay: date) -> bool:
        khai = any(
            s.chi_tieu == ChiTieuSo.SO_DU_AN and s.ngay <= ngay and s.gia_tri > 0
            for s in self.so_lieu
        )
        return khai or any(d.vao_cum <= ngay for d in self.du_an)


def hieu_luc(v: VanBan) -> date:
    """First day of effect of a document."""
    return v.hieu_luc_tu or v.ngay


def con_hieu_luc(cac: Iterable[VanBan], ngay: date) -> list[VanBan]:
    """Documents of one cluster in effect by a day, oldest first; superseded ones left out."""
    co = [v for v in cac if hieu_luc(v) <= ngay]
    thay = {v.thay_the_id for v in co if v.thay_the_id}
    return sorted((v for v in co if v.pk not in thay), key=lambda v: (hieu_luc(v), v.pk or 0))


def _nhom(cac_dong: Iterable[D]) -> dict[int, list[D]]:
    kq: dict[int, list[D]] = defaultdict(list)
    for d in cac_dong:
        kq[d.cum_id].append(d)
    return kq


def doc_ho_so(cac_cum: Sequence[Cum]) -> dict[int, HoSoCum]:
    """Read the clusters whole, by primary key; fifteen queries whatever their number."""
    ids = [c.pk for c in cac_cum]
    loc = {"cum__in": ids}
    xa = _nhom(CumXa.objects.filter(**loc).select_related("xa"))
    quy_hoach = _nhom(MucQuyHoach.objects.filter(**loc).select_related("quy_hoach"))
    thu_tuc = _nhom(HoSo.objects.filter(**loc))
    van_ban = _nhom(VanBan.objects.filter(**loc).select_related("chu_dau_tu"))
    cdt = _nhom(GiaoChuDauTu.objects.filter(**loc).select_related("chu_dau_tu", "van_ban"))
    can_doi = _nhom(CanDoiDat.objects.filter(**loc))
    lo = _nhom(Lo.objects.filter(**loc))
    thue = _nhom(ThueDat.objects.filter(**loc))
    hang_muc = _nhom(HangMuc.objects.filter(**loc))
    tram = _nhom(TramXuLy.objects.filter(**loc))
    mau = _mau_theo_cum(ids)
    tai_san = _nhom(TaiSan.objects.filter(**loc))
    du_an = _nhom(DuAn.objects.filter(**loc))
    di_doi = _nhom(KeHoachDiDoi.objects.filter(**loc))
    so_lieu = _nhom(SoLieu.objects.filter(**loc))
    return {
        c.pk: HoSoCum(
            cum=c,
            cac_xa=xa[c.pk],
            quy_hoach=quy_hoach[c.pk],
            thu_tuc=thu_tuc[c.pk],
            van_ban=van_ban[c.pk],
            chu_dau_tu=cdt[c.pk],
            can_doi=can_doi[c.pk],
            cac_lo=lo[c.pk],
            thue=thue[c.pk],
            hang_muc=hang_muc[c.pk],
            tram=tram[c.pk],
            mau=mau[c.pk],
            tai_san=tai_san[c.pk],
            du_an=du_an[c.pk],
            di_doi=di_doi[c.pk],
            so_lieu=so_lieu[c.pk],
        )
        for c in cac_cum
    }


def _mau_theo_cum(ids: Sequence[int]) -> dict[int, list[MauNuoc]]:
    kq: dict[int, list[MauNuoc]] = defaultdict(list)
    for m in MauNuoc.objects.filter(tram__cum__in=ids).select_related("tram"):
        kq[m.tram.cum_id].append(m)
    return kq
