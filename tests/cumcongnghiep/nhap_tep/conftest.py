"""A province set up once a module; a file checked and a job done by its officer."""

import pytest

from cucctdp.imports.models import PhienNhap
from tests.cumcongnghiep.nhap_tep.canh import dung, kiem, tep


@pytest.fixture(scope="module")
def canh_tinh(django_db_setup, django_db_blocker):
    from django.db import transaction

    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            yield dung()
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def tinh(canh_tinh, db):
    return canh_tinh[0]


@pytest.fixture
def nhap(canh_tinh, db, django_capture_on_commit_callbacks):
    """Check a file of these rows, as the officer of the province."""

    def _nhap(*cac_dong, **o):
        noi_dung = tep(*cac_dong, **o)
        chay = django_capture_on_commit_callbacks
        return kiem(noi_dung, nguoi=canh_tinh[2], tinh=canh_tinh[0], chay=chay)

    return _nhap


@pytest.fixture
def lam(canh_tinh, django_capture_on_commit_callbacks):
    def _lam(ham, phien):
        with django_capture_on_commit_callbacks(execute=True):
            ham(phien, by=canh_tinh[2])
        return PhienNhap.objects.get(pk=phien.pk)

    return _lam
