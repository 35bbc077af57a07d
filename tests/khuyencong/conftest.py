"""Catalogues of khuyến công as shipped, once a module, taken back after it."""

import pytest
from django.db import transaction

from khuyencong.services.du_lieu_goc import nap
from tests.khuyencong.so_lieu import dung_nuoc


@pytest.fixture(scope="module")
def danh_muc_goc(django_db_setup, django_db_blocker):
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
def nuoc(db):
    """34:52 Gia Lai (= 63:64 + 63:52) and 34:66 Đắk Lắk (= 63:66) in MTTN; 34:04 Cao Bằng north."""
    return dung_nuoc()
