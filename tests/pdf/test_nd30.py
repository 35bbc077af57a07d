"""The checker must be able to say no."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from cucctdp.pdf.render import html_to_pdf

from .nd30 import MM, cac_doan_chu, kiem_tra_nd30

DAU = (
    '<!DOCTYPE html><html lang="vi"><head><title>T</title>'
    '<link rel="stylesheet" href="css/print.css"><style>{kieu}</style></head><body>{than}</body>'
)


def loi_cua(kieu: str, than: str = "<p>Một</p><p style='break-before: page'>Hai</p>") -> list[str]:
    return kiem_tra_nd30(html_to_pdf(DAU.format(kieu=kieu, than=than)))


def test_plain_two_pages_are_clean() -> None:
    assert loi_cua("") == []


@pytest.mark.parametrize(
    ("kieu", "mong_doi"),
    [
        ("@page { size: A5 }", "không phải khổ A4"),
        ("@page { margin-left: 20mm }", "nằm ngoài lề"),
        ("@page { margin-left: 40mm }", "lề trái rộng hơn 35 mm"),
        ("p { font-size: 8pt }", "cỡ chữ 8.0 ngoài khoảng cho phép"),
        ("p { font-size: 16pt }", "cỡ chữ 16.0 ngoài khoảng cho phép"),
        ("@page { @top-center { content: none } }", "số trang là “”, phải là “2”"),
        ("@page :first { @top-center { content: counter(page) } }", "phải là “”"),
        (
            (
                "@page { @top-center { content: none }"
                " @top-left { content: counter(page); font: 13pt CucSerif } }"
                "@page :first { @top-left { content: none } }"
            ),
            "số trang không ở giữa",
        ),
        ("@page { @top-center { font-size: 11pt } }", "số trang cỡ 11.0"),
    ],
)
def test_departure_is_reported(kieu: str, mong_doi: str) -> None:
    assert any(mong_doi in loi for loi in loi_cua(kieu))


def test_wrong_size_of_recipients_is_reported() -> None:
    than = '<p style="font-size: 13pt">Nơi nhận:</p>'

    loi = loi_cua("", than)

    assert len(loi) == 2
    assert loi[0] == "“Nơi nhận:” cỡ 13.0, phải từ 12 đến 12"
    assert loi[1].startswith("“Nơi nhận:” sai kiểu chữ")


def test_briefing_page_with_narrow_right_margin_is_clean() -> None:
    dong = "<p style='text-align: justify'>" + "Tình hình sản xuất công nghiệp. " * 400 + "</p>"
    html = DAU.format(kieu="", than=dong).replace("<body>", '<body class="ban-tin">')
    pdf = html_to_pdf(html)

    assert kiem_tra_nd30(pdf) == []
    trang_2 = PdfReader(BytesIO(pdf)).pages[1]
    assert round((595.28 - max(d.x1 for d in cac_doan_chu(trang_2))) / MM) == 15


def test_signature_takes_the_last_paragraph_along_to_a_new_page() -> None:
    than = (
        '<div class="noi-dung"><p style="height: 230mm">Đầu</p><p>Cuối</p></div>'
        '<div class="ket-van-ban"><div class="chu-ky"><p class="chuc-vu">GIÁM ĐỐC</p>'
        '<div class="cho-ky"></div><p class="ho-ten">A</p></div></div>'
    )

    cac_trang = PdfReader(BytesIO(html_to_pdf(DAU.format(kieu="", than=than)))).pages

    assert [t.extract_text().split()[0] for t in cac_trang] == ["Đầu", "Cuối"]
