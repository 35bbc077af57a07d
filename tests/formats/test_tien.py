from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cucctdp.formats.tien import bang_chu, in_trieu, in_ty, trieu, ty


def test_trieu_ty_are_exact():
    assert trieu(1_234_567_891) == Decimal("1234.567891")
    assert ty(1_234_567_891) == Decimal("1.234567891")
    assert trieu(2**63 - 1) == Decimal("9223372036854.775807")


def test_in_trieu_in_ty_round_half_up():
    assert in_trieu(1_234_500_000) == "1.235"
    assert in_trieu(1_234_567_891, 1) == "1.234,6"
    assert in_trieu(1_234_500_000, None) == "1.234,5"
    assert in_ty(1_234_565_000_000) == "1.234,57"
    assert in_ty(-500_000_000, 0) == "-1"


def test_in_trieu_in_ty_missing_is_not_zero():
    assert (in_trieu(None), in_ty(None)) == ("", "")
    assert (in_trieu(0), in_ty(0)) == ("0", "0,00")


@pytest.mark.parametrize("dong", [1.0, Decimal("1"), True, "1"])
@pytest.mark.parametrize("ham", [trieu, ty, bang_chu])
def test_money_must_be_int(ham, dong):
    with pytest.raises(TypeError):
        ham(dong)


@pytest.mark.parametrize(
    ("dong", "mong_doi"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (4, "Bốn đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (101, "Một trăm linh một đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (21_000_000, "Hai mươi mốt triệu đồng"),
        (
            91_034_567_891,
            (
                "Chín mươi mốt tỷ không trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn "
                "tám trăm chín mươi mốt đồng"
            ),
        ),
        (10**12, "Một nghìn tỷ đồng"),
        (2_500_015_000_000, "Hai nghìn năm trăm tỷ không trăm mười lăm triệu đồng"),
        (10**18, "Một tỷ tỷ đồng"),
        (-1_500_000, "Âm một triệu năm trăm nghìn đồng"),
    ],
)
def test_bang_chu(dong, mong_doi):
    assert bang_chu(dong) == mong_doi


def test_bang_chu_southern_word_for_empty_tens():
    assert bang_chu(1_005_000, linh="lẻ") == "Một triệu không trăm lẻ năm nghìn đồng"


CHU_SO = {
    tu: so
    for so, cac_tu in enumerate(
        ["không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín"]
    )
    for tu in cac_tu.split()
}


def doc_nguoc(tu: list[str]) -> int:
    """Words -> number, written independently of bang_chu."""
    if "tỷ" in tu:
        i = len(tu) - 1 - tu[::-1].index("tỷ")
        return doc_nguoc(tu[:i]) * 10**9 + doc_nguoc(tu[i + 1 :])
    tong = nhom = chu_so = 0
    for t in tu:
        if t in CHU_SO:
            chu_so = CHU_SO[t]
        elif t == "mười":
            nhom, chu_so = nhom + 10, 0
        elif t in ("linh", "lẻ"):
            chu_so = 0
        elif t in ("mươi", "trăm"):
            nhom, chu_so = nhom + chu_so * {"mươi": 10, "trăm": 100}[t], 0
        else:
            tong += (nhom + chu_so) * {"nghìn": 10**3, "triệu": 10**6}[t]
            nhom = chu_so = 0
    return tong + nhom + chu_so


@given(
    st.one_of(
        st.integers(-(10**21), 10**21),
        st.builds(lambda a, b: a * 10**b, st.integers(-2000, 2000), st.integers(0, 18)),
    ),
    st.sampled_from(["linh", "lẻ"]),
)
def test_bang_chu_reads_back_to_the_same_number(dong, linh):
    chu = bang_chu(dong, linh=linh)

    tu = chu.lower().removesuffix(" đồng").split()
    am = tu[0] == "âm"
    assert doc_nguoc(tu[am:]) * (-1 if am else 1) == dong
    assert bang_chu(doc_nguoc(tu[am:]) * (-1 if am else 1), linh=linh) == chu
