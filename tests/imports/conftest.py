import pytest

from cucctdp.accounts.groups import dong_bo_nhom
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory


@pytest.fixture
def canh(db):
    """Two provinces with a commune each; an officer of the first, the head of the room."""
    dong_bo_nhom()
    bac_ninh = DonViFactory(ma="24", ten_goi="Bắc Ninh", slug="bac-ninh")
    lao_cai = DonViFactory(ma="15", ten_goi="Lào Cai", slug="lao-cai")
    nguoi = tai_khoan("cuc_chuyen_vien", ho_ten="Trần Thị Nhập")
    PhanCongFactory(user=nguoi, don_vi=bac_ninh, tu_ngay="2025-07-01")
    return {
        "bac_ninh": bac_ninh,
        "lao_cai": lao_cai,
        "xa": XaFactory(tinh=bac_ninh, ten_goi="Thử"),
        "xa_khac": XaFactory(tinh=lao_cai, ten_goi="Khác"),
        "nguoi": nguoi,
        "truong": tai_khoan("cuc_lanh_dao_phong", ho_ten="Lê Văn Trưởng"),
    }


@pytest.fixture
def chay(django_capture_on_commit_callbacks):
    """Run what a service queues after its commit, as the worker would."""
    return django_capture_on_commit_callbacks
