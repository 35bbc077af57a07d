"""Formats of an export workbook, each made once; page set-up."""

from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

PHONG_CHU = "Times New Roman"
CAO_DONG = 15.5
_XANH_NHAT = "#DDE6F0"
_CO_BAN: dict[str, Any] = {"font_name": PHONG_CHU, "font_size": 11, "valign": "vcenter"}


class Kieu:
    """The cell formats of one workbook."""

    def __init__(self, wb: xlsxwriter.Workbook) -> None:
        self._wb = wb
        self._so: dict[tuple[int, bool], Any] = {}
        self._ten: dict[int, Any] = {}
        self.tieu_de = self._tao(bold=True, font_size=13)
        self.nghieng = self._tao(italic=True)
        self.nghieng_giua = self._tao(italic=True, align="center")
        self.phai = self._tao(italic=True, align="right")
        self.canh_bao = self._tao(bold=True, align="center", font_color="#B91C1C")
        self.canh_bao_trai = self._tao(bold=True, font_color="#B91C1C")
        self.dau_cot = self._tao(
            bold=True, align="center", text_wrap=True, border=1, bg_color=_XANH_NHAT
        )
        self.giua = self._tao(align="center", border=1)
        self.chu = self._tao(border=1, text_wrap=True)
        self.muc = self._tao(bold=True, border=1, bg_color="#F3F4F6")
        self.mo = self._tao(font_size=8, font_color="#6B7280", border=1)
        self.nhan = self._tao(bold=True)
        self.thuong = self._tao(text_wrap=True, valign="top")
        self.lien_ket = self._tao(font_color="#1D4ED8", underline=1)

    def _tao(self, **khac: Any) -> Any:
        return self._wb.add_format({**_CO_BAN, **khac})

    def so(self, so_le: int, *, dam: bool = False) -> Any:
        """Numbers with ``so_le`` decimals; the separators are those of the reader's machine."""
        if (so_le, dam) not in self._so:
            mau = "#,##0" + ("." + "0" * so_le if so_le else "")
            self._so[so_le, dam] = self._tao(num_format=mau, border=1, bold=dam)
        return self._so[so_le, dam]

    def ten(self, cap: int) -> Any:
        """Name of a row, indented by its level."""
        if cap not in self._ten:
            self._ten[cap] = self._tao(border=1, text_wrap=True, indent=cap, bold=cap == 0)
        return self._ten[cap]


def cao_dong(ten: str, rong: int, cap: int = 0) -> float:
    """Height in points of a row whose name wraps in a column ``rong`` characters wide.

    Rows written by a program do not grow by themselves.
    """
    so_hang = -(-len(ten) // max(1, rong - 2 * cap))
    return CAO_DONG * max(1, so_hang)


def thiet_lap_in(
    ws: Worksheet, *, dong_lap: tuple[int, int], cot_lap: tuple[int, int] | None
) -> None:
    """Landscape, heads on every page, page number in the foot."""
    ws.set_landscape()
    ws.set_paper(9)
    ws.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    ws.hide_gridlines(2)
    ws.repeat_rows(*dong_lap)
    if cot_lap is not None:  # a column a province: A3, two sheets of paper wide
        ws.set_paper(8)
        ws.repeat_columns(*cot_lap)
        ws.fit_to_pages(2, 0)
    else:
        ws.fit_to_pages(1, 0)
    ws.set_footer("&L&8&A&R&8Trang &P/&N")
