"""The step clock: per step its document, day, legal due day, who must act and days late.

A clock is that of the regime of the day the dossier was submitted (``ThoiHan``). Working days
follow the calendar of holidays; the clock of the appraisal stands while a supplement is awaited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from cucctdp.thong_bao.lich import cac_ngay_lam_viec
from cumcongnghiep.buoc import BUOC, THEO_LOAI, BuocCum
from cumcongnghiep.choices import DA_THUE, ChiTieuSo, CoQuan, LoaiThue, LoaiThuTuc
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.models import BoSungHoSo, HoSo, ThoiHan, VanBan

# From which document a clock runs where it is not the step before: the Sở appraises from the day
# the dossier came, whatever it asks on the way.
TINH_TU = {L.THAM_DINH: L.TRINH_SO}
# Beyond the last due day a year of holidays must be known.
_DU_PHONG = timedelta(days=370)
_BUOC_HO_SO = tuple(b for b in BUOC if b.theo_ho_so)


class TinhTrangBuoc(models.TextChoices):
    XONG = "xong", "Đã xong"
    DANG = "dang", "Đang làm"
    TRE = "tre", "Quá hạn"
    BO_SUNG = "bo_sung", "Chờ bổ sung hồ sơ"
    CHO = "cho", "Chưa đến"
    BO_QUA = "bo_qua", "Không có văn bản"


@dataclass(frozen=True)
class DongBuoc:
    """One step on a day. ``tre``: calendar days after ``han``, 0 when in time or without one.

    ``han`` of a finished step says whether its document came late.
    """

    buoc: BuocCum
    tinh_trang: str
    van_ban: tuple[VanBan, ...] = ()
    ngay: date | None = None
    han: date | None = None
    ben: str = ""
    tre: int = 0
    thoi_han: ThoiHan | None = None

    @property
    def ben_ten(self) -> str:
        return CoQuan(self.ben).label if self.ben else ""


@dataclass(frozen=True)
class DongHo:
    """The clock of one dossier. ``tiep``: the step to be done now; None when it is closed.

    ``han``, ``ben``, ``tre``: of the first step ahead that has a clock, the one to be told of.
    """

    ho_so: HoSo
    ngay: date
    buoc: tuple[DongBuoc, ...]
    tiep: DongBuoc | None = None
    cho_bo_sung: BoSungHoSo | None = None
    nhan_den: date | None = None
    chua_chac: bool = False

    @property
    def co_han(self) -> DongBuoc | None:
        return next((b for b in self.buoc if b.han is not None and not b.van_ban), None)

    @property
    def han(self) -> date | None:
        return self.co_han.han if self.co_han and self.tiep else None

    @property
    def ben(self) -> str:
        """Who must act on the next step."""
        return self.tiep.ben if self.tiep else ""

    @property
    def tre(self) -> int:
        return self.co_han.tre if self.co_han and self.tiep else 0


@dataclass(frozen=True)
class _Lich:
    """Working days of a stretch read once."""

    ngay_lam_viec: frozenset[date]

    def cong(
        self, tu: date, th: ThoiHan, nghi: Sequence[tuple[date, date | None]] = ()
    ) -> date | None:
        """The last day of a clock; None while it stands for a supplement that has not come.

        Days after the request up to and with the day the papers came are not counted.
        """
        con = th.so_ngay
        ngay = tu
        lam_viec = th.cach_tinh == ThoiHan.CachTinh.LAM_VIEC
        while con > 0:
            ngay += timedelta(days=1)
            dung = next((n for n in nghi if n[0] < ngay and (n[1] is None or ngay <= n[1])), None)
            if dung is not None:
                if dung[1] is None:
                    return None
                continue
            con -= not lam_viec or ngay in self.ngay_lam_viec
        return ngay


def dong_ho(
    cac_ho_so: Sequence[HoSo], *, ngay: date | None = None, danh_muc: DanhMuc | None = None
) -> dict[int, DongHo]:
    """Clocks by key of the dossier as of a day (today); the queries do not grow with them."""
    ngay = ngay or timezone.localdate()
    danh_muc = danh_muc or doc_danh_muc()
    ids = [h.pk for h in cac_ho_so]
    van_ban: dict[int, list[VanBan]] = defaultdict(list)
    for v in VanBan.objects.filter(ho_so__in=ids, ngay__lte=ngay).order_by("ngay", "pk"):
        van_ban[v.ho_so_id].append(v)
    bo_sung: dict[int, list[BoSungHoSo]] = defaultdict(list)
    for b in BoSungHoSo.objects.filter(ho_so__in=ids, yeu_cau_ngay__lte=ngay):
        bo_sung[b.ho_so_id].append(b)
    dau = min((h.ngay_nop for h in cac_ho_so), default=ngay)
    cuoi = max((v.ngay for cac in van_ban.values() for v in cac), default=ngay)
    lich = _Lich(frozenset(cac_ngay_lam_viec(dau, max(ngay, cuoi) + _DU_PHONG)))
    return {h.pk: _mot(h, van_ban[h.pk], bo_sung[h.pk], ngay, danh_muc, lich) for h in cac_ho_so}


def _mot(
    ho_so: HoSo,
    van_ban: list[VanBan],
    bo_sung: list[BoSungHoSo],
    ngay: date,
    danh_muc: DanhMuc,
    lich: _Lich,
) -> DongHo:
    theo: dict[int, list[VanBan]] = defaultdict(list)
    for v in van_ban:
        if (b := THEO_LOAI.get(v.loai)) is not None:
            theo[b.so].append(v)
    nghi = [(b.yeu_cau_ngay, _den(b, ngay)) for b in bo_sung]
    cho = next((b for b in bo_sung if _den(b, ngay) is None), None)
    dong_so = ho_so.ket_thuc is not None and ho_so.ket_thuc <= ngay
    da_lam = max(theo, default=1)
    nhan_den = _han_nhan(ho_so, theo, danh_muc, lich)
    dong = []
    for buoc in _BUOC_HO_SO:
        th = danh_muc.tim_thoi_han(_loai(buoc, ho_so), ho_so.loai, ho_so.ngay_nop)
        cac = tuple(theo.get(buoc.so, ()))
        # The first step starts the clock; one that was passed over waits for nobody any more.
        dem = buoc.so != 2 and (bool(cac) or buoc.so > da_lam)
        han = _han(buoc, th, ho_so, theo, nhan_den, nghi, lich) if dem else None
        xong = cac[0].ngay if cac else None
        den = xong or (None if dong_so else ngay)
        tre = max(0, (den - han).days) if han is not None and den is not None else 0
        dong.append(
            DongBuoc(
                buoc=buoc,
                tinh_trang=_tinh_trang(buoc, cac, da_lam, dong_so, tre, cho),
                van_ban=cac,
                ngay=xong,
                han=han,
                ben=th.ben if th else buoc.ben,
                tre=tre,
                thoi_han=th,
            )
        )
    tiep = None
    if not dong_so:
        tiep = next((d for d in dong if not d.van_ban and d.buoc.so > da_lam), None)
        if not theo:
            tiep = dong[0]
    return DongHo(
        ho_so=ho_so,
        ngay=ngay,
        buoc=tuple(dong),
        tiep=tiep,
        cho_bo_sung=None if dong_so else cho,
        nhan_den=nhan_den,
        chua_chac=any(d.thoi_han is not None and d.thoi_han.can_xac_minh for d in dong),
    )


def _den(b: BoSungHoSo, ngay: date) -> date | None:
    """The day a supplement came, as known on a day."""
    return b.nhan_ngay if b.nhan_ngay is not None and b.nhan_ngay <= ngay else None


def _loai(buoc: BuocCum, ho_so: HoSo) -> str:
    """The document of a step whose clock counts: the decision is that of the procedure."""
    if buoc.so == 10:
        return L.MO_RONG if ho_so.loai == LoaiThuTuc.MO_RONG else L.THANH_LAP
    return buoc.van_ban[0]


def _han_nhan(
    ho_so: HoSo, theo: dict[int, list[VanBan]], danh_muc: DanhMuc, lich: _Lich
) -> date | None:
    """Last day of the window for applications: counted from the commune's notice."""
    th = danh_muc.tim_thoi_han(L.DE_NGHI, ho_so.loai, ho_so.ngay_nop)
    thong_bao = theo.get(THEO_LOAI[L.TIEP_NHAN].so)
    return lich.cong(thong_bao[0].ngay, th) if th and thong_bao else None


def _han(
    buoc: BuocCum,
    th: ThoiHan | None,
    ho_so: HoSo,
    theo: dict[int, list[VanBan]],
    nhan_den: date | None,
    nghi: Sequence[tuple[date, date | None]],
    lich: _Lich,
) -> date | None:
    if th is None:
        return None
    if L.TRINH_SO in buoc.van_ban and nhan_den is not None:
        return lich.cong(nhan_den, th)
    tu = TINH_TU.get(L(buoc.van_ban[0]))
    so_truoc = THEO_LOAI[tu].so if tu else buoc.so - 1
    truoc = theo.get(so_truoc)
    moc = truoc[0].ngay if truoc else (ho_so.ngay_nop if so_truoc == 2 else None)
    if moc is None:
        return None
    return lich.cong(moc, th, nghi if L.THAM_DINH in buoc.van_ban else ())


def _tinh_trang(
    buoc: BuocCum,
    cac: Sequence[VanBan],
    da_lam: int,
    dong_so: bool,
    tre: int,
    cho: BoSungHoSo | None,
) -> str:
    if cac:
        return TinhTrangBuoc.XONG
    if dong_so or buoc.so < da_lam:
        return TinhTrangBuoc.BO_QUA
    if tre:
        return TinhTrangBuoc.TRE
    if cho is not None and buoc.so == THEO_LOAI[L.THAM_DINH].so:
        return TinhTrangBuoc.BO_SUNG
    return TinhTrangBuoc.DANG if buoc.so == da_lam + 1 else TinhTrangBuoc.CHO


# -- the whole ladder -------------------------------------------------------------------------


@dataclass(frozen=True)
class BacThang:
    """One of the 23 steps of a cluster: reached or not, since when, by what."""

    buoc: BuocCum
    dat: bool
    ngay: date | None = None
    van_ban: tuple[VanBan, ...] = field(default=())
    ghi_chu: str = ""


def thang_buoc(h: HoSoCum, ngay: date) -> list[BacThang]:
    """The 23 steps of a cluster on a day: documents, and 1, 19, 20, 21 read off facts. No query.

    ``ngay`` of a step with documents is that of the first in effect.
    """
    theo_su_kien = {1: _quy_hoach, 19: _thu_hut, 20: _hoat_dong, 21: _lap_day}
    kq = []
    for buoc in BUOC:
        if (doc := theo_su_kien.get(buoc.so)) is not None:
            tu, ghi_chu = doc(h, ngay)
            dat = tu is not None or bool(ghi_chu)
            kq.append(BacThang(buoc, dat, tu, (), ghi_chu))
            continue
        cac = tuple(h.van_ban_den(ngay, *buoc.van_ban))
        kq.append(BacThang(buoc, bool(cac), hieu_luc(cac[0]) if cac else None, cac))
    return kq


def buoc_tiep(h: HoSoCum, ngay: date) -> BuocCum | None:
    """The first step ahead whose predecessors all stand: what the cluster waits for now."""
    thang = {b.buoc.so: b for b in thang_buoc(h, ngay)}
    cho = [
        b.buoc
        for b in thang.values()
        if not b.dat and b.buoc.so <= 21 and all(thang[t].dat for t in b.buoc.truoc)
    ]
    if thang[10].dat:
        cho = [b for b in cho if b.so > 10]
    return cho[0] if cho else None


def _quy_hoach(h: HoSoCum, ngay: date) -> tuple[date | None, str]:
    if not h.trong_quy_hoach(ngay):
        return None, ""
    cac = [m.quy_hoach for m in h.quy_hoach if m.quy_hoach.hieu_luc_tu <= ngay]
    dau = min(cac, key=lambda q: q.hieu_luc_tu)
    return dau.hieu_luc_tu, f"Quyết định {dau.so}"


def _thu_hut(h: HoSoCum, ngay: date) -> tuple[date | None, str]:
    """First project that holds land, or came: a memorandum draws nobody in."""
    cac = [t.tu_ngay for t in h.thue if t.loai != LoaiThue.GHI_NHO]
    cac += [d.vao_cum for d in h.du_an]
    cac = [x for x in cac if x <= ngay]
    if cac:
        return min(cac), f"{len({d.pk for d in h.du_an if d.vao_cum <= ngay})} dự án đã vào cụm"
    return _khai(h, ngay)


def _khai(h: HoSoCum, ngay: date) -> tuple[date | None, str]:
    khai = [
        s.ngay
        for s in h.so_lieu
        if s.chi_tieu == ChiTieuSo.SO_DU_AN and s.ngay <= ngay and s.gia_tri > 0
    ]
    return (min(khai), "Theo số khai tổng") if khai else (None, "")


def _hoat_dong(h: HoSoCum, ngay: date) -> tuple[date | None, str]:
    """«Đã hoạt động» is at least one project in the cluster (row 15 of TT 14/2024/TT-BCT)."""
    if not h.so_du_an(ngay):
        return None, ""
    co = [d.vao_cum for d in h.du_an if d.vao_cum <= ngay]
    return (min(co), f"{h.so_du_an(ngay)} dự án") if co else _khai(h, ngay)


def _lap_day(h: HoSoCum, ngay: date) -> tuple[date | None, str]:
    """The first day all industrial land was leased or approved, while it is so today."""
    if not _day(h, ngay):
        return None, ""
    moc = {t.tu_ngay for t in h.thue if t.loai in (*DA_THUE, LoaiThue.CHAP_THUAN)}
    moc |= {c.ngay for c in h.can_doi} | {s.ngay for s in h.so_lieu}
    dau = next((d for d in sorted(moc) if d <= ngay and _day(h, d)), ngay)
    return dau, "Đất công nghiệp đã cho thuê, chấp thuận hết"


def _day(h: HoSoCum, ngay: date) -> bool:
    cn, thue = h.dat_cn(ngay), h.dat_da_thue(ngay)
    return bool(cn and thue is not None and thue + (h.dat_chap_thuan(ngay) or 0) >= cn)
