"""The law of the selection as shipped, once a module, taken back after it."""

import pytest

from cucctdp.accounts.groups import dong_bo_nhom
from sanpham_tieubieu.services.du_lieu_goc import nap
from tests.anh_du_lieu import trong_mot_khoi


@pytest.fixture(scope="module")
def luat_goc(django_db_setup, django_db_blocker):
    """The law alone."""
    with django_db_blocker.unblock(), trong_mot_khoi(nap):
        yield


def _nhom_va_luat():
    dong_bo_nhom()
    nap()


@pytest.fixture(scope="module")
def nhom_va_luat(django_db_setup, django_db_blocker):
    """The law, and every group of users."""
    with django_db_blocker.unblock(), trong_mot_khoi(_nhom_va_luat):
        yield
