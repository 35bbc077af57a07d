"""A province, its people, a đề án sent to the Cục and an approved one; made once a module."""

import pytest

from khuyencong.models import DeAn
from tests.khuyencong import mau


@pytest.fixture(scope="module")
def _nen(danh_muc_goc, django_db_blocker):
    with django_db_blocker.unblock():
        don_vi = mau.tinh()
        n = mau.nguoi(don_vi)
        cac = []
        for _ in range(2):
            de_an = mau.qua_so(mau.soan_thao(don_vi, n.trung_tam), n)
            cac.append(mau.tham_dinh.gui_cuc(de_an, by=n.lanh_dao_so))
        duyet = mau.tham_dinh.nhan_tham_dinh(cac[1], by=n.cuc)
        mau.phieu(duyet, n.cuc)
        duyet = mau.duyet(mau.tham_dinh.ket_luan(duyet, by=n.cuc), n)
        return don_vi, n, cac[0].pk, duyet.pk


@pytest.fixture
def don_vi(_nen, db):
    return _nen[0]


@pytest.fixture
def n(_nen, db):
    return _nen[1]


@pytest.fixture
def gui_cuc(_nen, db):
    """A đề án the Sở has signed and sent."""
    return DeAn.objects.get(pk=_nen[2])


@pytest.fixture
def da_duyet(_nen, db):
    return DeAn.objects.get(pk=_nen[3])


@pytest.fixture
def vao(client, n):
    """Log in as one of the people of the story."""

    def _vao(ten):
        client.force_login(getattr(n, ten))
        return client

    return _vao
