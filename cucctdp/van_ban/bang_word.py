"""Tables of a Word paper: figures with repeated heads, and frames that only place text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cucctdp.pdf.bang import BangSoLieu, OTrinhBay
from cucctdp.van_ban.do_rong import LE_O, rong_cot
from cucctdp.van_ban.kieu import ma_kieu, phan, sach, ten_kieu_o, them_doan

_CAN_O = {"so": "right", "stt": "center", "chu": "left"}
# A page never carries the last row alone, nor a subheading without its rows.
_HANG_CUOI = 3


def _twip(mm: float) -> str:
    return str(round(mm * 1440 / 25.4))


def _bang_trong(cac_rong: Sequence[float], *, vien: bool, le: float) -> Any:
    """An empty ``w:tbl`` of fixed widths."""
    canh = ("top", "left", "bottom", "right", "insideH", "insideV")
    kieu = {"val": "single", "sz": "4", "space": "0", "color": "000000"} if vien else {
        "val": "none", "sz": "0", "space": "0", "color": "auto"
    }  # fmt: skip
    tinh_chat = phan(
        "w:tblPr",
        phan("w:tblW", w=_twip(sum(cac_rong)), type="dxa"),
        phan("w:tblBorders", *(phan(f"w:{c}", **kieu) for c in canh)),
        phan("w:tblLayout", type="fixed"),
        phan("w:tblCellMar", *(phan(f"w:{c}", w=_twip(le), type="dxa") for c in ("left", "right"))),
    )
    return phan(
        "w:tbl", tinh_chat, phan("w:tblGrid", *(phan("w:gridCol", w=_twip(r)) for r in cac_rong))
    )


def _hang(*o: Any, dau: bool = False) -> Any:
    tinh_chat = phan("w:trPr", phan("w:cantSplit"))
    if dau:
        tinh_chat.append(phan("w:tblHeader"))
    return phan("w:tr", tinh_chat, *o)


def _o(rong: float, *doan: Any, so_cot: int = 1, gop: str = "", giua: bool = False) -> Any:
    """A cell; ``gop`` «restart» or «continue» of a vertical merge."""
    tinh_chat = phan("w:tcPr", phan("w:tcW", w=_twip(rong), type="dxa"))
    if so_cot > 1:
        tinh_chat.append(phan("w:gridSpan", val=str(so_cot)))
    if gop:
        tinh_chat.append(phan("w:vMerge", val=gop))
    if giua:
        tinh_chat.append(phan("w:vAlign", val="center"))
    return phan("w:tc", tinh_chat, *doan)


class _Doan:
    """Makes the paragraphs of cells of one table: one style."""

    def __init__(self, co: float) -> None:
        self.ma = ma_kieu(ten_kieu_o(co))

    def __call__(
        self, chu: str, can: str, *, dam: bool = False, nghieng: bool = False, giu: bool = False
    ) -> Any:
        dang = phan("w:pPr", phan("w:pStyle", val=self.ma))
        if giu:
            dang.append(phan("w:keepNext"))
        dang.append(phan("w:jc", val=can))
        p = phan("w:p", dang)
        if chu:
            chay = Paragraph(p, None).add_run(sach(chu))  # type: ignore[arg-type]
            chay.bold, chay.italic = dam or None, nghieng or None
        return p


def them_bang(tai_lieu: Any, bang: BangSoLieu, tong: float, co: float) -> None:
    """Append a table of figures ``tong`` millimetres wide; its heads repeat on every page."""
    cac_rong = rong_cot(bang, tong, co)
    doan = _Doan(co)
    tbl = _bang_trong(cac_rong, vien=True, le=LE_O)
    for hang in _cac_hang_dau(bang, cac_rong, doan):
        tbl.append(hang)
    cac_hang = bang.cac_hang
    for i, (kieu, cac_o) in enumerate(cac_hang):
        giu = kieu == "nhom" or len(cac_hang) - _HANG_CUOI <= i < len(cac_hang) - 1
        if kieu == "nhom":
            o = doan(cac_o[0].chu, "left", dam=True, giu=giu)
            tbl.append(_hang(_o(sum(cac_rong), o, so_cot=len(cac_rong))))
        else:
            tbl.append(_hang(*_cac_o(cac_o, cac_rong, doan, dam=kieu == "tong", giu=giu)))
    _dat(tai_lieu, tbl)


def _cac_o(
    cac_o: Sequence[OTrinhBay], cac_rong: Sequence[float], doan: _Doan, *, dam: bool, giu: bool
) -> list[Any]:
    return [
        _o(r, doan(o.chu, _CAN_O[o.kieu], dam=dam, giu=giu))
        for o, r in zip(cac_o, cac_rong, strict=True)
    ]


def _cac_hang_dau(bang: BangSoLieu, cac_rong: Sequence[float], doan: _Doan) -> list[Any]:
    """One heading row, or two with merged cells."""

    def o(nhan: str, don_vi: str, rong: float, **khac: Any) -> Any:
        chu = [doan(nhan, "center", dam=True, giu=True)]
        if don_vi:
            chu.append(doan(f"({don_vi})", "center", nghieng=True, giu=True))
        return _o(rong, *chu, giua=True, **khac)

    tren, *con_lai = bang.cac_hang_dau
    dong, duoi, cot = [], [], 0
    con = iter(con_lai[0] if con_lai else ())
    for d in tren:
        rong = sum(cac_rong[cot : cot + d.so_cot])
        if con_lai and d.so_hang == 2:
            dong.append(o(d.nhan, d.don_vi, rong, gop="restart"))
            duoi.append(_o(rong, doan("", "center", giu=True), gop="continue"))
        else:
            dong.append(o(d.nhan, d.don_vi, rong, so_cot=d.so_cot))
            if con_lai:
                duoi += [
                    o(x.nhan, x.don_vi, r)
                    for x, r in zip(
                        (next(con) for _ in range(d.so_cot)),
                        cac_rong[cot : cot + d.so_cot],
                        strict=True,
                    )
                ]
        cot += d.so_cot
    cac = [_hang(*dong, dau=True)]
    return [*cac, _hang(*duoi, dau=True)] if con_lai else cac


def them_khung(
    tai_lieu: Any, cac_rong: Sequence[float], so_hang: int = 1
) -> list[tuple[_Cell, ...]]:
    """Append a table without rules, to place text side by side; rows of cells to write in.

    Each cell has one empty paragraph.
    """
    tbl = _bang_trong(cac_rong, vien=False, le=0)
    for _ in range(so_hang):
        tbl.append(_hang(*(_o(r, phan("w:p")) for r in cac_rong)))
    bang = _dat(tai_lieu, tbl)
    return [
        tuple(_Cell(tc, bang) for tc in tr.findall(qn("w:tc"))) for tr in tbl.findall(qn("w:tr"))
    ]


def _dat(tai_lieu: Any, tbl: Any) -> Table:
    """Put a table at the end; two tables that touch would become one."""
    than = tai_lieu.element.body
    cuoi = [x for x in than if x.tag != qn("w:sectPr")]
    if cuoi and cuoi[-1].tag == qn("w:tbl"):
        them_doan(tai_lieu, "", "Ngăn")
    than._insert_tbl(tbl)
    return Table(tbl, tai_lieu)


def giu_voi_sau(tai_lieu: Any) -> None:
    """Keep what was written last on the page of what follows: a signature never stands alone."""
    cuoi = [x for x in tai_lieu.element.body if x.tag != qn("w:sectPr")]
    if not cuoi:
        return
    if cuoi[-1].tag == qn("w:p"):
        doan = [cuoi[-1]]
    else:
        doan = list(cuoi[-1].findall(qn("w:tr"))[-1].iter(qn("w:p")))
    for p in doan:
        Paragraph(p, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]


def cho_ky(o: _Cell, cao: float, kieu: str) -> None:
    """An empty place ``cao`` millimetres high for a signature."""
    doan = them_doan(o, "", kieu)
    doan.paragraph_format.space_before = Mm(cao)
    doan.paragraph_format.line_spacing = 0.1
