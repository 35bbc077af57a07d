"""Paragraph styles of Word papers, and the small pieces of WordprocessingML they stand on.

Officers edit these files: text hangs on named styles, so that one change of a style changes all.
Sizes and weights: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục V, the same as css/print.css.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

PHONG_CHU = "Times New Roman"
# Characters that no XML file may hold; a name read from an old file can carry them.
_CAM = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CAN = {
    "trai": WD_ALIGN_PARAGRAPH.LEFT,
    "giua": WD_ALIGN_PARAGRAPH.CENTER,
    "phai": WD_ALIGN_PARAGRAPH.RIGHT,
    "deu": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
Can = Literal["trai", "giua", "phai", "deu"]


@dataclass(frozen=True, slots=True)
class Kieu:
    """One style: size in points, millimetres of indents, points of space before and after."""

    ten: str
    co: float
    can: Can = "giua"
    dam: bool = False
    nghieng: bool = False
    hoa: bool = False
    truoc: float = 0
    sau: float = 0
    thut: float = 0
    gian: float = 1.2
    giu: bool = False


_CAC_KIEU = (
    Kieu("Số mẫu", 12, "phai", dam=True, sau=4),
    Kieu("Cơ quan chủ quản", 13, giu=True),
    Kieu("Cơ quan ban hành", 13, dam=True, giu=True),
    Kieu("Quốc hiệu", 13, dam=True, giu=True),
    Kieu("Tiêu ngữ", 14, dam=True, giu=True),
    Kieu("Gạch ngắn", 2, truoc=2, gian=0, giu=True),
    Kieu("Số ký hiệu", 13, truoc=6),
    Kieu("Trích yếu công văn", 13, truoc=6),
    Kieu("Địa danh ngày tháng", 14, nghieng=True, truoc=6),
    Kieu("Tên loại", 14, dam=True, truoc=18, giu=True),
    Kieu("Trích yếu", 14, dam=True, giu=True),
    Kieu("Kính gửi", 14, truoc=6, sau=6),
    Kieu("Nơi kính gửi", 14, "trai", thut=40),
    Kieu("Cảnh báo", 14, dam=True, nghieng=True, truoc=8, sau=8),
    Kieu("Thẩm quyền", 14, dam=True, truoc=8, sau=8),
    Kieu("Thân văn bản", 14, "deu", truoc=6, thut=12.7),
    Kieu("Căn cứ", 14, "deu", nghieng=True, truoc=6, thut=12.7),
    Kieu("Mục", 14, "deu", dam=True, truoc=6, thut=12.7, giu=True),
    Kieu("Dòng giữa", 14, dam=True, truoc=6, sau=6),
    Kieu("Ô khai", 14, "trai", truoc=4, sau=4),
    Kieu("Tên bảng", 13, dam=True, truoc=10, giu=True),
    Kieu("Số liệu đến", 12, nghieng=True, giu=True),
    Kieu("Đơn vị tính", 12, "phai", nghieng=True, sau=2, giu=True),
    Kieu("Chân bảng", 11, "trai", nghieng=True, truoc=3, sau=8),
    Kieu("Nơi nhận", 11, "trai", gian=1),
    Kieu("Chức vụ ký", 14, dam=True, giu=True),
    Kieu("Chức danh ký", 13, dam=True, giu=True),
    Kieu("Cách ký", 11, nghieng=True, giu=True),
    Kieu("Họ tên ký", 14, dam=True),
    Kieu("Ghi chú mẫu", 10, "trai", nghieng=True, truoc=12),
    Kieu("Tên phụ lục", 14, dam=True, giu=True),
    Kieu("Tên riêng phụ lục", 14, dam=True, hoa=True, giu=True),
    Kieu("Kèm theo", 13, nghieng=True, sau=10, giu=True),
    Kieu("Ngăn", 4, gian=0),
)
CO_BANG_DOC, CO_BANG_NGANG = 11, 10


def sach(chu: str) -> str:
    """Text without characters that would make the file unreadable."""
    return _CAM.sub("", chu)


def dat_kieu(tai_lieu: Any) -> None:
    """Give a new document its base font, language and the named styles."""
    goc = tai_lieu.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    goc.getparent().replace(goc, phan("w:rPrDefault", _chu_goc()))
    thuong = tai_lieu.styles["Normal"]
    thuong.font.name, thuong.font.size = PHONG_CHU, Pt(14)
    _moi_phong(thuong)
    thuong.paragraph_format.space_after = Pt(0)
    _the_he(tai_lieu.settings.element)
    for k in _CAC_KIEU:
        kieu = tai_lieu.styles.add_style(k.ten, WD_STYLE_TYPE.PARAGRAPH)
        kieu.base_style, kieu.quick_style = thuong, True
        kieu.font.size, kieu.font.bold, kieu.font.italic = Pt(k.co), k.dam, k.nghieng
        kieu.font.all_caps = k.hoa or None
        dang = kieu.paragraph_format
        dang.alignment = _CAN[k.can]
        dang.space_before, dang.space_after = Pt(k.truoc), Pt(k.sau)
        dang.keep_with_next = k.giu
        dang.widow_control = True
        if k.gian:
            dang.line_spacing = k.gian
        else:
            dang.line_spacing_rule, dang.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(k.co)
        if k.thut and k.can == "trai":
            dang.left_indent = Mm(k.thut)
        elif k.thut:
            dang.first_line_indent = Mm(k.thut)
    for co in (CO_BANG_DOC, CO_BANG_NGANG):
        kieu = tai_lieu.styles.add_style(ten_kieu_o(co), WD_STYLE_TYPE.PARAGRAPH)
        kieu.base_style, kieu.font.size = thuong, Pt(co)


def ten_kieu_o(co: float) -> str:
    """Name of the style of table cells set in that size."""
    return f"Ô bảng {co:g}"


def them_doan(noi: Any, chu: str, kieu: str) -> Paragraph:
    """Append a paragraph in a named style; its id is its name without spaces, never searched."""
    doan: Paragraph = noi.add_paragraph(sach(chu))
    doan._p.style = ma_kieu(kieu)
    return doan


def ma_kieu(ten: str) -> str:
    return ten.replace(" ", "")


def phan(ten: str, *con: Any, **thuoc_tinh: str) -> Any:
    """An element of WordprocessingML with attributes of its own namespace."""
    nut = OxmlElement(ten)
    for k, v in thuoc_tinh.items():
        nut.set(qn(f"w:{k}"), v)
    for c in con:
        nut.append(c)
    return nut


def _phong() -> Any:
    return phan("w:rFonts", ascii=PHONG_CHU, hAnsi=PHONG_CHU, eastAsia=PHONG_CHU, cs=PHONG_CHU)


def _chu_goc() -> Any:
    return phan(
        "w:rPr", _phong(), phan("w:sz", val="28"), phan("w:szCs", val="28"),
        phan("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"),
    )  # fmt: skip


def _moi_phong(kieu: Any) -> None:
    """The template's theme fonts would win over a named font."""
    cu = kieu.element.rPr.find(qn("w:rFonts"))
    cu.getparent().replace(cu, _phong())


def _the_he(cai_dat: Any) -> None:
    """Say that the file is of today's Word, or it opens in «compatibility mode»."""
    for c in cai_dat.iter(qn("w:compatSetting")):
        if c.get(qn("w:name")) == "compatibilityMode":
            c.set(qn("w:val"), "15")


def gach(doan: Paragraph, rong_o: float, dai: float) -> None:
    """Draw a centred line ``dai`` mm long over an empty paragraph in a place ``rong_o`` mm wide."""
    le = max((rong_o - dai) / 2, 0)
    doan.paragraph_format.left_indent = doan.paragraph_format.right_indent = Mm(le)
    vien = phan("w:top", val="single", sz="6", space="1", color="000000")
    doan._p.get_or_add_pPr().insert_element_before(
        phan("w:pBdr", vien), "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind",
        "w:jc", "w:rPr",
    )  # fmt: skip


def dong_khung(doan: Paragraph) -> None:
    """A box around a paragraph."""
    canh = [
        phan(f"w:{c}", val="single", sz="6", space="2", color="000000")
        for c in ("top", "left", "bottom", "right")
    ]
    doan._p.get_or_add_pPr().insert_element_before(
        phan("w:pBdr", *canh), "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind",
        "w:jc", "w:rPr",
    )  # fmt: skip
