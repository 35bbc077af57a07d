"""May a commune open a new cluster: fill and unleased land of the clusters it leads (Điều 8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cumcongnghiep.lap_day import CachTinh, TyLe, gop
from cumcongnghiep.models import CheDo
from cumcongnghiep.statistics.cum_ngay import CumNgay

DUOC, CHUA_DUOC, THIEU = "Được lập cụm mới", "Chưa đủ điều kiện", "Thiếu số liệu"
KHONG = Decimal(0)


@dataclass(frozen=True, slots=True)
class DiaBan:
    """One commune. ``lap_day``: weighted rate by khoản 7 Điều 2; ``chua_thue``: industrial land
    not leased (ha), over clusters whose figures are known; ``duoc`` None: cannot be said."""

    xa_id: int
    cum: tuple[int, ...]
    lap_day: TyLe
    chua_thue: Decimal | None
    duoc: bool | None

    @property
    def ket_luan(self) -> str:
        return THIEU if self.duoc is None else DUOC if self.duoc else CHUA_DUOC


def xet_dia_ban(cac: Iterable[CumNgay], che_do: CheDo | None) -> list[DiaBan]:
    """The test of a regime on every commune that leads a cluster, asking the database nothing.

    Average fill above the limit, or land not yet leased within the other one. A cluster whose
    figures are missing leaves the answer open.
    """
    theo_xa: dict[int, list[CumNgay]] = {}
    for c in cac:
        if c.xa_id is not None and (c.da_thanh_lap or c.co_hoat_dong):
            theo_xa.setdefault(c.xa_id, []).append(c)
    return [_xet(xa_id, cum, che_do) for xa_id, cum in theo_xa.items()]


def _xet(xa_id: int, cac: list[CumNgay], che_do: CheDo | None) -> DiaBan:
    lap_day = gop(CachTinh.PHAP_LY, [c.ty_le(CachTinh.PHAP_LY) for c in cac])
    biet = [c for c in cac if c.dat_cn is not None and c.dat_da_thue is not None]
    chua = [
        max(c.dat_cn - c.dat_da_thue, KHONG)
        for c in biet
        if c.dat_cn is not None and c.dat_da_thue is not None
    ]
    chua_thue = sum(chua, KHONG) if biet else None
    return DiaBan(
        xa_id,
        tuple(c.id for c in cac),
        lap_day,
        chua_thue,
        _duoc(lap_day, chua_thue, che_do) if len(biet) == len(cac) else None,
    )


def _duoc(t: TyLe, chua_thue: Decimal | None, che_do: CheDo | None) -> bool | None:
    if che_do is None or che_do.lap_day_thanh_lap is None or che_do.chua_thue_thanh_lap is None:
        return None
    if t.tu is None or not t.mau or chua_thue is None:
        return None
    # Not the printed percent: 50,004 % is above 50 %.
    tren = t.tu * 100 > che_do.lap_day_thanh_lap * t.mau
    return tren or chua_thue <= che_do.chua_thue_thanh_lap
