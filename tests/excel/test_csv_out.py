"""CSV bytes."""

import csv
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from cucctdp.excel.csv_out import dong_csv


def test_dong_csv_bytes() -> None:
    dong = [
        ["Hà Nội", 80, Decimal("1234.50"), Decimal("1E+3"), date(2026, 5, 1), None],
        ['=cmd|"x"', "- gạch", -5, Decimal("-0.5"), "a;b", unicodedata.normalize("NFD", "ế")],
    ]

    du_lieu = b"".join(dong_csv(["Tên", "Mã", "A", "B", "Ngày", "C"], dong))

    assert (
        du_lieu
        == (
            "\ufeffTên,Mã,A,B,Ngày,C\r\n"
            "Hà Nội,80,1234.50,1000,2026-05-01,\r\n"
            '"\'=cmd|""x""",\'- gạch,-5,-0.5,a;b,ế\r\n'
        ).encode()
    )


def test_dong_csv_heading_only() -> None:
    assert list(dong_csv(["A", "B"], [], ngan_cach=";")) == ["\ufeffA;B\r\n".encode()]


def test_dong_csv_streams_in_blocks() -> None:
    da_lay = []

    def nguon():  # type: ignore[no-untyped-def]
        for i in range(20_000):
            da_lay.append(i)
            yield [i, "xin chào"]

    khoi = dong_csv(["Số", "Chữ"], nguon())

    dau = next(khoi)
    lay_som = len(da_lay)
    doc = list(csv.reader((dau + b"".join(khoi)).decode("utf-8-sig").splitlines()))
    assert lay_som < 5_000
    assert doc == [["Số", "Chữ"], *([str(i), "xin chào"] for i in range(20_000))]


@pytest.mark.parametrize("gia_tri", [1.5, True])
def test_dong_csv_refuses_float_and_bool(gia_tri: object) -> None:
    with pytest.raises(TypeError):
        list(dong_csv(["A"], [[gia_tri]]))


def test_dong_csv_refuses_nan() -> None:
    with pytest.raises(ValueError, match="không phải là số"):
        list(dong_csv(["A"], [[Decimal("NaN")]]))
