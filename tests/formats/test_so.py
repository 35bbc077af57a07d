import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so, ha, la_ma, lam_tron

KT02 = "Giá trị «{}» không phải là số. Nhập dạng 1.234.567,89."


@pytest.mark.parametrize(
    ("gia_tri", "so_le", "mong_doi"),
    [
        (None, None, ""),
        (None, 2, ""),
        (0, None, "0"),
        (999, None, "999"),
        (1000, None, "1.000"),
        (Decimal("1234567.89"), None, "1.234.567,89"),
        (Decimal("12.5000"), None, "12,5"),
        (Decimal("100.000"), None, "100"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("12.5"), 3, "12,500"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("-0.125"), 2, "-0,13"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("-1234.5"), None, "-1.234,5"),
        (Decimal("999.995"), 2, "1.000,00"),
        (
            Decimal("-12345678901234567890123456789012.75"),
            None,
            "-12.345.678.901.234.567.890.123.456.789.012,75",
        ),
    ],
)
def test_dinh_dang(gia_tri, so_le, mong_doi):
    assert dinh_dang(gia_tri, so_le) == mong_doi


@pytest.mark.parametrize(
    ("gia_tri", "mong_doi"),
    [(Decimal("15.52"), "+15,5"), (Decimal("-3"), "-3,0"), (0, "0,0"), (Decimal("0.04"), "0,0")],
)
def test_dinh_dang_dau_plus_only_for_positive_as_printed(gia_tri, mong_doi):
    assert dinh_dang(gia_tri, 1, dau=True) == mong_doi


@pytest.mark.parametrize("gia_tri", [1.5, True, "1"])
def test_dinh_dang_refuses_float_bool_text(gia_tri):
    with pytest.raises(TypeError):
        dinh_dang(gia_tri)


@pytest.mark.parametrize("gia_tri", ["NaN", "Infinity"])
def test_dinh_dang_refuses_not_finite(gia_tri):
    with pytest.raises(ValueError, match="Không in được"):
        dinh_dang(Decimal(gia_tri))


def test_lam_tron_half_away_from_zero():
    assert [lam_tron(Decimal(x)) for x in ("0.5", "1.5", "2.5", "-0.5")] == [1, 2, 3, -1]


@pytest.mark.parametrize(
    ("van_ban", "mong_doi"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("12\u202f345\u2009678", "12345678"),
        ("-3,2", "-3.2"),
        ("− 3,2", "-3.2"),
        ("+15,52", "15.52"),
        (" 7 ", "7"),
        ("0,5", "0.5"),
        ("0", "0"),
        ("1,234", "1.234"),
    ],
)
def test_doc_so_reads(van_ban, mong_doi):
    assert doc_so(van_ban) == Decimal(mong_doi)


@pytest.mark.parametrize(
    ("van_ban", "ly_do", "goi_y"),
    [
        ("1,234.5", "kieu_anh", "dấu phẩy ngăn phần thập phân"),
        ("1,234,567", "kieu_anh", "dấu phẩy ngăn phần thập phân"),
        ("1.2345", "cham_mo_ho", "viết sau dấu phẩy"),
        ("0.123", "cham_mo_ho", "viết sau dấu phẩy"),
        ("115.52", "cham_mo_ho", "viết sau dấu phẩy"),
        ("2.1485 triệu USD", "don_vi", "theo đơn vị của ô"),
        ("12 tỷ", "don_vi", "theo đơn vị của ô"),
        ("1.500 triệu đồng", "don_vi", "theo đơn vị của ô"),
        ("56..537,447", "khac", ""),
        ("↑17,335)", "khac", ""),
        ("1 2", "khac", ""),
        ("1.234 567", "khac", ""),
        ("1,2,3", "khac", ""),
        ("1e5", "don_vi", "không ghi chữ"),
        ("12tỷ", "don_vi", "không ghi chữ"),
        ("khoảng 12", "don_vi", "không ghi chữ"),
        ("(3,2)", "ngoac", "ví dụ -3,2"),
        ("nhiều", "khac", ""),
        ("٣", "khac", ""),
        ("-", "khong_phat_sinh", "chọn «Không phát sinh»"),
        ("–", "khong_phat_sinh", "chọn «Không phát sinh»"),
        ("không", "khong_phat_sinh", "chọn «Không phát sinh»"),
        ("KHÔNG PHÁT SINH", "khong_phat_sinh", "chọn «Không phát sinh»"),
        ("Không áp dụng", "khong_ap_dung", "chọn «Không áp dụng»"),
        ("chưa có", "trong", "chọn «Chưa có số liệu»"),
        ("", "trong", "chọn «Chưa có số liệu»"),
        ("#REF!", "loi_cong_thuc", "lỗi công thức"),
        ("#DIV/0!", "loi_cong_thuc", "lỗi công thức"),
        ("#####", "loi_cong_thuc", "lỗi công thức"),
        ("12,5%", "phan_tram", "Bỏ ký hiệu %"),
        ("1" * 31, "qua_dai", "quá 30 chữ số"),
    ],
)
def test_doc_so_refuses_with_rule_kt02_and_hint(van_ban, ly_do, goi_y):
    with pytest.raises(SoKhongHopLe) as loi:
        doc_so(van_ban)

    assert (loi.value.gia_tri, loi.value.ly_do) == (van_ban, ly_do)
    assert str(loi.value).startswith(KT02.format(van_ban.strip()))
    assert goi_y in str(loi.value)


def test_doc_so_long_text_is_cut_in_message():
    with pytest.raises(SoKhongHopLe) as loi:
        doc_so("chữ\n" * 5000)

    assert len(str(loi.value)) < 200


def test_doc_so_nfd_text_gets_the_same_hint():
    with pytest.raises(SoKhongHopLe) as loi:
        doc_so("kho\u0302ng")

    assert loi.value.ly_do == "khong_phat_sinh"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20
    )
)
def test_doc_so_reads_back_what_dinh_dang_prints(gia_tri):
    assert doc_so(dinh_dang(gia_tri)) == gia_tri


@given(st.text())
def test_doc_so_any_text_is_a_number_or_the_sentence(van_ban):
    try:
        cau = dinh_dang(doc_so(van_ban))
    except SoKhongHopLe as loi:
        cau = str(loi)

    assert cau.startswith("Giá trị «") or re.fullmatch(r"-?[0-9.]+(,[0-9]+)?", cau)


@pytest.mark.parametrize(
    ("n", "mong_doi"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1998, "MCMXCVIII")],
)
def test_la_ma(n, mong_doi):
    assert la_ma(n) == mong_doi


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_la_ma_out_of_range(n):
    with pytest.raises(ValueError, match="từ 1 đến 3999"):
        la_ma(n)


@pytest.mark.parametrize(
    ("gia_tri", "cach", "chu"),
    [
        (Decimal("55.5000"), {}, "55,5"),
        (Decimal("1234.25"), {"don_vi": True}, "1.234,25 ha"),
        (None, {}, ""),
        (None, {"thieu": "–"}, "–"),
        (None, {"thieu": "…", "don_vi": True}, "… ha"),
    ],
)
def test_hectares(gia_tri, cach, chu):
    assert ha(gia_tri, **cach) == chu
