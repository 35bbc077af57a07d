"""Catalogues of khuyến công as shipped, once a module, taken back after it."""

import pytest

from khuyencong.services.du_lieu_goc import nap
from tests.anh_du_lieu import trong_mot_khoi
from tests.khuyencong.so_lieu import dung_nuoc


@pytest.fixture(scope="module")
def danh_muc_goc(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), trong_mot_khoi(nap):
        yield


@pytest.fixture
def nuoc(db):
    """34:52 Gia Lai (= 63:64 + 63:52) and 34:66 Đắk Lắk (= 63:66) in MTTN; 34:04 Cao Bằng north."""
    return dung_nuoc()
