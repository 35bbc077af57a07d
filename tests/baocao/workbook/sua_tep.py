"""Changes to a downloaded workbook as people (and spreadsheets) make them."""

from io import BytesIO

from openpyxl import load_workbook

from baocao.workbook.khung import NHAN_MA


def mo(tep):
    return load_workbook(BytesIO(tep))


def dong_goi(wb) -> bytes:
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


def o(wb, trang, chi_tieu, cot):
    """The cell of an indicator and a column, found by their codes."""
    ws = wb[trang]
    dong_ma = next(r for r in range(1, 40) if ws.cell(r, 1).value == NHAN_MA)
    so_cot = next(c.column for c in ws[dong_ma] if c.value == cot)
    so_dong = next(r for r in range(dong_ma, ws.max_row + 1) if ws.cell(r, 1).value == chi_tieu)
    return ws.cell(so_dong, so_cot)


def sua(tep, *cac_o) -> bytes:
    """The file with cells (sheet, row code, column code, value) overwritten."""
    wb = mo(tep)
    for trang, chi_tieu, cot, gia_tri in cac_o:
        o(wb, trang, chi_tieu, cot).value = gia_tri
    return dong_goi(wb)
