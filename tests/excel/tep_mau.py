"""Builders of workbooks, good and bad, for the tests of this folder."""

import struct
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

TRANG_1 = "xl/worksheets/sheet1.xml"


def so_tinh(dien: Callable[[Worksheet], object] | None = None) -> bytes:
    """A one-sheet workbook «Biểu 1» with A1 filled, after `dien` has worked on the sheet."""
    wb = Workbook()
    ws = wb.active
    ws.title = "Biểu 1"
    ws["A1"] = "Chỉ tiêu"
    if dien:
        dien(ws)
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


def sua_goi(
    goi: bytes, *, thay: Mapping[str, bytes] | None = None, them: Mapping[str, bytes] | None = None
) -> bytes:
    """The package with parts replaced (`thay`) or appended (`them`)."""
    dich = BytesIO()
    with zipfile.ZipFile(BytesIO(goi)) as cu, zipfile.ZipFile(dich, "w", 8) as moi:
        for phan in cu.infolist():
            moi.writestr(phan.filename, (thay or {}).get(phan.filename, cu.read(phan)))
        for ten, noi_dung in (them or {}).items():
            moi.writestr(ten, noi_dung)
    return dich.getvalue()


def thay_trang(xml: bytes) -> bytes:
    """A workbook whose only sheet part is `xml`."""
    return sua_goi(so_tinh(), thay={TRANG_1: xml})


def trang(noi_dung: bytes, sau: bytes = b"") -> bytes:
    """Sheet XML with the given rows, and elements after the data."""
    dau = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return dau + b"<sheetData>" + noi_dung + b"</sheetData>" + sau + b"</worksheet>"


def khai_sai(goi: bytes, ten: str, kich_thuoc: int) -> bytes:
    """Lie about the decompressed size of one part in both headers of the zip."""
    du_lieu = bytearray(goi)
    with zipfile.ZipFile(BytesIO(goi)) as doc:
        tai = doc.getinfo(ten).header_offset
    struct.pack_into("<I", du_lieu, tai + 22, kich_thuoc)
    muc = du_lieu.index(b"PK\x01\x02")
    while bytes(du_lieu[muc + 46 : muc + 46 + len(ten)]) != ten.encode():
        muc = du_lieu.index(b"PK\x01\x02", muc + 4)
    struct.pack_into("<I", du_lieu, muc + 24, kich_thuoc)
    return bytes(du_lieu)


def cfb(luong: str) -> bytes:
    """A compound file by hand: the OLE header and a directory entry of the given stream name."""
    ten = luong.encode("utf-16-le")
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + ten.ljust(64, b"\0") + bytes(448)
