"""Stacked columns and lines."""

from decimal import Decimal

import pytest

from cucctdp.charts import Chuoi, CotChong, cot_chong, duong

from .doc_svg import NS, cac_chu, cac_o, cay, mo_ta

QUY = ("Q.I", "Q.II", "Q.III")


def cot(*c: CotChong, thanh_phan: tuple[str, ...] = ("A", "B")) -> str:
    return cot_chong(c, thanh_phan=thanh_phan, tieu_de="T", don_vi="tỷ đồng", so_le=0)


def net(*c: Chuoi) -> str:
    return duong(c, moc=QUY, tieu_de="T", don_vi="%")


def test_column_prints_parts_and_total() -> None:
    chu = cac_chu(cot(CotChong("Q.I", (1200, 300))))

    assert [s for s in ("1.200", "300", "1.500") if s not in chu] == []


def test_column_with_missing_part_has_hatch_and_no_total() -> None:
    svg = cot(CotChong("Q.I", (1200, None)), CotChong("Q.II", (1000, 50)))

    assert "1.200" in cac_chu(svg)
    assert cac_chu(svg).count("1.200") == 1
    assert len(cac_o(svg, stroke_dasharray="4 3")) == 2  # the cap and its legend
    assert mo_ta(svg) == "Q.I: A 1.200, B chưa có số liệu. Q.II: A 1.000, B 50."


def test_thin_parts_keep_their_numbers() -> None:
    chu = cac_chu(cot(CotChong("Q.I", (1000, 1, 2)), thanh_phan=("A", "B", "C")))

    assert [s for s in ("1.000", "1", "2", "1.003") if s not in chu] == []


@pytest.mark.parametrize(
    ("cac_cot", "thanh_phan", "loi"),
    [
        ([CotChong("Q.I", (-1, 2))], ("A", "B"), "negative"),
        ([CotChong("Q.I", (1,))], ("A", "B"), "needs 2 figures"),
        ([], tuple("ABCDEFG"), "at most 6"),
    ],
)
def test_unusable_columns_are_refused(
    cac_cot: list[CotChong], thanh_phan: tuple[str, ...], loi: str
) -> None:
    with pytest.raises(ValueError, match=loi):
        cot(*cac_cot, thanh_phan=thanh_phan)


def test_columns_without_any_figure_say_so() -> None:
    assert "chưa có số liệu" in cac_chu(cot(CotChong("Q.I", (None, None))))


def test_line_breaks_where_a_figure_is_missing() -> None:
    svg = net(Chuoi("A", (1, None, 3)), Chuoi("B", (1, 2, 3)))

    assert len(list(cay(svg).iter(f"{NS}polyline"))) == 1
    assert "Chỗ đường ngắt quãng: chưa có số liệu." in cac_chu(svg)[-1]


def test_lines_differ_without_colour() -> None:
    svg = net(*(Chuoi(t, (1, 2, 3)) for t in "ABCD"))
    kieu = [p.get("stroke-dasharray") for p in cay(svg).iter(f"{NS}polyline")]

    assert len(set(kieu)) == 4


def test_axis_not_from_zero_is_said() -> None:
    cau = "Trục tung không bắt đầu từ 0."

    assert cau in cac_chu(net(Chuoi("A", (Decimal(100), 101, 102))))
    assert cau not in cac_chu(net(Chuoi("A", (0, 101, 102))))


def test_line_with_constant_value_draws() -> None:
    assert cac_chu(net(Chuoi("A", (5, 5, 5)))).count("5,0") == 3


def test_line_of_wrong_length_or_too_many_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 3 figures"):
        net(Chuoi("A", (1, 2)))
    with pytest.raises(ValueError, match="at most 4"):
        net(*(Chuoi(t, (1, 2, 3)) for t in "ABCDE"))


def test_many_lines_number_only_their_last_points() -> None:
    chu = cac_chu(net(*(Chuoi(t, (11, 22, 33 + k)) for k, t in enumerate("ABCD"))))

    assert [c for c in chu if "," in c] == ["36,0", "35,0", "34,0", "33,0"]


def test_crowded_marks_number_only_the_last_point() -> None:
    moc = [f"T{k}" for k in range(1, 25)]
    svg = duong(
        [Chuoi("A", tuple(Decimal(k) for k in range(100, 124)))], moc=moc, tieu_de="T", don_vi="%"
    )

    assert [c for c in cac_chu(svg) if "," in c] == ["123,0"]
