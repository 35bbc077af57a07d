"""Written workbooks read back; equal data gives equal bytes; no text becomes a formula."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from cucctdp.excel import writer
from cucctdp.excel.reader import doc_o_chu, doc_o_so, mo_an_toan
from cucctdp.excel.trang_nhe import doc_danh_tinh, mo_gia_tri

LUC = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def dung_mau() -> bytes:
    """A workbook that uses every helper."""
    wb = Workbook()
    ws = wb.active
    ws.title = "Biểu 1"
    an = wb.create_sheet("Danh mục")
    writer.kieu_tieu_de(writer.ghi_chu(ws["A1"], "Báo cáo"))
    writer.kieu_tieu_de(writer.ghi_chu(ws["A3"], "Chỉ tiêu"), cap=3)
    writer.kieu_o(writer.ghi_chu(ws["A4"], "- Số dự án"), thut=1)
    writer.kieu_o(writer.ghi(ws["B4"], Decimal("1234.5"), so_le=2), can="right")
    writer.kieu_nhap(ws["C4"])
    writer.ghi(ws["B5"], date(2026, 5, 1))
    ws.merge_cells("A1:C1")
    ws.merge_cells("A2:C2")
    writer.dat_be_rong(ws, {"A": 40, "B": 14})
    writer.thiet_lap_in(ws, vung="A1:C9", dong_lap="3:3", cot_lap="A:A")
    writer.khoa_trang(ws, o_nhap=["C5", "C6:D7"])
    writer.khoa_cau_truc(wb)
    writer.danh_sach_chon(ws, "C5", ["Có", "Không"])
    writer.danh_sach_chon(ws, "C6", ["Một, hai", "Ba"], trang_an=an)
    writer.danh_sach_chon(ws, "C7", ["x" * 200, "y" * 200], trang_an=an)
    writer.chu_thich(ws["C4"], "Đơn vị: dự án", tac_gia="Cục")
    writer.ghi_danh_tinh(wb, {"mau": "Q01", "tong_kiem": "=ab12"}, trang="_he_thong")
    return writer.ra_bytes(wb, tieu_de="Báo cáo quý", tac_gia="Cục", luc=LUC)


def test_ra_bytes_round_trip() -> None:
    wb = mo_an_toan(BytesIO(dung_mau()), ten="mau.xlsx")

    ws = wb["Biểu 1"]
    assert doc_o_chu(ws["A4"]) == "- Số dự án"
    assert doc_o_so(ws["B4"]) == Decimal("1234.5")
    assert ws["B4"].number_format == "#,##0.00"
    assert doc_o_chu(ws["B5"]) == "01/05/2026"
    assert ws["C4"].comment.text == "Đơn vị: dự án"
    cac_trang = mo_gia_tri(BytesIO(dung_mau()), ten="mau.xlsx")
    assert doc_danh_tinh(cac_trang, trang="_he_thong") == {"mau": "Q01", "tong_kiem": "=ab12"}
    assert doc_danh_tinh(cac_trang, trang="khac") == {}


def test_ra_bytes_protection_and_print() -> None:
    wb = load_workbook(BytesIO(dung_mau()))

    ws = wb["Biểu 1"]
    assert (ws.protection.sheet, wb.security.lockStructure) == (True, True)
    khoa = {o: ws[o].protection.locked for o in ("A1", "C4", "C5", "C6", "D7", "D8")}
    assert khoa == {"A1": True, "C4": False, "C5": False, "C6": False, "D7": False, "D8": True}
    assert (ws.print_area, ws.print_title_rows, ws.print_title_cols) == (
        "'Biểu 1'!$A$1:$C$9",
        "$3:$3",
        "$A:$A",
    )
    assert (ws.page_setup.orientation, ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert wb["_he_thong"].sheet_state == "veryHidden"
    assert (wb.defined_names["mau"].hidden, wb.defined_names["mau"].value) == (
        True,
        "'_he_thong'!$B$1",
    )


def test_danh_sach_chon_sources() -> None:
    wb = load_workbook(BytesIO(dung_mau()))

    nguon = {str(r.sqref): r.formula1 for r in wb["Biểu 1"].data_validations.dataValidation}
    assert nguon == {
        "C5": '"Có,Không"',
        "C6": "'Danh mục'!$A$1:$A$2",
        "C7": "'Danh mục'!$B$1:$B$2",
    }
    assert wb["Danh mục"]["A1"].value == "Một, hai"


def test_danh_sach_chon_needs_a_sheet() -> None:
    with pytest.raises(ValueError, match="trang_an"):
        writer.danh_sach_chon(Workbook().active, "A1", ["a,b"])


def test_ra_bytes_same_data_same_bytes_in_other_processes() -> None:
    lenh = (
        "import hashlib; from tests.excel.test_writer import dung_mau; "
        "print(hashlib.sha256(dung_mau()).hexdigest())"
    )
    duong = os.pathsep.join(p for p in sys.path if p)
    bam = {hashlib.sha256(dung_mau()).hexdigest()}

    for hat in ("1", "2"):
        moi_truong = {**os.environ, "PYTHONHASHSEED": hat, "PYTHONPATH": duong}
        chay = subprocess.run(
            [sys.executable, "-c", lenh], env=moi_truong, check=True, capture_output=True, text=True
        )
        bam.add(chay.stdout.strip())

    assert len(bam) == 1


@pytest.mark.parametrize(
    "chu", ["=1+1", "+84", "-x", "@a", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", "\u00a0=1"]
)
def test_dangerous_text_stays_text(chu: str) -> None:
    wb = Workbook()
    writer.ghi_chu(wb.active["A1"], chu)
    du_lieu = writer.ra_bytes(wb, tieu_de="x", tac_gia="y")

    o = load_workbook(BytesIO(du_lieu)).active["A1"]

    assert (o.data_type, o.quotePrefix, writer.an_toan(chu)) == ("s", True, f"'{chu}")


@pytest.mark.parametrize("chu", ["Hà Nội", "a=b", "1-2", ""])
def test_harmless_text_is_untouched(chu: str) -> None:
    assert writer.an_toan(chu) == chu


def test_ghi_chu_drops_characters_xml_forbids() -> None:
    assert writer.ghi_chu(Workbook().active["A1"], "a\x00\x0bb").value == "ab"


@pytest.mark.parametrize("gia_tri", [1.5, True])
def test_ghi_refuses_float_and_bool(gia_tri: object) -> None:
    with pytest.raises(TypeError):
        writer.ghi(Workbook().active["A1"], gia_tri)


@pytest.mark.parametrize(("so_le", "ma"), [(0, "#,##0"), (2, "#,##0.00"), (4, "#,##0.0000")])
def test_dinh_dang_so_decimals(so_le: int, ma: str) -> None:
    assert writer.dinh_dang_so(so_le) == ma
