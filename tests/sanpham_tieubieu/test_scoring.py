"""Properties of the arithmetic of sheets; no database."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanpham_tieubieu.mo_phong import CachThu, mo_phong
from sanpham_tieubieu.scoring import (
    BinhQuan,
    binh_quan,
    cac_giam_khao,
    chia_chi_tieu,
    diem_cat,
    diem_chuan,
    do_lech_chuan,
    du_hop,
    phieu_lech,
    phieu_toi_thieu,
    thong_qua,
    trung_vi,
    xep_hang,
)

D = Decimal
BAY_MUOI = D(70)
diem = st.integers(0, 400).map(lambda n: D(n) / 4)
phieu = st.lists(diem, min_size=1, max_size=13)


@settings(max_examples=60)
@given(phieu, st.randoms(use_true_random=False))
def test_order_of_sheets_changes_nothing(cac, ngau_nhien):
    bang = {1: dict(enumerate(cac)), 2: {0: D(50), 1: D("61.5")}}
    xao = list(bang[1].items())
    ngau_nhien.shuffle(xao)
    nguoc = {2: {1: D("61.5"), 0: D(50)}, 1: dict(xao)}

    assert binh_quan(cac) == binh_quan(dict(xao).values())
    assert diem_cat(cac) == diem_cat(dict(xao).values())
    assert xep_hang({k: binh_quan(v.values()).khoa for k, v in bang.items()}) == xep_hang(
        {k: binh_quan(v.values()).khoa for k, v in nguoc.items()}
    )


@settings(max_examples=60)
@given(phieu, st.data())
def test_recused_judge_leaves_numerator_and_denominator(cac, data):
    co_mat = dict(enumerate(cac))
    rut = data.draw(st.sampled_from(sorted(co_mat)))
    con = {gk: x for gk, x in co_mat.items() if gk != rut}

    bq = binh_quan(con.values())

    if not con:
        assert bq is None
    else:
        assert bq.khoa == Fraction(sum(cac) - cac[rut]) / (len(cac) - 1)
        # a zero in his place would have pulled the mean down
        assert bq.khoa >= binh_quan([*con.values(), D(0)]).khoa


@settings(max_examples=100)
@given(st.lists(st.integers(0, 10000).map(lambda n: D(n) / 100), min_size=1, max_size=13))
def test_pass_is_the_unrounded_mean_and_never_prints_otherwise(cac):
    bq = binh_quan(cac)
    in_ra = D(bq.hien(2, BAY_MUOI).replace(".", "").replace(",", "."))

    assert bq.dat(BAY_MUOI) is (Fraction(sum(cac)) / len(cac) >= 70)
    assert bq.dat(BAY_MUOI) is (in_ra >= 70)


@pytest.mark.parametrize(
    ("tong", "so_phieu", "dat", "in_ra"),
    [
        ("139.99", 2, False, "69,995"),
        ("979.93", 14, False, "69,995"),
        ("209.99", 3, False, "69,997"),
        ("769.99", 11, False, "69,999"),
        ("909.995", 13, False, "69,9996"),
        ("140", 2, True, "70,00"),
        ("210.01", 3, True, "70,00"),
        ("139.88", 2, False, "69,94"),
    ],
)
def test_display_near_the_threshold(tong, so_phieu, dat, in_ra):
    bq = BinhQuan(D(tong), so_phieu)

    assert bq.dat(BAY_MUOI) is dat
    assert bq.hien(2, BAY_MUOI) == in_ra


def test_display_a_millionth_below_the_threshold_rounds_down():
    assert BinhQuan(D("69.9999999"), 1).hien(2, BAY_MUOI) == "69,999999"


@pytest.mark.parametrize(("n", "can"), [(0, 1), (1, 1), (3, 2), (4, 3), (9, 6), (11, 8)])
def test_quorum_of_sheets_rounds_up(n, can):
    assert phieu_toi_thieu(n, 2, 3) == can


def test_places_are_shared_by_equals():
    assert xep_hang({"a": 3, "b": 5, "c": 5, "d": 1}) == {"b": 1, "c": 1, "a": 3, "d": 4}


def test_sheet_far_from_the_median_is_told_with_its_sign():
    phieu = {1: D(80), 2: D(82), 3: D(60), 4: D(95), 5: D(81)}

    assert trung_vi(phieu.values()) == D(81)
    assert phieu_lech(phieu, D(15)) == {3: D(-21)}
    assert phieu_lech(phieu, D(13)) == {3: D(-21), 4: D(14)}


def test_even_sheets_have_the_middle_of_two_as_median():
    assert trung_vi([D(80), D("80.5"), D(10), D(90)]) == D("80.25")


def test_trimmed_mean_keeps_small_panels_whole():
    assert diem_cat([D(1), D(50), D(60), D(70), D(99)]) == BinhQuan(D(180), 3)
    assert diem_cat([D(1), D(50), D(60), D(99)]) == BinhQuan(D(210), 4)


@settings(max_examples=60)
@given(
    st.dictionaries(st.integers(1, 30), st.tuples(diem, st.integers(0, 5)), max_size=12),
    st.integers(0, 13),
)
def test_quota_never_chooses_among_equals(khoa, so_luong):
    chia = chia_chi_tieu(khoa, so_luong)

    assert len(chia.chac) <= so_luong
    assert all(khoa[a] > khoa[b] for a in chia.chac for b in khoa if b not in chia.chac)
    if chia.bang_diem:
        assert len({khoa[k] for k in chia.bang_diem}) == 1
        assert 0 < chia.con_cho < len(chia.bang_diem)
        assert len(chia.chac) + chia.con_cho == so_luong
    else:
        assert len(chia.chac) == min(so_luong, len(khoa))


def test_no_quota_takes_all():
    assert chia_chi_tieu({"a": 2, "b": 1}, None).chac == ("a", "b")


def test_vote_passes_above_half_of_all_members():
    assert [thong_qua(n, 9, 1, 2) for n in (4, 5)] == [False, True]
    assert [thong_qua(n, 8, 1, 2) for n in (4, 5)] == [False, True]
    assert [du_hop(n, 9, 2, 3) for n in (5, 6)] == [False, True]


def _hoi_dong_lech(hat_giong):
    """30 products of known order; of 9 judges five score each; two are severe, one compresses."""
    thu = Random(hat_giong)
    that = {sp: D(60) + D(sp) for sp in range(30)}
    lech = {0: D(-14), 1: D(-9), 2: D(0), 3: D(3), 4: D(1), 5: D(-2), 6: D(2), 7: D(0), 8: D(4)}
    bang = {}
    for sp, chat in that.items():
        bang[sp] = {}
        for gk in thu.sample(range(9), 5):
            he_so = D("0.6") if gk == 2 else D(1)
            nhieu = D(thu.randint(-10, 10)) / 100
            bang[sp][gk] = D(75) + (chat - 75) * he_so + lech[gk] + nhieu
    return that, bang


@pytest.mark.parametrize("hat_giong", range(8))
def test_severe_judges_the_corrected_view_recovers_the_true_order(hat_giong):
    that, bang = _hoi_dong_lech(hat_giong)
    dung = xep_hang(that)
    tho = xep_hang({sp: binh_quan(p.values()).khoa for sp, p in bang.items()})
    gk = cac_giam_khao(bang)
    chuan = xep_hang(diem_chuan(bang, gk))

    sai_cho = sum(tho[sp] != dung[sp] for sp in that)

    assert sorted(gk, key=lambda g: gk[g].nghiem_khac)[:2] == [0, 1]
    assert sai_cho > 10
    assert chuan == dung


def test_severe_judge_on_every_product_changes_neither_order():
    thu = Random(4)
    bang = {
        sp: {gk: D(60 + 2 * sp - 15 * (gk == 0)) + D(thu.randint(0, 8)) / 10 for gk in range(7)}
        for sp in range(12)
    }

    gk = cac_giam_khao(bang)

    assert xep_hang(diem_chuan(bang, gk)) == {sp: 12 - sp for sp in range(12)}
    assert [g for g in gk if gk[g].nghiem_khac < -10] == [0]


def test_judge_who_scores_all_alike_is_told_and_moves_no_order():
    bang = {sp: {0: D(80), 1: D(50 + sp), 2: D(60 + sp)} for sp in range(12)}

    gk = cac_giam_khao(bang)

    assert [g for g in gk if gk[g].gan_nhu_deu()] == [0]
    assert xep_hang(diem_chuan(bang, gk)) == {sp: 12 - sp for sp in range(12)}


def test_nothing_scored_gives_nothing():
    assert cac_giam_khao({1: {}}) == {}
    assert diem_chuan({1: {}}) == {}
    assert binh_quan([]) is None
    assert do_lech_chuan([D(7)]) == 0


def _goc(*diem):
    return dict(zip(("I", "II", "III", "IV"), map(D, diem), strict=True))


MO_PHONG = {
    "nhất": {gk: _goc(38, 38, 9, 9) for gk in range(5)},
    "nhì": {gk: _goc(30 + gk % 2, 34, 8, 8) for gk in range(5)},
    "ba": {gk: _goc(34 - gk % 2, "30.5", 8, 8) for gk in range(5)},
}


@pytest.mark.parametrize("cach", CachThu)
def test_simulation_repeats_by_its_seed_and_trusts_a_clear_winner(cach):
    lan_1 = mo_phong(MO_PHONG, cach=cach, hat_giong=7, so_lan=200, chi_tieu=1)
    lan_2 = mo_phong(MO_PHONG, cach=cach, hat_giong=7, so_lan=200, chi_tieu=1)

    assert lan_1 == lan_2
    assert lan_1.cua["nhất"].giu_hang == 200
    assert lan_1.cua["nhất"].trong_chi_tieu == 200
    assert lan_1.cua["ba"].hang_thap == 3


def test_simulation_says_when_a_place_is_not_sure():
    thu = mo_phong(MO_PHONG, cach=CachThu.TRONG_SO, hat_giong=7, so_lan=300).cua

    assert thu["ba"].giu_hang > 0
    assert thu["nhì"].giu_hang < 300
    assert thu["nhì"].trong_chi_tieu is None


def test_jury_drawn_anew_without_the_only_judge_of_a_product_keeps_its_mean():
    bang = {
        "một phiếu": {0: {"": D(90)}},
        "đủ phiếu": {gk: {"": D(80)} for gk in range(5)},
        "thấp": {gk: {"": D(70)} for gk in (1, 2)},
    }

    thu = mo_phong(bang, cach=CachThu.GIAM_KHAO, hat_giong=3, so_lan=100).cua

    assert {k: (v.giu_hang, v.hang_cao, v.hang_thap) for k, v in thu.items()} == {
        "một phiếu": (100, 1, 1),
        "đủ phiếu": (100, 2, 2),
        "thấp": (100, 3, 3),
    }
