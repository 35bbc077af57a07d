"""Tile map of the provinces: a drawing, not a map to scale, and never without the archipelagos.

Places of the tiles: ``fixtures/donvi/so_do_o.csv``. Quần đảo Hoàng Sa (thành phố Đà Nẵng) and quần
đảo Trường Sa (tỉnh Khánh Hòa) are drawn at any size, dashed, in the colour of their province.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from cucctdp.charts import svg
from cucctdp.charts.du_lieu import SoLieu
from cucctdp.formats.so import dinh_dang

_TEP = Path(__file__).resolve().parents[2] / "fixtures" / "donvi" / "so_do_o.csv"
_DAU_DE = "Sơ đồ ô các tỉnh, thành phố (không theo tỷ lệ)"
_GHI_CHU_QUAN_DAO = (
    "Quần đảo Hoàng Sa (thành phố Đà Nẵng)",
    "và quần đảo Trường Sa (tỉnh Khánh Hòa)",
)
_LE = 4.0
# (fill, text): lightness falls step by step, so that grey paper keeps the order.
_MAU = (
    ("#f4f8fc", "#000"),
    ("#c9dcef", "#000"),
    ("#8fb6db", "#000"),
    ("#3d77ae", "#fff"),
    ("#123a66", "#fff"),
)


@dataclass(frozen=True, slots=True)
class OTinh:
    """A tile: a province, or an archipelago that takes the colour of its province ``ma``."""

    ma: str
    ten: str
    ten_ngan: str
    viet_tat: str
    hang: int
    cot: int
    quan_dao: bool


@dataclass(frozen=True, slots=True)
class _Co:
    """Measures of one size of the drawing, in pixels."""

    rong: float
    cao: float
    khe: float
    chu_ten: float
    chu_so: float
    chu_giai: float


_LON = _Co(rong=82, cao=43, khe=3, chu_ten=13, chu_so=14, chu_giai=14)
_NHO = _Co(rong=44, cao=36, khe=3, chu_ten=11, chu_so=12, chu_giai=12)


@cache
def cac_o() -> tuple[OTinh, ...]:
    """All tiles: 34 provinces and the two archipelagos."""
    with _TEP.open(encoding="utf-8", newline="") as tep:
        return tuple(
            OTinh(
                ma=dong["code"],
                ten=dong["name"],
                ten_ngan=dong["short_name"],
                viet_tat=dong["abbr"],
                hang=int(dong["row"]),
                cot=int(dong["col"]),
                quan_dao=dong["kind"] == "archipelago",
            )
            for dong in csv.DictReader(tep)
        )


def so_do_o(
    gia_tri_theo_ma: Mapping[str, SoLieu],
    *,
    tieu_de: str,
    don_vi: str,
    chieu: str = "34",
    nguong: Sequence[Decimal] | None = None,
    so_le: int = 1,
    nho: bool = False,
) -> str:
    """Tile map coloured by value, the value printed in each tile. Returns SVG text.

    Keys are "34:01" (code set ``chieu`` : code); a province without a key or with None is hatched.
    ``nguong``: ascending lower bounds of the second and further classes (at most four); without
    them five classes with about equally many provinces. ``nho`` draws abbreviations in small tiles.
    Raises ValueError on a code set without a drawing, an unknown code, or unusable bounds.
    """
    gia_tri = _theo_ma(gia_tri_theo_ma, chieu)
    co_so = sorted(Decimal(v) for v in gia_tri.values() if v is not None)
    can_duoi = _nguong(co_so) if nguong is None else tuple(nguong)
    if len(can_duoi) >= len(_MAU) or list(can_duoi) != sorted(set(can_duoi)):
        raise ValueError(f"bounds must ascend and be at most {len(_MAU) - 1}")
    co = _NHO if nho else _LON
    rong = 7 * (co.rong + co.khe) + 2 * _LE
    phan, y = svg.dau_de(tieu_de, don_vi, rong)
    phan.append(svg.chu(rong / 2, y + 4, _DAU_DE, co=14, neo="middle"))
    y += 14
    for tinh in cac_o():
        x_o = _LE + (tinh.cot - 1) * (co.rong + co.khe)
        y_o = y + (tinh.hang - 1) * (co.cao + co.khe)
        phan += _ve_o(tinh, gia_tri[tinh.ma], x_o, y_o, co, can_duoi, so_le)
    phan += _chu_giai(gia_tri, can_duoi, y + 6 * (co.cao + co.khe) + 4, co, so_le)
    cao = y + 14 * (co.cao + co.khe)
    x_ghi = _LE + 2.2 * (co.rong + co.khe)
    if nho:  # no room beside the last tile
        x_ghi, cao = _LE, cao + 40
    phan.append(svg.o(x_ghi, cao - 33, 22, 13, mau="#fff", net_dut=True, day=1.4))
    for k, dong in enumerate(_GHI_CHU_QUAN_DAO):
        phan.append(svg.chu(x_ghi + 28, cao - 22 + 16 * k, dong, co=co.chu_giai))
    cau = [
        f"{t.ten}: {svg.CHUA_CO_SO_LIEU if (v := gia_tri[t.ma]) is None else dinh_dang(v, so_le)}"
        for t in cac_o()
        if not t.quan_dao
    ]
    mo_ta = f"{_DAU_DE}, có quần đảo Hoàng Sa và quần đảo Trường Sa. " + "; ".join(cau) + "."
    return svg.khung(rong, cao + 4, f"{tieu_de} ({don_vi})", mo_ta, phan)


def _theo_ma(gia_tri_theo_ma: Mapping[str, SoLieu], chieu: str) -> dict[str, SoLieu]:
    if chieu != "34":
        raise ValueError(f"there is no tile drawing for the code set {chieu!r}")
    gia_tri: dict[str, SoLieu] = {t.ma: None for t in cac_o()}
    la = sorted(k for k in gia_tri_theo_ma if k.partition(":")[0] != chieu or k[3:] not in gia_tri)
    if la:
        raise ValueError(f"unknown unit codes: {', '.join(la)}")
    gia_tri.update({k[3:]: v for k, v in gia_tri_theo_ma.items()})
    return gia_tri


def _nguong(co_so: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Lower bounds of classes 2-5 at the fifths of sorted values; equal ones stay together."""
    if not co_so:
        return ()
    diem = {co_so[len(co_so) * k // len(_MAU)] for k in range(1, len(_MAU))}
    return tuple(sorted(diem - {co_so[0]}))


def _lop(gia_tri: Decimal | int, can_duoi: Sequence[Decimal]) -> int:
    """Index into _MAU; few classes spread over the whole scale of tones."""
    thu_tu = sum(gia_tri >= n for n in can_duoi)
    return thu_tu * (len(_MAU) - 1) // len(can_duoi) if can_duoi else 1


def _ve_o(
    tinh: OTinh,
    gia_tri: SoLieu,
    x: float,
    y: float,
    co: _Co,
    can_duoi: Sequence[Decimal],
    so_le: int,
) -> list[str]:
    giua = x + co.rong / 2
    day = 1.8 if tinh.quan_dao else 0.8
    if gia_tri is None:
        mau_chu = "#000"
        phan = [
            svg.o(x, y, co.rong, co.cao, mau="#fff", net_dut=tinh.quan_dao, day=day),
            svg.gach_cheo(x, y, co.rong, co.cao, mau="#b4bcc4", buoc=7),
        ]
    else:
        mau, mau_chu = _MAU[_lop(gia_tri, can_duoi)]
        phan = [svg.o(x, y, co.rong, co.cao, mau=mau, net_dut=tinh.quan_dao, day=day)]
    nhan = tinh.viet_tat if co is _NHO else tinh.ten_ngan
    if tinh.quan_dao:
        phan.append(
            svg.chu(
                giua,
                y + co.cao / 2 - 2,
                nhan,
                co=co.chu_ten,
                neo="middle",
                nghieng=True,
                mau=mau_chu,
            )
        )
        so = "" if co is _NHO else "(quần đảo)"
        co_so = co.chu_ten
    else:
        phan.append(
            svg.chu(giua, y + co.cao / 2 - 4, nhan, co=co.chu_ten, neo="middle", mau=mau_chu)
        )
        so = "…" if gia_tri is None else dinh_dang(gia_tri, so_le)
        co_so = co.chu_so
    if so:
        phan.append(
            svg.chu(
                giua,
                y + co.cao / 2 + co_so,
                so,
                co=co_so,
                neo="middle",
                dam=not tinh.quan_dao,
                mau=mau_chu,
            )
        )
    return phan


def _chu_giai(
    gia_tri: Mapping[str, SoLieu], can_duoi: Sequence[Decimal], y: float, co: _Co, so_le: int
) -> list[str]:
    """Classes with the lowest and highest value really in them, dark above light."""
    theo_lop: dict[int, list[Decimal | int]] = {}
    for v in gia_tri.values():
        if v is not None:
            theo_lop.setdefault(_lop(v, can_duoi), []).append(v)
    phan = []
    cach = co.chu_giai + 7
    for lop in sorted(theo_lop, reverse=True):
        nho, lon = dinh_dang(min(theo_lop[lop]), so_le), dinh_dang(max(theo_lop[lop]), so_le)
        nhan = nho if nho == lon else f"{nho} đến {lon}"
        phan.append(svg.o(_LE, y, 22, 13, mau=_MAU[lop][0]))
        phan.append(svg.chu(_LE + 28, y + 11, nhan, co=co.chu_giai))
        y += cach
    if any(v is None for v in gia_tri.values()):
        phan.append(svg.o_thieu(_LE, y, 22, 13))
        phan.append(svg.chu(_LE + 28, y + 11, svg.CHUA_CO_SO_LIEU, co=co.chu_giai))
    return phan
