"""The table of figures before it is printed."""

from decimal import Decimal

import pytest

from cucctdp.pdf.bang import BangSoLieu, Cot, DauCot, Hang, OTrinhBay

COT = (Cot("Tên", kieu="chu"), Cot("A", "%", nhom="N", so_le=1), Cot("B", nhom="N"), Cot("C"))


def bang(*hang: Hang) -> BangSoLieu:
    return BangSoLieu(tieu_de="T", cot=COT, hang=hang)


def test_head_with_groups_has_two_rows() -> None:
    assert bang().cac_hang_dau == (
        (DauCot("Tên", "", 1, 2), DauCot("N", "", 2, 1), DauCot("C", "", 1, 2)),
        (DauCot("A", "%", 1, 1), DauCot("B", "", 1, 1)),
    )


def test_missing_is_not_zero() -> None:
    b = bang(Hang(("x1", None, 0, Decimal("1234.5"))))

    assert [o.chu for o in b.cac_hang[0][1]] == ["x1", "…", "0", "1.234,5"]
    assert b.ghi_chu_ky_hieu == "Ký hiệu: “…”: chưa có số liệu."


def test_marks_are_explained_only_when_they_occur() -> None:
    assert bang(Hang(("x1", 1, 2, 3))).ghi_chu_ky_hieu == ""
    assert bang(Hang(("x1", "–", "x", 3))).ghi_chu_ky_hieu == (
        "Ký hiệu: “–”: không phát sinh; “x”: không áp dụng."
    )


def test_group_row_is_one_cell() -> None:
    assert bang(Hang(("Miền Bắc",), "nhom")).cac_hang == (
        ("nhom", (OTrinhBay("Miền Bắc", "chu"),)),
    )


def test_row_of_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 has 3 values, expected 4"):
        bang(Hang(("x", 1, 2, 3)), Hang(("x", 1, 2)))
