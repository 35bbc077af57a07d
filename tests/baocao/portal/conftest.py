"""An open period with the packs of two provinces and one account of each role of the Sở."""

from types import SimpleNamespace

import pytest
from django.test import Client

from baocao.models import BieuMau, BoBaoCao, KyBaoCao
from baocao.services.du_lieu_goc import nap
from baocao.services.ky import mo_ky, tao_ky
from tests.anh_du_lieu import trong_mot_khoi
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory

VAI_TRO = ("chuyen_vien", "truong_phong", "tong_hop", "lanh_dao", "van_thu")


@pytest.fixture(autouse=True)
def _kho_tep(settings, tmp_path):
    settings.KHO_TEP = tmp_path


@pytest.fixture(scope="module")
def _mau_goc(django_db_setup, django_db_blocker):
    """Templates and rules once a module; modules with a browser load them for each test."""
    with django_db_blocker.unblock(), trong_mot_khoi(nap):
        yield


@pytest.fixture
def mau(_mau_goc, db):
    """Templates, rules and calendar as shipped."""


@pytest.fixture
def tay_ninh(db):
    return DonViFactory(ma="80", ten_goi="Tây Ninh")


@pytest.fixture
def bac_ninh(db):
    return DonViFactory(ma="24", ten_goi="Bắc Ninh")


@pytest.fixture
def so(tay_ninh):
    """Staff of Sở Công Thương Tây Ninh: so.chuyen_vien, so.lanh_dao…"""
    return SimpleNamespace(
        **{vt: tai_khoan(f"so_{vt}", don_vi=tay_ninh, ho_ten=f"Cán bộ {vt}") for vt in VAI_TRO}
    )


@pytest.fixture
def cuc(db):
    return tai_khoan("cuc_lanh_dao_phong")


def mo(ma, bieu=("Q04",), by=None):
    """Open a period for the provinces there are, with the named forms only."""
    ky, _ = tao_ky(ma, by=by)
    return mo_ky(ky, by=by, bieu=set(bieu))


@pytest.fixture
def ky(mau, tay_ninh, bac_ninh, cuc) -> KyBaoCao:
    return mo("2026-9T", by=cuc)


@pytest.fixture
def bo(ky, tay_ninh) -> BoBaoCao:
    return BoBaoCao.objects.get(ky=ky, don_vi=tay_ninh)


@pytest.fixture
def phieu(bo):
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(bieu_mau__ma="Q04")


@pytest.fixture
def vao():
    """Log a user in on a client of their own."""

    def _vao(user):
        client = Client()
        client.force_login(user)
        return client

    return _vao


@pytest.fixture
def bieu_q04(mau):
    return BieuMau.objects.get(ma="Q04")
