"""A province with its people and a complete draft; made once a module."""

import pytest
from django.test import Client

from khuyencong.models import DeAn
from tests.khuyencong import mau


@pytest.fixture(autouse=True)
def _kho_tep(settings, tmp_path):
    settings.KHO_TEP = tmp_path


@pytest.fixture(scope="module")
def _nen(danh_muc_goc, django_db_blocker):
    with django_db_blocker.unblock():
        don_vi = mau.tinh()
        n = mau.nguoi(don_vi)
        return don_vi, n, mau.soan_thao(don_vi, n.trung_tam).pk


@pytest.fixture
def don_vi(_nen, db):
    return _nen[0]


@pytest.fixture
def n(_nen, db):
    return _nen[1]


@pytest.fixture
def nhap(_nen, db):
    """A complete draft of the centre."""
    return DeAn.objects.get(pk=_nen[2])


@pytest.fixture
def vao():
    """Log a user in on a client of their own."""

    def _vao(user):
        client = Client()
        client.force_login(user)
        return client

    return _vao


@pytest.fixture
def c(vao, n):
    """The centre, logged in."""
    return vao(n.trung_tam)
