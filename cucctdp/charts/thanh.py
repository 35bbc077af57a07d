"""Sorted horizontal bars: provinces against each other and against the whole country."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cucctdp.charts import svg
from cucctdp.charts.du_lieu import DuongChuan, Thanh
from cucctdp.formats.so import dinh_dang

_RONG = 604.0
_BUOC = 19.0
_DONG = 15.0
_DAY = 13.0
_RONG_NHAN = 250.0
_CO = 14.0


def thanh_ngang(
    du_lieu: Sequence[Thanh],
    *,
    tieu_de: str,
    don_vi: str,
    duong_chuan: DuongChuan | None = None,
    so_le: int = 1,
) -> str:
    """Bars from zero, largest first, the number beside each; missing ones last, hatched.

    Returns SVG text. Equal values keep the order given. An empty ``du_lieu`` draws the title and
    "chưa có số liệu".
    """
    co_so = [(t, t.gia_tri) for t in du_lieu if t.gia_tri is not None]
    co_so.sort(key=lambda cap: cap[1], reverse=True)
    thieu = [t for t in du_lieu if t.gia_tri is None]
    phan, y = svg.dau_de(tieu_de, don_vi, _RONG)
    if not du_lieu:
        phan.append(svg.chu(_RONG / 2, y + 14, svg.CHUA_CO_SO_LIEU, neo="middle", nghieng=True))
        return svg.khung(_RONG, y + 28, tieu_de, svg.CHUA_CO_SO_LIEU, phan)

    moc_so = [Decimal(0), *(Decimal(v) for _, v in co_so)]
    if duong_chuan:
        moc_so.append(Decimal(duong_chuan.gia_tri))
    cac_moc = svg.moc_truc(min(moc_so), max(moc_so))
    nhan_so = {id(t): dinh_dang(v, so_le) for t, v in co_so}
    rong_so = max((svg.be_rong(s) for s in nhan_so.values()), default=0) + 10
    dong = {id(t): svg.ngat_dong(t.nhan, _RONG_NHAN, _CO) for t in du_lieu}
    buoc = {ma: _BUOC + _DONG * (len(d) - 1) for ma, d in dong.items()}
    trai = min(max(svg.be_rong(d) for cac in dong.values() for d in cac), _RONG_NHAN) + 10
    co_am = min(moc_so) < 0
    x0, x1 = trai + (rong_so if co_am else 0), _RONG - rong_so

    def vi_tri(gia_tri: Decimal | int) -> float:
        ty_le = (Decimal(gia_tri) - cac_moc[0]) / (cac_moc[-1] - cac_moc[0])
        return x0 + float(ty_le) * (x1 - x0)

    if duong_chuan:
        phan.append(_nhan_chuan(duong_chuan, vi_tri(duong_chuan.gia_tri), y + 10, so_le))
        y += 18
    dinh, cao = y, sum(buoc[id(t)] for t in du_lieu)
    so_le_moc = max(0, -min(int(m.normalize().as_tuple().exponent) for m in cac_moc))
    for moc in cac_moc:
        phan.append(svg.net(vi_tri(moc), y, vi_tri(moc), y + cao, mau=svg.MAU_LUOI, day=0.6))
        phan.append(
            svg.chu(vi_tri(moc), y + cao + 15, dinh_dang(moc, so_le_moc), co=13, neo="middle")
        )
    goc = vi_tri(0)
    nhan_canh: list[str] = []
    for thanh, gia_tri in co_so:
        phan += _nhan_thanh(dong[id(thanh)], trai - 6, y, thanh.nhan_manh)
        giua = y + buoc[id(thanh)] / 2
        dau, cuoi = sorted((goc, vi_tri(gia_tri)))
        mau = svg.MAU_DAM if thanh.nhan_manh else svg.MAU_CHINH
        phan.append(svg.o(dau, giua - _DAY / 2, cuoi - dau, _DAY, mau=mau))
        x_so, neo = (dau - 4, "end") if gia_tri < 0 else (cuoi + 4, "start")
        nhan_canh.append(svg.chu_tren_nen(x_so, giua + 4.5, nhan_so[id(thanh)], co=_CO, neo=neo))
        y += buoc[id(thanh)]
    if duong_chuan and co_so:
        x = vi_tri(duong_chuan.gia_tri)
        phan.append(svg.net(x, dinh - 4, x, y, day=1.6, kieu="6 3"))
    phan += nhan_canh
    for thanh in thieu:
        phan += _nhan_thanh(dong[id(thanh)], trai - 6, y, thanh.nhan_manh)
        giua = y + buoc[id(thanh)] / 2
        phan.append(svg.o_thieu(goc, giua - _DAY / 2, 60, _DAY))
        phan.append(svg.chu_tren_nen(goc + 66, giua + 4.5, svg.CHUA_CO_SO_LIEU, co=_CO))
        y += buoc[id(thanh)]
    phan.append(svg.net(goc, dinh, goc, y, day=1.2))
    cau = [f"{t.nhan}: {nhan_so[id(t)]}" for t, _ in co_so]
    cau += [f"{t.nhan}: {svg.CHUA_CO_SO_LIEU}" for t in thieu]
    return svg.khung(_RONG, y + 24, f"{tieu_de} ({don_vi})", "; ".join(cau) + ".", phan)


def _nhan_thanh(dong: Sequence[str], x: float, y: float, dam: bool) -> list[str]:
    return [
        svg.chu(x, y + 14 + _DONG * k, d, co=_CO, neo="end", dam=dam) for k, d in enumerate(dong)
    ]


def _nhan_chuan(chuan: DuongChuan, x: float, y: float, so_le: int) -> str:
    nhan = f"{chuan.nhan}: {dinh_dang(chuan.gia_tri, so_le)}"
    nua = svg.be_rong(nhan) / 2
    return svg.chu(min(max(x, nua), _RONG - nua), y, nhan, neo="middle", dam=True)
