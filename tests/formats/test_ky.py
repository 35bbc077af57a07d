from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cucctdp.formats.ky import Ky, LoaiKy

MOI_KY = st.one_of(
    st.builds(Ky, st.just(LoaiKy.THANG), st.integers(1900, 2200), st.integers(1, 12)),
    st.builds(Ky, st.just(LoaiKy.QUY), st.integers(1900, 2200), st.integers(1, 4)),
    st.builds(
        Ky,
        st.sampled_from([LoaiKy.SAU_THANG, LoaiKy.CHIN_THANG, LoaiKy.NAM]),
        st.integers(1900, 2200),
    ),
)

# code, name, months, first day, first own day, last day, previous, same last year
BANG = [
    ("2026-T01", "tháng 1/2026", 1, (1, 1), (1, 1), (1, 31), "2025-T12", "2025-T01"),
    ("2026-T03", "tháng 3/2026", 3, (3, 1), (3, 1), (3, 31), "2026-T02", "2025-T03"),
    ("2026-T12", "tháng 12/2026", 12, (12, 1), (12, 1), (12, 31), "2026-T11", "2025-T12"),
    ("2026-Q1", "quý I/2026", 3, (1, 1), (1, 1), (3, 31), "2025-N", "2025-Q1"),
    ("2026-Q2", "quý II/2026", 6, (4, 1), (4, 1), (6, 30), "2026-Q1", "2025-Q2"),
    ("2026-Q4", "quý IV/2026", 12, (10, 1), (10, 1), (12, 31), "2026-Q3", "2025-Q4"),
    ("2026-6T", "6 tháng đầu năm 2026", 6, (1, 1), (4, 1), (6, 30), "2026-Q1",
     "2025-6T"),
    ("2026-9T", "9 tháng năm 2026", 9, (1, 1), (7, 1), (9, 30), "2026-6T", "2025-9T"),
    ("2026-N", "năm 2026", 12, (1, 1), (10, 1), (12, 31), "2026-9T", "2025-N"),
]  # fmt: skip


@pytest.mark.parametrize("dong", BANG, ids=[d[0] for d in BANG])
def test_ky_table(dong):
    ma, ten, so_thang, dau, dau_rieng, cuoi, truoc, cung_ky = dong

    ky = Ky.tu_ma(ma)

    assert ky.ma == ma
    assert str(ky) == ky.ten == ten
    assert ky.so_thang == so_thang
    assert ky.ngay_dau == date(2026, *dau)
    assert ky.ngay_dau_rieng == date(2026, *dau_rieng)
    assert ky.ngay_cuoi == date(2026, *cuoi)
    assert ky.truoc().ma == truoc
    assert ky.cung_ky().ma == cung_ky


def test_ky_february_of_leap_year():
    assert Ky.tu_ma("2024-T02").ngay_cuoi == date(2024, 2, 29)
    assert Ky.tu_ma("2026-T02").ngay_cuoi == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("ma", "mong_doi"),
    [
        ("2026-T03", ["2026-T01", "2026-T02", "2026-T03"]),
        ("2026-Q1", ["2026-Q1"]),
        ("2026-Q3", ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ("2026-6T", ["2026-Q1", "2026-6T"]),
        ("2026-N", ["2026-Q1", "2026-6T", "2026-9T", "2026-N"]),
    ],
)
def test_cac_ky_trong_nam_den_nay(ma, mong_doi):
    assert [k.ma for k in Ky.tu_ma(ma).cac_ky_trong_nam_den_nay()] == mong_doi


def test_ky_sorts_by_end_date_then_shorter_first():
    ma = ["2026-N", "2026-Q4", "2026-T12", "2026-6T", "2026-Q1", "2025-N", "2026-9T", "2026-T03"]

    assert [k.ma for k in sorted(map(Ky.tu_ma, ma))] == [
        "2025-N", "2026-T03", "2026-Q1", "2026-6T", "2026-9T", "2026-T12", "2026-Q4", "2026-N",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "ma", ["", "2026", "2026-T3", "2026-T003", "26-Q1", "2026-q1", "2026-Q12", "2026-3T", "2026-N "]
)
def test_tu_ma_refuses_other_shapes(ma):
    with pytest.raises(ValueError, match=r"Mã kỳ «.*» không đúng"):
        Ky.tu_ma(ma)


@pytest.mark.parametrize(
    ("ma", "cau"),
    [
        ("2026-T13", "Tháng phải từ 1 đến 12, không phải 13."),
        ("2026-T00", "Tháng phải từ 1 đến 12, không phải 0."),
        ("2026-Q5", "Quý phải từ 1 đến 4, không phải 5."),
    ],
)
def test_tu_ma_number_out_of_range(ma, cau):
    with pytest.raises(ValueError) as loi:  # noqa: PT011  the whole sentence is compared below
        Ky.tu_ma(ma)

    assert str(loi.value) == cau


def test_ky_cumulative_has_one_number_only():
    with pytest.raises(ValueError, match="Số thứ tự của kỳ phải bằng 1"):
        Ky(LoaiKy.NAM, 2026, 2)


def test_ky_loai_from_stored_text_is_the_same_period():
    assert Ky("quy", 2026, 1) == Ky(LoaiKy.QUY, 2026, 1)
    assert hash(Ky("quy", 2026, 1)) == hash(Ky(LoaiKy.QUY, 2026, 1))


@given(MOI_KY)
def test_ky_code_reads_back_and_neighbours_are_in_order(ky):
    assert Ky.tu_ma(ky.ma) == ky
    assert ky.cung_ky() < ky
    assert ky.truoc() < ky
    assert ky.ngay_dau <= ky.ngay_dau_rieng <= ky.ngay_cuoi
    if ky.loai is not LoaiKy.QUY:
        assert (ky.ngay_dau_rieng - ky.truoc().ngay_cuoi).days == 1


@given(MOI_KY, MOI_KY)
def test_ky_order_is_total(a, b):
    assert (a < b) + (a == b) + (a > b) == 1
