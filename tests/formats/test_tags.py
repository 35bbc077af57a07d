from datetime import date
from decimal import Decimal

import pytest
from django.template import engines


def in_ra(mau, **ngu_canh):
    return engines["django"].from_string("{% load vn %}" + mau).render(ngu_canh)


@pytest.mark.parametrize(
    ("mau", "x", "mong_doi"),
    [
        ("{{ x|so }}", Decimal("1234.50"), "1.234,5"),
        ("{{ x|so:2 }}", Decimal("1234.5"), "1.234,50"),
        ("{{ x|so_dau:1 }}", Decimal("15.52"), "+15,5"),
        ("{{ x|trieu }}", 1_500_000, "2"),
        ("{{ x|trieu:1 }}", 1_500_000, "1,5"),
        ("{{ x|ty }}", 1_234_500_000_000, "1.234,50"),
        ("{{ x|ngay }}", date(2026, 2, 5), "05/02/2026"),
        ("{{ x|ngay_chu }}", date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        ("{{ x|la_ma }}", 4, "IV"),
    ],
)
def test_filter(mau, x, mong_doi):
    assert in_ra(mau, x=x) == mong_doi


@pytest.mark.parametrize("ten", ["so", "so_dau", "trieu", "ty", "ngay", "ngay_chu", "la_ma"])
def test_filter_missing_prints_nothing_not_zero(ten):
    assert in_ra("[{{ x|" + ten + " }}{{ y|" + ten + " }}]", x=None) == "[]"
