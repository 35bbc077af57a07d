"""Tenants of a cluster: paged, searchable, with the land each holds on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from cucctdp.formats.functions import KhoaSapXep
from cumcongnghiep.choices import DA_THUE, LoaiThue, TinhTrangDuAn
from cumcongnghiep.models import Cum, DuAn, ThueDat

MOI_TRANG = 50
_KHONG = Decimal(0)


@dataclass(frozen=True, slots=True)
class DongDuAn:
    """One project; land in ha, None when it holds none on that ground."""

    du_an: DuAn
    tinh_trang: str
    da_thue: Decimal | None
    chap_thuan: Decimal | None
    ghi_nho: Decimal | None
    lo: str


def trang_du_an(cum: Cum, *, tim: str, trang: Any, ngay: date) -> tuple[Page, list[DongDuAn]]:
    """One page of projects and their rows; three queries whatever their number."""
    rows = DuAn.objects.filter(cum=cum).select_related("nganh")
    if tim := tim.strip():
        rows = rows.filter(
            Q(ten__khong_dau__contains=tim)
            | Q(nha_dau_tu__khong_dau__contains=tim)
            | Q(ma_so_thue__startswith=tim)
        )
    page = Paginator(rows.order_by(KhoaSapXep("nha_dau_tu"), "pk"), MOI_TRANG).get_page(trang)
    cac = list(page)
    dat: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lo: dict[int, list[str]] = defaultdict(list)
    thue = ThueDat.objects.filter(
        Q(den_ngay__isnull=True) | Q(den_ngay__gte=ngay), tu_ngay__lte=ngay, du_an__in=cac
    )
    for t in thue.select_related("lo"):
        dat[t.du_an_id][t.loai] += t.dien_tich
        if t.lo_id and t.lo.ma not in lo[t.du_an_id]:
            lo[t.du_an_id].append(t.lo.ma)
    return page, [
        DongDuAn(
            d,
            str(TinhTrangDuAn(d.tinh_trang(ngay)).label),
            sum((dat[d.pk][loai] for loai in DA_THUE), _KHONG) or None,
            dat[d.pk][LoaiThue.CHAP_THUAN] or None,
            dat[d.pk][LoaiThue.GHI_NHO] or None,
            ", ".join(lo[d.pk]),
        )
        for d in cac
    ]
