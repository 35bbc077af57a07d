"""Communes with their kind: «Xã Bảo Hà», «Phường Lào Cai», «Đặc khu Phú Quốc»."""

from __future__ import annotations

from django.db.models import Prefetch

from cucctdp.donvi.models import TenXa, Xa

_TEN_NAY = "ten_nay"


def ten_nay(duong: str = "") -> Prefetch:
    """Prefetch of the names in force of communes at ``duong``, for ``ten_day_du``."""
    rows = TenXa.objects.filter(hieu_luc_den=None)
    return Prefetch(f"{duong}__cac_ten" if duong else "cac_ten", rows, to_attr=_TEN_NAY)


def ten_day_du(xa: Xa) -> str:
    """Full name of a commune read with ``ten_nay``; the bare name of one that has none."""
    ten = getattr(xa, _TEN_NAY)
    return str(ten[0].ten_day_du if ten else xa.ten_goi)
