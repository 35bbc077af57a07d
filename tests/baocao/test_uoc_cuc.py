"""Estimates of the Cục: computed by region, kept apart, signed, never over a Sở's figure."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from baocao.briefings.khung import BanThao
from baocao.briefings.so_lieu import SoLieuLan
from baocao.briefings.uoc_cuc import dung as phan_uoc
from baocao.models import GiaTri, GiaTriTongHop, UocCuc
from baocao.services import uoc_cuc as dich_vu
from baocao.services.tong_hop import tong_hop
from baocao.statistics import so_lieu
from baocao.statistics.uoc_cuc import bo_sung
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao.so_lieu_mau import nop
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

LY_DO = "Tỉnh chưa gửi do bão, cần tổng cả nước."
XK = {"chi_tieu": "XK00", "cot": "A4"}


@pytest.fixture
def nguoi():
    return tai_khoan("cuc_lanh_dao_phong")


@pytest.fixture
def tinh():
    return DonViHanhChinh.objects.theo_khoa("34:80")


@pytest.fixture
def ky():
    """Tây Ninh sent quý I only; its region (Đông Nam Bộ) grew from 40 to 100, Hà Nội not."""
    return _nop("10")


def _nop(tay_ninh):
    nop("2026-Q1", "34:80", {"XK00.A4": tay_ninh})
    for khoa, cu, nay in (("34:75", "15", "40"), ("34:79", "25", "60"), ("34:01", "50", "50")):
        nop("2026-Q1", khoa, {"XK00.A4": cu})
        bo = nop("2026-6T", khoa, {"XK00.A4": nay})
    return bo.ky


def test_formula_is_last_period_times_growth_of_the_region(ky, tinh):
    de = dich_vu.de_xuat(ky, don_vi=tinh, **XK)

    assert (de.gia_tri, de.goc, de.tu, de.mau, de.so_tinh) == (25, 10, 100, 40, 2)
    assert "nhân mức tăng của vùng Đông Nam Bộ (100/40, 2 tỉnh có đủ hai kỳ)" in de.dien_giai


def test_estimate_stays_out_of_every_figure_and_beside_the_run(ky, tinh, nguoi):
    dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    so_ban = GiaTri.objects.count()

    lan = tong_hop(ky, by=None)

    (s,) = bo_sung(lan)
    tong = GiaTriTongHop.objects.get(lan=lan, cap="ca_nuoc", **XK)
    (doc,) = so_lieu(**XK, cac_ky=[ky.ma], cap="ca_nuoc")
    assert (s.gia_tri, s.so_co, s.uoc, s.ca_uoc) == (150, 3, 25, 175)
    assert (tong.gia_tri, doc.gia_tri) == (150, 150)
    assert not GiaTriTongHop.objects.filter(lan=lan, ma_pham_vi="34:80").exists()
    assert GiaTri.objects.count() == so_ban


def test_briefing_and_run_page_print_it_apart_with_its_sign(ky, tinh, nguoi):
    dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    lan = tong_hop(ky, by=None)
    khach = Client()
    khach.force_login(nguoi)

    phan = phan_uoc(BanThao(SoLieuLan(lan)))
    trang = khach.get(reverse("admin:baocao_lantonghop_change", args=[lan.pk])).text

    bang = [k.noi_dung for k in phan.khoi if k.loai == "bang"]
    assert bang[0].hang[0].o[2:] == ("150,00", "3+1/34 (còn thiếu 30)", "25,00 ub", "175,00 ub")
    assert "không phải số của Sở, không cộng vào các tổng khác" in bang[0].nguon
    assert bang[1].hang[0].o[:3] == ("Tây Ninh", "Q05 XK00.A4", "25,00 ub")
    assert "Ước bổ sung của Cục (ub)" in trang
    assert "175,00 ub" in trang


def test_later_estimate_withdrawal_and_sending_leave_older_runs(ky, tinh, nguoi):
    truoc = tong_hop(ky, by=None)
    uoc = dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    giua = tong_hop(ky, by=None)
    dich_vu.rut_uoc(uoc, by=nguoi, ly_do="Tỉnh đã gửi số chính thức.")
    sau = tong_hop(ky, by=None)

    assert [len(bo_sung(lan)) for lan in (truoc, giua, sau)] == [0, 1, 0]


def test_estimate_lapses_once_the_province_is_received(ky, tinh, nguoi):
    dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    nop("2026-6T", "34:80", {"XK00.A4": "30"})

    assert bo_sung(tong_hop(ky, by=None)) == []


def test_own_figure_needs_its_way_of_computing_and_all_faults_come_at_once(ky, tinh, nguoi):
    with pytest.raises(ValidationError) as sai:
        dich_vu.lap_uoc(
            ky, don_vi=tinh, chi_tieu="CN00", cot="B4", ly_do="ngắn", by=nguoi, gia_tri=Decimal(5)
        )
    uoc = dich_vu.lap_uoc(
        ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, gia_tri=Decimal(27),
        dien_giai="Theo số hải quan địa bàn tháng 5.", **XK,
    )  # fmt: skip

    assert len(sai.value.messages) == 3
    assert (uoc.gia_tri, uoc.phuong_phap) == (27, "khac")


@pytest.mark.parametrize("khoa", ["34:01", "34:04"])
def test_received_province_and_one_without_a_base_are_refused(ky, nguoi, khoa):
    don_vi = DonViHanhChinh.objects.theo_khoa(khoa)

    with pytest.raises(ValidationError):
        dich_vu.lap_uoc(ky, don_vi=don_vi, ly_do=LY_DO, by=nguoi, **XK)

    assert not UocCuc.objects.exists()


def test_second_estimate_of_a_cell_and_other_roles_are_refused(ky, tinh, nguoi):
    dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)

    with pytest.raises(ValidationError, match="rút số cũ trước"):
        dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    with pytest.raises(PermissionDenied):
        dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=tai_khoan("cuc_lanh_dao"), **XK)

    assert UocCuc.objects.count() == 1


def test_regions_and_provinces_tell_the_estimate_too(ky, tinh, nguoi):
    dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    lan = tong_hop(ky, by=None)

    def so(cap):
        return [(s.ten_pham_vi, s.gia_tri, s.ca_uoc) for s in bo_sung(lan, cap=cap)]

    assert so("vung") == [("Đông Nam Bộ", 100, 125)]
    assert so("tinh") == [("Tây Ninh", None, 25)]


def test_negative_estimate_is_not_computed_and_says_why(tinh, nguoi):
    ky = _nop("-10")

    with pytest.raises(ValidationError, match=r"Không tính được: công thức cho số âm \(-25\)"):
        dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    with pytest.raises(ValidationError, match="Số ước âm"):
        dich_vu.lap_uoc(
            ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, gia_tri=Decimal(-1),
            dien_giai="Theo số hải quan địa bàn.", **XK,
        )  # fmt: skip

    assert not UocCuc.objects.exists()


def test_sum_with_an_old_negative_estimate_is_not_told(ky, tinh, nguoi):
    uoc = dich_vu.lap_uoc(ky, don_vi=tinh, ly_do=LY_DO, by=nguoi, **XK)
    UocCuc.objects.filter(pk=uoc.pk).update(gia_tri=-200)
    lan = tong_hop(ky, by=None)
    khach = Client()
    khach.force_login(nguoi)

    (s,) = bo_sung(lan)
    trang = khach.get(reverse("admin:baocao_lantonghop_change", args=[lan.pk])).text
    bang = [k.noi_dung for k in phan_uoc(BanThao(SoLieuLan(lan))).khoi if k.loai == "bang"]

    cau = "Không tính được: số ước âm (Tây Ninh -200)"
    assert (s.gia_tri, s.uoc, s.ca_uoc) == (150, -200, None)
    assert (s.vi_sao[: len(cau)], cau in trang) == (cau, True)
    assert bang[0].hang[0].o[5] == "không tính được"


def test_formula_without_a_period_before_says_so(tinh):
    ky = nop("2026-Q1", "34:01", {"XK00.A4": "15"}).ky

    with pytest.raises(ValidationError, match="không có kỳ"):
        dich_vu.de_xuat(ky, don_vi=tinh, **XK)
