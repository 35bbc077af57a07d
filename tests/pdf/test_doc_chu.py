"""Text of uploaded PDFs: found, absent, not readable; broken bytes never raise."""

import io
import random

import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from cucctdp.pdf.doc_chu import co_chu

MA = "0a1b2c3d4e5f"


def pdf(noi_dung):
    return HTML(string=f"<meta charset=utf-8><p>{noi_dung}</p>").write_pdf()


@pytest.fixture(scope="module")
def co_ma():
    return pdf(f"Báo cáo quý, mã số liệu {MA}.")


def _khoa(noi_dung):
    ghi = PdfWriter(clone_from=PdfReader(io.BytesIO(noi_dung)))
    ghi.encrypt("mat-khau", algorithm="RC4-128")
    ra = io.BytesIO()
    ghi.write(ra)
    return ra.getvalue()


def test_text_is_found_whatever_stands_between(co_ma):
    assert co_chu(co_ma, MA) is True
    assert co_chu(pdf("Mã: 0A1B 2C3D<br>4E5F, trang 1"), MA) is True


def test_other_text_is_absent(co_ma):
    assert co_chu(co_ma, "ffffffffffff") is False


def test_page_without_text_and_locked_file_cannot_be_told(co_ma):
    assert co_chu(pdf(""), MA) is None
    assert co_chu(_khoa(co_ma), MA) is None


@pytest.mark.parametrize("noi_dung", [b"", b"%PDF-1.7 x", b"%PDF-1.7\n%%EOF", b"\0" * 5000])
def test_not_a_pdf_cannot_be_told(noi_dung):
    assert co_chu(noi_dung, MA) is None


def test_broken_bytes_never_raise(co_ma):
    may = random.Random(47)
    for _ in range(60):
        hong = bytearray(co_ma)
        for _ in range(may.randint(1, 40)):
            hong[may.randrange(len(hong))] = may.randrange(256)
        del hong[may.randrange(len(hong)) :]

        assert co_chu(bytes(hong), MA) in (True, False, None)
