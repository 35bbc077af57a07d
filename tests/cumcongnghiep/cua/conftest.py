"""A cluster of a province, its officer and the head of his division."""

import pytest

from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumFactory
from tests.factories.donvi import DonViFactory


@pytest.fixture
def don_vi():
    return DonViFactory()


@pytest.fixture
def so(don_vi):
    return tai_khoan("so_chuyen_vien", don_vi=don_vi)


@pytest.fixture
def truong_phong(don_vi):
    return tai_khoan("so_truong_phong", don_vi=don_vi)


@pytest.fixture
def cum(don_vi):
    return CumFactory(don_vi=don_vi)
