"""Who may write cells, and when a period takes them."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.choices import TrangThaiKy, TrangThaiO
from baocao.models import KyBaoCao
from baocao.services import giai_trinh, nhap_lieu
from baocao.services.nhap_lieu import GhiO
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

KPS, CCSL, KAD = (
    TrangThaiO.KHONG_PHAT_SINH,
    TrangThaiO.CHUA_CO_SO_LIEU,
    TrangThaiO.KHONG_AP_DUNG,
)


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def phieu(nguoi):
    return mau.bo_moi(nguoi, bieu={"Q04"}).phieu.get()


def _ghi(phieu, nguoi, *cac_o, **khac):
    return nhap_lieu.ghi_o(phieu, list(cac_o), by=nguoi.chuyen_vien, **khac)


def _loi(phieu, nguoi, *cac_o, **khac):
    with pytest.raises(ValidationError) as loi:
        _ghi(phieu, nguoi, *cac_o, **khac)
    return loi.value.messages


@pytest.mark.parametrize(
    "lam",
    [
        lambda phieu, by: nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(1))], by=by),
        lambda phieu, by: nhap_lieu.cap_nhat_so_lieu(phieu, [GhiO("BL00", "A3")], by=by),
        lambda phieu, by: giai_trinh.giai_trinh(
            phieu, quy_tac="KT1", chi_tieu="", cot="", thong_bao="x", noi_dung="x" * 30, by=by
        ),
    ],
)
def test_officer_of_another_province_writes_nothing(phieu, nguoi, lam):
    _ghi(phieu, nguoi, GhiO("BL10", "A3", so=Decimal(1)))
    khac = mau.nguoi_dung("34:24")

    with pytest.raises(PermissionDenied, match="không được giao"):
        lam(phieu, khac.chuyen_vien)

    assert phieu.gia_tri.count() == 1


@pytest.mark.parametrize(
    "vai_tro", ["truong_phong", "lanh_dao", "van_thu", "cuc_chuyen_vien", "cuc_lanh_dao"]
)
def test_only_typing_roles_write(phieu, nguoi, vai_tro):
    with pytest.raises(PermissionDenied):
        nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(1))], by=getattr(nguoi, vai_tro))


def test_inactive_officer_writes_nothing(phieu, nguoi):
    nguoi.chuyen_vien.is_active = False

    with pytest.raises(PermissionDenied):
        _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)))


def test_officer_of_another_form_group_writes_nothing(phieu, nguoi):
    nguoi.chuyen_vien.nhom_bieu = ["CN"]

    with pytest.raises(PermissionDenied):
        _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)))


def test_computed_form_is_not_typed(nguoi):
    phieu = mau.bo_moi(nguoi, bieu={"Q00"}).phieu.get()

    assert _loi(phieu, nguoi, GhiO("TH01", "V1", so=Decimal(1))) == [
        "Biểu này hệ thống tự tính, không nhập."
    ]


@pytest.mark.parametrize(
    ("trang_thai", "thong_bao"),
    [
        (TrangThaiKy.DA_CHOT, "Kỳ báo cáo đang ở trạng thái «Đã chốt»."),
        (TrangThaiKy.DA_CONG_BO, "Kỳ báo cáo đang ở trạng thái «Đã công bố»."),
    ],
)
def test_frozen_period_takes_no_figures(phieu, nguoi, trang_thai, thong_bao):
    KyBaoCao.objects.filter(pk=phieu.bo.ky_id).update(trang_thai=trang_thai)

    assert _loi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1))) == [thong_bao]


def test_period_closed_for_receiving_still_takes_late_figures(phieu, nguoi):
    KyBaoCao.objects.filter(pk=phieu.bo.ky_id).update(trang_thai=TrangThaiKy.DA_DONG)

    assert _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1))).da_ghi == 1
