"""Reference data of the reporting app, loaded once per module and taken back after it."""

import pytest

from baocao.services.du_lieu_goc import nap as nap_bao_cao
from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.donvi.services.danh_muc import nap as nap_danh_muc
from tests.anh_du_lieu import nap_mot_lan, trong_mot_khoi
from tests.donvi.conftest import THU_MUC


def nap_du_lieu_goc():
    """Units, roles, templates, rules and calendar as shipped."""
    nap_mot_lan(_nap)


def _nap():
    nap_danh_muc(THU_MUC)
    dong_bo_nhom()
    nap_bao_cao()


@pytest.fixture(scope="module")
def du_lieu_goc(django_db_setup, django_db_blocker):
    """Each test of the module runs in a savepoint on top of the reference data."""
    with django_db_blocker.unblock(), trong_mot_khoi(_nap):
        yield


@pytest.fixture
def du_lieu_goc_that(transactional_db):
    """Committed reference data, for tests with several connections or processes."""
    nap_du_lieu_goc()
