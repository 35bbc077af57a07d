"""The law as shipped, once a module, taken back after it."""

import pytest

from cumcongnghiep.services.du_lieu_goc import nap
from tests.anh_du_lieu import trong_mot_khoi
from tests.cumcongnghiep.bieu import mau


@pytest.fixture(scope="module")
def luat(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), trong_mot_khoi(nap):
        yield


@pytest.fixture
def t(luat, db):
    """A hand-worked province with its people and the open window 6 tháng 2026."""
    return mau.tinh_mau()
