"""Fills the downloaded workbook as a person would: by row code and column code."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from baocao.choices import TrangThaiO
from baocao.demo.nguoi_dung import chu_cua
from baocao.services.nhap_lieu import GhiO
from baocao.workbook.khung import NHAN_MA


def dien(noi_dung: bytes, cac_o: Mapping[str, Iterable[GhiO]]) -> bytes:
    """Return the workbook with the cells of each sheet (form code) typed in; lists left out."""
    wb = load_workbook(BytesIO(noi_dung))
    for trang, o in cac_o.items():
        _dien_trang(wb[trang], o)
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


def _dien_trang(ws: Worksheet, cac_o: Iterable[GhiO]) -> None:
    dong_ma = next(r for r in range(1, 60) if ws.cell(r, 1).value == NHAN_MA)
    cot = {c.value: c.column for c in ws[dong_ma] if c.value}
    dong = {ws.cell(r, 1).value: r for r in range(ws.max_row, dong_ma, -1)}
    for o in cac_o:
        la_so = o.trang_thai_o == TrangThaiO.CO_GIA_TRI and o.so is not None
        ws.cell(dong[o.chi_tieu], cot[o.cot]).value = o.so if la_so else chu_cua(o)
