"""The user's own file back, with every finding where it is: red cells, notes, a list with links."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from baocao.workbook.khung import TRANG_LOI
from cucctdp.excel import writer as w
from cucctdp.excel.errors import LoiO
from cucctdp.excel.trang_nhe import TrangNhe, mo_gia_tri
from cucctdp.formats.chu import nfc

_TAC_GIA = "Kiểm tra tự động"
_DO = "FFFFC7CE"
_VANG = "FFFFEB9C"
_NEN = {"loi": PatternFill("solid", fgColor=_DO), "canh_bao": PatternFill("solid", fgColor=_VANG)}
_NEN_NHAP = PatternFill("solid", fgColor="FFF9E5")
_TEN_MUC = {"loi": "Lỗi, phải sửa", "canh_bao": "Cảnh báo"}
_LIEN_KET = Font(name=w.PHONG_CHU, size=11, color="0000FF", underline="single")
_VE = f"'{TRANG_LOI}'!"
_DONG_DAU = 4
_COT_TRANG, _COT_O, _COT_NEN_GOC, _COT_CHU_GOC = 3, 4, 7, 8
_CO_GOC = "goc"
_CACH_DUNG = (
    "Bấm vào cột «Ô» để tới chỗ cần sửa, bấm «Lỗi» ở ô A2 để quay lại. Sửa xong lưu tệp và nộp lại."
)
_TOA_DO = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


def danh_dau_loi(noi_dung: bytes, loi: Iterable[LoiO]) -> bytes:
    """The same workbook with the findings marked and a sheet «Lỗi» that lists them with links.

    Marks of an earlier round are taken away. Raises TepKhongDocDuoc for a file that cannot be
    opened safely.
    """
    da_tinh = _gia_tri_cong_thuc(mo_gia_tri(BytesIO(noi_dung), ten="tệp.xlsx"))
    wb = load_workbook(BytesIO(noi_dung), keep_links=False)
    _bo_dau_cu(wb)
    cac_loi = sorted(loi, key=lambda x: x.muc != "loi")
    trang = {nfc(ws.title): ws for ws in wb.worksheets}
    theo_o: dict[tuple[str, str], list[LoiO]] = {}
    for dong in cac_loi:
        if dong.trang in trang and _TOA_DO.fullmatch(dong.o):
            theo_o.setdefault((dong.trang, dong.o), []).append(dong)
    goc: dict[tuple[str, str], tuple[PatternFill, Comment | None]] = {}
    for (ten, o), cac_dong in theo_o.items():
        cell = trang[ten][o]
        if isinstance(cell, Cell):
            goc[ten, o] = copy(cell.fill), cell.comment
            _danh_dau(cell, cac_dong)
    _trang_loi(wb, cac_loi, set(trang), goc)
    _loi_ve(trang, cac_loi)
    return w.ra_bytes(wb, tieu_de="Tệp nộp có đánh dấu lỗi", tac_gia=_TAC_GIA, da_tinh=da_tinh)


def _gia_tri_cong_thuc(cac_trang: Mapping[str, TrangNhe]) -> dict[str, dict[str, Any]]:
    """Last calculated values by sheet and address: what the formulas of the copy go on showing."""
    return {
        ten: {
            o.coordinate: o.value
            for o in trang.cac_o.values()
            if isinstance(o.value, int | float | str)
        }
        for ten, trang in cac_trang.items()
    }


def _bo_dau_cu(wb: Workbook) -> None:
    """Take the marks of an earlier round away; the sheet «Lỗi» remembers how cells looked."""
    if TRANG_LOI in wb.sheetnames:
        for hang in wb[TRANG_LOI].iter_rows(min_row=_DONG_DAU + 1, max_col=_COT_CHU_GOC):
            _tra_lai(wb, hang)
        del wb[TRANG_LOI]
    for ws in wb.worksheets:
        for cell in list(ws._cells.values()):
            if not isinstance(cell, Cell):
                continue
            if cell.comment is not None and cell.comment.author == _TAC_GIA:
                cell.comment = None
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (_DO, _VANG):
                cell.fill = PatternFill() if cell.protection.locked else _NEN_NHAP
            if cell.hyperlink is not None and (cell.hyperlink.location or "").startswith(_VE):
                cell.hyperlink = None
                cell.value = None


def _tra_lai(wb: Workbook, hang: tuple[Any, ...]) -> None:
    trang, o, nen, chu = (hang[i - 1] for i in (_COT_TRANG, _COT_O, _COT_NEN_GOC, _COT_CHU_GOC))
    ten = str(trang.value or "")
    if nen.value != _CO_GOC or ten not in wb.sheetnames or not _TOA_DO.fullmatch(str(o.value)):
        return
    cell = wb[ten][o.value]
    if isinstance(cell, Cell) and cell.fill.fgColor.rgb in (_DO, _VANG):
        cell.fill = copy(nen.fill)
        cell.comment = Comment(str(chu.value), "Người nhập") if chu.value else None


def _danh_dau(cell: Cell, cac_dong: list[LoiO]) -> None:
    cell.fill = _NEN[cac_dong[0].muc]
    cac_doan = [f"{_ma(d)}{d.thong_diep}" for d in cac_dong]
    if cell.comment is not None:
        cac_doan.append(f"Chú thích sẵn có: {cell.comment.text}")
    chu = "\n".join(cac_doan)
    cell.comment = Comment(chu, _TAC_GIA, width=320, height=60 + 40 * len(cac_doan))


def _loi_ve(trang: Mapping[str, Worksheet], cac_loi: list[LoiO]) -> None:
    """A link from each sheet with findings back to its first line in the list."""
    for i, d in enumerate(cac_loi, 1):
        ws = trang.get(d.trang)
        o = ws["A2"] if ws is not None else None
        if isinstance(o, Cell) and o.value is None:
            w.ghi_chu(o, "« Lỗi").font = _LIEN_KET
            o.hyperlink = Hyperlink(ref=o.coordinate, location=f"{_VE}A{_DONG_DAU + i}")


def _ma(dong: LoiO) -> str:
    return f"{dong.ma}: " if dong.ma.isupper() or dong.ma[:2].isupper() else ""


def _trang_loi(
    wb: Workbook,
    cac_loi: list[LoiO],
    trang: set[str],
    goc: dict[tuple[str, str], tuple[PatternFill, Comment | None]],
) -> None:
    """The list; hidden columns keep fill and note of each marked cell as they were."""
    ws = wb.create_sheet(TRANG_LOI, 0)
    so_loi = sum(d.muc == "loi" for d in cac_loi)
    dau = w.ghi_chu(ws["A1"], f"{so_loi} lỗi, {len(cac_loi) - so_loi} cảnh báo")
    dau.font = Font(name=w.PHONG_CHU, size=14, bold=True)
    w.ghi_chu(ws["A2"], _CACH_DUNG)
    for cot, chu in enumerate(("STT", "Mức", "Trang", "Ô", "Mã", "Nội dung và cách sửa"), 1):
        w.kieu_tieu_de(w.ghi_chu(ws.cell(_DONG_DAU, cot), chu), cap=3)
    for i, d in enumerate(cac_loi, 1):
        dong = _DONG_DAU + i
        w.kieu_o(w.ghi(ws.cell(dong, 1), i), can="center")
        w.kieu_o(w.ghi_chu(ws.cell(dong, 2), _TEN_MUC[d.muc])).fill = _NEN[d.muc]
        w.kieu_o(w.ghi_chu(ws.cell(dong, 3), d.trang or "Cả tệp"))
        o = w.kieu_o(w.ghi_chu(ws.cell(dong, 4), d.o), can="center")
        if d.trang in trang and _TOA_DO.fullmatch(d.o):
            ten = d.trang.replace("'", "''")
            o.hyperlink = Hyperlink(ref=o.coordinate, location=f"'{ten}'!{d.o}")
            o.font = _LIEN_KET
        if cu := goc.pop((d.trang, d.o), None):
            nen = w.ghi_chu(ws.cell(dong, _COT_NEN_GOC), _CO_GOC)
            nen.fill = cu[0]
            w.ghi_chu(ws.cell(dong, _COT_CHU_GOC), cu[1].text if cu[1] else "")
        w.kieu_o(w.ghi_chu(ws.cell(dong, 5), d.ma))
        w.kieu_o(w.ghi_chu(ws.cell(dong, 6), d.thong_diep))
        ws.row_dimensions[dong].height = 16 * (1 + len(d.thong_diep) // 90)
        ws.cell(dong, 6).alignment = Alignment(wrap_text=True, vertical="center")
    w.dat_be_rong(ws, {"A": 6, "B": 16, "C": 14, "D": 8, "E": 18, "F": 100})
    for cot in (_COT_NEN_GOC, _COT_CHU_GOC):
        ws.column_dimensions[get_column_letter(cot)].hidden = True
    ws.freeze_panes = "A5"
    cuoi = _DONG_DAU + len(cac_loi)
    w.thiet_lap_in(ws, vung=f"A1:F{cuoi}", dong_lap="4:4", le_mm=(15, 10, 15, 15))
    wb.active = 0
