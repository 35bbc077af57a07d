"""The books together: a test in code for each shipped row, the sentences whole."""

import re

import pytest

from cucctdp.quy_tac.choices import Muc
from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.rules import bo_may
from sanpham_tieubieu.rules.dem import SO_DEM

CAC_SO = [SO_DEM, *(getattr(bo_may, ten) for ten in bo_may.__all__ if ten.startswith("SO_"))]


@pytest.mark.usefixtures("luat", "db")
def test_every_shipped_rule_has_its_test_in_code_and_the_weight_of_the_list():
    cac = {q.ma: q for q in QuyTac.objects.all()}

    assert {ma for so in CAC_SO for ma in so.cac_ham} == set(cac)
    assert sorted(cac) == [f"R{n:02d}" for n in range(1, 61)]
    assert {ma for ma, q in cac.items() if q.muc == Muc.CANH_BAO} == {
        *("R03", "R04", "R15", "R20", "R23", "R26", "R30", "R31", "R36", "R38", "R39"),
        *("R47", "R49", "R50", "R51", "R52", "R53", "R54", "R56", "R57", "R59", "R60"),
    }


@pytest.mark.usefixtures("luat", "db")
def test_sentences_are_whole_and_say_what_their_rule_is_of():
    for q in QuyTac.objects.all():
        q.full_clean()
        for cau in (q.thong_bao, *q.nguong.get("cau", {}).values()):
            assert re.fullmatch(r"[^\s].*[.}]", cau), q.ma
            assert not re.search(r"\s{2}|\bR\d\d\b", cau), q.ma
