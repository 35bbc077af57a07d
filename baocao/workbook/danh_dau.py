"""The user's own file back, with every finding where it is: red cells, notes, a list with links."""

import re
from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from baocao.workbook.khung import TRANG_LOI
from cucctdp.excel import writer as w
from cucctdp.excel.errors import LoiO
from cucctdp.excel.reader import mo_an_toan
from cucctdp.formats.chu import nfc

_TAC_GIA = "Kiểm tra tự động"
_DO = "FFFFC7CE"
_VANG = "FFFFEB9C"
_NEN = {"loi": PatternFill("solid", fgColor=_DO), "canh_bao": PatternFill("solid", fgColor=_VANG)}
_NEN_NHAP = PatternFill("solid", fgColor="FFF9E5")
_TEN_MUC = {"loi": "Lỗi, phải sửa", "canh_bao": "Cảnh báo"}
_TOA_DO = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


def danh_dau_loi(noi_dung: bytes, loi: Iterable[LoiO]) -> bytes:
    """The same workbook with the findings marked and a sheet «Lỗi» that lists them with links.

    Marks of an earlier round are taken away. Raises TepKhongDocDuoc for a file that cannot be
    opened safely.
    """
    mo_an_toan(BytesIO(noi_dung), ten="tệp.xlsx")
    wb = load_workbook(BytesIO(noi_dung), keep_links=False)
    if TRANG_LOI in wb.sheetnames:
        del wb[TRANG_LOI]
    for ws in wb.worksheets:
        _bo_dau_cu(ws)
    cac_loi = sorted(loi, key=lambda x: x.muc != "loi")
    trang = {nfc(ws.title): ws for ws in wb.worksheets}
    theo_o: dict[tuple[str, str], list[LoiO]] = {}
    for dong in cac_loi:
        if dong.trang in trang and _TOA_DO.fullmatch(dong.o):
            theo_o.setdefault((dong.trang, dong.o), []).append(dong)
    for (ten, o), cac_dong in theo_o.items():
        cell = trang[ten][o]
        if isinstance(cell, Cell):
            _danh_dau(cell, cac_dong)
    _trang_loi(wb, cac_loi, set(trang))
    return w.ra_bytes(wb, tieu_de="Tệp nộp có đánh dấu lỗi", tac_gia=_TAC_GIA)


def _bo_dau_cu(ws: Worksheet) -> None:
    for cell in list(ws._cells.values()):
        if not isinstance(cell, Cell):
            continue
        if cell.comment is not None and cell.comment.author == _TAC_GIA:
            cell.comment = None
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (_DO, _VANG):
            cell.fill = _NEN_NHAP


def _danh_dau(cell: Cell, cac_dong: list[LoiO]) -> None:
    cell.fill = _NEN[cac_dong[0].muc]
    chu = "\n".join(f"{_ma(d)}{d.thong_diep}" for d in cac_dong)
    cell.comment = Comment(chu, _TAC_GIA, width=320, height=60 + 40 * len(cac_dong))


def _ma(dong: LoiO) -> str:
    return f"{dong.ma}: " if dong.ma.isupper() or dong.ma[:2].isupper() else ""


def _trang_loi(wb: Workbook, cac_loi: list[LoiO], trang: set[str]) -> None:
    ws = wb.create_sheet(TRANG_LOI, 0)
    so_loi = sum(d.muc == "loi" for d in cac_loi)
    dau = w.ghi_chu(ws["A1"], f"{so_loi} lỗi, {len(cac_loi) - so_loi} cảnh báo")
    dau.font = Font(name=w.PHONG_CHU, size=14, bold=True)
    w.ghi_chu(ws["A2"], "Bấm vào cột «Ô» để tới chỗ cần sửa; sửa xong lưu tệp và nộp lại.")
    for cot, chu in enumerate(("STT", "Mức", "Trang", "Ô", "Mã", "Nội dung và cách sửa"), 1):
        w.kieu_tieu_de(w.ghi_chu(ws.cell(4, cot), chu), cap=3)
    for i, d in enumerate(cac_loi, 1):
        dong = 4 + i
        w.kieu_o(w.ghi(ws.cell(dong, 1), i), can="center")
        w.kieu_o(w.ghi_chu(ws.cell(dong, 2), _TEN_MUC[d.muc])).fill = _NEN[d.muc]
        w.kieu_o(w.ghi_chu(ws.cell(dong, 3), d.trang or "Cả tệp"))
        o = w.kieu_o(w.ghi_chu(ws.cell(dong, 4), d.o), can="center")
        if d.trang in trang and _TOA_DO.fullmatch(d.o):
            ten = d.trang.replace("'", "''")
            o.hyperlink = Hyperlink(ref=o.coordinate, location=f"'{ten}'!{d.o}")
            o.font = Font(name=w.PHONG_CHU, size=11, color="0000FF", underline="single")
        w.kieu_o(w.ghi_chu(ws.cell(dong, 5), d.ma))
        w.kieu_o(w.ghi_chu(ws.cell(dong, 6), d.thong_diep))
        ws.row_dimensions[dong].height = 16 * (1 + len(d.thong_diep) // 90)
        ws.cell(dong, 6).alignment = Alignment(wrap_text=True, vertical="center")
    w.dat_be_rong(ws, {"A": 6, "B": 16, "C": 14, "D": 8, "E": 18, "F": 100})
    ws.freeze_panes = "A5"
    w.thiet_lap_in(ws, dong_lap="4:4", le_mm=(15, 10, 15, 15))
    wb.active = 0
