"""Builders of filled workbooks as people really send them; each takes the downloaded template."""

import datetime
import re
import zipfile
from io import BytesIO

from openpyxl.styles import PatternFill

from cucctdp.excel import writer as w
from tests.excel.tep_mau import cfb, sua_goi

from .sua_tep import dong_goi, mo, o, sua

O_NHAP = ("Q04", "BL00", "A3")


def trang_xml(tep, ten):
    """Part name and XML of a sheet, found by its title."""
    with zipfile.ZipFile(BytesIO(tep)) as goi:
        so = mo(tep).sheetnames.index(ten) + 1
        phan = f"xl/worksheets/sheet{so}.xml"
        return phan, goi.read(phan)


def xoa_dong(tep):
    wb = mo(tep)
    wb["Q04"].delete_rows(o(wb, *O_NHAP).row)
    return dong_goi(wb)


def chuyen_dong(tep):
    """Two rows change places with everything in them; the code goes with its figures."""
    wb = mo(tep)
    ws = wb["Q08"]
    a, b = o(wb, "Q08", "KC20a", "A3").row, o(wb, "Q08", "KC20b", "A3").row
    ws.cell(a, o(wb, "Q08", "KC20a", "A3").column).value = 7
    for cot in range(1, ws.max_column + 1):
        tren, duoi = ws.cell(a, cot), ws.cell(b, cot)
        tren.value, duoi.value = duoi.value, tren.value
    return dong_goi(wb)


def xoa_cot_va_them_cot(tep):
    wb = mo(tep)
    o(wb, *O_NHAP).value = 7
    wb["Q04"].insert_cols(2, 3)
    return dong_goi(wb)


def doi_ten_trang(tep):
    wb = mo(tep)
    wb.security.lockStructure = False
    wb["Q04"].title = "Bán lẻ"
    return dong_goi(wb)


def cong_thuc_da_tinh(tep):
    """A formula over an entry cell, saved by Excel with its value."""
    wb = mo(tep)
    cell = o(wb, *O_NHAP)
    cell.value = "=500+200"
    da_tinh = {"Q04": {cell.coordinate: 700}}
    return w.ra_bytes(wb, tieu_de="", tac_gia="", da_tinh=da_tinh)


def cong_thuc_chua_tinh(tep):
    return sua(tep, (*O_NHAP, "=500+200"))


def cong_thuc_hong(tep):
    wb = mo(tep)
    cell = o(wb, *O_NHAP)
    cell.value, cell.data_type = "#REF!", "e"
    return dong_goi(wb)


def cong_thuc_tro_ra_ngoai(tep):
    wb = mo(tep)
    o(wb, *O_NHAP).value = "=cmd|'/C calc'!A0"
    return dong_goi(wb)


def so_kieu_anh(tep):
    return sua(tep, (*O_NHAP, "1,234.5"))


def so_kieu_phap(tep):
    return sua(tep, (*O_NHAP, "1\u202f234,5"))


def so_la_ngay(tep):
    wb = mo(tep)
    cell = o(wb, *O_NHAP)
    cell.value, cell.number_format = datetime.datetime(2026, 5, 12), "dd/mm/yyyy"  # noqa: DTZ001
    return dong_goi(wb)


def ngay_la_so_thuong(tep):
    """12/5 typed into a cell of format General: Excel keeps the serial number of a day."""
    return sua(tep, (*O_NHAP, 46154))


def trieu_dong_dinh_dang(tep):
    phan, xml = trang_xml(sua(tep, (*O_NHAP, 7)), "Q04")
    co = max(int(so) for so in re.findall(rb'<row r="(\d+)"', xml))
    them = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % so for so in range(co + 1, 1_048_577))
    return sua_goi(
        sua(tep, (*O_NHAP, 7)), thay={phan: xml.replace(b"</sheetData>", them + b"</sheetData>")}
    )


def o_dinh_dang_o_dong_cuoi(tep):
    wb = mo(sua(tep, (*O_NHAP, 7)))
    wb["Q04"].cell(1_048_576, 5).fill = PatternFill("solid", fgColor="FFFF00")
    return dong_goi(wb)


def trang_an_la(tep):
    wb = mo(sua(tep, (*O_NHAP, 7)))
    wb.security.lockStructure = False
    wb.create_sheet("nháp").sheet_state = "veryHidden"
    return dong_goi(wb)


def trang_bieu_bi_an(tep):
    wb = mo(sua(tep, (*O_NHAP, 7)))
    wb["Q04"].sheet_state = "hidden"
    return dong_goi(wb)


def lien_ket_ngoai(tep):
    return sua_goi(tep, them={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def excel_doi_cu(tep):
    return cfb("Workbook")


def dang_strict(tep):
    """Excel's «Strict Open XML Spreadsheet»: other namespaces throughout."""
    dich = BytesIO()
    with zipfile.ZipFile(BytesIO(tep)) as cu, zipfile.ZipFile(dich, "w", 8) as moi:
        for phan in cu.infolist():
            xml = cu.read(phan)
            xml = xml.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            moi.writestr(phan.filename, xml)
    return dich.getvalue()


def chuoi_chung_kieu_2007(tep):
    """Excel 2007 keeps text in the shared table and knows no inline strings."""
    return dong_goi(mo(sua(tep, (*O_NHAP, 7))))
