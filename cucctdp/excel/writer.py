"""Small pieces of a styled, protected, printable workbook; each does one thing to one sheet."""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from cucctdp.formats.chu import nfc

PHONG_CHU = "Times New Roman"
# Leading characters a spreadsheet may take for the start of a formula, half and full width.
_DAU_NGUY_HIEM = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_DANH_SACH_TOI_DA = 255  # characters of a literal list in Excel
_MM = 25.4

_VIEN = Side(style="thin", color="000000")
_KHUNG = Border(left=_VIEN, right=_VIEN, top=_VIEN, bottom=_VIEN)
_NEN_TIEU_DE = PatternFill("solid", fgColor="DDE6F0")
_NEN_NHAP = PatternFill("solid", fgColor="FFF9E5")


def la_nguy_hiem(van_ban: str) -> bool:
    """True when a spreadsheet could take the text for a formula."""
    return van_ban.startswith(_DAU_NGUY_HIEM) or van_ban.lstrip().startswith(_DAU_NGUY_HIEM)


def an_toan(van_ban: str) -> str:
    """Text that no spreadsheet runs: an apostrophe goes before =, +, -, @, tab, CR, LF."""
    return f"'{van_ban}" if la_nguy_hiem(van_ban) else van_ban


def ghi_chu(o: Cell, van_ban: str) -> Cell:
    """Write text as text, exact and in NFC; characters XML forbids are dropped.

    The cell is of string type, and dangerous text also gets Excel's own quote prefix, so it
    stays text when edited and reads back unchanged (a visible apostrophe would not).
    """
    sach = ILLEGAL_CHARACTERS_RE.sub("", nfc(van_ban))
    o.value = sach
    o.data_type = "s"
    if la_nguy_hiem(sach):
        o.quotePrefix = True
    return o


def ghi(o: Cell, gia_tri: str | int | Decimal | date | None, *, so_le: int | None = None) -> Cell:
    """Write one value; numbers get the format of `so_le` decimals. TypeError for float, bool."""
    if isinstance(gia_tri, bool | float):
        raise TypeError(f"ghi needs Decimal, int, str, date or None, got {type(gia_tri).__name__}")
    if isinstance(gia_tri, str):
        return ghi_chu(o, gia_tri)
    o.value = gia_tri
    if isinstance(gia_tri, date):
        o.number_format = "dd/mm/yyyy"
    elif so_le is not None:
        o.number_format = dinh_dang_so(so_le)
    return o


def dinh_dang_so(so_le: int) -> str:
    """Excel's format code for `so_le` decimals; Excel shows it with the marks of its locale."""
    return "#,##0" + ("." + "0" * so_le if so_le else "")


def kieu_tieu_de(o: Cell, *, cap: Literal[1, 2, 3] = 1) -> Cell:
    """Heading look: 1 title of the sheet, 2 subtitle (italic), 3 heading cell of a table."""
    o.font = Font(name=PHONG_CHU, size={1: 14, 2: 12, 3: 11}[cap], bold=cap != 2, italic=cap == 2)
    o.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if cap == 3:
        o.fill, o.border = _NEN_TIEU_DE, _KHUNG
    return o


def kieu_o(
    o: Cell, *, dam: bool = False, nghieng: bool = False, can: str | None = None, thut: int = 0
) -> Cell:
    """Body cell of a table: frame, wrapped text, `can` left/center/right, `thut` indent levels."""
    o.font = Font(name=PHONG_CHU, size=11, bold=dam, italic=nghieng)
    o.alignment = Alignment(horizontal=can, vertical="center", wrap_text=True, indent=thut)
    o.border = _KHUNG
    return o


def kieu_nhap(o: Cell) -> Cell:
    """A cell for typing: body look, pale ground, unlocked under sheet protection."""
    kieu_o(o)
    o.fill = _NEN_NHAP
    o.protection = Protection(locked=False)
    return o


def dat_be_rong(ws: Worksheet, be_rong: Mapping[str, float]) -> None:
    """Column widths by letter, in characters."""
    for cot, rong in be_rong.items():
        ws.column_dimensions[cot].width = rong


def thiet_lap_in(
    ws: Worksheet,
    *,
    vung: str | None = None,
    ngang: bool = True,
    dong_lap: str | None = None,
    cot_lap: str | None = None,
    le_mm: tuple[float, float, float, float] = (20, 15, 20, 30),
) -> None:
    """A4, one page wide, any number high, page numbers at the top.

    `vung` like "A1:H40"; `dong_lap` like "5:7" and `cot_lap` like "A:B" repeat on every page;
    `le_mm` top, right, bottom, left.
    """
    ws.page_setup.paperSize = ws.PAPERSIZE_A4
    ws.page_setup.orientation = "landscape" if ngang else "portrait"
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    tren, phai, duoi, trai = (le / _MM for le in le_mm)
    ws.page_margins.top, ws.page_margins.right = tren, phai
    ws.page_margins.bottom, ws.page_margins.left = duoi, trai
    ws.oddHeader.center.text = "&P"
    if vung:
        ws.print_area = vung
    ws.print_title_rows, ws.print_title_cols = dong_lap, cot_lap


def khoa_trang(ws: Worksheet, *, o_nhap: Iterable[str] = (), mat_khau: str | None = None) -> None:
    """Protect the sheet; the ranges of `o_nhap` ("C5", "C5:F9") stay open for typing.

    Column widths and row heights remain changeable. The password only stops accidents.
    """
    for vung in o_nhap:
        cot_1, dong_1, cot_2, dong_2 = range_boundaries(vung)
        for dong in ws.iter_rows(dong_1, dong_2, cot_1, cot_2):
            for o in dong:
                o.protection = Protection(locked=False)
    ws.protection.sheet = True
    ws.protection.formatColumns = False  # False: allowed, in the language of the file format
    ws.protection.formatRows = False
    if mat_khau:
        ws.protection.password = mat_khau


def khoa_cau_truc(wb: Workbook) -> None:
    """Sheets cannot be added, removed, renamed or unhidden by accident."""
    wb.security = WorkbookProtection(lockStructure=True)


def danh_sach_chon(
    ws: Worksheet,
    vung: str,
    lua_chon: Sequence[str],
    *,
    trang_an: Worksheet | None = None,
    loi: str = "Hãy chọn một giá trị trong danh sách.",
) -> None:
    """A drop-down on `vung`; other values are refused with `loi`.

    A list with commas, quotes or over 255 characters goes to the next free column of `trang_an`;
    ValueError when it needs one and none is given.
    """
    chuoi = ",".join(nfc(muc) for muc in lua_chon)
    co_dau = any("," in muc or '"' in muc for muc in lua_chon)
    if not co_dau and len(chuoi) <= _DANH_SACH_TOI_DA:
        nguon = f'"{chuoi}"'
    elif trang_an is None:
        raise ValueError("The list is too long or has commas: give trang_an.")
    else:
        cot = trang_an.max_column + 1 if trang_an.cell(1, 1).value is not None else 1
        for dong, muc in enumerate(lua_chon, 1):
            ghi_chu(trang_an.cell(dong, cot), muc)
        chu = get_column_letter(cot)
        nguon = f"'{trang_an.title}'!${chu}$1:${chu}${len(lua_chon)}"
    _them_rang_buoc(ws, vung, loi, type="list", formula1=nguon)


def _them_rang_buoc(ws: Worksheet, vung: str, loi: str, **kieu: Any) -> None:
    rang_buoc = DataValidation(allow_blank=True, showErrorMessage=True, **kieu)
    rang_buoc.errorTitle, rang_buoc.error = "Giá trị không hợp lệ", nfc(loi)
    rang_buoc.add(vung)
    ws.add_data_validation(rang_buoc)


def chu_thich(o: Cell, van_ban: str, *, tac_gia: str, rong: int = 280, cao: int = 90) -> None:
    """A note on the cell; `rong` and `cao` in points."""
    o.comment = Comment(nfc(van_ban), tac_gia, width=rong, height=cao)


def ghi_danh_tinh(wb: Workbook, gia_tri: Mapping[str, str], *, trang: str) -> Worksheet:
    """Key/text pairs on a very hidden, locked sheet, each under a hidden workbook name.

    Keys must be valid Excel names. `reader.doc_danh_tinh` reads them back.
    """
    ws = wb.create_sheet(trang)
    for dong, (khoa, chu) in enumerate(gia_tri.items(), 1):
        ghi_chu(ws.cell(dong, 1), khoa)
        ghi_chu(ws.cell(dong, 2), chu)
        wb.defined_names[khoa] = DefinedName(khoa, attr_text=f"'{trang}'!$B${dong}", hidden=True)
    ws.sheet_state = "veryHidden"
    ws.protection.sheet = True
    return ws


class _GoiCoDinh(zipfile.ZipFile):
    """A zip whose entries all carry one time, so that equal data gives equal bytes."""

    def __init__(
        self, tep: BytesIO, *, luc: datetime, da_tinh: Mapping[str, Mapping[str, Any]]
    ) -> None:
        super().__init__(tep, "w", zipfile.ZIP_DEFLATED)
        self._luc = max(luc.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
        self._da_tinh = da_tinh

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        phan = zipfile.ZipInfo(str(zinfo_or_arcname).removeprefix("/"), self._luc)
        if gia_tri := self._da_tinh.get(phan.filename):
            data = _dien_gia_tri(data, gia_tri)
        super().writestr(phan, data, zipfile.ZIP_DEFLATED)

    def write(
        self, filename: str | PathLike[str], arcname: Any = None, *args: Any, **kwargs: Any
    ) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


_CONG_THUC = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)')


def _dien_gia_tri(xml: bytes, gia_tri: Mapping[str, Any]) -> bytes:
    """Sheet XML whose formulas carry their values, for readers that do not calculate."""

    def thay(khop: re.Match[bytes]) -> bytes:
        o, thuoc_tinh, cong_thuc = khop.groups()
        so = gia_tri.get(o.decode("ascii"))
        if so is None or isinstance(so, bool):
            return khop[0]
        if isinstance(so, str):
            kieu, chu = b' t="str"', escape(ILLEGAL_CHARACTERS_RE.sub("", so))
        else:
            kieu, chu = b"", format(so, "f") if isinstance(so, Decimal) else repr(so)
        return b'<c r="%b"%b%b>%b<v>%b</v>' % (o, thuoc_tinh, kieu, cong_thuc, chu.encode())

    return _CONG_THUC.sub(thay, xml)


def ra_bytes(
    wb: Workbook,
    *,
    tieu_de: str,
    tac_gia: str,
    luc: datetime | None = None,
    da_tinh: Mapping[str, Mapping[str, Any]] | None = None,
) -> bytes:
    """The .xlsx file. With `luc` (aware) as made and changed time, same data give same bytes.

    `da_tinh`: sheet title → address → value of the formula there (number or text), which Excel
    shows while it does not calculate (Protected View, phones).
    """
    khi = (luc or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    wb.properties.title, wb.properties.creator = nfc(tieu_de), nfc(tac_gia)
    wb.properties.lastModifiedBy = nfc(tac_gia)
    wb.properties.created = wb.properties.modified = khi
    dich = BytesIO()
    trang = {
        f"xl/worksheets/sheet{i}.xml": gia_tri
        for i, ws in enumerate(wb.worksheets, 1)
        if (gia_tri := (da_tinh or {}).get(ws.title))
    }
    ExcelWriter(wb, _GoiCoDinh(dich, luc=khi, da_tinh=trang)).save()
    return dich.getvalue()
