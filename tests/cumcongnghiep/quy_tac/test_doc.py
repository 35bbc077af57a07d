"""Dossiers for the rules from the database: constant queries, clashes of numbers and names."""

from datetime import date
from decimal import Decimal

import pytest

from cumcongnghiep.rules import SO_BIEU, SO_CUM, doc_xet, kiem_tra_cum
from cumcongnghiep.services.du_lieu_goc import nap
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    MucQuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db

NGAY = date(2026, 11, 23)


def test_every_code_has_its_test_and_only_those():
    assert {*SO_CUM.cac_ham, *SO_BIEU.cac_ham} == {f"V{n:02d}" for n in range(1, 43)}


def test_a_cluster_of_the_database_is_judged_whole(django_assert_num_queries):
    nap()
    cum = CumFactory()
    VanBanFactory(cum=cum, dien_tich=Decimal(90))
    MucQuyHoachFactory(cum=cum, dien_tich=Decimal(70))
    CanDoiDatFactory(cum=cum, tong=Decimal(90), cong_nghiep=Decimal(40))
    CumXaFactory(cum=cum)
    ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=Decimal(41))

    x = doc_xet([cum], hom_nay=NGAY)[cum.pk]
    with django_assert_num_queries(0):
        kq = kiem_tra_cum(x, "cap_nhat")

    assert [v.ma for v in kq] == ["V03", "V05", "V07", "V09"]
    assert not any(v.chan for v in kq)


def test_reading_takes_as_many_queries_for_three_as_for_one(django_assert_max_num_queries):
    cac = [ThueDatFactory().cum for _ in range(3)]
    for cum in cac:
        VanBanFactory(cum=cum)

    with django_assert_max_num_queries(22) as mot:
        doc_xet(cac[:1], hom_nay=NGAY)
    with django_assert_max_num_queries(22) as ba:
        doc_xet(cac, hom_nay=NGAY)

    assert len(mot) == len(ba)


def test_v21_same_number_and_year_on_two_clusters_with_other_content():
    tinh = DonViFactory()
    a, b, c = (CumFactory(don_vi=tinh, ten=t) for t in ("Anh", "Bình", "Châu"))
    VanBanFactory(cum=a, so="15/QĐ-UBND", ngay=date(2025, 2, 20))
    VanBanFactory(cum=b, so="15/QĐ-UBND", ngay=date(2025, 3, 1))
    VanBanFactory(cum=c, so="15/QĐ-UBND", ngay=date(2024, 2, 20))
    VanBanFactory(cum=CumFactory(), so="15/QĐ-UBND", ngay=date(2025, 4, 1))

    x = doc_xet([a, b, c], hom_nay=NGAY)

    assert {pk: [(t.so, t.ten_cum) for t in d.trung_van_ban] for pk, d in x.items()} == {
        a.pk: [("15/QĐ-UBND", "Bình")],
        b.pk: [("15/QĐ-UBND", "Anh")],
        c.pk: [],
    }


def test_one_decision_on_two_clusters_is_no_clash():
    tinh = DonViFactory()
    hai = [CumFactory(don_vi=tinh) for _ in range(2)]
    for cum in hai:
        VanBanFactory(cum=cum, so="15/QĐ-UBND", ngay=date(2025, 2, 20))

    x = doc_xet(hai, hom_nay=NGAY)

    assert [d.trung_van_ban for d in x.values()] == [[], []]


def test_v22_names_are_compared_within_the_province_without_tone_marks():
    tinh = DonViFactory()
    a = CumFactory(don_vi=tinh, ten="Hòa Bình")
    CumFactory(don_vi=tinh, ten="Hoà  bình")
    CumFactory(don_vi=tinh, ten="Khác", ten_khac=["Hoa Binh"])
    CumFactory(ten="Hòa Bình")

    assert doc_xet([a], hom_nay=NGAY)[a.pk].trung_ten == ["Hoà  bình", "Khác"]
