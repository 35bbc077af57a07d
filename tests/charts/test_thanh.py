"""Horizontal bars."""

from decimal import Decimal

from cucctdp.charts import DuongChuan, Thanh, thanh_ngang
from cucctdp.charts.svg import MAU_CHINH, MAU_DAM

from .doc_svg import NS, cac_chu, cac_o, cay, mo_ta

BA = (
    Thanh("Lai Châu", Decimal("-2.25")),
    Thanh("Sơn La", None),
    Thanh("Lào Cai", Decimal("8.9"), nhan_manh=True),
    Thanh("Huế", Decimal("13.1")),
)


def ve(*thanh: Thanh, chuan: DuongChuan | None = None) -> str:
    return thanh_ngang(thanh, tieu_de="Chỉ số", don_vi="%", duong_chuan=chuan)


def test_bars_are_sorted_and_missing_comes_last_in_words() -> None:
    assert mo_ta(ve(*BA)) == ("Huế: 13,1; Lào Cai: 8,9; Lai Châu: -2,3; Sơn La: chưa có số liệu.")


def test_names_stand_in_sorted_order_top_down() -> None:
    ten = {t.nhan for t in BA}

    assert [c for c in cac_chu(ve(*BA)) if c in ten] == ["Huế", "Lào Cai", "Lai Châu", "Sơn La"]


def test_every_figure_is_printed() -> None:
    chu = cac_chu(ve(*BA))

    assert [s for s in ("13,1", "8,9", "-2,3", "chưa có số liệu") if s not in chu] == []


def test_lengths_are_from_zero() -> None:
    o = cac_o(ve(Thanh("a", 100), Thanh("b", 50)), fill=MAU_CHINH)
    dai = [float(x.get("width") or 0) for x in o]

    assert abs(dai[0] / dai[1] - 2) < 0.01
    assert o[0].get("x") == o[1].get("x")


def test_emphasis_is_darker() -> None:
    assert len(cac_o(ve(*BA), fill=MAU_DAM)) == 1


def test_missing_bar_is_hatched_and_zero_is_not() -> None:
    co_thieu = list(cay(ve(Thanh("a", None), Thanh("b", 1))).iter(f"{NS}path"))
    bang_khong = list(cay(ve(Thanh("a", 0), Thanh("b", 1))).iter(f"{NS}path"))

    assert len(co_thieu) == 1
    assert bang_khong == []


def test_reference_line_is_dashed_and_named() -> None:
    svg = ve(*BA, chuan=DuongChuan("Cả nước", Decimal("8.3")))
    dut = [n for n in cay(svg).iter(f"{NS}line") if n.get("stroke-dasharray")]

    assert len(dut) == 1
    assert "Cả nước: 8,3" in cac_chu(svg)


def test_names_are_escaped() -> None:
    svg = ve(Thanh("<script>&\"'", 1))

    assert "<script>" not in svg
    assert "<script>&\"'" in cac_chu(svg)


def test_no_rows_and_only_missing_rows_still_draw() -> None:
    assert "chưa có số liệu" in cac_chu(ve())
    assert "chưa có số liệu" in cac_chu(ve(Thanh("a", None)))


def test_all_zero_draws() -> None:
    svg = thanh_ngang([Thanh("a", 0), Thanh("b", 0)], tieu_de="T", don_vi="%", so_le=2)

    assert cac_chu(svg).count("0,00") == 2


def test_long_names_break_and_leave_room_for_bars() -> None:
    ten = "Sản xuất sản phẩm từ kim loại đúc sẵn (trừ máy móc, thiết bị) và dịch vụ liên quan"
    svg = ve(Thanh(ten, 10), Thanh("Dệt", 5))
    chu = cac_chu(svg)

    assert ten not in chu
    assert " ".join(c for c in chu if c in ten and c) == ten
    assert float(cac_o(svg, fill=MAU_CHINH)[0].get("width") or 0) > 250
