"""Pages of the country, a province, the list and the questions."""

import pytest
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom
from cumcongnghiep.cau_hoi import CAC_CAU
from cumcongnghiep.services.du_lieu_goc import nap
from tests.cumcongnghiep.xem.mau import cum_day_du
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db


@pytest.fixture
def cum():
    dong_bo_nhom()
    nap()
    return cum_day_du()


@pytest.fixture
def lanh_dao(client, cum):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    return client


def test_every_question_has_a_page(lanh_dao):
    ma = {so: lanh_dao.get(reverse("ccn_mot_cau_hoi", args=[so])).status_code for so in CAC_CAU}

    assert ma == dict.fromkeys(CAC_CAU, 200)


def test_every_question_goes_out_as_workbook_and_paper(lanh_dao):
    ma = {
        (so, d): lanh_dao.get(reverse("ccn_tai_cau_hoi", args=[so, d])).content[:4]
        for so in CAC_CAU
        for d in ("xlsx", "pdf")
    }

    assert ma == {(so, d): {"xlsx": b"PK\x03\x04", "pdf": b"%PDF"}[d] for so, d in ma}


def test_province_and_country_open(lanh_dao, cum):
    cac = [
        reverse("ccn_ca_nuoc"),
        reverse("ccn_ca_nuoc") + "?dia_gioi=63&chi_tieu=18",
        reverse("ccn_tinh", args=["15"]),
        reverse("ccn_danh_sach") + "?tim=thong+nhat",
        reverse("ccn_ho_so_tinh", args=["15", "pdf"]),
    ]

    assert [lanh_dao.get(d).status_code for d in cac] == [200] * len(cac)
