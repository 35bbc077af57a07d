"""Shipped catalogues: loaded twice the same, hand edits kept, every rule has its row."""

from importlib import import_module

import pytest
from django.db import connection

from khuyencong.models import DinhMuc, NoiDung, QuyTac, TrungTam, TyLeTamUng
from khuyencong.rules import SO
from khuyencong.rules.ke_hoach import CHI_QUAN_LY
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


def test_rows_of_both_levels_are_loaded_and_a_changed_one_is_kept():
    nap()
    DinhMuc.objects.filter(noi_dung="SP4", cap="khu_vuc").update(muc_toi_da=250_000_000)

    assert nap()["định mức"]["sua_tay"] == 1
    rows = DinhMuc.objects.filter(noi_dung__in=("SP4", "SP5", "LK1")).exclude(cap="")
    assert sorted(rows.values_list("noi_dung", "cap", "muc_toi_da")) == [
        ("LK1", "khu_vuc", 70_000_000), ("LK1", "quoc_gia", 100_000_000),
        ("SP4", "khu_vuc", 250_000_000), ("SP4", "quoc_gia", 400_000_000),
        ("SP5", "khu_vuc", 5_000_000), ("SP5", "quoc_gia", 10_000_000),
    ]  # fmt: skip


def test_rows_loaded_before_levels_become_national_and_stay_known_as_changed():
    nap()
    cu = DinhMuc.objects.filter(noi_dung__in=("SP4", "SP5", "LK1"))
    cu.filter(cap="khu_vuc").delete()
    cu.update(cap="")
    with connection.cursor() as c:
        c.execute(
            "UPDATE nap_goc_daunap SET khoa = replace(rtrim(khoa), ' quoc_gia', '') "
            "WHERE bang = 'khuyencong.dinhmuc' AND khoa NOT LIKE '% khu_vuc'"
        )
        c.execute("DELETE FROM nap_goc_daunap WHERE khoa LIKE '% khu_vuc'")
    DinhMuc.objects.filter(noi_dung__in=("SP4", "KT4"), nguon="kcqg").update(muc_toi_da=123)

    with connection.cursor() as c:
        # A migration begins with nothing pending.
        c.execute("SET CONSTRAINTS ALL IMMEDIATE")
        c.execute(import_module("khuyencong.migrations.0010_cap_cua_dinh_muc_da_nap").LEN)
    dem = nap()["định mức"]

    assert (dem["them"], dem["sua_tay"], dem["doi"]) == (3, 2, 0)
    rows = DinhMuc.objects.filter(noi_dung__in=("SP4", "KT4", "LK1"), nguon="kcqg")
    assert sorted(rows.values_list("noi_dung", "cap", "muc_toi_da")) == [
        ("KT4", "", 123), ("LK1", "khu_vuc", 70_000_000), ("LK1", "quoc_gia", 100_000_000),
        ("SP4", "khu_vuc", 200_000_000), ("SP4", "quoc_gia", 123),
    ]  # fmt: skip


def test_every_rule_has_a_row_and_every_row_a_rule():
    nap()

    # KC45 is asked of a yearly plan, the others of a đề án.
    assert set(QuyTac.objects.values_list("ma", flat=True)) == {*SO.cac_ham, CHI_QUAN_LY}


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
