"""Exact values of cells: a number as Decimal, text as NFC; anything else says what to do."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from cucctdp.formats.chu import nfc
from cucctdp.formats.so import SoKhongHopLe, doc_so

from .errors import LoiO, OKhongHopLe

_LOI_CONG_THUC = {
    "#REF!": "công thức trỏ tới ô đã bị xóa",
    "#DIV/0!": "công thức chia cho 0",
    "#VALUE!": "công thức dùng giá trị không đúng kiểu",
    "#NAME?": "công thức dùng tên không tồn tại",
    "#N/A": "công thức không tìm thấy giá trị",
    "#NUM!": "công thức cho số ngoài phạm vi",
    "#NULL!": "công thức dùng vùng không giao nhau",
}


class ODoc(Protocol):
    """What is read of a cell, openpyxl's own or that of ``trang_nhe``."""

    @property
    def value(self) -> Any: ...
    @property
    def data_type(self) -> Any: ...
    @property
    def coordinate(self) -> str: ...
    @property
    def parent(self) -> Any: ...


def doc_o_so(cell: ODoc) -> Decimal | None:
    """The cell's number, exact; None when blank. Text is read as a Vietnamese number.

    Integral floats come back without a fraction (5E3 → 5000). Raises OKhongHopLe for text that
    is no number or an ambiguous one, dates, TRUE/FALSE, formula errors, uncalculated formulas.
    """
    gia_tri = _gia_tri(cell)
    if gia_tri is None:
        return None
    if isinstance(gia_tri, bool):
        chu = "TRUE" if gia_tri else "FALSE"
        raise _loi(cell, f"Ô chứa giá trị đúng/sai ({chu}), cần một số.", "khong_phai_so", chu)
    if isinstance(gia_tri, int):
        return Decimal(gia_tri)
    if isinstance(gia_tri, float):
        if not math.isfinite(gia_tri):
            raise _loi(cell, "Số quá lớn, không đọc được.", "khong_phai_so", str(gia_tri))
        return Decimal(int(gia_tri)) if gia_tri.is_integer() else Decimal(repr(gia_tri))
    if isinstance(gia_tri, str):
        try:
            return doc_so(gia_tri)
        except SoKhongHopLe as exc:
            raise _loi(cell, str(exc), "khong_phai_so", gia_tri) from exc
    chu = _ngay_chu(gia_tri)
    raise _loi(
        cell,
        f"Ô đang là ngày giờ ({chu}), cần một số. Hãy đổi định dạng ô thành Số (Number) "
        "rồi gõ lại giá trị.",
        "la_ngay",
        chu,
    )


def doc_o_chu(cell: ODoc) -> str:
    """The cell's content as NFC text without outer blanks; "" when blank.

    Numbers come plain (a code typed as 80 reads "80"), dates as dd/mm/yyyy. Raises OKhongHopLe
    for formula errors and uncalculated formulas.
    """
    gia_tri = _gia_tri(cell)
    if gia_tri is None:
        return ""
    if isinstance(gia_tri, str):
        return gia_tri
    if isinstance(gia_tri, bool):
        return "TRUE" if gia_tri else "FALSE"
    if isinstance(gia_tri, int | float):
        so = doc_o_so(cell)
        return format(so, "f") if so is not None else ""
    return _ngay_chu(gia_tri)


def _gia_tri(cell: ODoc) -> Any:
    """The value, text stripped and in NFC, blanks as None; formula trouble raised."""
    if cell.data_type == "f":
        raise _loi(
            cell,
            "Ô có công thức chưa được tính. Hãy mở tệp bằng Excel, bấm Lưu rồi nộp lại.",
            "cong_thuc_chua_tinh",
        )
    if cell.data_type == "e":
        ma = str(cell.value)
        vi_sao = _LOI_CONG_THUC.get(ma, "công thức bị lỗi")
        raise _loi(cell, f"Ô báo {ma}: {vi_sao}. Hãy sửa công thức hoặc gõ số.", "loi_o", ma)
    if isinstance(cell.value, str):
        return nfc(cell.value).strip() or None
    return cell.value


def _ngay_chu(gia_tri: datetime | date | time | timedelta) -> str:
    if isinstance(gia_tri, datetime) and gia_tri.time() != time.min:
        return gia_tri.strftime("%d/%m/%Y %H:%M")
    if isinstance(gia_tri, date):
        return gia_tri.strftime("%d/%m/%Y")
    return str(gia_tri)


def _loi(cell: ODoc, thong_diep: str, ma: str, gia_tri: str = "") -> OKhongHopLe:
    trang = nfc(cell.parent.title)
    return OKhongHopLe(LoiO(trang, cell.coordinate, thong_diep, ma, "loi", gia_tri[:200]))
