"""Provinces of the demo: communes, the old provinces they came from, how many clusters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, KeThua, Xa

# Clusters in the plans, of the size provinces published; the others have the common number.
SO_CUM = {
    "01": 110, "15": 54, "22": 45, "24": 45, "25": 80, "33": 70, "37": 106, "38": 91, "40": 71,
    "42": 45, "44": 35, "48": 100, "52": 64, "66": 30, "75": 40, "79": 40, "80": 62,
}  # fmt: skip
SO_CUM_KHAC = 12


@dataclass(frozen=True)
class Tinh:
    """A province of today: its communes, the old provinces it came from, its clusters."""

    don_vi: DonViHanhChinh
    cu: tuple[DonViHanhChinh, ...]
    xa: tuple[Xa, ...]
    so_cum: int


def doc_tinh(so_cum: int | None = None) -> list[Tinh]:
    """Provinces of today that have communes, by code; ``so_cum``: shrink the total to about it."""
    cu: dict[int, list[DonViHanhChinh]] = defaultdict(list)
    for k in KeThua.objects.select_related("cu").order_by("cu__ma"):
        if k.cu.bo_ma == BoMa.B63:
            cu[k.moi_id].append(k.cu)
    xa: dict[int, list[Xa]] = defaultdict(list)
    for x in Xa.objects.order_by("ma"):
        xa[x.tinh_id].append(x)
    cac = [d for d in DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).order_by("ma") if xa[d.pk]]
    muon = {d.pk: SO_CUM.get(d.ma, SO_CUM_KHAC) for d in cac}
    tong = sum(muon.values())
    if so_cum is not None and tong:
        muon = {pk: max(1, so_cum * n // tong) for pk, n in muon.items()}
    return [Tinh(d, tuple(cu[d.pk]), tuple(xa[d.pk]), muon[d.pk]) for d in cac]
