import datetime

import pytest
from django.core.cache import cache

from cucctdp.donvi.models import DonViHanhChinh, KeThua
from tests.factories.accounts import tai_khoan

SAP_NHAP = datetime.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _khong_con_dem_theo_dia_chi():
    """Rate limits per address live in the cache and would leak from one test into the next."""
    cache.clear()


def _don_vi(bo_ma, ma, ten, tu):
    return DonViHanhChinh.objects.create(
        bo_ma=bo_ma, ma=ma, ten_goi=ten, slug=f"{bo_ma}-{ma}", hieu_luc_tu=tu
    )


@pytest.fixture
def bac_giang_cu(db):
    return _don_vi("63", "24", "Bắc Giang", datetime.date(2004, 1, 1))


@pytest.fixture
def bac_ninh_cu(db):
    return _don_vi("63", "27", "Bắc Ninh", datetime.date(2004, 1, 1))


@pytest.fixture
def bac_ninh(bac_giang_cu, bac_ninh_cu):
    """Bắc Ninh of the 34, with both of its predecessors."""
    moi = _don_vi("34", "24", "Bắc Ninh", SAP_NHAP)
    for cu in (bac_giang_cu, bac_ninh_cu):
        KeThua.objects.create(
            cu=cu, moi=moi, chinh_xac=True, tu_ngay=SAP_NHAP, can_cu="Nghị quyết 202/2025/QH15"
        )
    return moi


@pytest.fixture
def tay_ninh(db):
    return _don_vi("34", "80", "Tây Ninh", SAP_NHAP)


@pytest.fixture
def quan_tri(db):
    return tai_khoan("quan_tri", username="quan.tri")


@pytest.fixture
def chuyen_vien_so(bac_ninh):
    return tai_khoan("so_chuyen_vien", don_vi=bac_ninh, username="cv.bacninh")
