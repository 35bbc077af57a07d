"""What a province's page and its sheet for a visit tell of its clusters on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cucctdp.formats.chu import khoa_sap_xep
from cumcongnghiep.choices import CoQuan, HaTang, HoatDong, LoaiChuDauTu, PhapLy
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.models import CanhBao
from cumcongnghiep.statistics import CumNgay, Hoi, Nhom, bieu_cua, doc_pham_vi
from cumcongnghiep.statistics.kieu import DongSo
from cumcongnghiep.statistics.ty_le import CoSo, mot_lap_day, trong_co_so


@dataclass(frozen=True, slots=True)
class DongCum:
    """One cluster in a list of the day."""

    c: CumNgay

    @property
    def phap_ly(self) -> str:
        return str(PhapLy(self.c.phap_ly).label)

    @property
    def ha_tang(self) -> str:
        return str(HaTang(self.c.ha_tang).label)

    @property
    def hoat_dong(self) -> str:
        return str(HoatDong(self.c.hoat_dong).label)

    @property
    def lap_day(self) -> Decimal | None:
        return self.c.ty_le(CachTinh.PHAP_LY).phan_tram

    @property
    def loai_cdt(self) -> str:
        return str(LoaiChuDauTu(self.c.loai_cdt).label) if self.c.loai_cdt else ""


@dataclass(frozen=True, slots=True)
class SoLieuTinh:
    """Everything a province's page and paper tell; ``nhom`` are its clusters on the day."""

    hoi: Hoi
    nhom: Nhom
    dong: dict[str, DongSo]
    lap_day: Any
    cum: list[DongCum]
    canh_bao: list[CanhBao]

    @property
    def ben(self) -> list[tuple[str, int, int]]:
        """(who must act, open alerts, of them late), the most late first."""
        tat = Counter(c.ben for c in self.canh_bao)
        tre = Counter(c.ben for c in self.canh_bao if c.so_ngay_tre)
        cac = [(str(CoQuan(b).label), n, tre[b]) for b, n in tat.items()]
        return sorted(cac, key=lambda x: (-x[2], -x[1], x[0]))


def doc_tinh(hoi: Hoi) -> SoLieuTinh:
    """Figures, clusters and open alerts of the one province of a question."""
    pv = doc_pham_vi(hoi)
    nhom = Nhom(hoi.don_vi[0], pv.ten_tinh.get(hoi.don_vi[0], ""), pv.cum)
    bo_ma, _, ma = hoi.don_vi[0].partition(":")
    mo = CanhBao.objects.dang_mo().filter(don_vi__bo_ma=bo_ma, don_vi__ma=ma)
    ids = {c.id for c in nhom.cum}
    canh_bao = [
        c
        for c in mo.select_related("cum").order_by("-so_ngay_tre", "ma", "pk")
        if c.cum_id is None or c.cum_id in ids
    ]
    return SoLieuTinh(
        hoi,
        nhom,
        bieu_cua(nhom, co_ky=hoi.tu is not None).dong,
        lap_day_cua(nhom, CachTinh.PHAP_LY),
        [DongCum(c) for c in sorted(nhom.cum, key=lambda c: khoa_sap_xep(c.ten))],
        canh_bao,
    )


def lap_day_cua(n: Nhom, cach: str) -> Any:
    """One rate of a scope on the base of every cluster with a detailed plan."""
    cum = trong_co_so(n.cum, CoSo.TAT_CA, frozenset())
    return mot_lap_day(n.khoa, n.ten, cum, cach=cach, co_so=CoSo.TAT_CA)
