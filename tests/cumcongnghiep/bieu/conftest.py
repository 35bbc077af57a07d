"""The law as shipped, once a module, taken back after it."""

import pytest
from django.db import transaction

from cumcongnghiep.services.du_lieu_goc import nap
from tests.cumcongnghiep.bieu import mau


@pytest.fixture(scope="module")
def luat(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            nap()
            yield
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def t(luat, db):
    """A hand-worked province with its people and the open window 6 tháng 2026."""
    return mau.tinh_mau()
