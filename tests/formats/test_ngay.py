from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay, ngay_chu, ngay_ngan, quy_la_ma


def test_ngay_ngan_pads_both():
    assert ngay_ngan(date(2026, 2, 5)) == "05/02/2026"
    assert ngay_ngan(None) == ""


@pytest.mark.parametrize(
    ("d", "mong_doi"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
        (None, ""),
    ],
)
def test_ngay_chu_zero_only_where_nd30_asks(d, mong_doi):
    assert ngay_chu(d) == mong_doi


@pytest.mark.parametrize(
    "van_ban",
    [
        "05/02/2026",
        "5/2/2026",
        "5-2-2026",
        "5.2.2026",
        "2026-02-05",
        " 05/02/2026 ",
        "ngày 05 tháng 02 năm 2026",
        "Ngày 5 tháng 2 năm 2026",
    ],
)
def test_doc_ngay_reads(van_ban):
    assert doc_ngay(van_ban) == date(2026, 2, 5)


@pytest.mark.parametrize(
    "van_ban", ["", "31/02/2026", "02/13/2026", "5/2/26", "5/2-2026", "hôm nay", "2026/02/05"]
)
def test_doc_ngay_refuses(van_ban):
    with pytest.raises(NgayKhongHopLe) as loi:
        doc_ngay(van_ban)

    assert str(loi.value) == (
        f"«{van_ban}» không phải là ngày. Nhập dạng ngày/tháng/năm, ví dụ 05/02/2026."
    )


@given(st.dates(min_value=date(1000, 1, 1)))
def test_doc_ngay_reads_back_both_forms(d):
    assert doc_ngay(ngay_ngan(d)) == doc_ngay(ngay_chu(d)) == d


def test_quy_la_ma():
    assert [quy_la_ma(n) for n in (1, 2, 3, 4)] == ["I", "II", "III", "IV"]


@pytest.mark.parametrize("n", [0, 5])
def test_quy_la_ma_out_of_range(n):
    with pytest.raises(ValueError, match="Quý phải từ 1 đến 4"):
        quy_la_ma(n)
