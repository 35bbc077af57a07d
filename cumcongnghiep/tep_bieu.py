"""A filled workbook of a form read back: every fault by cell, written into the user's own file."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from cucctdp.excel.cells import doc_o_chu, doc_o_so
from cucctdp.excel.errors import LoiO, OKhongHopLe, TepKhongDocDuoc
from cucctdp.excel.reader import mo_an_toan
from cucctdp.excel.writer import chu_thich, ra_bytes
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.giay_to.bieu import DANH_TINH, TAC_GIA
from cumcongnghiep.models import BieuNop
from cumcongnghiep.services.bieu_nop import loi_so

_COT_MA, _COT_SO, _COT_GHI_CHU = 1, 4, 5
_GHI_CHU_DAI = 300
_DO = PatternFill("solid", fgColor="FDE0DE")


@dataclass
class KetQuaDoc:
    """What a workbook says, by row of the form, and what is wrong in it."""

    wb: Workbook
    so: dict[str, Decimal | None] = field(default_factory=dict)
    ghi_chu: dict[str, str] = field(default_factory=dict)
    loi: list[LoiO] = field(default_factory=list)


def doc(b: BieuNop, tep: BinaryIO, *, ten: str) -> KetQuaDoc:
    """Read the workbook of this very form. Raises TepKhongDocDuoc for another file."""
    wb = mo_an_toan(tep, ten=ten)
    if _danh_tinh(wb) != str(b.pk):
        raise TepKhongDocDuoc(
            [LoiO("", "", f"Tệp «{ten}» không phải tệp của biểu này. Tải tệp Excel ở trang biểu, "
                  "điền vào đó rồi nạp lại.", "khac_bieu")]
        )  # fmt: skip
    ws = wb.worksheets[0]
    kq = KetQuaDoc(wb)
    mau = MAU[b.bieu].theo_ma
    for r in range(1, ws.max_row + 1):
        ma = str(ws.cell(r, _COT_MA).value or "").strip()
        if ma in mau and ma not in kq.so:
            _hang(ws, r, ma, b, kq)
    thieu = [ma for ma in mau if ma not in kq.so]
    if thieu:
        cau = f"Không thấy dòng {', '.join(thieu)}. Giữ nguyên cột TT của tệp mẫu."
        kq.loi.append(LoiO(ws.title, "", cau, "thieu_dong"))
    return kq


def _danh_tinh(wb: Workbook) -> str:
    if "danh_tinh" not in wb.sheetnames:
        return ""
    cac: Any = wb["danh_tinh"].iter_rows(values_only=True)
    return str({str(h[0]): h[1] for h in cac if len(h) > 1}.get(DANH_TINH, ""))


def _hang(ws: Worksheet, r: int, ma: str, b: BieuNop, kq: KetQuaDoc) -> None:
    o: Any = ws.cell(r, _COT_SO)
    kq.so[ma] = None
    try:
        so = doc_o_so(o)
    except OKhongHopLe as e:
        kq.loi.append(e.loi)
    else:
        if cau := loi_so(MAU[b.bieu].theo_ma[ma], so):
            kq.loi.append(LoiO(ws.title, o.coordinate, cau, "so_khong_hop_le"))
        kq.so[ma] = so
    ghi_chu: Any = ws.cell(r, _COT_GHI_CHU)
    try:
        chu = doc_o_chu(ghi_chu)
    except OKhongHopLe as e:
        kq.loi.append(e.loi)
        return
    if len(chu) > _GHI_CHU_DAI:
        cau = f"Ghi chú không quá {_GHI_CHU_DAI} ký tự."
        kq.loi.append(LoiO(ws.title, ghi_chu.coordinate, cau, "qua_dai"))
    kq.ghi_chu[ma] = chu


def danh_dau(kq: KetQuaDoc) -> bytes:
    """The user's workbook with each wrong cell red and its sentence as a note."""
    ws: Any = kq.wb.worksheets[0]
    theo_o: dict[str, list[str]] = {}
    for loi in kq.loi:
        if loi.o:
            theo_o.setdefault(loi.o, []).append(loi.thong_diep)
    for dia_chi, cac in theo_o.items():
        ws[dia_chi].fill = _DO
        chu_thich(ws[dia_chi], " ".join(cac), tac_gia=TAC_GIA)
    return ra_bytes(kq.wb, tieu_de="Tệp có lỗi cần sửa", tac_gia=TAC_GIA)
