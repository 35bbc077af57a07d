"""The page of a cluster: its tabs, who may see which, and how many queries it costs."""

from datetime import date

import pytest
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom
from cumcongnghiep.services.du_lieu_goc import nap
from cumcongnghiep.xem.trang_cum import CAC_THE
from tests.cumcongnghiep.xem.mau import cum_day_du
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db
NGAY = date(2026, 11, 23)


@pytest.fixture
def cum():
    dong_bo_nhom()
    nap()
    return cum_day_du()


def _mo(client, user, cum, the=""):
    client.force_login(user)
    return client.get(reverse("ccn_cum", args=[cum.pk]), {"the": the} if the else {})


def test_every_tab_opens_for_the_leadership(client, cum):
    lanh_dao = tai_khoan("cuc_lanh_dao")

    assert {t: _mo(client, lanh_dao, cum, t).status_code for t in CAC_THE} == dict.fromkeys(
        CAC_THE, 200
    )
