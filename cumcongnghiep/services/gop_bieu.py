"""Roll-up of the forms: 01 and 02 of a commune into 03, these into 04, these into the nation.

An inter-commune cluster is counted once, by its lead commune. What nobody has sent is filled from
the register and told as such (coverage in units and hectares).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cumcongnghiep.bieu.dong_cum import (
    So,
    cong_dong,
    cua_so_lieu,
    gia_tri_cum,
    ty_le_19,
)
from cumcongnghiep.bieu.mau import BIEU_01, BIEU_04
from cumcongnghiep.choices import Bieu
from cumcongnghiep.ho_so_cum import HoSoCum, doc_ho_so
from cumcongnghiep.models import BieuNop, Cum, DuAn, KyBieu
from cumcongnghiep.workflow import DA_CO_SO

KHONG = Decimal(0)
Khoa = tuple[str, int | None]


@dataclass(frozen=True)
class CanNop:
    """A form that somebody has to send: 01 of a project, 02 of a cluster, 03 of a commune.

    ``ha``: area of the clusters it speaks for; ``co_cdt``: of Biểu 02, whether there is a
    developer to send it; ``nop``: the form, when somebody has begun it.
    """

    bieu: str
    ten: str
    pk: int
    cum_id: int | None
    ha: Decimal
    co_cdt: bool = True
    nop: BieuNop | None = None

    @property
    def da_gui(self) -> bool:
        return self.nop is not None and self.nop.trang_thai in DA_CO_SO


@dataclass(frozen=True)
class DoPhu:
    """Coverage of one form: units and hectares, who is missing."""

    bieu: str
    cac: tuple[CanNop, ...]

    @property
    def can(self) -> int:
        return len(self.cac)

    @property
    def da(self) -> int:
        return sum(c.da_gui for c in self.cac)

    @property
    def ha_can(self) -> Decimal:
        return sum((c.ha for c in self.cac), KHONG)

    @property
    def ha_da(self) -> Decimal:
        return sum((c.ha for c in self.cac if c.da_gui), KHONG)

    @property
    def thieu(self) -> tuple[CanNop, ...]:
        return tuple(c for c in self.cac if not c.da_gui)

    @property
    def du(self) -> bool:
        return self.da == self.can


@dataclass(frozen=True)
class BoSo:
    """Clusters of a window with their facts, the forms sent for them, who leads which."""

    ky: KyBieu
    cum: dict[int, Cum]
    ho_so: dict[int, HoSoCum]
    chu_tri: dict[int, Xa | None]
    nop: dict[Khoa, BieuNop] = field(default_factory=dict)
    so: dict[int, dict[str, So]] = field(default_factory=dict)
    # Rows already worked out, by kind, cluster and day: a reconciliation asks for them many times.
    nho: dict[tuple[str, int, date], dict[str, So]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def dong_csdl(self, cum_id: int, ngay: date | None = None) -> Mapping[str, So]:
        """Rows of a cluster by the register alone, at the cut-off or on another day."""
        khoa = ("csdl", cum_id, ngay or self.ky.den_ngay)
        if khoa not in self.nho:
            self.nho[khoa] = gia_tri_cum(self.ho_so[cum_id], self.ky.tu_ngay, khoa[2])
        return self.nho[khoa]

    def da_gui(self, bieu: str, pk: int | None) -> dict[str, So] | None:
        """Rows of a form that was sent; None when it was not."""
        nop = self.nop.get((bieu, pk))
        if nop is None or nop.trang_thai not in DA_CO_SO:
            return None
        return self.so.get(nop.pk, {})

    def du_an(self, cum_id: int) -> list[DuAn]:
        return self.ho_so[cum_id].du_an_ngay(self.ky.den_ngay)

    def dien_tich(self, cum_id: int) -> Decimal:
        return self.ho_so[cum_id].dien_tich(self.ky.den_ngay) or KHONG

    def phai_bao_cao(self, cum_id: int) -> bool:
        """Established or operating: then somebody reports on its infrastructure (Biểu 02)."""
        h, den = self.ho_so[cum_id], self.ky.den_ngay
        return h.thanh_lap(den) is not None or bool(h.so_du_an(den))

    def co_mat(self, cum_id: int) -> bool:
        """Counted in some row of Biểu 03."""
        return self.phai_bao_cao(cum_id) or self.ho_so[cum_id].trong_quy_hoach(self.ky.den_ngay)

    def cum_cua_xa(self, xa_id: int | None) -> list[int]:
        """Clusters a commune leads; None: those nobody leads."""
        return [
            pk
            for pk, xa in self.chu_tri.items()
            if (xa.pk if xa else None) == xa_id and self.co_mat(pk)
        ]

    @property
    def cac_xa(self) -> dict[int, Xa]:
        """Communes that lead a cluster, in the order of their names."""
        xa = {x.pk: x for pk, x in self.chu_tri.items() if x is not None and self.co_mat(pk)}
        return dict(sorted(xa.items(), key=lambda m: m[1].ten_goi))

    def dong_con(self, cum_id: int) -> Mapping[str, So]:
        """Rows of a cluster as Biểu 01 and 02 say where they were sent, else as the register."""
        khoa = ("con", cum_id, self.ky.den_ngay)
        if khoa not in self.nho:
            self.nho[khoa] = self._dong_con(cum_id)
        return self.nho[khoa]

    def _dong_con(self, cum_id: int) -> dict[str, So]:
        kq = dict(self.dong_csdl(cum_id))
        h, ky = self.ho_so[cum_id], self.ky
        b02 = self.da_gui(Bieu.B02, cum_id)
        if b02 is not None:
            kq |= {d.ma: b02.get(d.tu_02) for d in BIEU_04 if d.tu_02}
        for d in BIEU_04:
            for da in self.du_an(cum_id) if d.tu_01 else ():
                b01 = self.da_gui(Bieu.B01, da.pk)
                if b01 is None or (bao := b01.get(d.tu_01)) is None:
                    continue
                goc = cua_so_lieu(h, BIEU_01.theo_ma[d.tu_01], ky.tu_ngay, ky.den_ngay, da.pk)
                kq[d.ma] = (kq.get(d.ma) or KHONG) + bao - (goc or KHONG)
        return kq


def doc_bo_so(ky: KyBieu, cac_cum: Iterable[Cum]) -> BoSo:
    """Read clusters whole with every form of the window; twenty queries whatever their number."""
    cum = {c.pk: c for c in cac_cum}
    ho_so = doc_ho_so(list(cum.values()))
    chu_tri: dict[int, Xa | None] = {
        pk: next((x.xa for x in h.cac_xa if x.chu_tri), None) for pk, h in ho_so.items()
    }
    tinh = {c.don_vi_id for c in cum.values()}
    cac = BieuNop.objects.filter(ky=ky, don_vi__in=tinh).select_related("ky", "nguoi_nhap")
    nop = {khoa_cua(b): b for b in cac if b.cum_id is None or b.cum_id in cum}
    so: dict[int, dict[str, So]] = defaultdict(dict)
    dong = BieuNop.objects.filter(pk__in=[b.pk for b in nop.values()]).values_list(
        "pk", "cac_dong__ma_dong", "cac_dong__gia_tri"
    )
    for pk, ma, gia_tri in dong:
        if ma is not None:
            so[pk][ma] = gia_tri
    return BoSo(ky, cum, ho_so, chu_tri, nop, dict(so))


def khoa_cua(b: BieuNop) -> Khoa:
    """Key of a form among those of a window and province."""
    pk = {Bieu.B01: b.du_an_id, Bieu.B02: b.cum_id, Bieu.B03: b.xa_id}.get(Bieu(b.bieu))
    return (b.bieu, pk)


def cum_bao_cao(don_vi_id: int) -> QuerySet[Cum]:
    """Clusters a province reports on; where demo ones are loaded, those alone: never added up."""
    cac = Cum.objects.filter(don_vi=don_vi_id).select_related("don_vi")
    return cac.filter(minh_hoa=Exists(Cum.objects.filter(don_vi=don_vi_id, minh_hoa=True)))


def doc_tinh(ky: KyBieu, don_vi_id: int) -> BoSo:
    """A province whole."""
    return doc_bo_so(ky, cum_bao_cao(don_vi_id))


def doc_xa(ky: KyBieu, xa: Xa) -> BoSo:
    """The clusters that lie in a commune, led by it or not."""
    return doc_bo_so(ky, cum_bao_cao(xa.tinh_id).filter(cac_xa__xa=xa))


def can_nop(s: BoSo, xa_id: int | None = None) -> dict[str, DoPhu]:
    """Who has to send what: of a commune Biểu 01 and 02, of a province 03 too."""
    cac_cum = [
        pk for pk, xa in s.chu_tri.items() if xa_id is None or (xa is not None and xa.pk == xa_id)
    ]
    b01 = [
        CanNop(Bieu.B01, d.ten, d.pk, pk, KHONG, nop=s.nop.get((Bieu.B01, d.pk)))
        for pk in cac_cum
        for d in s.du_an(pk)
    ]
    b02 = [
        CanNop(
            Bieu.B02,
            str(s.cum[pk]),
            pk,
            pk,
            s.dien_tich(pk),
            co_cdt=s.ho_so[pk].chu_dau_tu_ngay(s.ky.den_ngay) is not None,
            nop=s.nop.get((Bieu.B02, pk)),
        )
        for pk in cac_cum
        if s.phai_bao_cao(pk)
    ]
    kq = {b.value: DoPhu(b, tuple(c)) for b, c in ((Bieu.B01, b01), (Bieu.B02, b02))}
    if xa_id is None:
        b03 = tuple(
            CanNop(
                Bieu.B03,
                xa.ten_goi,
                pk,
                None,
                sum((s.dien_tich(c) for c in s.cum_cua_xa(pk)), KHONG),
                nop=s.nop.get((Bieu.B03, pk)),
            )
            for pk, xa in s.cac_xa.items()
        )
        kq[Bieu.B03.value] = DoPhu(Bieu.B03, b03)
    return kq


def gop_xa(s: BoSo, xa_id: int | None) -> dict[str, So]:
    """Rows of Biểu 03 of a commune: children where they were sent, else the register."""
    return cong_cum([s.dong_con(pk) for pk in s.cum_cua_xa(xa_id)])


def gop_tinh(s: BoSo) -> dict[str, So]:
    """Rows of Biểu 04: Biểu 03 where it was sent, else what the commune's clusters add up to."""
    return cong_dong(hang for xa in (*s.cac_xa, None) if (hang := _cua_xa(s, xa)) is not None)


def _cua_xa(s: BoSo, xa_id: int | None) -> dict[str, So] | None:
    if xa_id is None:
        return gop_xa(s, None) if s.cum_cua_xa(None) else None
    bao = s.da_gui(Bieu.B03, xa_id)
    return bao if bao is not None else gop_xa(s, xa_id)


def cong_cum(cac: Iterable[Mapping[str, So]]) -> dict[str, So]:
    """Sums of rows of clusters: zero when none belongs to a row, None when none is known."""
    hang = list(cac)
    kq: dict[str, So] = {}
    for d in BIEU_04:
        thuoc = [h[d.ma] for h in hang if d.ma in h]
        co = [g for g in thuoc if g is not None]
        kq[d.ma] = sum(co, KHONG) if co or not thuoc else None
    kq["19"] = ty_le_19(kq["18"], kq["17"])
    return kq


def tong_con(s: BoSo, b: BieuNop) -> dict[str, So]:
    """Sums a form must equal (V39): only of rows whose every child was sent."""
    if b.bieu == Bieu.B03:
        phu = can_nop(s, b.xa_id)
        kq: dict[str, So] = {}
        for d in BIEU_04:
            tu, dp = (d.tu_02, phu["02"]) if d.tu_02 else (d.tu_01, phu["01"])
            if tu and dp.du and dp.can:
                co = [
                    g for c in dp.cac if (g := (s.da_gui(c.bieu, c.pk) or {}).get(tu)) is not None
                ]
                kq[d.ma] = sum(co, KHONG) if co else None
        return kq
    if b.bieu == Bieu.B04:
        phu_03 = can_nop(s)["03"]
        if phu_03.du and phu_03.can and not s.cum_cua_xa(None):
            tong = cong_dong(s.da_gui(Bieu.B03, c.pk) or {} for c in phu_03.cac)
            return {ma: g for ma, g in tong.items() if ma != "19"}
    return {}


@dataclass(frozen=True)
class TinhCuaNuoc:
    """A province on the national page; ``ha``: area of its clusters by the register."""

    don_vi: DonViHanhChinh
    so_cum: int
    ha: Decimal
    nop: BieuNop | None
    so: Mapping[str, So]

    @property
    def da_gui(self) -> bool:
        return self.nop is not None and self.nop.trang_thai in DA_CO_SO


@dataclass(frozen=True)
class CaNuoc:
    """Biểu 04 of the country: sums of what provinces sent, and how much of it that is."""

    ky: KyBieu
    cac_tinh: tuple[TinhCuaNuoc, ...]
    tong: Mapping[str, So]

    @property
    def da(self) -> list[TinhCuaNuoc]:
        return [t for t in self.cac_tinh if t.da_gui]

    @property
    def thieu(self) -> list[TinhCuaNuoc]:
        return [t for t in self.cac_tinh if not t.da_gui]

    @property
    def ha_can(self) -> Decimal:
        return sum((t.ha for t in self.cac_tinh), KHONG)

    @property
    def ha_da(self) -> Decimal:
        return sum((t.ha for t in self.da), KHONG)


def gop_nuoc(ky: KyBieu, *, user: Any = None) -> CaNuoc:
    """The national roll-up of a window; four queries. ``user``: only provinces it may see."""
    tinh = DonViHanhChinh.objects.filter(bo_ma=BoMa.B34, hieu_luc_den__isnull=True).theo_ten()
    tinh = tinh.visible_to(user) if user is not None else tinh
    dem: dict[int, list[Decimal]] = defaultdict(list)
    minh_hoa = Exists(Cum.objects.filter(don_vi=OuterRef("don_vi"), minh_hoa=True))
    for don_vi_id, ha in Cum.objects.filter(minh_hoa=minh_hoa).values_list("don_vi", "dien_tich"):
        dem[don_vi_id].append(ha or KHONG)
    nop = {
        b.don_vi_id: b
        for b in BieuNop.objects.filter(ky=ky, bieu=Bieu.B04).select_related("ky", "don_vi")
    }
    so: dict[int, dict[str, So]] = defaultdict(dict)
    for don_vi_id, ma, gia_tri in BieuNop.objects.filter(ky=ky, bieu=Bieu.B04).values_list(
        "don_vi_id", "cac_dong__ma_dong", "cac_dong__gia_tri"
    ):
        if ma is not None:
            so[don_vi_id][ma] = gia_tri
    cac = tuple(
        TinhCuaNuoc(t, len(dem[t.pk]), sum(dem[t.pk], KHONG), nop.get(t.pk), so[t.pk]) for t in tinh
    )
    return CaNuoc(ky, cac, cong_dong(t.so for t in cac if t.da_gui))
