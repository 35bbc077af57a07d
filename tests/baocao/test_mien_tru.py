"""Waivers: two people, an end, shown with the name, no more blocking; thresholds by row."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao.bang import dung_bang
from baocao.checks import run_checks
from baocao.models import MienTruQuyTac, NguongKiemTra
from baocao.services import mien_tru as dich_vu
from baocao.services import nhap_lieu
from baocao.services.nhap_lieu import GhiO
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

LY_DO = "Doanh nghiệp lớn nhất của tỉnh dừng sản xuất để bảo dưỡng."


@pytest.fixture
def canh():
    """A form with one warning (KT14) and one error (KT13)."""
    nguoi = mau.nguoi_dung()
    phieu = mau.bo_moi(nguoi, "2026-Q1", bieu={"Q04"}).phieu.get(bieu_mau__ma="Q04")
    o = [GhiO("BL00", "A3", so=Decimal(100)), GhiO("BL00", "A4", so=Decimal(90))]
    nhap_lieu.ghi_o(phieu, o, by=nguoi.chuyen_vien)
    return nguoi, phieu


def _de_nghi(nguoi, quy_tac="KT14", **khac):
    den_ngay = timezone.localdate() + timedelta(days=30)
    return dich_vu.de_nghi_mien_tru(
        by=nguoi.cuc_chuyen_vien,
        **{"quy_tac": quy_tac, "don_vi": nguoi.don_vi, "den_ngay": den_ngay, "ly_do": LY_DO} | khac,
    )


def _vi_pham(phieu, ma):
    (v,) = [v for v in run_checks(dung_bang(phieu)) if v.quy_tac == ma]
    return v


@pytest.mark.parametrize("ma", ["KT13", "KT14"])
def test_mien_tru_da_duyet_thi_hien_ten_va_khong_can_tro(canh, ma):
    nguoi, phieu = canh
    mien_tru = _de_nghi(nguoi, ma)
    cho_duyet = _vi_pham(phieu, ma)

    dich_vu.duyet_mien_tru(mien_tru, by=nguoi.cuc_lanh_dao_phong)
    sau = _vi_pham(phieu, ma)

    assert (cho_duyet.mien_tru, cho_duyet.chan) == ("", True)
    assert sau.mien_tru == (
        f"{nguoi.cuc_lanh_dao_phong.ho_ten} cho miễn trừ đến hết "
        f"{mien_tru.den_ngay:%d/%m/%Y}. Lý do: {LY_DO}"
    )
    assert not sau.chan


def test_mien_tru_het_han_hoac_thu_hoi_thi_lai_can_tro(canh):
    nguoi, phieu = canh
    mien_tru = dich_vu.duyet_mien_tru(_de_nghi(nguoi), by=nguoi.cuc_lanh_dao_phong)
    MienTruQuyTac.objects.filter(pk=mien_tru.pk).update(
        den_ngay=timezone.localdate() - timedelta(days=1)
    )
    het_han = _vi_pham(phieu, "KT14").chan
    con_han = dich_vu.duyet_mien_tru(_de_nghi(nguoi), by=nguoi.cuc_lanh_dao)
    con = _vi_pham(phieu, "KT14").chan

    dich_vu.thu_hoi_mien_tru(con_han, by=nguoi.cuc_lanh_dao_phong, ly_do="Hết lý do miễn trừ.")

    assert (het_han, con, _vi_pham(phieu, "KT14").chan) == (True, False, True)


def test_mien_tru_rieng_chi_tieu_va_ky_khac_thi_khong_tinh(canh):
    nguoi, phieu = canh
    mau.mo_ky("2026-6T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})
    ky_khac = mau.KyBaoCao.objects.get(ma="2026-6T")
    for khac in ({"chi_tieu": "BL10"}, {"ky": ky_khac}):
        dich_vu.duyet_mien_tru(_de_nghi(nguoi, **khac), by=nguoi.cuc_lanh_dao_phong)

    assert _vi_pham(phieu, "KT14").chan


def test_nguoi_de_nghi_khong_tu_duyet(canh):
    nguoi, _ = canh
    den_ngay = timezone.localdate() + timedelta(days=1)
    mien_tru = dich_vu.de_nghi_mien_tru(
        by=nguoi.cuc_lanh_dao_phong, quy_tac="KT14", don_vi=nguoi.don_vi, den_ngay=den_ngay,
        ly_do=LY_DO,
    )  # fmt: skip

    with pytest.raises(BuocBiTuChoi, match="không được là người đề nghị"):
        dich_vu.duyet_mien_tru(mien_tru, by=nguoi.cuc_lanh_dao_phong)
    with pytest.raises(IntegrityError), transaction.atomic():
        MienTruQuyTac.objects.filter(pk=mien_tru.pk).update(nguoi_duyet=nguoi.cuc_lanh_dao_phong)


def test_de_nghi_sai_thi_neu_het_loi(canh):
    nguoi, _ = canh

    with pytest.raises(ValidationError) as loi:
        _de_nghi(nguoi, "KT24", den_ngay=timezone.localdate() - timedelta(days=1), ly_do="ngắn")

    assert set(loi.value.message_dict) == {"quy_tac", "den_ngay", "ly_do"}


def test_so_khong_de_nghi_duoc(canh):
    nguoi, _ = canh

    with pytest.raises(PermissionDenied):
        dich_vu.de_nghi_mien_tru(
            by=nguoi.lanh_dao, quy_tac="KT14", don_vi=nguoi.don_vi,
            den_ngay=timezone.localdate(), ly_do=LY_DO,
        )  # fmt: skip


def _nguong(gia_tri, **khac):
    return NguongKiemTra.objects.create(
        ma="KT11b", ten="nua_don_vi", gia_tri=Decimal(gia_tri), can_cu="Thử.",
        hieu_luc_tu="2020-01-01", **khac,
    )  # fmt: skip


def test_nguong_hep_hon_thang_nguong_rong_hon(canh):
    nguoi, phieu = canh
    o = [GhiO("BL00", "A4", so=Decimal("100.3"))]
    nhap_lieu.ghi_o(phieu, o, by=nguoi.chuyen_vien)

    def bi_bat():
        return "KT11b" in [v.quy_tac for v in run_checks(dung_bang(phieu))]

    goc = bi_bat()
    _nguong("1000")
    rong = bi_bat()
    _nguong("1", chi_tieu="BL00")
    dong = bi_bat()
    _nguong("1000", don_vi=nguoi.don_vi)
    tinh = bi_bat()
    _nguong("1", don_vi=nguoi.don_vi, chi_tieu="BL00")

    assert (goc, rong, dong, tinh, bi_bat()) == (True, False, True, False, True)
