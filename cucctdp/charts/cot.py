"""Stacked columns by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cucctdp.charts import svg
from cucctdp.charts.du_lieu import CotChong
from cucctdp.formats.so import dinh_dang

_RONG = 604.0
_CAO = 230.0
_CAO_CHUA_NHAN = 17.0  # a lower segment has its number beside it
_MAU_GACH = "#173f6b"
# (fill, text, hatched): dark and light alternate and middle tones are hatched, for photocopies.
_LOP = (
    ("#173f6b", "#fff", False),
    ("#b9d2ea", "#000", False),
    ("#6f9cc8", "#000", True),
    ("#e8eef4", "#000", False),
    ("#3f6f9f", "#fff", True),
    ("#ffffff", "#000", False),
)


def cot_chong(
    du_lieu: Sequence[CotChong],
    *,
    thanh_phan: Sequence[str],
    tieu_de: str,
    don_vi: str,
    so_le: int = 1,
) -> str:
    """Columns of components from zero, with numbers inside and the total above.

    A column with a missing component shows what is known, a hatched cap and no total.
    Returns SVG text. Raises ValueError on a negative figure, on a column with another number of
    figures than ``thanh_phan`` or on more than six components: none can be stacked legibly.
    """
    if len(thanh_phan) > len(_LOP):
        raise ValueError(f"at most {len(_LOP)} components can be told apart")
    for cot in du_lieu:
        if len(cot.gia_tri) != len(thanh_phan):
            raise ValueError(f"column {cot.nhan!r} needs {len(thanh_phan)} figures")
        if any(v is not None and v < 0 for v in cot.gia_tri):
            raise ValueError(f"column {cot.nhan!r} has a negative figure")
    phan, y = svg.dau_de(tieu_de, don_vi, _RONG)
    tong = [sum((Decimal(v) for v in c.gia_tri if v is not None), Decimal(0)) for c in du_lieu]
    if not any(v is not None for c in du_lieu for v in c.gia_tri):
        phan.append(svg.chu(_RONG / 2, y + 14, svg.CHUA_CO_SO_LIEU, neo="middle", nghieng=True))
        return svg.khung(_RONG, y + 28, tieu_de, svg.CHUA_CO_SO_LIEU, phan)

    cac_moc = svg.moc_truc(Decimal(0), max(tong))
    so_le_moc = max(0, -min(int(m.normalize().as_tuple().exponent) for m in cac_moc))
    trai = max(svg.be_rong(dinh_dang(m, so_le_moc), 13) for m in cac_moc) + 8
    day = y + 20 + _CAO
    ty_le = _CAO / float(cac_moc[-1])
    for moc in cac_moc:
        y_moc = day - float(moc) * ty_le
        phan.append(svg.net(trai, y_moc, _RONG, y_moc, mau=svg.MAU_LUOI, day=0.6))
        phan.append(svg.chu(trai - 5, y_moc + 4, dinh_dang(moc, so_le_moc), co=13, neo="end"))
    nhan_canh = [
        svg.be_rong(dinh_dang(v, so_le), 13)
        for c in du_lieu
        for v in c.gia_tri
        if v is not None and float(v) * ty_le < _CAO_CHUA_NHAN
    ]
    phai = _RONG - max(nhan_canh, default=0)
    buoc = (phai - trai) / len(du_lieu)
    rong = min(buoc * 0.6, 84)
    for thu_tu, cot in enumerate(du_lieu):
        giua = trai + buoc * (thu_tu + 0.5)
        phan += _ve_cot(cot, giua, day, rong, ty_le, so_le, tong[thu_tu])
        phan.append(svg.chu(giua, day + 17, cot.nhan, neo="middle"))
    phan.append(svg.net(trai, day, _RONG, day, day=1.2))
    co_thieu = any(v is None for c in du_lieu for v in c.gia_tri)
    chu_giai, cao = _chu_giai(thanh_phan, day + 36, co_thieu)
    phan += chu_giai
    cau = [f"{c.nhan}: {_ke(c, thanh_phan, so_le)}" for c in du_lieu]
    return svg.khung(_RONG, cao, f"{tieu_de} ({don_vi})", ". ".join(cau) + ".", phan)


def _ve_cot(
    cot: CotChong, giua: float, y: float, rong: float, ty_le: float, so_le: int, tong: Decimal
) -> list[str]:
    phan = []
    x = giua - rong / 2
    y_canh = y + 13  # the last number that had to stand beside its thin segment
    for gia_tri, (mau, mau_chu, gach) in zip(cot.gia_tri, _LOP, strict=False):
        if gia_tri is None:
            continue
        cao = float(gia_tri) * ty_le
        y -= cao
        phan.append(svg.o(x, y, rong, cao, mau=mau))
        if gach:
            phan.append(svg.gach_cheo(x, y, rong, cao, mau=_MAU_GACH, buoc=7))
        nhan = dinh_dang(gia_tri, so_le)
        y_chu = y + cao / 2 + 5
        if cao < _CAO_CHUA_NHAN or svg.be_rong(nhan, 13) > rong:
            y_canh = min(y_chu - 1, y_canh - 13)
            phan.append(svg.chu_tren_nen(x + rong + 3, y_canh, nhan))
        elif gach:
            phan.append(svg.chu_tren_nen(giua, y_chu, nhan, neo="middle"))
        else:
            phan.append(svg.chu(giua, y_chu, nhan, co=13, neo="middle", mau=mau_chu))
    if any(v is None for v in cot.gia_tri):
        phan.append(svg.o_thieu(x, y - 16, rong, 16, net_dut=True))
    else:
        phan.append(svg.chu(giua, y - 5, dinh_dang(tong, so_le), neo="middle", dam=True))
    return phan


def _chu_giai(thanh_phan: Sequence[str], y: float, co_thieu: bool) -> tuple[list[str], float]:
    phan = []
    x = 10.0
    muc = [*zip(thanh_phan, _LOP, strict=False)]
    if co_thieu:
        muc.append((svg.CHUA_CO_SO_LIEU, ("", "", True)))
    for ten, (mau, _, gach) in muc:
        can = 26 + svg.be_rong(ten) + 14
        if x > 10 and x + can > _RONG:
            x, y = 10.0, y + 20
        if not mau:
            phan.append(svg.o_thieu(x, y - 2, 18, 12, net_dut=True))
        else:
            phan.append(svg.o(x, y - 2, 18, 12, mau=mau))
            if gach:
                phan.append(svg.gach_cheo(x, y - 2, 18, 12, mau=_MAU_GACH))
        phan.append(svg.chu(x + 24, y + 9, ten))
        x += can
    return phan, y + 20


def _ke(cot: CotChong, thanh_phan: Sequence[str], so_le: int) -> str:
    return ", ".join(
        f"{ten} {svg.CHUA_CO_SO_LIEU if v is None else dinh_dang(v, so_le)}"
        for ten, v in zip(thanh_phan, cot.gia_tri, strict=True)
    )
