"""Lines over time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cucctdp.charts import svg
from cucctdp.charts.du_lieu import Chuoi
from cucctdp.formats.so import dinh_dang

_RONG = 604.0
_CAO = 220.0
# Shape of the mark, dash and tone differ, so that black and white keeps the lines apart.
_KIEU = (
    ("tron", "", "#173f6b"),
    ("vuong", "7 3", "#4a7fb5"),
    ("tam_giac", "2 3", "#5b6b7b"),
    ("thoi", "10 3 2 3", "#2c5f8f"),
)


def duong(
    chuoi: Sequence[Chuoi],
    *,
    moc: Sequence[str],
    tieu_de: str,
    don_vi: str,
    so_le: int = 1,
    ngat: Sequence[tuple[int, str]] = (),
) -> str:
    """Lines over the marks ``moc`` of the time axis; a missing figure interrupts its line.

    ``ngat``: (position of a mark, label) of breaks in the series, dashed before that mark.

    Returns SVG text. The value axis may begin above zero; the chart then says so. Numbers stand at
    every point of one or two lines while there is room, else at the last points.
    Raises ValueError when a line has not one figure per mark or when there are more than four.
    """
    if len(chuoi) > len(_KIEU):
        raise ValueError(f"at most {len(_KIEU)} lines can be told apart")
    for c in chuoi:
        if len(c.gia_tri) != len(moc):
            raise ValueError(f"line {c.ten!r} needs {len(moc)} figures")
    phan, y = svg.dau_de(tieu_de, don_vi, _RONG)
    co_so = [Decimal(v) for c in chuoi for v in c.gia_tri if v is not None]
    if not co_so:
        phan.append(svg.chu(_RONG / 2, y + 14, svg.CHUA_CO_SO_LIEU, neo="middle", nghieng=True))
        return svg.khung(_RONG, y + 28, tieu_de, svg.CHUA_CO_SO_LIEU, phan)

    cac_moc = svg.moc_truc(min(co_so), max(co_so))
    so_le_moc = max(0, -min(int(m.normalize().as_tuple().exponent) for m in cac_moc))
    trai = max(svg.be_rong(dinh_dang(m, so_le_moc), 13) for m in cac_moc) + 8
    tren, day = y + 14, y + 14 + _CAO

    def cao_do(gia_tri: Decimal | int) -> float:
        ty_le = (Decimal(gia_tri) - cac_moc[0]) / (cac_moc[-1] - cac_moc[0])
        return day - float(ty_le) * (day - tren)

    for m in cac_moc:
        phan.append(svg.net(trai, cao_do(m), _RONG, cao_do(m), mau=svg.MAU_LUOI, day=0.6))
        phan.append(svg.chu(trai - 5, cao_do(m) + 4, dinh_dang(m, so_le_moc), co=13, neo="end"))
    phai = _RONG - max(svg.be_rong(dinh_dang(v, so_le), 13) for v in co_so) - 8
    buoc = (phai - trai) / len(moc)
    hoanh = [trai + buoc * (i + 0.5) for i in range(len(moc))]
    cach = max(1, -(-int(max(svg.be_rong(m) for m in moc) + 6) // int(buoc)))
    for i, (x, ten_moc) in enumerate(zip(hoanh, moc, strict=True)):
        phan.append(svg.net(x, day, x, day + 4))
        if (len(moc) - 1 - i) % cach == 0:
            phan.append(svg.chu(x, day + 18, ten_moc, neo="middle"))
    phan.append(svg.net(trai, day, _RONG, day, day=1.2))

    for vi_tri, nhan in ngat:
        x = hoanh[vi_tri] - buoc / 2
        phan.append(svg.net(x, tren - 12, x, day, mau=svg.MAU_VIEN, day=1.4, kieu="4 3"))
        phan.append(svg.chu(x + 4, tren - 3, nhan, co=12, nghieng=True))

    moi_diem = len(chuoi) <= 2 and _RONG - phai <= buoc
    nhan_so: list[str] = []
    dau: list[str] = []
    nhan_cuoi: list[tuple[float, float, str]] = []
    for thu_tu, c in enumerate(chuoi):
        hinh, dut, mau = _KIEU[thu_tu]
        diem = [
            None if v is None else (x, cao_do(v)) for x, v in zip(hoanh, c.gia_tri, strict=True)
        ]
        phan += _net_gay(diem, mau, dut)
        cuoi = max((i for i, d in enumerate(diem) if d), default=-1)
        for i, (d, v) in enumerate(zip(diem, c.gia_tri, strict=True)):
            if d is None or v is None:
                continue
            dau.append(_dau(hinh, *d, mau))
            if moi_diem:
                y_so = d[1] + (19 if _nam_duoi(chuoi, thu_tu, i) else -8)
                nhan_so.append(svg.chu_tren_nen(d[0], y_so, dinh_dang(v, so_le), neo="middle"))
            elif i == cuoi:
                nhan_cuoi.append((d[0] + 8, d[1] + 4, dinh_dang(v, so_le)))
    phan += nhan_so + dau + _nhan_cuoi(nhan_cuoi)
    chu_giai, cao = _chu_giai(chuoi, day + 38)
    phan += chu_giai
    ghi_chu = "Trục tung không bắt đầu từ 0. " if cac_moc[0] > 0 else ""
    if any(v is None for c in chuoi for v in c.gia_tri):
        ghi_chu += f"Chỗ đường ngắt quãng: {svg.CHUA_CO_SO_LIEU}."
    if ghi_chu:
        phan.append(svg.chu(10, cao + 6, ghi_chu.strip(), co=13, nghieng=True))
        cao += 16
    cau = [f"{c.ten}: {_ke(c, moc, so_le)}" for c in chuoi]
    cau += [f"{nhan} từ {moc[i]}" for i, nhan in ngat]
    return svg.khung(_RONG, cao, f"{tieu_de} ({don_vi})", ". ".join(cau) + ".", phan)


def _nhan_cuoi(nhan: Sequence[tuple[float, float, str]]) -> list[str]:
    """Numbers right of the last points, pushed apart downwards where they would overlap."""
    phan = []
    y_truoc = float("-inf")
    for x, y, noi_dung in sorted(nhan, key=lambda n: n[1]):
        y_truoc = max(y, y_truoc + 14)
        phan.append(svg.chu_tren_nen(x, y_truoc, noi_dung))
    return phan


def _nam_duoi(chuoi: Sequence[Chuoi], thu_tu: int, i: int) -> bool:
    """Of two lines the lower one at this point writes its number below."""
    if len(chuoi) != 2:
        return False
    cua_minh, kia = chuoi[thu_tu].gia_tri[i], chuoi[1 - thu_tu].gia_tri[i]
    if cua_minh is None or kia is None:
        return False
    return cua_minh < kia or (cua_minh == kia and thu_tu == 1)


def _net_gay(diem: Sequence[tuple[float, float] | None], mau: str, dut: str) -> list[str]:
    doan: list[list[tuple[float, float]]] = [[]]
    for d in diem:
        if d is None:
            doan.append([])
        else:
            doan[-1].append(d)
    kieu = f' stroke-dasharray="{dut}"' if dut else ""
    return [
        f'<polyline points="{" ".join(f"{svg.so(x)},{svg.so(y)}" for x, y in cum)}" fill="none" '
        f'stroke="{mau}" stroke-width="2"{kieu}/>'
        for cum in doan
        if len(cum) > 1
    ]


def _dau(hinh: str, x: float, y: float, mau: str) -> str:
    if hinh == "tron":
        return f'<circle cx="{svg.so(x)}" cy="{svg.so(y)}" r="4" fill="{mau}"/>'
    if hinh == "vuong":
        return svg.o(x - 4, y - 4, 8, 8, mau="#fff", vien=mau, day=1.6)
    goc = {
        "tam_giac": ((x, y - 5), (x + 5, y + 4), (x - 5, y + 4)),
        "thoi": ((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)),
    }[hinh]
    diem = " ".join(f"{svg.so(a)},{svg.so(b)}" for a, b in goc)
    return f'<polygon points="{diem}" fill="{mau}"/>'


def _chu_giai(chuoi: Sequence[Chuoi], y: float) -> tuple[list[str], float]:
    phan = []
    x = 10.0
    for c, (hinh, dut, mau) in zip(chuoi, _KIEU, strict=False):
        can = 44 + svg.be_rong(c.ten) + 14
        if x > 10 and x + can > _RONG:
            x, y = 10.0, y + 20
        phan.append(svg.net(x, y + 4, x + 36, y + 4, mau=mau, day=2, kieu=dut))
        phan.append(_dau(hinh, x + 18, y + 4, mau))
        phan.append(svg.chu(x + 42, y + 9, c.ten))
        x += can
    return phan, y + 20


def _ke(chuoi: Chuoi, moc: Sequence[str], so_le: int) -> str:
    return ", ".join(
        f"{m} {svg.CHUA_CO_SO_LIEU if v is None else dinh_dang(v, so_le)}"
        for m, v in zip(moc, chuoi.gia_tri, strict=True)
    )
