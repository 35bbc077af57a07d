"""Open an uploaded workbook without trusting it, and read its cells exactly."""

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string, coordinate_to_tuple
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_STYLE, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from cucctdp.formats.chu import nfc
from cucctdp.formats.so import dinh_dang

from .cells import doc_o_chu, doc_o_so
from .container import (
    GioiHanTep,
    doc_trong_han,
    kiem_goi,
    loi_hong,
    loi_lien_ket_ngoai,
    loi_qua_nhieu_o,
    loi_tep,
)
from .errors import LoiO, TepKhongDocDuoc

__all__ = [
    "GioiHanTep",
    "doc_o_chu",
    "doc_o_so",
    "kiem_vung",
    "mo_an_toan",
    "mo_doc_lan_luot",
    "o_hop_nhat",
    "so_cot",
]

_NS = f"{{{SHEET_MAIN_NS}}}"
_SAU_TEN = (b" ", b">", b"/", b"\n", b"\t", b"\r")  # what may follow the name of an element

# openpyxl makes a cell of any element inside a row: a sheet has at most four elements a cell
# (c, f, v or c, is, t) and this many others.
_THE_NGOAI_O = 50_000


def _mau_cong_thuc(tien_to: bytes) -> re.Pattern[bytes]:
    """A cell with a formula: attributes, formula, opening of its value, value."""
    return re.compile(
        rb"<PXc((?:\s[^>]*+)?+)>\s*+<PXf(?:\s[^>]*?)?(?:/>|>([^<]*)</PXf>)\s*"
        rb"(?:(<PXv(?=[\s/>]))(?:\s[^>]*?)?(?:/>|>([^<]*)))?".replace(b"PX", tien_to)
    )


# The prefixed one tries a prefix at every "<": many times slower, and rarely needed.
_CONG_THUC = _mau_cong_thuc(b"")
_CONG_THUC_TIEN_TO = _mau_cong_thuc(rb"(?:[^\s<>/:]+:)?")
_DIA_CHI = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
_KIEU_CHU = re.compile(rb"\st\s*=\s*[\"']str[\"']")
# program|topic!item and the functions that reach outside the workbook
_GOI_NGOAI = re.compile(
    rb"[\w.]+\|[^<>|!]{0,300}!|\b(?:DDE|WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.I
)


class TrangLanLuot(ReadOnlyWorksheet):
    """A read-only sheet that does not look for its size: without one openpyxl parses it whole."""

    so_the_dong = 0

    def _get_size(self) -> None:
        self._min_row = self._min_column = 1


class _BoDocTep(ExcelReader):
    """openpyxl's reader with one stop: the sheet parts are judged before they are parsed."""

    def __init__(
        self,
        goi: BytesIO,
        *,
        ten: str,
        gioi_han: GioiHanTep,
        loi: list[LoiO],
        lan_luot: bool = False,
    ) -> None:
        super().__init__(goi, data_only=True, keep_links=False, read_only=lan_luot)
        self.ten = ten
        self.gioi_han = gioi_han
        self.loi = loi
        self.chua_tinh: list[list[str]] = []
        self.so_the_dong: dict[str, int] = {}

    def read(self) -> None:
        """For reading row by row, of the styles only which of them are dates."""
        if not self.read_only:
            super().read()
            return
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self._doc_dang_ngay()
        self.read_worksheets()

    def _doc_dang_ngay(self) -> None:
        """Cell styles that are dates and durations, as openpyxl's own stylesheet finds them."""
        if ARC_STYLE not in self.valid_files:
            return
        goc = fromstring(self.archive.read(ARC_STYLE))
        rieng = {
            int(n.get("numFmtId")): n.get("formatCode")
            for n in goc.iterfind(f"{_NS}numFmts/{_NS}numFmt")
        }
        ngay, khoang = set(), set()
        for i, xf in enumerate(goc.iterfind(f"{_NS}cellXfs/{_NS}xf")):
            so = int(xf.get("numFmtId", 0))
            dang = rieng.get(so) or builtin_format_code(so)
            if is_date_format(dang):
                ngay.add(i)
            if is_timedelta_format(dang):
                khoang.add(i)
        wb: Any = self.wb
        wb._date_formats, wb._timedelta_formats = ngay, khoang

    def read_worksheets(self) -> None:
        trang = list(self.parser.find_sheets())
        dich = [rel.target for _, rel in trang if rel.target in self.valid_files]
        if len(trang) > self.gioi_han.so_trang:
            self.loi.append(
                loi_tep(
                    f"Tệp «{self.ten}» có {dinh_dang(len(trang))} trang tính, tối đa "
                    f"{self.gioi_han.so_trang} trang. Hãy xóa các trang không thuộc biểu mẫu.",
                    "qua_nhieu_trang",
                )
            )
            raise TepKhongDocDuoc(self.loi)
        if len(set(dich)) != len(dich) or not all(d.endswith(".xml") for d in dich):
            raise TepKhongDocDuoc([*self.loi, loi_hong(self.ten)])
        so_o = sum(self._xem_trang(rel) for _, rel in trang if rel.target in self.valid_files)
        if so_o > self.gioi_han.so_o:
            self._them_mot_lan(loi_qua_nhieu_o(self.ten, self.gioi_han))
        if self.loi:
            raise TepKhongDocDuoc(self.loi)
        if self.read_only:
            self._them_trang_lan_luot(trang)
        else:
            super().read_worksheets()

    def _them_trang_lan_luot(self, trang: list[tuple[Any, Any]]) -> None:
        """Sheets that are parsed when read; charts have no rows and are left out."""
        for sheet, rel in trang:
            if rel.target in self.valid_files and "chartsheet" not in rel.Type:
                ws = TrangLanLuot(self.wb, sheet.name, rel.target, self.shared_strings)
                ws.sheet_state = sheet.state
                ws.so_the_dong = self.so_the_dong[rel.target]
                self.wb._sheets.append(ws)

    def _xem_trang(self, rel: Any) -> int:
        """Cells of one sheet part; notes its formulas without a value and calls outside."""
        if "chartsheet" in rel.Type:
            return 0
        xml = self.archive.read(rel.target)
        chua_tinh: list[str] = []
        co_tien_to = b":c" in xml and any(b":c" + sau in xml for sau in _SAU_TEN)
        mau = _CONG_THUC_TIEN_TO if co_tien_to else _CONG_THUC
        for khop in mau.finditer(xml):
            thuoc_tinh, cong_thuc, the_v, gia_tri = khop.groups()
            if cong_thuc and _GOI_NGOAI.search(cong_thuc):
                self._them_mot_lan(loi_lien_ket_ngoai(self.ten))
            rong_hop_le = the_v and _KIEU_CHU.search(thuoc_tinh)
            dia_chi = _DIA_CHI.search(thuoc_tinh)
            if not gia_tri and not rong_hop_le and dia_chi:
                chua_tinh.append(dia_chi[1].decode("ascii"))
        self.chua_tinh.append(chua_tinh)
        self.so_the_dong[rel.target] = xml.count(b"<row") + xml.count(b":row ")
        # <col> and the like count too: a few more do not matter, a second pass would
        so_o: int = xml.count(b"<c") + (xml.count(b":c") if co_tien_to else 0)
        if xml.count(b"<") - xml.count(b"</") > 4 * so_o + _THE_NGOAI_O:
            self._them_mot_lan(loi_qua_nhieu_o(self.ten, self.gioi_han))
        return so_o

    def _them_mot_lan(self, loi: LoiO) -> None:
        if loi not in self.loi:
            self.loi.append(loi)


def mo_an_toan(tep: BinaryIO, *, ten: str, gioi_han: GioiHanTep | None = None) -> Workbook:
    """The workbook in `tep`, values only (formulas give their last calculated value).

    `ten` is the name the user gave the file; it appears in the sentences. Nothing in the file
    is executed and no link is followed. Cells whose formula was never calculated come back with
    `data_type == "f"`; empty styled cells beyond the row and column limits are dropped.
    Raises TepKhongDocDuoc with every reason that can be told together, and nothing else.
    """
    ten = nfc(ten)
    gioi_han = gioi_han or GioiHanTep()
    du_lieu = doc_trong_han(tep, ten=ten, gioi_han=gioi_han)
    loi = kiem_goi(du_lieu, ten=ten, gioi_han=gioi_han)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of each Excel extension it skips
            bo_doc = _BoDocTep(BytesIO(du_lieu), ten=ten, gioi_han=gioi_han, loi=loi)
            bo_doc.read()
            wb = bo_doc.wb
            for ws, dia_chi in zip(wb.worksheets, bo_doc.chua_tinh, strict=True):
                _danh_dau_chua_tinh(ws, dia_chi)
            loi += kiem_vung(_vung(wb, gioi_han), ten=ten, gioi_han=gioi_han)
    except TepKhongDocDuoc:
        raise
    except Exception as exc:  # a damaged part makes openpyxl raise nearly any built-in type
        raise TepKhongDocDuoc([*loi, loi_hong(ten)]) from exc
    if loi:
        raise TepKhongDocDuoc(loi)
    return wb


def mo_doc_lan_luot(
    tep: BinaryIO, *, ten: str, gioi_han: GioiHanTep
) -> tuple[Workbook, list[list[tuple[int, int]]]]:
    """A read-only workbook whose sheets are parsed while they are read, and for each sheet the
    (row, column) of cells whose formula was never calculated.

    The same refusals as `mo_an_toan`; limits of rows and columns are left to who reads the rows.
    """
    ten = nfc(ten)
    du_lieu = doc_trong_han(tep, ten=ten, gioi_han=gioi_han)
    loi = kiem_goi(du_lieu, ten=ten, gioi_han=gioi_han)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bo_doc = _BoDocTep(BytesIO(du_lieu), ten=ten, gioi_han=gioi_han, loi=loi, lan_luot=True)
            bo_doc.read()
    except TepKhongDocDuoc:
        raise
    except Exception as exc:  # as in mo_an_toan
        raise TepKhongDocDuoc([*loi, loi_hong(ten)]) from exc
    if loi:
        raise TepKhongDocDuoc(loi)
    chua_tinh = [[coordinate_to_tuple(o) for o in trang] for trang in bo_doc.chua_tinh]
    return bo_doc.wb, chua_tinh


def _danh_dau_chua_tinh(ws: Worksheet, dia_chi: list[str]) -> None:
    for o in dia_chi:
        cell = ws._cells.get(coordinate_to_tuple(o))
        if isinstance(cell, Cell):
            cell.data_type = "f"


def _vung(wb: Workbook, gioi_han: GioiHanTep) -> Iterator[tuple[str, int, int]]:
    """(title, last row, last column) of cells that hold something; blank strays beyond the limits
    are dropped."""
    for ws in wb.worksheets:
        dong = cot = 0
        thua: list[tuple[int, int]] = []
        for (d, c), cell in ws._cells.items():
            gia_tri = cell._value
            if (gia_tri is not None and gia_tri != "") or cell.data_type == "f":
                dong = d if d > dong else dong
                cot = c if c > cot else cot
            elif d > gioi_han.so_dong or c > gioi_han.so_cot:
                thua.append((d, c))
        for khoa in thua:
            del ws._cells[khoa]
        yield ws.title, dong, cot


def kiem_vung(
    cac_vung: Iterable[tuple[str, int, int]], *, ten: str, gioi_han: GioiHanTep
) -> Iterator[LoiO]:
    """Row and column limits over (title, last row, last column) of the sheets of file ``ten``."""
    co_du_lieu = False
    for trang, dong, cot in cac_vung:
        co_du_lieu = co_du_lieu or dong > 0
        for so, han, chu in (
            (dong, gioi_han.so_dong, "dòng"),
            (cot, gioi_han.so_cot, "cột"),
        ):
            if so > han:
                yield LoiO(
                    nfc(trang),
                    "",
                    f"Dữ liệu kéo tới {chu} {dinh_dang(so)}, tối đa {dinh_dang(han)} {chu}. "
                    f"Hãy xóa các {chu} không thuộc biểu mẫu.",
                    "qua_nhieu_dong" if chu == "dòng" else "qua_nhieu_cot",
                )
    if not co_du_lieu:
        yield loi_tep(
            f"Tệp «{ten}» không có dữ liệu: mọi ô đều trống. Hãy kiểm tra đã chọn đúng tệp.",
            "khong_du_lieu",
        )


@cache
def so_cot(chu: str) -> int:
    """«AB» → 28; ValueError for letters that are no column."""
    return int(column_index_from_string(chu))


def o_hop_nhat(cac_vung: Iterable[CellRange]) -> dict[tuple[int, int], tuple[int, int]]:
    """(row, column) → (row, column) of the top left cell, for every cell of a merged range.

    Excel keeps the value in the top left cell only; merged headings are read through this.
    """
    return {
        (dong, cot): (vung.min_row, vung.min_col)
        for vung in cac_vung
        for dong in range(vung.min_row, vung.max_row + 1)
        for cot in range(vung.min_col, vung.max_col + 1)
    }
