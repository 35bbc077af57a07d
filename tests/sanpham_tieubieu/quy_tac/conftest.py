"""The law as shipped, once a module, taken back after it."""

import pytest

from khuyencong.services.du_lieu_goc import nap as nap_khuyen_cong
from sanpham_tieubieu.services.du_lieu_goc import nap
from tests.anh_du_lieu import trong_mot_khoi


@pytest.fixture(scope="module")
def luat(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), trong_mot_khoi(nap):
        yield


def _ca_dia_ban():
    nap()
    nap_khuyen_cong()


@pytest.fixture(scope="module")
def luat_dia_ban(django_db_setup, django_db_blocker):
    """With the regimes of places, which khuyến công keeps."""
    with django_db_blocker.unblock(), trong_mot_khoi(_ca_dia_ban):
        yield
