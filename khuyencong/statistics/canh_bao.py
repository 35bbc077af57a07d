"""Counts of what is late now, for the board: by rule, within what the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from khuyencong.models import CanhBao, QuyTac
from khuyencong.rules.dong_ho import HAN, TEN_HAN


@dataclass(frozen=True, slots=True)
class DemCanhBao:
    """One rule: open alerts, the đề án they are on, those past their date, the latest of them.

    ``tre_nhat``: working days late of the worst, at the last look; ``minh_hoa``: some are demo.
    """

    ma: str
    ten: str
    so: int
    so_de_an: int
    qua_han: int
    tre_nhat: int
    minh_hoa: bool
    xem_luc: date


def dem_canh_bao(user: Any) -> list[DemCanhBao]:
    """Open alerts of the user's đề án by rule, in the order of the codes; two queries."""
    dong = (
        CanhBao.objects.visible_to(user)
        .dang_mo()
        .order_by("ma")
        .values_list("ma")
        .annotate(
            so=Count("pk"),
            de_an_co=Count("de_an", distinct=True),
            qua_han=Count("pk", filter=Q(so_ngay_tre__gt=0)),
            tre=Max("so_ngay_tre"),
            minh_hoa=Count("pk", filter=Q(de_an__minh_hoa=True)),
            luc=Max("thay_cuoi"),
        )
    )
    ten = {HAN: TEN_HAN} | dict(QuyTac.objects.order_by("hieu_luc_tu").values_list("ma", "ten"))
    return [
        DemCanhBao(ma, ten.get(ma, ma), so, de_an, qua, tre, bool(gia), luc)
        for ma, so, de_an, qua, tre, gia, luc in dong
    ]
