"""render_pdf: what it fetches, what it refuses, what stands in the file."""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cucctdp.pdf import render
from cucctdp.pdf.render import PdfError, html_to_pdf, render_pdf

from .nd30 import chu_cua, kiem_tra_nd30
from .van_ban_mau import TINH, boi_canh

TRANG = (
    '<!DOCTYPE html><html lang="vi"><head><title>T</title>'
    '<link rel="stylesheet" href="css/print.css">{dau}</head><body>{than}</body></html>'
)


def trang(than: str, dau: str = "") -> str:
    return TRANG.format(than=than, dau=dau)


def png() -> str:
    """A data: URI of a 1 × 1 picture."""

    def khoi(ten: bytes, du_lieu: bytes) -> bytes:
        than = ten + du_lieu
        return struct.pack(">I", len(du_lieu)) + than + struct.pack(">I", zlib.crc32(than))

    dau = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    anh = b"\x89PNG\r\n\x1a\n" + khoi(b"IHDR", dau)
    anh += khoi(b"IDAT", zlib.compress(b"\x00\x00\x00\xff")) + khoi(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(anh).decode()


def mo_ta_hinh(nut: Any) -> Iterator[str]:
    """Alternative texts of all figures below a node of the structure tree."""
    nut = nut.get_object()
    if not isinstance(nut, dict):
        return
    if nut.get("/S") == "/Figure":
        yield str(nut["/Alt"])
    con = nut.get("/K", [])
    for k in con if isinstance(con, list) else [con]:
        yield from mo_ta_hinh(k)


def test_sample_keeps_nd30(pdf_mau: bytes) -> None:
    assert kiem_tra_nd30(pdf_mau) == []


def test_sample_names_every_province_and_both_archipelagos(pdf_mau: bytes) -> None:
    chu = chu_cua(pdf_mau)

    assert [t.ten for t in TINH if t.ten not in chu] == []
    assert "Số: \xa0\xa0\xa0\xa0\xa0\xa0/BC-CTĐP".replace("\xa0", "") in chu.replace("\xa0", "")
    assert "Trường Sa" in chu
    assert "Hoàng Sa" in chu


def test_table_repeats_its_head_on_every_page(pdf_mau: bytes) -> None:
    cac_trang = [t.extract_text() for t in PdfReader(BytesIO(pdf_mau)).pages]

    assert [i for i, t in enumerate(cac_trang, 1) if "(tỷ đồng)" in t] == [1, 2]


def test_metadata_names_title_organisation_keywords_language(pdf_mau: bytes) -> None:
    doc = PdfReader(BytesIO(pdf_mau))

    assert doc.metadata is not None
    assert doc.metadata.title == "Báo cáo quý I/2026"
    assert doc.metadata.author == "Cục Công Thương địa phương"
    assert doc.metadata.keywords == "BC-QUY, 2026-Q1"
    assert doc.root_object["/Lang"] == "vi"
    assert doc.root_object["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in doc.root_object["/Metadata"].get_object().get_data()


def test_figures_have_alternative_text(pdf_mau: bytes) -> None:
    cay = PdfReader(BytesIO(pdf_mau)).root_object["/StructTreeRoot"]

    cac_hinh = list(mo_ta_hinh(cay))

    assert [str(h)[:7] for h in cac_hinh] == ["Hình 1.", "Hình 2.", "Hình 3.", "Hình 4."]


def test_same_html_gives_same_bytes(html_mau: str, pdf_mau: bytes) -> None:
    assert html_to_pdf(html_mau) == pdf_mau


def test_render_pdf_equals_its_two_steps(mau_trong_duong_dan: None, pdf_mau: bytes) -> None:
    pdf = render_pdf(
        "bao_cao_mau.html",
        boi_canh(),
        tieu_de="Báo cáo quý I/2026",
        tac_gia="Cục Công Thương địa phương",
        tu_khoa=("BC-QUY", "2026-Q1"),
    )

    assert pdf == pdf_mau


@pytest.mark.parametrize(
    "than",
    [
        '<img src="http://127.0.0.1:9/a.png" alt="a">',
        '<img src="https://example.org/a.png" alt="a">',
        '<img src="ftp://example.org/a.png" alt="a">',
        '<p style="background: url(http://127.0.0.1:9/a.png)">a</p>',
        '<svg width="9" height="9"><image href="http://127.0.0.1:9/a" width="9" height="9"/></svg>',
        '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="a">',
        '<object data="data:text/html,x"></object>',
    ],
)
def test_network_and_foreign_data_are_refused(than: str) -> None:
    with pytest.raises(PdfError, match="chỉ được dùng tệp có sẵn"):
        html_to_pdf(trang(than))


@pytest.mark.parametrize(
    "dia_chi",
    ["file:///etc/passwd", "../pyproject.toml", "css/../../manage.py", "%2e%2e/manage.py"],
)
def test_disk_outside_static_is_refused(dia_chi: str) -> None:
    with pytest.raises(PdfError, match="ngoài thư mục tệp tĩnh"):
        html_to_pdf(trang(f'<img src="{dia_chi}" alt="a">'))


def test_missing_file_is_loud() -> None:
    with pytest.raises(PdfError, match=re.escape("Thiếu tệp “css/khong_co.css”")):
        html_to_pdf(trang("a", '<link rel="stylesheet" href="css/khong_co.css">'))


def test_missing_font_face_is_loud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "THU_MUC_TINH", tmp_path)

    with pytest.raises(PdfError, match=r"LiberationSerif-Regular\.ttf"):
        html_to_pdf(trang("a"))


def test_letters_missing_in_the_font_are_named() -> None:
    with pytest.raises(PdfError, match="“☐” “✓”"):
        html_to_pdf(trang("<p>☐ Đã nộp ✓</p>"))


def test_broken_chart_is_loud() -> None:
    with pytest.raises(PdfError, match="có phần không in được"):
        html_to_pdf(trang('<svg viewBox="0 0 x 9" width="9" height="9"><title>A</title></svg>'))


def test_document_without_language_is_loud() -> None:
    with pytest.raises(PdfError, match="lang"):
        html_to_pdf(trang("<p>a</p>").replace(' lang="vi"', ""))


def test_inline_png_of_a_signature_is_printed() -> None:
    pdf = html_to_pdf(trang(f'<p><img src="{png()}" alt="Chữ ký"></p>'))

    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 1


def test_vietnamese_letters_survive_extraction() -> None:
    cau = "Ặ ẳ ẵ Ổ ỗ ờ Ữ ự ỵ Ỹ Đ đ ₫ § “Quỹ đạo nghiêng ngả”"

    assert cau in chu_cua(html_to_pdf(trang(f"<p>{cau}</p>")))
