"""Rows of a big uploaded workbook as text, one at a time: same trust checks, little memory."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from cucctdp.formats.chu import nfc

from .container import GioiHanTep, loi_hong
from .errors import LoiO, TepKhongDocDuoc
from .reader import mo_doc_lan_luot, so_cot

# What a cell reads as when its formula was never calculated; no text of a user looks like it.
CHUA_TINH = "#CHUA-TINH!"
LOI_CONG_THUC = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", CHUA_TINH}
)
_CHU = f"{{{SHEET_MAIN_NS}}}t"
_DOAN = f"{{{SHEET_MAIN_NS}}}r"
_GOP = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_DOC_MOT_LAN, _DAI_THE = 1 << 20, 200


class _DocDong(WorkSheetParser):
    """openpyxl's parser, its cells as (column, value): text, the most of a table, read at once."""

    def parse_cell(self, element: Any) -> tuple[int, Any]:
        kieu = element.get("t")
        dia_chi = element.get("r")
        if dia_chi is None or kieu not in ("s", "inlineStr"):
            o = super().parse_cell(element)
            return o["column"], o["value"]
        self.col_counter = so_cot(dia_chi.rstrip("0123456789"))
        if kieu == "s":
            so = element.findtext(VALUE_TAG)
            return self.col_counter, self.shared_strings[int(so)] if so else None
        chu = element.find(INLINE_STRING)
        return self.col_counter, None if chu is None else _chu_trong_o(chu)


def _chu_trong_o(chu: Any) -> str:
    """Text of a cell that carries its own string: the plain part, then each formatted run."""
    doan = [r.findtext(_CHU) or "" for r in chu.findall(_DOAN)]
    return (chu.findtext(_CHU) or "") + "".join(doan)


@dataclass(frozen=True)
class TrangDong:
    """One sheet: its name, whether Excel hides it, and its rows by ``doc()``."""

    ten: str
    an: bool
    _wb: Workbook
    _chua_tinh: frozenset[tuple[int, int]]
    _gioi_han: GioiHanTep
    _ten_tep: str

    @property
    def uoc_luong(self) -> int:
        """Rows the file holds, empty ones too; a hint for progress."""
        return int(self._trang().so_the_dong)

    def _trang(self) -> Any:
        return next(ws for ws in self._wb.worksheets if ws.title == self.ten)

    def doc(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, texts) of each row that holds something, in order.

        Text is NFC and stripped, numbers are written the Vietnamese way («1,5»), dates as
        dd/mm/yyyy; TepKhongDocDuoc when data goes beyond the limits of rows and columns, or a
        part of the sheet is damaged.
        """
        ws = self._trang()
        theo_dong: dict[int, list[int]] = {}
        for so, cot in self._chua_tinh:
            theo_dong.setdefault(so, []).append(cot)
        for so, hang in self._cac_hang(ws):
            chu = [""] * max((cot for cot, _ in hang), default=0)
            for cot, v in hang:
                if v is not None:
                    chu[cot - 1] = _chu(v)
            for cot in theo_dong.get(so, ()):
                chu += [""] * (cot - len(chu))
                chu[cot - 1] = CHUA_TINH
            while chu and not chu[-1]:
                chu.pop()
            if not chu:
                continue
            if so > self._gioi_han.so_dong or len(chu) > self._gioi_han.so_cot:
                raise TepKhongDocDuoc([_qua_dai(self.ten, so, len(chu), self._gioi_han)])
            yield so, chu

    def gop_doc(self) -> list[tuple[int, int, int]]:
        """(column from 1, first row, last row) of cells merged downwards, in order of their rows.

        The file names merges after its rows, so they are looked for before the rows are read.
        """
        vung: set[tuple[int, int, int]] = set()
        with self._trang()._get_source() as nguon:
            duoi = b""
            while khoi := nguon.read(_DOC_MOT_LAN):
                for ref in _GOP.findall(duoi + khoi):
                    c1, d1, c2, d2 = range_boundaries(ref.decode())
                    if c1 == c2 and d1 and d2 and d1 < d2:
                        vung.add((c1, d1, d2))
                duoi = khoi[-_DAI_THE:]
        return sorted(vung, key=lambda v: (v[1], v[0]))

    def _cac_hang(self, ws: Any) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
        """(row number, cells) of the rows the file holds; a row number never comes twice."""
        wb: Any = self._wb
        truoc = 0
        with ws._get_source() as nguon:
            bo_doc = _DocDong(
                nguon,
                ws._shared_strings,
                data_only=True,
                epoch=wb.epoch,
                date_formats=wb._date_formats,
                timedelta_formats=wb._timedelta_formats,
            )
            try:
                for so, hang in bo_doc.parse():
                    if so > truoc:
                        truoc = so
                        yield so, hang
            except Exception as exc:  # as in reader.mo_an_toan
                raise TepKhongDocDuoc([loi_hong(self._ten_tep)]) from exc


def mo_theo_dong(tep: BinaryIO, *, ten: str, gioi_han: GioiHanTep | None = None) -> list[TrangDong]:
    """The sheets of an .xlsx, read row by row; TepKhongDocDuoc as ``reader.mo_an_toan``."""
    gioi_han = gioi_han or GioiHanTep()
    wb, chua_tinh = mo_doc_lan_luot(tep, ten=ten, gioi_han=gioi_han)
    return [
        TrangDong(ws.title, ws.sheet_state != "visible", wb, frozenset(o), gioi_han, ten)
        for ws, o in zip(wb.worksheets, chua_tinh, strict=True)
    ]


def _chu(gia_tri: Any) -> str:
    if isinstance(gia_tri, str):
        return nfc(gia_tri).strip()
    if isinstance(gia_tri, bool):
        return "TRUE" if gia_tri else "FALSE"
    if isinstance(gia_tri, float):
        if not math.isfinite(gia_tri):
            return "#NUM!"
        if gia_tri.is_integer():
            return str(int(gia_tri))
        return repr(gia_tri).replace(".", ",") if "e" not in repr(gia_tri) else repr(gia_tri)
    if isinstance(gia_tri, datetime) and gia_tri.time() != time.min:
        return gia_tri.strftime("%d/%m/%Y %H:%M")
    if isinstance(gia_tri, date):
        return gia_tri.strftime("%d/%m/%Y")
    return str(gia_tri)


def _qua_dai(trang: str, dong: int, cot: int, gioi_han: GioiHanTep) -> LoiO:
    return LoiO(
        trang,
        "",
        f"Dữ liệu kéo tới dòng {dong}, {cot} cột; tối đa {gioi_han.so_dong} dòng, "
        f"{gioi_han.so_cot} cột. Hãy chia tệp hoặc xóa phần không dùng.",
        "qua_nhieu_dong",
    )


__all__ = ["CHUA_TINH", "LOI_CONG_THUC", "TrangDong", "mo_theo_dong"]
