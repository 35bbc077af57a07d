"""The tile map. Hoàng Sa and Trường Sa are there whatever is asked."""

from decimal import Decimal

import pytest

from cucctdp.charts import so_do_o
from cucctdp.charts.so_do_o import cac_o as cac_o_cua_so_do

from . import doc_svg
from .doc_svg import cac_chu, cac_o, mo_ta

TINH = [o for o in cac_o_cua_so_do() if not o.quan_dao]
DU_34 = {f"34:{o.ma}": Decimal(o.ma) for o in TINH}


def ve(gia_tri: dict[str, Decimal | int | None], **kw: object) -> str:
    return so_do_o(gia_tri, tieu_de="Chỉ số", don_vi="%", **kw)  # type: ignore[arg-type]


def mau_cua(svg: str, nhan: str) -> str | None:
    """Fill of the last rectangle drawn before a text."""
    mau = None
    for nut in doc_svg.cay(svg).iter():
        if nut.tag == f"{doc_svg.NS}rect":
            mau = nut.get("fill")
        if nut.tag == f"{doc_svg.NS}text" and nut.text == nhan:
            return mau
    raise AssertionError(f"{nhan} is not drawn")


def test_data_file_has_34_provinces_and_both_archipelagos() -> None:
    assert len({o.ma for o in TINH}) == 34
    assert [(o.ma, o.ten_ngan) for o in cac_o_cua_so_do() if o.quan_dao] == [
        ("48", "Hoàng Sa"),
        ("56", "Trường Sa"),
    ]
    assert len({(o.hang, o.cot) for o in cac_o_cua_so_do()}) == 36


@pytest.mark.parametrize("nho", [False, True])
@pytest.mark.parametrize("gia_tri", [{}, DU_34, {"34:01": 1}])
def test_archipelagos_are_always_drawn_dashed(
    gia_tri: dict[str, Decimal | int | None], nho: bool
) -> None:
    svg = ve(gia_tri, nho=nho)
    ten = ("HSA", "TSA") if nho else ("Hoàng Sa", "Trường Sa")

    assert [t for t in ten if t not in cac_chu(svg)] == []
    assert len(cac_o(svg, stroke_dasharray="4 3")) == 3  # two tiles and their key
    assert "Quần đảo Hoàng Sa (thành phố Đà Nẵng)" in cac_chu(svg)
    assert "và quần đảo Trường Sa (tỉnh Khánh Hòa)" in cac_chu(svg)


@pytest.mark.parametrize(("dao", "tinh"), [("Hoàng Sa", "Đà Nẵng"), ("Trường Sa", "Khánh Hòa")])
def test_archipelago_takes_the_colour_of_its_province(dao: str, tinh: str) -> None:
    svg = ve({**DU_34, "34:48": Decimal(1000), "34:56": Decimal(-5)})

    assert mau_cua(svg, dao) == mau_cua(svg, tinh)
    assert mau_cua(svg, "Hoàng Sa") != mau_cua(svg, "Trường Sa")


def test_heading_says_it_is_not_to_scale() -> None:
    assert "Sơ đồ ô các tỉnh, thành phố (không theo tỷ lệ)" in cac_chu(ve({}))


def test_every_province_prints_its_number() -> None:
    chu = cac_chu(ve(DU_34, so_le=0))

    assert [o.ten for o in TINH if str(int(o.ma)) not in chu] == []
    assert [o.ten_ngan for o in TINH if o.ten_ngan not in chu] == []


def test_missing_province_is_hatched_and_in_the_legend() -> None:
    svg = ve({**DU_34, "34:14": None})

    assert "Sơn La: chưa có số liệu" in mo_ta(svg)
    assert "chưa có số liệu" in cac_chu(svg)
    assert "chưa có số liệu" not in cac_chu(ve(DU_34))


def test_quantile_classes_share_the_provinces_and_legend_tells_true_bounds() -> None:
    chu = cac_chu(ve(DU_34, so_le=0))

    assert [c for c in chu if " đến " in c] == [
        "79 đến 96",
        "48 đến 75",
        "33 đến 46",
        "15 đến 31",
        "1 đến 14",
    ]


def test_given_bounds_decide_the_classes() -> None:
    svg = ve(DU_34, nguong=(Decimal(50),), so_le=0)

    assert [c for c in cac_chu(svg) if " đến " in c] == ["51 đến 96", "1 đến 48"]
    assert mau_cua(svg, "Hà Nội") != mau_cua(svg, "Cà Mau")


def test_equal_values_are_one_class() -> None:
    assert [c for c in cac_chu(ve(dict.fromkeys(DU_34, 7))) if " đến " in c] == []


@pytest.mark.parametrize("ma", ["34:99", "63:01", "01", "34:1"])
def test_unknown_code_is_refused(ma: str) -> None:
    with pytest.raises(ValueError, match="unknown unit codes"):
        ve({ma: 1})


def test_code_set_without_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="63"):
        ve({}, chieu="63")


@pytest.mark.parametrize("nguong", [(2, 1), (1, 1), (1, 2, 3, 4, 5)])
def test_unusable_bounds_are_refused(nguong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="bounds"):
        ve(DU_34, nguong=tuple(Decimal(n) for n in nguong))


def test_chart_has_no_ids_scripts_or_styles() -> None:
    svg = ve(DU_34)

    assert [s for s in (" id=", "<script", " style=", "<style", "href") if s in svg] == []
