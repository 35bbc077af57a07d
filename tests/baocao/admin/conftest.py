"""A pack sent by Tây Ninh, people of every central role."""

import pytest

from baocao.models import BoBaoCao
from cucctdp.accounts.roles import VAI_TRO_QUAN_TRI
from tests.baocao import mau
from tests.factories.accounts import tai_khoan


@pytest.fixture(scope="module")
def _nen(du_lieu_goc, django_db_blocker):
    """People and a sent pack (Q04 and Q05 of 6 months 2026), made once per module."""
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung("34:80")
        bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04", "Q05"}), nguoi)
        trung_uong = {vt: tai_khoan(vt) for vt in VAI_TRO_QUAN_TRI}
        return nguoi, bo.pk, trung_uong


@pytest.fixture
def nguoi(_nen, db):
    return _nen[0]


@pytest.fixture
def bo_gui(_nen, db):
    return BoBaoCao.objects.select_related("ky", "don_vi").get(pk=_nen[1])


@pytest.fixture
def vao(client, nguoi, _nen):
    """Log in as a role; the assigned officer is the one of Tây Ninh."""

    def _vao(vai_tro):
        user = getattr(nguoi, vai_tro, None) or _nen[2][vai_tro]
        client.force_login(user)
        return user

    return _vao
