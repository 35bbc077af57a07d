"""The whole set of forms Q00–Q12 and M10 against a hand-made table (pure, no database)."""

from collections import Counter
from typing import Any

import pytest

from baocao.bieu_thuc import BieuThuc
from baocao.choices_ho_so import DoiTuongHoSo, LoaiKyBaoCao
from baocao.services.loi_chu import loi_muc

from .du_lieu_goc import BIEU, bieu, doc, dong

QUY, SAU, CHIN, NAM, THANG = "quy", "sau_thang", "chin_thang", "nam", "thang"
BON = [QUY, SAU, CHIN, NAM]
# form: (column set, group, kinds of period, rows, mandatory, if there, optional, lists, texts)
BANG_TAY = {
    "Q02": ("A", "CN", [THANG, *BON], 46, 1, 45, 0, 1, 0),
    "Q03": ("A", "CN", BON, 18, 9, 1, 8, 3, 0),
    "Q06": ("C", "TM", BON, 32, 22, 2, 8, 0, 0),
    "Q09": ("C", "KC", [SAU, NAM], 27, 11, 11, 5, 0, 0),
    "Q10": ("A", "NL", BON, 26, 10, 5, 11, 0, 0),
    "Q11": ("D", "TH", BON, 12, 8, 4, 0, 10, 0),
    "Q12": ("D", "TH", BON, 13, 12, 1, 0, 4, 3),
    "M10": ("M", "TM", [NAM], 15, 14, 0, 1, 0, 0),
}


@pytest.mark.parametrize("ma", BANG_TAY)
def test_form_has_the_rows_of_the_hand_made_table(ma: str):
    b, rows = bieu(ma), dong(ma).values()

    bb = Counter(r["bat_buoc"] for r in rows)
    kieu = Counter(r["kieu"] for r in rows)

    assert (
        b["bo_cot"], b["nhom"], b["loai_ky"], len(rows),
        bb["luon"], bb["neu_co"], bb["tuy_chon"], kieu["DANH_SACH"], kieu["VAN_BAN"],
    ) == BANG_TAY[ma]  # fmt: skip


def test_row_codes_are_unique_over_all_forms():
    dem = Counter(ma for b in BIEU for ma in dong(b))

    assert [ma for ma, so in dem.items() if so > 1] == []


@pytest.mark.parametrize("ma", BIEU)
def test_every_formula_parses_and_names_rows_or_columns(ma: str):
    b, rows = bieu(ma), dong(ma)
    cot = {c["ma"] for c in b["cot"]}

    theo_cot = {
        t for c in b["cot"] if c.get("cong_thuc") for t in BieuThuc(c["cong_thuc"]).tham_chieu
    }
    theo_dong = {t for r in rows.values() if r["tinh"] for t in BieuThuc(r["tinh"]).tham_chieu}

    assert theo_cot <= cot
    assert theo_dong <= set(rows)


def test_q10_ratio_of_saving_firms_is_computed_from_two_typed_counts():
    r = dong("Q10")["NL21"]

    assert (r["tinh"], r["tu_so"], r["mau_so"], r["tong_hop"]) == (
        "[NL22] / [NL23] * 100", "NL22", "NL23", "TINH_LAI",
    )  # fmt: skip
    assert r["bat_buoc_theo_ky"] == {SAU: "luon", NAM: "luon"}


def test_rows_asked_only_in_some_kinds_of_period():
    chi_o = {
        ma: r["loai_ky"] for b in BANG_TAY for ma, r in dong(b).items() if r["loai_ky"] is not None
    }

    assert chi_o == {
        **{ma: [NAM] for ma in ("NL12a", "NL12b", "NL20a", "NL20b")},
        **{f"DG7{x}": [SAU, CHIN] for x in "abcdefg"},
    }


def test_markets_in_plan_and_wholesale_are_mandatory_for_the_year_only():
    rows = dong("Q06")

    assert [rows[ma]["bat_buoc_theo_ky"] for ma in ("TM14", "TM15")] == [{NAM: "luon"}] * 2


def test_q02_asks_three_more_columns_in_months():
    assert [c["ma"] for c in bieu("Q02")["cot"] if c.get("loai_ky") == [THANG]] == [
        "A12", "A13", "A14",
    ]  # fmt: skip


def test_q07_light_version_says_it_is_outside_the_circular():
    ghi_chu = bieu("Q07")["ghi_chu_theo_ky"]

    assert set(ghi_chu) == {QUY, CHIN}
    assert all("ngoài Thông tư số 14/2024/TT-BCT" in cau for cau in ghi_chu.values())


def test_texts_of_q12_have_their_limits():
    rows = dong("Q12")

    assert {ma: rows[ma]["do_dai_toi_da"] for ma in ("DG1", "DG2", "DG5")} == {
        "DG1": 1500, "DG2": 1500, "DG5": 4000,
    }  # fmt: skip
    assert "{{Q01.CN00.B4}}" in rows["DG1"]["ghi_chu"]


def test_market_form_is_due_before_15_march_of_the_next_year():
    lich = doc("lich.yaml")
    muc = next(m for m in lich["lich"] if m["ma"] == "cho.nam")

    assert {"bieu": "M10", "loai_ky": [NAM], "che_do": "cho"} in lich["ngoai_le"]
    assert (muc["han"], muc["loai_han"]) == ({"so": "nam+1-03-15"}, "truoc_ngay")


def test_report_register_has_the_fourteen_kinds_with_known_periods_and_forms():
    muc = doc("loai_bao_cao.yaml")["loai_bao_cao"]

    assert [m["ma"] for m in muc] == [f"LB{i:02d}" for i in range(1, 15)]
    assert {k for m in muc for k in m["ky"]} <= set(LoaiKyBaoCao.values)
    assert {b for m in muc for b in m["bieu"]} <= set(BIEU)
    assert all(m["can_cu"] and m["noi_nhan"] for m in muc)


def test_profile_names_known_objects_and_conditional_rows():
    ho_so = doc("ho_so.yaml")
    dieu_kien = [(m["bieu"], ma) for m in ho_so["dong"]["muc"] for ma in m["chi_tieu"]]

    assert set(ho_so["doi_tuong"]) <= set(DoiTuongHoSo.values)
    assert {m["doi_tuong"] for m in ho_so["dong"]["muc"]} <= set(DoiTuongHoSo.values)
    assert [d for d in dieu_kien if dong(d[0])[d[1]]["bat_buoc"] != "neu_co"] == []
    assert set(ho_so["san_pham"]) <= set(dong("Q02"))


_NGAY: dict[str, Any] = {"ma": "ngay", "ten": "Ngày", "kieu": "VAN_BAN", "dang": "ngay"}
_CHON: dict[str, Any] = {"ma": "loai", "ten": "Loại", "kieu": "VAN_BAN", "lua_chon": ["A", "B"]}
_SO: dict[str, Any] = {"ma": "von", "ten": "Vốn", "kieu": "SO_TP", "so_le": 3}


@pytest.mark.parametrize(
    ("cot", "chu", "dung"),
    [
        (_NGAY, "14/03/2026", True),
        (_NGAY, "31/02/2026", False),
        (_CHON, "A", True),
        (_CHON, "C", False),
        (_SO, "12.5", True),
        (_SO, "mười", False),
        (_SO, "NaN", False),
        (_SO, "", True),
        ({**_SO, "bat_buoc": True}, "", False),
    ],
)
def test_value_of_a_list_row_is_checked_by_its_kind(cot: dict[str, Any], chu: str, dung: bool):
    assert (loi_muc(cot, chu) == "") is dung
