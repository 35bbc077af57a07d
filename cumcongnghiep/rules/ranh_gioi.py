"""Plane geometry of a cluster's boundary: its area, and whether a point lies inside.

Coordinates are WGS 84 degrees; a cluster is small enough for a flat map of its own latitude
(the error stays under a thousandth). Floats only here: degrees come from maps, not from accounts.
"""

from __future__ import annotations

from decimal import Decimal
from math import cos, radians
from typing import Any

Diem = tuple[float, float]
Vong = list[Diem]


def doc_vung(geojson: Any) -> list[list[Vong]]:
    """Polygons (outer ring first) of a Polygon or MultiPolygon; empty when it is neither."""
    try:
        loai, toa_do = geojson["type"], geojson["coordinates"]
        cac = {"Polygon": [toa_do], "MultiPolygon": toa_do}.get(loai, [])
        return [[[(float(p[0]), float(p[1])) for p in vong] for vong in vung] for vung in cac]
    except (KeyError, TypeError, ValueError, IndexError):
        return []


def dien_tich_ha(geojson: Any) -> Decimal | None:
    """Area in ha, holes taken off; None when the boundary cannot be read."""
    cac = doc_vung(geojson)
    if not cac or not all(vung and len(vung[0]) > 2 for vung in cac):
        return None
    m2 = sum(_dien_tich(vung[0]) - sum(_dien_tich(lo) for lo in vung[1:]) for vung in cac)
    return (Decimal(str(m2)) / 10_000).quantize(Decimal("0.01"))


def _dien_tich(vong: Vong) -> float:
    """Square metres of one ring (shoelace formula on a local map)."""
    phi = radians(sum(y for _, y in vong) / len(vong))
    met_vi = 111_132.954 - 559.822 * cos(2 * phi) + 1.175 * cos(4 * phi)
    met_kinh = 111_412.84 * cos(phi) - 93.5 * cos(3 * phi)
    x0, y0 = vong[0]
    diem = [((x - x0) * met_kinh, (y - y0) * met_vi) for x, y in vong]
    ke = diem[1:] + diem[:1]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(diem, ke, strict=True))) / 2


def nam_trong(geojson: Any, kinh_do: Decimal, vi_do: Decimal) -> bool:
    """Whether a point lies in one of the polygons and in none of its holes."""
    p = (float(kinh_do), float(vi_do))
    return any(
        vung and _trong(vung[0], p) and not any(_trong(lo, p) for lo in vung[1:])
        for vung in doc_vung(geojson)
    )


def _trong(vong: Vong, p: Diem) -> bool:
    x, y = p
    trong = False
    for (x1, y1), (x2, y2) in zip(vong, vong[1:] + vong[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            trong = not trong
    return trong
