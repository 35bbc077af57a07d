"""Shipped catalogues: loaded twice the same, hand edits kept, every rule has its row."""

import pytest

from khuyencong.models import DinhMuc, NoiDung, QuyTac, TrungTam, TyLeTamUng
from khuyencong.rules import CAC_QUY_TAC
from khuyencong.services.du_lieu_goc import nap
from tests.factories.donvi import ToChucFactory

pytestmark = pytest.mark.django_db


def test_second_load_changes_nothing_and_keeps_what_a_person_changed():
    ToChucFactory(ma="ttkc-vung-1", loai="trung_tam_kc", don_vi=None)
    nap()
    NoiDung.objects.filter(ma="KT4").update(ten="Máy móc (sửa tay)")

    lan_hai = nap()

    assert {ten: sorted(d) for ten, d in lan_hai.items() if ten != "nội dung"} == {
        ten: ["giu"] for ten in lan_hai if ten != "nội dung"
    }
    assert (lan_hai["nội dung"]["sua_tay"], lan_hai["nội dung"]["doi"]) == (1, 0)
    assert NoiDung.objects.get(ma="KT4").ten == "Máy móc (sửa tay)"


def test_every_rule_has_a_row_and_every_row_a_rule():
    nap()

    assert set(QuyTac.objects.values_list("ma", flat=True)) == set(CAC_QUY_TAC)


def test_ceilings_name_known_activities_and_money_is_whole_dong():
    nap()

    ma = set(NoiDung.objects.values_list("ma", flat=True))
    assert set(DinhMuc.objects.values_list("noi_dung", flat=True)) <= ma
    assert set(TyLeTamUng.objects.values_list("noi_dung", flat=True)) <= ma
    assert DinhMuc.objects.get(noi_dung="KT4", nguon="kcqg").muc_toi_da == 300_000_000


def test_regional_centres_are_of_the_cuc_and_their_posts_unknown():
    for so in (1, 2):
        ToChucFactory(ma=f"ttkc-vung-{so}", loai="trung_tam_kc", don_vi=None)

    nap()

    assert set(TrungTam.objects.values_list("to_chuc__ma", "cap", "bien_che", "can_xac_minh")) == {
        ("ttkc-vung-1", "vung", None, True),
        ("ttkc-vung-2", "vung", None, True),
    }
