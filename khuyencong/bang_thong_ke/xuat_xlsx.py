"""The workbook of a table: the figures of the page as numbers, source and as-of in the head."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cucctdp.excel.writer import (
    chu_thich,
    dat_be_rong,
    ghi,
    kieu_o,
    kieu_tieu_de,
    ra_bytes,
    thiet_lap_in,
)
from cucctdp.pdf.bang import KHONG_AP_DUNG, KHONG_PHAT_SINH, Cot
from khuyencong.bang_thong_ke.kieu import BangCon, BangXem, HangXem, O

NGUON = "Hồ sơ đề án và sổ cái kinh phí khuyến công trong hệ thống thông tin Công Thương địa phương"
MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
_TRONG = (
    "Ô trống: chưa có số liệu, không áp dụng hoặc không tính được tỷ lệ (mẫu số bằng 0); không "
    "phải số 0."
)
TAC_GIA = "Hệ thống thông tin Công Thương địa phương"
_CAN = {"so": "right", "stt": "center", "chu": "left"}
_TRAI = Alignment(horizontal="left", vertical="center", wrap_text=True)
_MM_MOT_CHU = 1.45
_RONG_TOI_THIEU = 90
_CAO_DONG = 15


def dau_bang(x: BangXem) -> list[str]:
    """The lines under the title: the question in words, coverage, source and as-of."""
    den = f" Bút toán mới nhất ghi {localtime(x.tinh_den):%d/%m/%Y %H:%M}." if x.tinh_den else ""
    return [
        f"Kỳ: {x.ky}. Phạm vi: {x.noi}. {x.dia_gioi}. Chế độ: {x.nguon.lower()}.",
        f"Độ phủ: {x.do_phu}",
        f"Nguồn: {NGUON}. Lập lúc {localtime(x.luc):%d/%m/%Y %H:%M}.{den}",
        *([MINH_HOA] if x.minh_hoa else ()),
    ]


def ban_xlsx(x: BangXem) -> bytes:
    """One sheet a table, ready to print; missing figures are empty cells, never zero."""
    wb = Workbook()
    wb.remove(wb.active)  # type: ignore[arg-type]
    for so, bang in enumerate(x.cac_bang):
        ws = wb.create_sheet(x.ma if so == 0 else f"{x.ma} - {so + 1}")
        _trang(ws, x, bang)
    ten = f"{x.ma}. {x.ten}"
    return ra_bytes(wb, tieu_de=ten, tac_gia=TAC_GIA, luc=x.luc)


def _trang(ws: Worksheet, x: BangXem, bang: BangCon) -> None:
    so_cot = len(bang.cot)
    rong = [_rong(bang, i) for i in range(so_cot)]
    dat_be_rong(ws, {get_column_letter(i): r for i, r in enumerate(rong, 1)})
    gop = max(so_cot, 1)
    kieu_tieu_de(ghi(ws.cell(1, 1), f"Bảng {x.ma}. {x.ten}"), cap=1)
    dong = 2
    cac_dau = [*([bang.tieu_de] if bang.tieu_de else ()), *dau_bang(x)]
    for chu in cac_dau:
        o = kieu_tieu_de(ghi(ws.cell(dong, 1), chu), cap=2)
        o.alignment = _TRAI
        _cao(ws, dong, chu, sum(rong))
        dong += 1
    for i in range(1, dong):
        ws.merge_cells(start_row=i, end_row=i, start_column=1, end_column=gop)
    dau = dong + 1
    than = _tieu_de_cot(ws, dau, bang)
    mau: dict[tuple[str, str], Any] = {}
    for r, hang in enumerate(bang.moi_hang, than):
        _hang(ws, r, hang, bang.cot, mau)
        if hang.kieu != "nhom":
            dong_chu = max(_so_dong_chu(o.chu, w) for o, w in zip(hang.o, rong, strict=True))
            ws.row_dimensions[r].height = _CAO_DONG * dong_chu + 2
    cuoi = than + len(bang.moi_hang)
    for r, chu in enumerate((_TRONG, *x.ghi_chu), cuoi + 1):
        o = kieu_tieu_de(ghi(ws.cell(r, 1), chu), cap=2)
        o.alignment = _TRAI
        ws.merge_cells(start_row=r, end_row=r, start_column=1, end_column=gop)
        _cao(ws, r, chu, sum(rong))
    ws.freeze_panes = f"B{than}"
    thiet_lap_in(ws, dong_lap=f"{dau}:{than - 1}", le_mm=(22, 10, 15, 15))


def _rong(bang: BangCon, i: int) -> float:
    """Characters: as named, else room for the longest figure and word of the head."""
    cot = bang.cot[i]
    if cot.rong:
        return max(cot.rong / _MM_MOT_CHU, 6)
    dai = [len(h.o[i].chu) for h in bang.moi_hang if h.kieu != "nhom"]
    tu = [len(t) for t in f"{cot.nhan} {cot.don_vi}".split()]
    return min(max([*dai, *tu, 9]) + 2, 40)


def _so_dong_chu(chu: str, rong: float) -> int:
    """Lines that a text takes in a column of so many characters."""
    return sum(1 + int(len(d) * 1.05 / rong) for d in chu.split("\n")) if chu else 1


def _cao(ws: Worksheet, dong: int, chu: str, rong: float) -> None:
    ws.row_dimensions[dong].height = 16 * (1 + len(chu) // max(int(rong), _RONG_TOI_THIEU))


def _tieu_de_cot(ws: Worksheet, dau: int, bang: BangCon) -> int:
    """Heading cells with units; returns the first row under them."""
    cac_hang = bang.cac_hang_dau
    tren, *con = cac_hang
    duoi = iter(con[0] if con else ())
    c = 1
    for d in tren:
        for i in range(len(cac_hang)):
            for j in range(d.so_cot):
                kieu_tieu_de(ws.cell(dau + i, c + j), cap=3)
        ghi(ws.cell(dau, c), _nhan(d.nhan, d.don_vi))
        if d.so_cot > 1 or d.so_hang > 1:
            ws.merge_cells(
                start_row=dau,
                end_row=dau + d.so_hang - 1,
                start_column=c,
                end_column=c + d.so_cot - 1,
            )
        if con and d.so_hang == 1:
            for j in range(d.so_cot):
                x = next(duoi)
                ghi(ws.cell(dau + 1, c + j), _nhan(x.nhan, x.don_vi))
        c += d.so_cot
    ws.row_dimensions[dau + len(cac_hang) - 1].height = 62
    return dau + len(cac_hang)


def _nhan(nhan: str, don_vi: str) -> str:
    return f"{nhan}\n({don_vi})" if don_vi else nhan


def _hang(
    ws: Worksheet, r: int, hang: HangXem, cot: tuple[Cot, ...], mau: dict[tuple[str, str], Any]
) -> None:
    """``mau``: the look by kind of row and column; making it anew for each cell is slow."""
    if hang.kieu == "nhom":
        for c in range(1, len(cot) + 1):
            kieu_o(ws.cell(r, c), dam=True)
        ghi(ws.cell(r, 1), hang.o[0].chu)
        ws.merge_cells(start_row=r, end_row=r, start_column=1, end_column=len(cot))
        return
    for c, (o, k) in enumerate(zip(hang.o, cot, strict=True), 1):
        x = ws.cell(r, c)
        khoa = (hang.kieu, k.kieu)
        if khoa in mau:
            x._style = copy(mau[khoa])
        else:
            kieu_o(x, dam=hang.kieu == "tong", can=_CAN[k.kieu])
            mau[khoa] = copy(x._style)
        _ghi_o(x, o)


def _ghi_o(x: Any, o: O) -> None:
    if o.chu_thich:
        chu_thich(x, o.chu_thich, tac_gia=TAC_GIA)
    if o.gia_tri is None or o.gia_tri in ("", KHONG_PHAT_SINH, KHONG_AP_DUNG):
        return
    if isinstance(o.gia_tri, int | Decimal):
        ghi(x, o.gia_tri, so_le=_so_le(o))
    else:
        ghi(x, o.gia_tri)


def _so_le(o: O) -> int:
    """Decimals that the number has: nothing of it is rounded away on the screen."""
    if o.so_le is not None:
        return o.so_le
    return max(0, -int(Decimal(o.gia_tri).normalize().as_tuple().exponent))  # type: ignore[arg-type]
