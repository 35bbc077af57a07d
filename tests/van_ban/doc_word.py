"""Re-reads a Word file: its words in the order of the page, and where it leaves NĐ 30/2020."""

import re
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.table import Table


def khong_trang(chu: str) -> str:
    """Letters only: breaks of lines and cells differ between PDF, HTML and Word."""
    return re.sub(r"\s+", "", chu)


def chu_word(noi_dung: bytes) -> str:
    """All text of the body; a merged cell once."""
    return " ".join(_cac_chu(docx.Document(BytesIO(noi_dung)).iter_inner_content()))


def _cac_chu(cac):
    for x in cac:
        if isinstance(x, Table):
            for tr in x._tbl.tr_lst:
                for tc in tr.tc_lst:
                    yield " ".join(t.text or "" for t in tc.iter(qn("w:t")))
        else:
            yield x.text


def loi_nd30(noi_dung: bytes) -> list[str]:
    """Departures of page, margins, font and page number; an empty list is a clean file."""
    d = docx.Document(BytesIO(noi_dung))
    loi = []
    for i, s in enumerate(d.sections):
        kho = sorted(round(x.mm) for x in (s.page_width, s.page_height))
        le = [round(x.mm) for x in (s.top_margin, s.bottom_margin, s.left_margin, s.right_margin)]
        if kho != [210, 297] or le != [20, 20, 30, 15]:
            loi.append(f"phần {i}: khổ {kho}, lề {le}")
        if "PAGE" not in s.header._element.xml or not s.different_first_page_header_footer:
            loi.append(f"phần {i}: thiếu số trang, hoặc có số ở trang đầu")
        if s.first_page_header.paragraphs[0].text or "PAGE" in s.first_page_header._element.xml:
            loi.append(f"phần {i}: trang đầu có số")
    phong = {
        f.get(qn("w:ascii")) or f.get(qn("w:asciiTheme"))
        for goc in (d.element, d.styles["Normal"].element, d.styles["Normal"].element.getparent())
        for f in goc.iterfind(".//w:docDefaults//w:rFonts", goc.nsmap)
    }
    phong.add(d.styles["Normal"].font.name)
    if phong != {"Times New Roman"}:
        loi.append(f"phông chữ {sorted(map(str, phong))}")
    for t in d.tables:
        dau = [tr for tr in t._tbl.tr_lst if tr.find(f".//{qn('w:tblHeader')}") is not None]
        vien = t._tbl.tblPr.find(qn("w:tblBorders"))[0].get(qn("w:val"))
        if vien == "single" and not dau:
            loi.append("bảng không lặp lại dòng đầu")
    return loi
