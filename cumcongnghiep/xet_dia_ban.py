"""«May a new cluster be opened here»: the test of the area (điểm c khoản 1 Điều 8).

R3 asks the commune, R2 the former district; between 1/7/2025 and 14/9/2026 the province decides
how to apply it. Thresholds are the regime's; clusters of several communes count in each by their
share of area.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.formats.so import dinh_dang, lam_tron
from cumcongnghiep.choices import LoaiHinh, PhapLy
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.ho_so_cum import HoSoCum, doc_ho_so
from cumcongnghiep.models import CheDo, Cum, CumXa, HoSo
from cumcongnghiep.rules import DiaBanXet
from cumcongnghiep.rules.dieu_kien import ket_luan_dia_ban

KHONG = Decimal(0)
_XU = Decimal("0.01")
SO_LE_HA = 4  # as land is stored; a share of a cluster divides without end


class KetLuan(models.TextChoices):
    DUOC = "duoc", "Được mở cụm mới"
    KHONG = "khong", "Chưa được mở cụm mới"
    CHUA_RO = "chua_ro", "Chưa đủ căn cứ"


@dataclass(frozen=True)
class PhanCum:
    """What one cluster puts into an area (ha); ``phan``: its share there, None: not known.

    A cluster whose share is not known is counted whole, and the verdict is then not certain.
    """

    cum: Cum
    phan: Decimal | None
    dat_cn: Decimal | None
    dat_da_thue: Decimal | None
    dat_chap_thuan: Decimal | None

    @property
    def thieu(self) -> bool:
        return self.phan is None or self.dat_cn is None or self.dat_da_thue is None

    def _nhan(self, ha: Decimal | None) -> Decimal:
        return (ha or KHONG) * (Decimal(1) if self.phan is None else self.phan)

    @property
    def cn(self) -> Decimal:
        return self._nhan(self.dat_cn)

    @property
    def da_giu(self) -> Decimal:
        """Leased, or approved beyond the lease (khoản 7 Điều 2)."""
        return self._nhan((self.dat_da_thue or KHONG) + (self.dat_chap_thuan or KHONG))

    @property
    def chua_thue(self) -> Decimal:
        return self._nhan((self.dat_cn or KHONG) - (self.dat_da_thue or KHONG))


@dataclass(frozen=True)
class XetDiaBan:
    """The verdict on one area: the clause, the numbers, the clusters behind them."""

    ten: str
    xa: Xa | None
    che_do: CheDo | None
    cac_cum: list[PhanCum] = field(default_factory=list)

    @property
    def so_cum(self) -> int:
        return len(self.cac_cum)

    @property
    def thieu(self) -> list[Cum]:
        """Clusters whose land, or whose share here, is not known."""
        return [p.cum for p in self.cac_cum if p.thieu]

    @property
    def dat_cn(self) -> Decimal:
        return sum((p.cn for p in self.cac_cum if not p.thieu), KHONG)

    @property
    def da_giu(self) -> Decimal:
        return sum((p.da_giu for p in self.cac_cum if not p.thieu), KHONG)

    @property
    def lap_day(self) -> Decimal | None:
        """Fill rate weighted by industrial land, percent; None without industrial land."""
        if not self.dat_cn:
            return None
        return (self.da_giu * 100 / self.dat_cn).quantize(_XU, ROUND_HALF_UP)

    @property
    def chua_thue(self) -> Decimal | None:
        """Industrial land not leased, ha; None when no cluster's land is known."""
        du = [p for p in self.cac_cum if not p.thieu]
        return sum((p.chua_thue for p in du), KHONG) if du else None

    @property
    def ket_luan(self) -> str:
        """By the test rule V10 asks, of an ordinary cluster."""
        c = self.che_do
        if not self.cac_cum:
            return KetLuan.DUOC
        if c is None or c.cap_xet == CheDo.CapXet.TINH:
            return KetLuan.CHUA_RO
        dat = ket_luan_dia_ban(self.cho_quy_tac(), c).dat
        return {True: KetLuan.DUOC, False: KetLuan.KHONG, None: KetLuan.CHUA_RO}[dat]

    def _dat_lap_day(self, c: CheDo) -> bool:
        # Compared as a product: a rounded rate must not lift an area over the threshold.
        return c.lap_day_thanh_lap is not None and (
            self.da_giu * 100 > self.dat_cn * c.lap_day_thanh_lap
        )

    def _dat_chua_thue(self, c: CheDo) -> bool:
        ha = self.chua_thue
        return c.chua_thue_thanh_lap is not None and ha is not None and ha <= c.chua_thue_thanh_lap

    @property
    def chac_chan(self) -> bool:
        """Whether the official text of the thresholds was seen."""
        c = self.che_do
        return c is not None and all(
            c.chac_chan(t) for t in ("lap_day_thanh_lap", "chua_thue_thanh_lap")
        )

    @property
    def mien(self) -> list[str]:
        """Types of cluster the test is not asked of."""
        return [LoaiHinh(m).label for m in self.che_do.mien_xet_thanh_lap] if self.che_do else []

    @property
    def ly_do(self) -> str:
        """The verdict in a sentence, with its numbers."""
        if not self.cac_cum:
            return "Địa bàn chưa có cụm công nghiệp nào được thành lập."
        if self.thieu:
            ten = ", ".join(str(c) for c in self.thieu[:3])
            con = f" và {len(self.thieu) - 3} cụm khác" if len(self.thieu) > 3 else ""
            return f"Chưa có đủ số liệu đất của {ten}{con}."
        c = self.che_do
        if c is None:
            return "Chưa có chế độ pháp lý của ngày này trong danh mục."
        con = dinh_dang(lam_tron(self.chua_thue or KHONG, SO_LE_HA))
        so = f"lấp đầy bình quân {dinh_dang(self.lap_day, 2)}%, còn {con} ha chưa cho thuê"
        if c.cap_xet == CheDo.CapXet.TINH:
            return f"UBND cấp tỉnh quyết định cách xét trong giai đoạn này; địa bàn {so}."
        if self._dat_lap_day(c):
            return f"Địa bàn {so}: trên {dinh_dang(c.lap_day_thanh_lap)}%."
        if self._dat_chua_thue(c):
            return f"Địa bàn {so}: không quá {dinh_dang(c.chua_thue_thanh_lap)} ha."
        dieu_kien = [
            *(
                [f"trên {dinh_dang(c.lap_day_thanh_lap)}%"]
                if c.lap_day_thanh_lap is not None
                else []
            ),
            *(
                [f"không quá {dinh_dang(c.chua_thue_thanh_lap)} ha chưa cho thuê"]
                if c.chua_thue_thanh_lap is not None
                else []
            ),
        ]
        if not dieu_kien:
            return f"Chế độ {c.ma} chưa ghi ngưỡng xét; địa bàn {so}."
        return f"Địa bàn {so}: phải {' hoặc '.join(dieu_kien)}."

    @property
    def can_cu(self) -> str:
        return self.che_do.can_cu if self.che_do else ""

    def cho_quy_tac(self) -> DiaBanXet:
        """The same facts for rule V10; its rate is not rounded before it meets the threshold."""
        return DiaBanXet(
            cap=self.che_do.cap_xet if self.che_do else "",
            ten=self.ten,
            so_cum=self.so_cum,
            lap_day=self.da_giu * 100 / self.dat_cn if self.dat_cn else None,
            chua_thue=self.chua_thue,
            thieu=len(self.thieu),
        )


def xet_xa(
    xa: Xa, *, ngay: date | None = None, bo_cum: Cum | None = None, luc: date | None = None
) -> XetDiaBan:
    """The test of one commune under the regime of ``ngay`` (a submission; today when None).

    Facts are those of ``luc`` (today when None). ``bo_cum``: the cluster that is asked for.
    """
    (kq,) = _xet_cac([xa], ngay=ngay, bo_cum=bo_cum, luc=luc)
    return kq


def xet_cac_xa(
    don_vi: DonViHanhChinh, *, ngay: date | None = None, luc: date | None = None
) -> list[XetDiaBan]:
    """Every commune of a province in force on the day, by name; the queries do not grow."""
    moc = ngay or timezone.localdate()
    xa = [
        x
        for x in Xa.objects.filter(tinh=don_vi).prefetch_related("cac_ten")
        if x.con_hieu_luc(max(moc, x.hieu_luc_tu))
    ]
    return sorted(_xet_cac(xa, ngay=ngay, luc=luc), key=lambda k: k.ten)


Dat = Mapping[int, tuple[Decimal | None, Decimal | None, Decimal | None]]


def xet_nhieu_xa(cac_xa: Sequence[Xa], dat: Dat, *, ngay: date) -> list[XetDiaBan]:
    """The test of many communes with land figures already read, in their order.

    ``dat``: (industrial, leased, approved) ha of the established clusters, by primary key.
    """
    return _xet_cac(cac_xa, ngay=ngay, dat=dat)


def xet_huyen(
    don_vi: DonViHanhChinh,
    huyen_cu: str,
    *,
    ngay: date,
    tinh_cu: DonViHanhChinh | None = None,
    bo_cum: Cum | None = None,
    luc: date | None = None,
    danh_muc: DanhMuc | None = None,
) -> XetDiaBan:
    """The test of a former district (R2), by the name clusters carry in ``huyen_cu``.

    ``tinh_cu``: its province before the merger; two that merged may each have had the name.
    """
    cac = Cum.objects.filter(don_vi=don_vi, huyen_cu__iexact=huyen_cu.strip()).order_by("pk")
    if tinh_cu is not None:
        cac = cac.filter(tinh_cu=tinh_cu)
    if bo_cum is not None:
        cac = cac.exclude(pk=bo_cum.pk)
    dat = _dat_cua(list(cac), luc)
    return XetDiaBan(
        huyen_cu,
        None,
        (danh_muc or doc_danh_muc()).tim_che_do(ngay),
        [PhanCum(c, Decimal(1), *dat[c.pk]) for c in cac if c.pk in dat],
    )


def xet_ho_so(ho_so: HoSo) -> XetDiaBan | None:
    """The area of a dossier under the regime of its submission, without its own cluster.

    None where the cluster's place is not recorded. Of several communes the lead one is asked.
    """
    danh_muc = doc_danh_muc()
    che_do = danh_muc.tim_che_do(ho_so.ngay_nop)
    cum = ho_so.cum
    if che_do is not None and che_do.cap_xet == CheDo.CapXet.HUYEN:
        if not cum.huyen_cu:
            return None
        return xet_huyen(
            cum.don_vi,
            cum.huyen_cu,
            ngay=ho_so.ngay_nop,
            tinh_cu=cum.tinh_cu,
            bo_cum=cum,
            danh_muc=danh_muc,
        )
    dong = cum.cac_xa.select_related("xa").order_by("-chu_tri", "pk").first()
    if dong is None:
        return None
    return xet_xa(dong.xa, ngay=ho_so.ngay_nop, bo_cum=cum)


def dia_ban_xet(ho_so: HoSo) -> DiaBanXet | None:
    """``xet_ho_so`` as rule V10 reads it."""
    kq = xet_ho_so(ho_so)
    return kq.cho_quy_tac() if kq is not None else None


def _xet_cac(
    cac_xa: Sequence[Xa],
    *,
    ngay: date | None,
    bo_cum: Cum | None = None,
    luc: date | None = None,
    dat: Dat | None = None,
) -> list[XetDiaBan]:
    moc = ngay or timezone.localdate()
    che_do = doc_danh_muc().tim_che_do(moc)
    dong = CumXa.objects.filter(
        cum__in=CumXa.objects.filter(xa__in=[x.pk for x in cac_xa]).values("cum")
    ).select_related("cum")
    theo_cum: dict[int, list[CumXa]] = defaultdict(list)
    for d in dong:
        if bo_cum is None or d.cum_id != bo_cum.pk:
            theo_cum[d.cum_id].append(d)
    if dat is None:
        dat = _dat_cua([cac[0].cum for cac in theo_cum.values()], luc)
    theo_xa: dict[int, list[PhanCum]] = defaultdict(list)
    for pk, cac in theo_cum.items():
        if pk in dat:
            for d in cac:
                theo_xa[d.xa_id].append(PhanCum(d.cum, _phan(d, cac), *dat[pk]))
    return [
        XetDiaBan(
            _ten(x, moc), x, che_do, sorted(theo_xa[x.pk], key=lambda p: (p.cum.ten, p.cum.pk))
        )
        for x in cac_xa
    ]


def _ten(xa: Xa, ngay: date) -> str:
    return str(xa.ten_ngay(ngay).ten_day_du)


def _phan(d: CumXa, cac: Iterable[CumXa]) -> Decimal | None:
    """Share of a cluster that lies in one commune; None when an area is missing."""
    cac = list(cac)
    if len(cac) == 1:
        return Decimal(1)
    tong = KHONG
    for x in cac:
        if x.dien_tich is None:
            return None
        tong += x.dien_tich
    return d.dien_tich / tong if tong and d.dien_tich is not None else None


def _dat_cua(
    cac_cum: Sequence[Cum], luc: date | None
) -> dict[int, tuple[Decimal | None, Decimal | None, Decimal | None]]:
    """(industrial, leased, approved) ha of the established clusters among these on a day.

    Of today by the computed columns, of another day by the facts.
    """
    if luc is None or luc == timezone.localdate():
        return {
            c.pk: (c.dat_cn, c.dat_da_thue, c.dat_chap_thuan)
            for c in cac_cum
            if c.phap_ly == PhapLy.DA_THANH_LAP
        }

    def cua(h: HoSoCum) -> Any:
        return (h.dat_cn(luc), h.dat_da_thue(luc), h.dat_chap_thuan(luc))

    return {pk: cua(h) for pk, h in doc_ho_so(cac_cum).items() if h.thanh_lap(luc) is not None}
