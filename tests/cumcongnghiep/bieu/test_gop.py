"""Roll-up worked out by hand: 01 and 02 → 03 → 04 → nation; coverage in units and hectares."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cumcongnghiep.bieu.dong_cum import cong_dong
from cumcongnghiep.models import BieuNop, Cum
from cumcongnghiep.services import bieu_nop, gop_bieu
from tests.cumcongnghiep.bieu import mau
from tests.cumcongnghiep.bieu.mau import D
from tests.factories.cumcongnghiep import DuAnFactory

pytestmark = pytest.mark.django_db

# The province of ``mau`` on 14/6/2026, row by row of Biểu 04.
TAY = {
    "1": 3, "2": 145, "3": 2, "4": 125, "5": 1, "6": 75, "7": 1, "8": 50, "9": 1, "10": 50,
    "11": 1, "12": 50, "13": 400, "14": None, "15": 2, "15.1": 1, "15.2": 1, "15.3": 0,
    "15.4": 0, "16": 70, "16.1": 50, "16.2": 20, "16.3": 0, "16.4": 0, "17": 30, "18": 15,
    "19": 50, "20": 3, "21": 0, "22": 3, "23": None, "24": None, "25": None, "26": 0, "27": 0,
}  # fmt: skip


def test_bieu_04_of_the_register_row_by_row(t):
    assert gop_bieu.gop_tinh(gop_bieu.doc_tinh(t.ky, t.tinh.pk)) == TAY


def test_bieu_04_begun_by_the_so_holds_these_rows(t):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)

    assert mau.so(b) == TAY


def test_sent_children_stand_in_the_sum_of_the_commune(t):
    """23 = 120,5 + 99,5; 25 = 300 + 200; 14 and 20 as the developer says, B from the register."""
    mau.gui(mau.bieu_01(t, t.a1, t.n.dn_1), t.n.dn_1)
    mau.gui(mau.bieu_01(t, t.a2, t.n.dn_2, **{"1": D("99.5"), "3": D(200)}), t.n.dn_2)
    mau.gui(mau.bieu_02(t, t.a, t.n.cdt, **{"4": D(13), "5": D("43.33")}), t.n.cdt)

    b = bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_1, by=t.n.xa_1)

    so = mau.so(b)
    assert [so[m] for m in ("1", "3", "4", "13", "14", "18", "20", "23", "24", "25")] == [
        2, 1, 50, 400, 250, 16, 3, 220, D("12.5"), 500,
    ]  # fmt: skip
    assert so["19"] == D("53.33")


def test_commune_rows_sum_to_the_province_but_for_the_rate(t):
    mot, hai = (
        bieu_nop.lap(ky=t.ky, bieu="03", xa=xa, by=nguoi)
        for xa, nguoi in ((t.xa_1, t.n.xa_1), (t.xa_2, t.n.xa_2))
    )

    tong = cong_dong([mau.so(mot), mau.so(hai)])

    assert tong == TAY
    assert mau.so(hai)["3"] == 1


def test_inter_commune_cluster_is_counted_by_its_lead_alone(t):
    """C lies in both communes and is led by xã Hai."""
    mot = bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_1, by=t.n.xa_1)

    assert (mau.so(mot)["1"], mau.so(mot)["2"]) == (2, 70)


def test_a_sent_commune_stands_for_itself_and_the_others_come_from_the_register(t):
    b = bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_1, by=t.n.xa_1)
    mau.dat(b, d4=D(55))

    tong = gop_bieu.gop_tinh(gop_bieu.doc_tinh(t.ky, t.tinh.pk))

    assert tong["4"] == 55 + 75


def test_coverage_in_units_and_hectares_names_who_is_missing(t):
    mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)
    mau.dat(bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_2, by=t.n.xa_2))

    phu = gop_bieu.can_nop(gop_bieu.doc_tinh(t.ky, t.tinh.pk))

    assert {b: (p.da, p.can, p.ha_da, p.ha_can) for b, p in phu.items()} == {
        "01": (0, 3, 0, 0), "02": (1, 3, 50, 145), "03": (1, 2, 75, 145),
    }  # fmt: skip
    assert [c.ten for c in phu["03"].thieu] == ["Một"]
    assert [(c.ten, c.co_cdt) for c in phu["02"].thieu] == [("CCN B", False), ("CCN C", False)]


def test_demo_clusters_are_never_added_to_real_ones(t):
    Cum.objects.filter(pk=t.b.pk).update(minh_hoa=True)

    s = gop_bieu.doc_tinh(t.ky, t.tinh.pk)
    nuoc = gop_bieu.gop_nuoc(t.ky)

    assert list(s.cum) == [t.b.pk]
    assert (nuoc.cac_tinh[0].so_cum, nuoc.ha_can) == (1, 20)


def test_the_nation_is_what_provinces_sent(t):
    b = mau.bao_het(t)
    BieuNop.objects.filter(pk=b.pk).update(trang_thai="nhap")

    chua = gop_bieu.gop_nuoc(t.ky)
    BieuNop.objects.filter(pk=b.pk).update(trang_thai="chap_nhan")
    da = gop_bieu.gop_nuoc(t.ky)

    assert (len(chua.da), chua.tong["3"], chua.ha_da) == (0, None, 0)
    assert (len(da.da), da.tong["3"], da.tong["19"], da.ha_da, da.ha_can) == (1, 2, 50, 145, 145)


def test_reading_a_province_takes_as_many_queries_for_many_projects(t, django_assert_num_queries):
    with CaptureQueriesContext(connection) as mot:
        gop_bieu.gop_tinh(gop_bieu.doc_tinh(t.ky, t.tinh.pk))
    for _ in range(3):
        DuAnFactory(cum=t.a)

    with django_assert_num_queries(len(mot)):
        gop_bieu.gop_tinh(gop_bieu.doc_tinh(t.ky, t.tinh.pk))
