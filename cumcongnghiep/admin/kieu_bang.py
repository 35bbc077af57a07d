"""One kind of fact on the page of a cluster: columns, fields of its dialogs, the doors behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models
from django.utils import timezone

from cucctdp.formats.so import ha as in_ha
from cucctdp.formats.tien import in_ty
from cumcongnghiep.models import Cum

O_COT = Callable[[Any], Any]
LY_DO = "ly_do"
XOA = "Xóa"


@dataclass(frozen=True)
class HanhDong:
    """An act on one row: label, fields asked, the door, whether it takes something away."""

    nhan: str
    truong: tuple[str, ...]
    lam: Callable[..., Any]
    nguy_hiem: bool = False


ha = partial(in_ha, thieu="–")


def tien(gia_tri: Any) -> str:
    """Money in tỷ đồng, as officers read it."""
    return "–" if gia_tri is None else f"{in_ty(int(gia_tri), None)} tỷ"


def xac_nhan(dong: Any) -> str:
    """Who confirmed a figure, and when."""
    if dong.nguoi_xac_nhan_id:
        return f"{dong.nguoi_xac_nhan}, {timezone.localtime(dong.xac_nhan_luc):%d/%m/%Y}"
    return "chưa xác nhận"


@dataclass(frozen=True)
class LoaiDong:
    """``them(cum, by=, **data)`` and ``sua(row, by=, **data)`` call a service; ``tim``: look-ups
    of the search box; ``duong_cum``: path to the cluster; ``tuy_y``: the service knows them;
    ``sua`` None: rows are not changed."""

    ma: str
    bang: Any
    ten: str
    cot: tuple[tuple[str, O_COT], ...]
    truong: tuple[str, ...]
    them: Callable[..., Any]
    sua: Callable[..., Any] | None
    truong_sua: tuple[str, ...] | None = None
    lien_quan: tuple[str, ...] = ()
    thu_tu: tuple[str, ...] = ("-pk",)
    tim: tuple[str, ...] = ()
    hanh_dong: Mapping[str, HanhDong] = field(default_factory=dict)
    quyen: str = "cap_nhat_cum"
    giup: str = ""
    tuy_y: tuple[str, ...] = ()
    co_tep: bool = False
    duong_cum: str = "cum"

    def dong(self, cum: Cum) -> models.QuerySet:
        """The rows of a cluster, in the order of the table."""
        rows = self.bang.objects.filter(**{self.duong_cum: cum})
        return rows.select_related(*self.lien_quan).order_by(*self.thu_tu)
