"""Constraints of Biểu 03/04 that no V-rule says: each broken and each kept."""

from datetime import date

import pytest

from cumcongnghiep.bieu.dong_cum import cong_dong, ty_le_19
from cumcongnghiep.bieu.mau import BIEU_03, BIEU_04, MAU
from cumcongnghiep.bieu.rang_buoc import SO, kiem_bieu
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.rules import BieuXet, kiem_tra_bieu
from tests.cumcongnghiep.bieu.mau import D

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat")]

# A province without a fault.
DUNG = {
    "1": 25, "2": 1029, "3": 20, "4": 900, "5": 2, "6": 100, "7": 9, "8": 500, "9": 18,
    "10": 850, "11": 12, "12": 600, "13": 5000, "14": 3000, "15": 16, "15.1": 12, "15.2": 4,
    "15.3": 1, "15.4": 1, "16": 700, "16.1": 550, "16.2": 150, "16.3": 10, "16.4": 20,
    "17": 500, "18": 200, "19": 40, "20": 150, "21": 10, "22": 120, "23": 3000, "24": 100,
    "25": 9000, "26": 6, "27": 3,
}  # fmt: skip
NGAY = date(2026, 11, 23)


def _kiem(bieu="04", *, dong=None, loai="nam", **khac):
    b = BieuXet(
        bieu=bieu,
        loai_ky=loai,
        tu_ngay=date(2025, 12, 15),
        den_ngay=date(2026, 12, 14),
        dong={m: D(str(s)) for m, s in (dong or DUNG).items() if s is not None},
        **khac,
    )
    danh_muc = doc_danh_muc()
    cac = [*kiem_bieu(b, danh_muc=danh_muc, hom_nay=NGAY),
           *kiem_tra_bieu(b, danh_muc=danh_muc, hom_nay=NGAY)]  # fmt: skip
    return {(v.ma, v.khoa, v.chan) for v in cac}


def test_a_right_form_breaks_nothing():
    assert _kiem() == set()


def test_forms_are_those_of_the_circular():
    assert {b: len(m.cac_dong) for b, m in MAU.items()} == {"01": 4, "02": 14, "03": 35, "04": 35}
    assert BIEU_03.hang == BIEU_04.hang
    assert BIEU_04.theo_ma["15"].ten.endswith("(đã có dự án đầu tư trong cụm): (15.1+15.2)")
    assert [d.ma for d in BIEU_04 if d.trong_ky] == ["5", "6", "23", "24"]


@pytest.mark.parametrize(
    ("sua", "thay"),
    [
        ({"15.1": 21, "15": 25}, {("RB01", "15.1", True)}),
        ({"15.3": 17}, {("RB01", "15.3", True)}),
        ({"15.4": 17}, {("RB01", "15.4", True)}),
        ({"16.3": 701}, {("RB01", "16.3", True)}),
        ({"16.4": 701}, {("RB01", "16.4", True)}),
        ({"16.1": 901, "16": 1051, "17": 600, "19": "33.33"}, {("RB01", "16.1", True)}),
        ({"26": 25}, {("RB01", "26", True)}),
        ({"5": 21}, {("RB02", "5", False)}),
        ({"6": 901}, {("RB02", "6", False)}),
        ({"7": 21}, {("RB02", "7", False)}),
        ({"8": 901}, {("RB02", "8", False)}),
        ({"9": 25}, {("RB02", "9", False)}),
        ({"11": 19}, {("RB02", "11", False)}),
        ({"12": 851}, {("RB02", "12", False)}),
        ({"15.3": 0}, {("RB03", "16.3", True)}),
        ({"16.4": 0}, {("RB03", "16.4", True)}),
        ({"17": 701, "19": "28.53"}, {("RB04", "17", True)}),
        ({"18": 501, "19": "100"}, {("RB05", "18", False), ("V04", "19", True)}),
        ({"4": 1600}, {("RB06", "4", False)}),
        ({"2": 100}, {("RB06", "2", False)}),
        ({"15": 17}, {("V40", "15", True)}),
        ({"16": 701}, {("V40", "16", True)}),
        ({"19": "40.2"}, {("V04", "19", True)}),
        ({"21": 151}, {("V29", "21", True)}),
        ({"22": 151}, {("V29", "22", True)}),
        ({"14": 5001}, {("V26", "14", False)}),
        ({"27": 7}, {("V35", "27", True)}),
        ({"17": 300, "19": "66.67"}, {("V03", "17", False)}),
    ],
)  # fmt: skip
def test_each_constraint_is_seen_in_its_row(sua, thay):
    assert _kiem(dong=DUNG | sua) >= thay


def test_fewer_projects_than_operating_clusters():
    assert ("V30", "15", True) in _kiem(dong=DUNG | {"20": 15, "21": 1, "22": 10})


def test_every_code_of_the_book_is_broken_somewhere_above():
    assert set(SO) == {f"RB0{n}" for n in range(1, 8)}


def test_year_is_no_sum_of_halves_but_never_less_than_six_months():
    """V37: 5, 6, 23, 24 only; 2.900 in the second half-year window would be no fault."""
    nua = {m: D(s) for m, s in (("5", 3), ("6", 90), ("23", 2900), ("24", 101), ("3", 25))}

    assert _kiem(sau_thang=nua) == {("V37", "5", True), ("V37", "24", True)}
    assert _kiem(loai="6t", sau_thang=nua) == set()


def test_stock_that_jumps_by_more_than_a_fifth_asks_why():
    truoc = {m: D(s) for m, s in DUNG.items()}

    assert _kiem(ky_truoc=truoc | {"20": D(124)}) == {("RB07", "20", False)}
    assert _kiem(ky_truoc=truoc | {"20": D(126)}) == set()


def test_cumulative_row_falls_only_with_a_document():
    truoc = {m: D(s) for m, s in DUNG.items()} | {"3": D(21)}

    assert _kiem(ky_truoc=truoc) == {("V38", "3", False)}
    assert _kiem(ky_truoc=truoc, co_van_ban=frozenset({"3"})) == set()


def test_all_as_before_has_to_be_confirmed():
    truoc = {m: D(s) for m, s in DUNG.items()}

    assert {ma for ma, _, _ in _kiem(ky_truoc=truoc)} == {"V41"}
    assert _kiem(ky_truoc=truoc, khong_phat_sinh=True) == set()


def test_total_differs_from_the_communes():
    assert _kiem(tong_con={"20": D(151), "3": D(20)}) == {("V39", "20", True)}


@pytest.mark.parametrize(
    ("moc", "thay"),
    [
        (date(2026, 12, 15), {("V42", "13", True)}),
        (date(2026, 12, 14), set()),
        (date(2026, 5, 1), {("V42", "13", False)}),
    ],
)
def test_as_of_day_outside_the_window(moc, thay):
    assert _kiem(moc={"13": moc}) == thay


def test_missing_rows_are_silent_not_zero():
    assert _kiem(dong={"3": 5, "15.1": None, "4": 200}) == set()
    assert cong_dong([{"3": D(0)}, {"3": None}])["3"] is None
    assert ty_le_19(D(5), D(0)) is None
