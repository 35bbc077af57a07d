"""The national page beside the register: same provinces, same window, demo apart."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cumcongnghiep.services.doi_chieu_nuoc import SoNuoc, doi_chieu_nuoc
from cumcongnghiep.services.gop_bieu import gop_nuoc
from tests.cumcongnghiep.bieu import mau
from tests.cumcongnghiep.bieu.mau import D
from tests.factories.cumcongnghiep import CumFactory, VanBanFactory, tinh
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db


def _so(t):
    return doi_chieu_nuoc(gop_nuoc(t.ky))


def test_forms_filled_in_by_the_register_agree_with_it(t):
    mau.bao_het(t)

    so = _so(t)

    assert {ma: s.chenh for ma, s in so.items() if s.chenh} == {}
    assert so["17"] == SoNuoc(D(30), D(30), D(30))


def test_difference_is_reported_less_register(t):
    b = mau.bao_het(t)
    mau.cong_them(b, "3", 2)

    assert (_so(t)["3"], _so(t)["3"].chenh) == (SoNuoc(D(4), D(2), D(2)), D(2))


def test_province_that_sent_nothing_is_in_the_register_alone(t):
    mau.bao_het(t)
    khac = CumFactory(don_vi=DonViFactory(bo_ma="34", ma="24"))
    VanBanFactory(cum=khac, ngay=mau.date(2020, 1, 1), dien_tich=D(40))
    tinh(khac)

    assert _so(t)["4"] == SoNuoc(D(125), D(125), D(165))


def test_nothing_sent_has_no_difference(t):
    so = _so(t)["3"]

    assert (so.bao_cao, so.chenh, so.csdl_tat_ca) == (None, None, 2)


def test_province_with_demo_clusters_stands_with_those_alone(t):
    mau.bao_het(t)
    t.b.minh_hoa = True
    t.b.save()

    so = _so(t)

    assert (so["3"].bao_cao, so["3"].csdl, so["15"].csdl) == (2, 0, 1)


def test_page_shows_both_and_asks_as_much_for_more_provinces(t):
    mau.cong_them(mau.bao_het(t), "3", 2)
    c = Client()
    c.force_login(t.n.cuc_phong)
    duong = reverse("admin:cumcongnghiep_kybieu_ca_nuoc", args=[t.ky.pk])
    c.get(duong)
    with CaptureQueriesContext(connection) as mot:
        trang = c.get(duong)
    for ma in ("24", "25"):
        CumFactory(don_vi=DonViFactory(bo_ma="34", ma=ma))
    with CaptureQueriesContext(connection) as ba:
        c.get(duong)

    assert "<strong>+2</strong>" in trang.content.decode()
    assert len(mot) == len(ba)
