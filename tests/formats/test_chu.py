import random
import unicodedata

import pytest

from cucctdp.formats.chu import bo_dau, khoa_sap_xep, khoa_tim, nfc, slug, viet_hoa_dau

from .vang import CHU_VIET, TINH, TU


def test_alphabet_has_all_134_marked_letters_and_ascii():
    assert len([c for c in CHU_VIET if ord(c) > 127]) == 134
    assert len([c for c in CHU_VIET if ord(c) < 128]) == 52


def test_nfc_composes():
    assert nfc("Đa\u0300 Na\u0306\u0303ng") == "Đà Nẵng"


@pytest.mark.parametrize(
    ("van_ban", "mong_doi"),
    [
        ("Đà Nẵng", "Da Nang"),
        ("đường ĐƯỜNG", "duong DUONG"),
        ("Thừa Thiên – Huế", "Thua Thien – Hue"),
        ("Ho\u0300a", "Hoa"),
    ],
)
def test_bo_dau_keeps_case(van_ban, mong_doi):
    assert bo_dau(van_ban) == mong_doi


def test_bo_dau_leaves_only_ascii_of_vietnamese_letters():
    assert bo_dau("".join(CHU_VIET)).isascii()


@pytest.mark.parametrize("van_ban", ["hoà", "hòa", "HOA", "  hoa ", "ho\u0300a", "hoa\u00a0"])
def test_khoa_tim_same_for_tone_places_case_and_form(van_ban):
    assert khoa_tim(van_ban) == "hoa"


def test_khoa_tim_apostrophes_hyphens_spaces():
    assert khoa_tim("Ea  H’Leo") == khoa_tim("EA H'LEO") == "ea h'leo"
    assert khoa_tim("Bà Rịa – Vũng\tTàu") == khoa_tim("Bà Rịa - Vũng Tàu") == "ba ria - vung tau"


def test_khoa_tim_keeps_i_and_y_apart():
    assert (khoa_tim("Lý"), khoa_tim("Lí")) == ("ly", "li")


@pytest.mark.parametrize(
    ("van_ban", "mong_doi"),
    [
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        ("Ea H’Leo", "ea-h-leo"),
        ("  Quý I/2026: đợt 1! ", "quy-i-2026-dot-1"),
        ("…", ""),
    ],
)
def test_slug(van_ban, mong_doi):
    assert slug(van_ban) == mong_doi


@pytest.mark.parametrize("vang", [TINH, TU], ids=["tinh", "tu"])
def test_khoa_sap_xep_golden_order(vang):
    xao = random.Random(2026).sample(vang, len(vang))

    assert sorted(xao, key=khoa_sap_xep) == vang


@pytest.mark.parametrize("dang", ["NFC", "NFD"])
def test_khoa_sap_xep_case_and_form_do_not_count(dang):
    assert khoa_sap_xep(unicodedata.normalize(dang, "ĐẮK LẮK")) == khoa_sap_xep("Đắk Lắk")


def test_khoa_sap_xep_tone_compares_by_syllable_not_by_letter():
    assert sorted(["hoả", "hòa", "hoá", "hoa"], key=khoa_sap_xep) == ["hoa", "hòa", "hoả", "hoá"]


def test_khoa_sap_xep_digits_do_not_disturb_tones():
    assert sorted(["à5", "a5", "á5", "a"], key=khoa_sap_xep) == ["a", "a5", "à5", "á5"]


def test_khoa_sap_xep_curly_apostrophe_is_the_plain_one():
    assert khoa_sap_xep("Ea H’Leo") == khoa_sap_xep("Ea H'Leo")


def test_viet_hoa_dau_touches_first_letter_only():
    assert viet_hoa_dau("đồng Nai, UBND") == "Đồng Nai, UBND"
    assert viet_hoa_dau("") == ""
