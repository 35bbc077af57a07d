"""A bar cut into parts."""

from decimal import Decimal

from cucctdp.charts import Phan, thanh_chia

from .doc_svg import cac_chu, cac_o, mo_ta

BA = (
    Phan("Đã cho thuê", Decimal(30), "dam"),
    Phan("Biên bản ghi nhớ", Decimal(10), "gach"),
    Phan("Còn trống", Decimal(60), "nhat"),
)


def ve(*phan: Phan, ghi_chu: str = "") -> str:
    return thanh_chia(phan, tieu_de="Quỹ đất", don_vi="ha", ghi_chu=ghi_chu)


def test_every_part_is_told_in_words() -> None:
    assert mo_ta(ve(*BA, ghi_chu="Không tính ghi nhớ.")) == (
        "Đã cho thuê: 30,00 ha; Biên bản ghi nhớ: 10,00 ha; Còn trống: 60,00 ha. "
        "Không tính ghi nhớ."
    )


def test_number_and_share_stand_beside_each_name() -> None:
    chu = cac_chu(ve(*BA))

    assert [c for c in chu if c.endswith("%)")] == [
        "30,00 ha (30,0%)",
        "10,00 ha (10,0%)",
        "60,00 ha (60,0%)",
    ]


def test_lengths_follow_the_shares() -> None:
    dai = [
        float(cac_o(ve(*BA), fill=mau, height="40")[0].get("width") or 0)
        for mau in ("#173f6b", "#e3ecf5")
    ]

    assert dai == [180.0, 360.0]


def test_part_of_zero_is_named_but_not_drawn() -> None:
    svg = ve(Phan("Đã cho thuê", Decimal(0), "dam"), Phan("Còn trống", Decimal(5), "nhat"))

    assert "0,00 ha (0,0%)" in cac_chu(svg)
    assert cac_o(svg, fill="#173f6b", height="40") == []


def test_nothing_at_all_says_so() -> None:
    assert mo_ta(ve()) == "chưa có số liệu"
