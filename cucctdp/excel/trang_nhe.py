"""The values of an uploaded workbook and nothing else of it: same trust checks, less time.

openpyxl reads the package, its strings, dates and names; the sheets, which are most of a file, go
straight from the XML parser into plain cells without styles, validations and conditional formats.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.constants import SHEET_MAIN_NS

from .cells import doc_o_chu
from .container import GioiHanTep, loi_hong
from .errors import TepKhongDocDuoc
from .reader import kiem_vung, mo_doc_lan_luot, o_hop_nhat, so_cot

_O, _DONG, _GIA_TRI, _TRONG_O, _CHU, _PHIEN_AM, _GOP = (
    f"{SHEET_MAIN_NS} {ten}" for ten in ("c", "row", "v", "is", "t", "rPh", "mergeCell")
)


@dataclass(slots=True, eq=False)
class ONhe:
    """One cell: openpyxl's names for its value, kind («n», «s», «b», «d», «e», «f») and place."""

    parent: "TrangNhe"
    row: int
    column: int
    value: Any = None
    data_type: str = "n"

    @property
    def coordinate(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(eq=False)
class TrangNhe:
    """One sheet: cells that hold something, and its merged ranges."""

    title: str
    cac_o: dict[tuple[int, int], ONhe] = field(default_factory=dict)
    cac_vung_gop: list[CellRange] = field(default_factory=list)

    def cell(self, row: int, column: int) -> ONhe:
        """The cell, a blank one when the file holds none; the sheet stays as it is."""
        return self.cac_o.get((row, column)) or ONhe(self, row, column)


def mo_gia_tri(
    tep: BinaryIO, *, ten: str, gioi_han: GioiHanTep | None = None
) -> dict[str, TrangNhe]:
    """Sheet name → sheet, values only, in the order of the file.

    The same refusals as ``reader.mo_an_toan``: TepKhongDocDuoc and nothing else. Cells whose
    formula was never calculated come back with ``data_type == "f"``.
    """
    gioi_han = gioi_han or GioiHanTep()
    wb, chua_tinh = mo_doc_lan_luot(tep, ten=ten, gioi_han=gioi_han)
    cac_trang = {}
    try:
        for ws, o_chua_tinh in zip(wb.worksheets, chua_tinh, strict=True):
            trang = TrangNhe(ws.title)
            with ws._get_source() as nguon:
                _BoDocTrang(trang, wb, frozenset(o_chua_tinh), ws._shared_strings).doc(nguon.read())
            cac_trang[ws.title] = trang
    except Exception as exc:  # as in mo_an_toan
        raise TepKhongDocDuoc([loi_hong(ten)]) from exc
    if loi := list(kiem_vung(_vung(cac_trang), ten=ten, gioi_han=gioi_han)):
        raise TepKhongDocDuoc(loi)
    return cac_trang


def doc_danh_tinh(cac_trang: Mapping[str, TrangNhe], *, trang: str) -> dict[str, str]:
    """Key → text written by ``writer.ghi_danh_tinh``; empty when the sheet is not there."""
    nguon = cac_trang.get(trang)
    if nguon is None:
        return {}
    cac_dong = sorted(dong for dong, cot in nguon.cac_o if cot == 1)
    return {
        khoa: doc_o_chu(nguon.cell(dong, 2))
        for dong in cac_dong
        if (khoa := doc_o_chu(nguon.cell(dong, 1)))
    }


def _vung(cac_trang: Mapping[str, TrangNhe]) -> Iterator[tuple[str, int, int]]:
    """(title, last row, last column) of what each sheet holds."""
    for trang in cac_trang.values():
        dong = max((d for d, _ in trang.cac_o), default=0)
        yield trang.title, dong, max((c for _, c in trang.cac_o), default=0)


def _vi_tri(dia_chi: str) -> tuple[int, int]:
    """«B7» → (7, 2); ValueError for what is no address."""
    chu = dia_chi.rstrip("0123456789")
    return int(dia_chi[len(chu) :]), so_cot(chu)


class _BoDocTrang:
    """Events of one sheet part into cells, by the rules of openpyxl's ``parse_cell``."""

    def __init__(
        self,
        trang: TrangNhe,
        wb: Workbook,
        chua_tinh: Collection[tuple[int, int]],
        chu_chung: Sequence[str],
    ) -> None:
        self.trang = trang
        self.wb: Any = wb
        self.chua_tinh = chua_tinh
        self.chu_chung = chu_chung
        self.dong = self.cot = 0
        self.o: dict[str, str] | None = None
        self.gia_tri: list[str] = []
        self.trong_o: list[str] = []
        self.dich: list[str] | None = None
        self.phien_am = False

    def doc(self, xml: bytes) -> None:
        bo_xu_ly = expat.ParserCreate(namespace_separator=" ")
        bo_xu_ly.buffer_text = True
        bo_xu_ly.StartElementHandler = self._mo
        bo_xu_ly.EndElementHandler = self._dong_the
        bo_xu_ly.CharacterDataHandler = self._chu
        bo_xu_ly.StartDoctypeDeclHandler = self._cam
        bo_xu_ly.Parse(xml, True)
        self._bo_o_bi_gop()

    def _cam(self, *_: Any) -> None:
        raise ValueError("A sheet declares no document type.")

    def _mo(self, ten: str, thuoc_tinh: dict[str, str]) -> None:
        if ten == _O:
            self.o = thuoc_tinh
            self.gia_tri, self.trong_o = [], []
        elif ten == _GIA_TRI:
            self.dich = self.gia_tri
        elif ten == _CHU:
            self.dich = None if self.phien_am else self.trong_o
        elif ten == _DONG:
            self.dong = int(float(thuoc_tinh.get("r", self.dong + 1)))
            self.cot = 0
        elif ten == _PHIEN_AM:
            self.phien_am = True
        elif ten == _GOP:
            self.trang.cac_vung_gop.append(CellRange(thuoc_tinh["ref"]))

    def _dong_the(self, ten: str) -> None:
        if ten in (_GIA_TRI, _CHU):
            self.dich = None
        elif ten == _O and self.o is not None:
            self._het_o(self.o)
            self.o = None
        elif ten == _PHIEN_AM:
            self.phien_am = False

    def _chu(self, chu: str) -> None:
        if self.dich is not None:
            self.dich.append(chu)

    def _het_o(self, thuoc_tinh: dict[str, str]) -> None:
        dia_chi = thuoc_tinh.get("r")
        dong, self.cot = _vi_tri(dia_chi) if dia_chi else (self.dong, self.cot + 1)
        kieu = thuoc_tinh.get("t", "n")
        chu = "".join(self.trong_o if kieu == "inlineStr" else self.gia_tri)
        khoa = dong, self.cot
        if khoa in self.chua_tinh:
            self.trang.cac_o[khoa] = ONhe(self.trang, *khoa, None, "f")
        elif chu:
            gia_tri, kieu = self._tri(chu, kieu, int(thuoc_tinh.get("s", 0)))
            self.trang.cac_o[khoa] = ONhe(self.trang, *khoa, gia_tri, kieu)
        else:
            self.trang.cac_o.pop(khoa, None)

    def _tri(self, chu: str, kieu: str, dang: int) -> tuple[Any, str]:
        """(value, kind) of the text of a cell."""
        if kieu == "s":
            return self.chu_chung[int(chu)], "s"
        if kieu in ("str", "inlineStr"):
            return chu, "s"
        if kieu == "b":
            return bool(int(chu)), "b"
        if kieu == "d":
            return from_ISO8601(chu), "d"
        if kieu != "n":
            return chu, kieu
        so = float(chu) if "." in chu or "e" in chu.lower() else int(chu)
        if dang not in self.wb._date_formats:
            return so, "n"
        try:
            la_khoang = dang in self.wb._timedelta_formats
            return from_excel(so, self.wb.epoch, timedelta=la_khoang), "d"
        except (OverflowError, ValueError):
            return "#VALUE!", "e"

    def _bo_o_bi_gop(self) -> None:
        """Excel keeps the first cell of a merged range only; so does openpyxl."""
        for dinh in o_hop_nhat(self.trang.cac_vung_gop).items():
            if dinh[0] != dinh[1]:
                self.trang.cac_o.pop(dinh[0], None)
