"""Values out of cells: exact, with place, for files of Excel, LibreOffice and openpyxl."""

import shutil
import subprocess
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cucctdp.excel.errors import LoiO, OKhongHopLe
from cucctdp.excel.reader import GioiHanTep, doc_o_chu, doc_o_so, mo_an_toan, o_hop_nhat
from cucctdp.excel.trang_nhe import mo_gia_tri

from .tep_mau import so_tinh, thay_trang, trang


def mo(du_lieu: bytes, gioi_han: GioiHanTep | None = None) -> Worksheet:
    """The first sheet as openpyxl has it; the light reader holds the same."""
    ws = mo_an_toan(BytesIO(du_lieu), ten="a.xlsx", gioi_han=gioi_han).worksheets[0]
    nhe = mo_gia_tri(BytesIO(du_lieu), ten="a.xlsx", gioi_han=gioi_han)[ws.title]
    assert {o.coordinate: (o.value, o.data_type) for o in nhe.cac_o.values()} == {
        o.coordinate: (o.value, o.data_type)
        for hang in ws.iter_rows()
        for o in hang
        if o.value not in (None, "") or o.data_type == "f"
    }
    assert sorted(v.coord for v in nhe.cac_vung_gop) == sorted(
        v.coord for v in ws.merged_cells.ranges
    )
    return ws


def mo_o(xml: str) -> Worksheet:
    """A sheet whose first row holds the given cell elements."""
    return mo(thay_trang(trang(f'<row r="1">{xml}</row>'.encode())))


@pytest.mark.parametrize(
    ("xml", "so"),
    [
        ('<c r="A1"><v>0.1</v></c>', "0.1"),
        ('<c r="A1"><v>1234.0999999999999</v></c>', "1234.1"),
        ('<c r="A1"><v>9007199254740993</v></c>', "9007199254740993"),
        ('<c r="A1"><v>5E3</v></c>', "5000"),
        ('<c r="A1"><v>-0.0</v></c>', "0"),
        ('<c r="A1"><v>1.5E-7</v></c>', "1.5E-7"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A1" t="str"><f>"1"</f><v>1.234,50</v></c>', "1234.50"),
        ('<c r="A1" t="inlineStr"><is><t> 1.234.567,89 </t></is></c>', "1234567.89"),
    ],
)
def test_doc_o_so_exact(xml: str, so: str) -> None:
    doc = doc_o_so(mo_o(xml)["A1"])

    assert str(doc) == str(Decimal(so))


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"/>',
        '<c r="A1" t="inlineStr"><is><t> \u00a0</t></is></c>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
    ],
)
def test_doc_o_so_blank(xml: str) -> None:
    ws = mo_o(xml + '<c r="B1"><v>1</v></c>')

    assert (doc_o_so(ws["A1"]), doc_o_chu(ws["A1"])) == (None, "")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10
    )
)
def test_doc_o_so_round_trip(so: Decimal) -> None:
    ws = Workbook().active
    ws["A1"] = float(so)

    assert doc_o_so(ws["A1"]) == so


CHUA_TINH = "Ô có công thức chưa được tính. Hãy mở tệp bằng Excel, bấm Lưu rồi nộp lại."


@pytest.mark.parametrize(
    ("xml", "ma", "cau", "gia_tri"),
    [
        (
            '<c r="A1" t="e"><f>B1/0</f><v>#DIV/0!</v></c>',
            "loi_o",
            "Ô báo #DIV/0!: công thức chia cho 0. Hãy sửa công thức hoặc gõ số.",
            "#DIV/0!",
        ),
        (
            '<c r="A1" t="e"><f>#REF!</f><v>#REF!</v></c>',
            "loi_o",
            "Ô báo #REF!: công thức trỏ tới ô đã bị xóa. Hãy sửa công thức hoặc gõ số.",
            "#REF!",
        ),
        ('<c r="A1"><f>SUM(B1:B9)</f></c>', "cong_thuc_chua_tinh", CHUA_TINH, ""),
        ('<c r="A1"><f>SUM(B1:B9)</f><v></v></c>', "cong_thuc_chua_tinh", CHUA_TINH, ""),
        ('<c s="0" r="A1"><f t="shared" si="0"/><v/></c>', "cong_thuc_chua_tinh", CHUA_TINH, ""),
        (
            '<c r="A1" t="b"><v>1</v></c>',
            "khong_phai_so",
            "Ô chứa giá trị đúng/sai (TRUE), cần một số.",
            "TRUE",
        ),
        ('<c r="A1"><v>1E999</v></c>', "khong_phai_so", "Số quá lớn, không đọc được.", "inf"),
        (
            '<c r="A1" t="d"><v>2026-05-01</v></c>',
            "la_ngay",
            (
                "Ô đang là ngày giờ (01/05/2026), cần một số. Hãy đổi định dạng ô thành "
                "Số (Number) rồi gõ lại giá trị."
            ),
            "01/05/2026",
        ),
    ],
)
def test_doc_o_so_refused(xml: str, ma: str, cau: str, gia_tri: str) -> None:
    ws = mo_o(xml)

    with pytest.raises(OKhongHopLe) as loi:
        doc_o_so(ws["A1"])

    assert loi.value.loi == LoiO("Biểu 1", "A1", cau, ma, "loi", gia_tri)


def test_doc_o_so_text_refused_with_place() -> None:
    ws = mo(so_tinh(lambda ws: ws.__setitem__("C7", "2.1485 triệu USD")))

    with pytest.raises(OKhongHopLe) as loi:
        doc_o_so(ws["C7"])

    assert (loi.value.loi.vi_tri, loi.value.loi.gia_tri) == (
        "Trang «Biểu 1», ô C7",
        "2.1485 triệu USD",
    )


def test_formula_of_openpyxl_is_uncalculated_not_blank() -> None:
    ws = mo(so_tinh(lambda ws: ws.__setitem__("B2", "=1+1")))

    with pytest.raises(OKhongHopLe, match="chưa được tính"):
        doc_o_chu(ws["B2"])


@pytest.mark.parametrize(
    ("gia_tri", "chu"),
    [
        (80, "80"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (date(2026, 5, 1), "01/05/2026"),
        (datetime(2026, 5, 1, 8, 30), "01/05/2026 08:30"),  # noqa: DTZ001 - Excel knows no zone
        (unicodedata.normalize("NFD", " Chỉ tiêu "), "Chỉ tiêu"),
    ],
)
def test_doc_o_chu_values(gia_tri: object, chu: str) -> None:
    ws = mo(so_tinh(lambda ws: ws.__setitem__("A1", gia_tri)))

    assert doc_o_chu(ws["A1"]) == chu


def test_o_hop_nhat_points_to_top_left() -> None:
    ws = mo(so_tinh(lambda ws: ws.merge_cells("B2:C3")))

    assert o_hop_nhat(ws.merged_cells.ranges) == {(d, c): (2, 2) for d in (2, 3) for c in (2, 3)}


def test_stray_styled_cells_beyond_limits_are_dropped() -> None:
    xml = trang(
        b'<row r="1"><c r="A1"><v>1</v></c><c r="AMJ1" s="0"/></row>'
        b'<row r="1048576"><c r="A1048576" s="0"/></row>'
    )

    ws = mo(thay_trang(xml))

    assert ws.dimensions == "A1:A1"


def test_prefixed_namespace_is_read() -> None:
    xml = trang(b'<row r="1"><c r="A1"><f>1</f></c><c r="B1"><v>7</v></c></row>').decode()
    for ten in ("worksheet", "sheetData", "row", "c", "f", "v"):
        xml = xml.replace(f"<{ten} ", f"<x:{ten} ").replace(f"<{ten}>", f"<x:{ten}>")
        xml = xml.replace(f"</{ten}>", f"</x:{ten}>")
    xml = xml.replace("xmlns=", "xmlns:x=")

    ws = mo(thay_trang(xml.encode()))

    assert (ws["A1"].data_type, doc_o_so(ws["B1"])) == ("f", Decimal(7))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_mo_an_toan_libreoffice_file(tmp_path: Path) -> None:
    nguon = tmp_path / "nguon.csv"
    nguon.write_text("Tên,Số\nHà Nội,1.5\n", encoding="utf-8")
    lenh = ["soffice", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx"]
    lenh += ["--outdir", str(tmp_path), str(nguon)]
    subprocess.run(lenh, check=True, timeout=120)

    ws = mo((tmp_path / "nguon.xlsx").read_bytes())

    assert (doc_o_chu(ws["A2"]), doc_o_so(ws["B2"])) == ("Hà Nội", Decimal("1.5"))
