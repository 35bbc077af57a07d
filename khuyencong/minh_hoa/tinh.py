"""Provinces of the demo: a centre each, rural communes, and the old provinces they came from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cucctdp.donvi.choices import BoMa, LoaiToChuc, LoaiXa
from cucctdp.donvi.models import DonViHanhChinh, KeThua, TenToChuc, ToChuc, Xa
from khuyencong.models.mang_luoi import MA_MINH_HOA

MINH_HOA = "(minh họa)"


@dataclass(frozen=True)
class Tinh:
    """A province of today with its centre, communes and the old provinces it came from."""

    don_vi: DonViHanhChinh
    cu: tuple[DonViHanhChinh, ...]
    trung_tam: ToChuc
    xa: tuple[Xa, ...]


def doc_tinh() -> list[Tinh]:
    """Every province of today that has rural communes, by code."""
    cu: dict[int, list[DonViHanhChinh]] = defaultdict(list)
    for k in KeThua.objects.select_related("cu").order_by("cu__ma"):
        if k.cu.bo_ma == BoMa.B63:
            cu[k.moi_id].append(k.cu)
    xa: dict[int, list[Xa]] = defaultdict(list)
    for x in Xa.objects.filter(cac_ten__loai=LoaiXa.XA).order_by("ma").distinct():
        xa[x.tinh_id].append(x)
    cac = [d for d in DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).order_by("ma") if xa[d.pk]]
    trung_tam = _trung_tam(cac)
    return [Tinh(d, tuple(cu[d.pk]) or (d,), trung_tam[d.pk], tuple(xa[d.pk])) for d in cac]


def _trung_tam(cac: list[DonViHanhChinh]) -> dict[int, ToChuc]:
    """A demo centre in each province, made once."""
    co = {
        t.don_vi_id: t
        for t in ToChuc.objects.filter(loai=LoaiToChuc.TRUNG_TAM_KC, ma__startswith=MA_MINH_HOA)
    }
    moi = [
        ToChuc(
            ma=f"{MA_MINH_HOA}{d.bo_ma}-{d.ma}", loai=LoaiToChuc.TRUNG_TAM_KC, don_vi=d,
            ten_goi=f"Trung tâm Khuyến công {d.ten_goi} {MINH_HOA}", hieu_luc_tu=d.hieu_luc_tu,
            ghi_chu="Dữ liệu minh họa.",
        )
        for d in cac
        if d.pk not in co
    ]  # fmt: skip
    ToChuc.objects.bulk_create(moi)
    TenToChuc.objects.bulk_create(
        TenToChuc(to_chuc=t, ten=t.ten_goi, hieu_luc_tu=t.hieu_luc_tu, can_cu="Dữ liệu minh họa")
        for t in moi
    )
    return co | {t.don_vi_id: t for t in moi}
