"""Small pictures inside a table: a line of recent figures, and where one stands among many.

Each has its figures in words as alternative text; the page shows the same figures as a table.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString

from cucctdp.charts.svg import MAU_CHINH, MAU_DAM, MAU_VIEN, chu, khung, net, so
from cucctdp.formats.so import dinh_dang

_RONG, _CAO, _LE = 96.0, 24.0, 3.0


def duong_nho(
    cac_so: Sequence[Decimal | None], *, tieu_de: str, moc: Sequence[str], so_le: int = 1
) -> SafeString | str:
    """A sparkline, oldest first, the last point marked; gaps stay gaps. "" without two figures.

    ``moc``: name of each period, for the words.
    """
    co = [s for s in cac_so if s is not None]
    if len(co) < 2:
        return ""
    thap, cao = min(co), max(co)
    khoang = float(cao - thap) or 1.0
    buoc = (_RONG - 2 * _LE) / (len(cac_so) - 1)
    diem = [
        None
        if s is None
        else (_LE + i * buoc, _CAO - _LE - float(s - thap) / khoang * (_CAO - 2 * _LE))
        for i, s in enumerate(cac_so)
    ]
    phan = [
        net(a[0], a[1], b[0], b[1], mau=MAU_CHINH, day=1.5) for a, b in pairwise(diem) if a and b
    ]
    cuoi = next(d for d in reversed(diem) if d)
    phan.append(f'<circle cx="{so(cuoi[0])}" cy="{so(cuoi[1])}" r="2.5" fill="{MAU_DAM}"/>')
    mo_ta = "; ".join(
        f"{m}: {dinh_dang(round(s, so_le), so_le) if s is not None else 'chưa có'}"
        for m, s in zip(moc, cac_so, strict=True)
    )
    return khung(_RONG, _CAO, tieu_de, mo_ta, phan)


def dai_diem(
    cac_so: Sequence[tuple[str, Decimal]],
    *,
    danh_dau: str,
    tieu_de: str,
    tu_phan_vi: tuple[Decimal, Decimal, Decimal],
    so_le: int = 1,
) -> SafeString:
    """A strip plot: a tick for each (name, figure), quartile box, and one named point on it."""
    rong, cao, le, y = 560.0, 84.0, 16.0, 40.0
    gia = [s for _, s in cac_so]
    thap, lon = min(gia), max(gia)
    khoang = float(lon - thap) or 1.0

    def x(s: Decimal) -> float:
        return le + float(s - thap) / khoang * (rong - 2 * le)

    q1, q2, q3 = tu_phan_vi
    hop = max(x(q3) - x(q1), 1)
    phan = [
        f'<rect x="{so(x(q1))}" y="{so(y - 10)}" width="{so(hop)}" height="20" fill="#e3ebf5"/>',
        net(x(q2), y - 12, x(q2), y + 12, mau=MAU_VIEN, day=2),
        *(net(x(s), y - 6, x(s), y + 6, mau=MAU_VIEN, day=1) for _, s in cac_so),
    ]
    for ten, s in cac_so:
        if ten == danh_dau:
            neo = "start" if x(s) < rong / 3 else "end" if x(s) > rong * 2 / 3 else "middle"
            phan.append(f'<circle cx="{so(x(s))}" cy="{so(y)}" r="6" fill="{MAU_DAM}"/>')
            nhan = f"{ten}: {dinh_dang(round(s, so_le), so_le)}"
            phan.append(chu(x(s), 18, nhan, co=13, dam=True, neo=neo))
    phan.append(chu(le, cao - 10, f"Thấp nhất {dinh_dang(round(thap, so_le), so_le)}", co=12))
    nhan_lon = f"Cao nhất {dinh_dang(round(lon, so_le), so_le)}"
    phan.append(chu(rong - le, cao - 10, nhan_lon, co=12, neo="end"))
    mo_ta = "; ".join(f"{ten}: {dinh_dang(round(s, so_le), so_le)}" for ten, s in cac_so)
    return khung(rong, cao, tieu_de, mo_ta, phan)
