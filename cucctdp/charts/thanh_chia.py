"""One bar cut into parts of a whole: land leased, approved, vacant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cucctdp.charts import svg
from cucctdp.formats.so import dinh_dang

_RONG = 604.0
_LE = 2.0
_CAO = 40.0
_DONG = 22.0
_CO = 14.0
# (ground, text): tones fall step by step, so that grey paper keeps the order.
_MAU = {
    "dam": ("#173f6b", "#fff"),
    "vua": ("#6f9fcf", "#000"),
    "nhat": ("#e3ecf5", "#000"),
    "xam": ("#d9dde2", "#000"),
    "gach": ("#fff", "#000"),
}


@dataclass(frozen=True, slots=True)
class Phan:
    """One part. ``kieu``: its tone; "gach" is hatched (shown, but not counted)."""

    nhan: str
    gia_tri: Decimal
    kieu: Literal["dam", "vua", "nhat", "xam", "gach"]


def thanh_chia(
    cac_phan: Sequence[Phan], *, tieu_de: str, don_vi: str, ghi_chu: str = "", so_le: int = 2
) -> str:
    """A bar as long as the sum of its parts, with name, number and share of each below.

    Returns SVG text. Parts of zero are named but not drawn. Nothing at all draws the title and
    "chưa có số liệu".
    """
    tong = sum((p.gia_tri for p in cac_phan), Decimal(0))
    phan, y = svg.dau_de(tieu_de, don_vi, _RONG)
    if tong <= 0:
        phan.append(svg.chu(_RONG / 2, y + 14, svg.CHUA_CO_SO_LIEU, neo="middle", nghieng=True))
        return svg.khung(_RONG, y + 28, tieu_de, svg.CHUA_CO_SO_LIEU, phan)
    x = _LE
    for p in cac_phan:
        rong = float(p.gia_tri / tong) * (_RONG - 2 * _LE)
        phan += _doan(p, tong, x, y, rong)
        x += rong
    y += _CAO + 8
    for p in cac_phan:
        phan += _o_giai(p.kieu, y)
        so = f"{dinh_dang(p.gia_tri, so_le)} {don_vi} ({dinh_dang(p.gia_tri * 100 / tong, 1)}%)"
        phan.append(svg.chu(30, y + 12, p.nhan, co=_CO))
        phan.append(svg.chu(_RONG - _LE, y + 12, so, co=_CO, neo="end", dam=True))
        y += _DONG
    for dong in svg.ngat_dong(ghi_chu, _RONG, _CO):
        phan.append(svg.chu(_LE, y + 12, dong, co=_CO, nghieng=True))
        y += _DONG - 4
    cau = "; ".join(f"{p.nhan}: {dinh_dang(p.gia_tri, so_le)} {don_vi}" for p in cac_phan)
    return svg.khung(_RONG, y + 6, tieu_de, f"{cau}. {ghi_chu}".strip(), phan)


def _doan(p: Phan, tong: Decimal, x: float, y: float, rong: float) -> list[str]:
    if rong <= 0:
        return []
    nen, mau_chu = _MAU[p.kieu]
    kq = [svg.o(x, y, rong, _CAO, mau=nen)]
    if p.kieu == "gach":
        kq.append(svg.gach_cheo(x, y, rong, _CAO))
    nhan = f"{dinh_dang(p.gia_tri * 100 / tong, 0)}%"
    if svg.be_rong(nhan, _CO) + 6 <= rong:
        ve = svg.chu_tren_nen if p.kieu == "gach" else svg.chu
        them = {} if p.kieu == "gach" else {"mau": mau_chu, "dam": True}
        kq.append(ve(x + rong / 2, y + _CAO / 2 + 5, nhan, co=_CO, neo="middle", **them))
    return kq


def _o_giai(kieu: str, y: float) -> list[str]:
    kq = [svg.o(_LE, y, 20, 14, mau=_MAU[kieu][0])]
    if kieu == "gach":
        kq.append(svg.gach_cheo(_LE, y, 20, 14))
    return kq
