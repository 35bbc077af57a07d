"""A17: one developer holds too many clusters that are not finished."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.formats.so import ha
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import CoQuan
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.canh_bao.bo_may import DEM, SO_CDT_DEM
from cumcongnghiep.rules.canh_bao.kieu import XemCdt

_NOI = 255


@SO_CDT_DEM.quy_tac("A17", DEM)
def _giu_nhieu(x: XemCdt, q: QuyTac) -> Iterator[Loi]:
    so = len(x.cac_cum)
    if so < int(q.nguong["so_cum"]) and x.ha <= Decimal(str(q.nguong["dien_tich"])):
        return
    noi = ", ".join(sorted(ten for ten, _ in x.cac_cum))
    yield Loi(
        noi if len(noi) <= _NOI else f"{noi[: _NOI - 1]}…",
        {"ten": x.ten, "n": so, "x": ha(x.ha)},
        ben=CoQuan.UBND_TINH,
        khoa=f"cdt:{x.pk}",
    )
