"""Exceptions beside the rates, and what changed between two runs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from baocao.briefings import mien_tru as phan_mien_tru
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import SoLieuLan
from baocao.choices import TrangThaiSoLieu
from baocao.models import GiaHan
from baocao.services import mien_tru as dich_vu
from baocao.services import tong_hop
from baocao.services.dieu_chinh import cap_nhat_trang_thai
from baocao.services.nhap_lieu import GhiO
from baocao.statistics.ngoai_le import dem_theo, gia_han_cua_ky, mien_tru_cua_ky
from baocao.statistics.thay_doi import ap_dung, cac_su, thay_doi, tom_tat_thay_doi
from tests.baocao import mau
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
LY_DO = "Doanh nghiệp lớn nhất của tỉnh dừng sản xuất để bảo dưỡng."


@pytest.fixture(scope="module")
def _nen(du_lieu_goc, django_db_blocker):
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung()
        bo = mau.da_nhan(mau.bo_moi(nguoi, "2026-Q1", bieu={"Q04"}), nguoi)
        return nguoi, bo


@pytest.fixture
def nguoi(_nen):
    return _nen[0]


@pytest.fixture
def bo(_nen):
    return _nen[1]


def _mien_tru(nguoi, ky=None, quy_tac="KT14", con=30):
    m = dich_vu.de_nghi_mien_tru(
        quy_tac=quy_tac,
        don_vi=nguoi.don_vi,
        den_ngay=timezone.localdate() + timedelta(days=con),
        ly_do=LY_DO,
        ky=ky,
        by=nguoi.cuc_chuyen_vien,
    )
    return dich_vu.duyet_mien_tru(m, by=nguoi.cuc_lanh_dao_phong)


def _gia_han(nguoi, ky):
    return GiaHan.objects.create(
        ky=ky, don_vi=nguoi.don_vi, den_ngay="2026-03-31", ly_do="Bão số 3.",
        nguoi_duyet=nguoi.cuc_lanh_dao_phong,
    )  # fmt: skip


def test_waivers_and_extensions_are_listed_with_reason_approver_and_expiry(nguoi, bo):
    cho_ky = _mien_tru(nguoi, bo.ky)
    _mien_tru(nguoi, None, "KT13")  # approved after the period was locked: not of this period
    _gia_han(nguoi, bo.ky)

    mien_tru, gia_han = mien_tru_cua_ky(bo.ky), gia_han_cua_ky(bo.ky)

    assert [(m.quy_tac, m.ten, m.ly_do, m.nguoi_duyet, m.den_ngay) for m in mien_tru] == [
        ("KT14", nguoi.don_vi.ten_goi, LY_DO, nguoi.cuc_lanh_dao_phong.ho_ten, cho_ky.den_ngay)
    ]
    assert dem_theo(mien_tru, "quy_tac") == {"KT14": 1}
    assert [(g.ly_do, g.nguoi_duyet, g.het_han) for g in gia_han] == [
        ("Bão số 3.", nguoi.cuc_lanh_dao_phong.ho_ten, True)
    ]


def test_a_province_sees_its_own_exceptions_only(nguoi, bo):
    _mien_tru(nguoi, bo.ky)
    _gia_han(nguoi, bo.ky)
    khac = mau.nguoi_dung("34:01").lanh_dao

    assert mien_tru_cua_ky(bo.ky, user=khac) == []
    assert gia_han_cua_ky(bo.ky, user=khac) == []


def test_api_of_rates_names_the_exceptions(nguoi, bo, client):
    _mien_tru(nguoi, bo.ky)
    _gia_han(nguoi, bo.ky)
    client.force_login(tai_khoan("cuc_lanh_dao"))

    tra = client.get(f"/api/v1/thong-ke/ky-luat-bao-cao/?ky={bo.ky.ma}&chi_tieu=KL05").json()

    assert tra["mien_tru"]["theo_don_vi"] == {nguoi.don_vi.khoa: 1}
    assert tra["mien_tru"]["danh_sach"][0]["ly_do"] == LY_DO
    assert tra["gia_han"][0]["den_ngay"] == "2026-03-31"


def test_changes_applied_to_the_old_facts_give_the_new(nguoi, bo):
    truoc = tong_hop.tong_hop(bo.ky, by=None)
    phieu = bo.phieu.get(bieu_mau__ma="Q04")
    so = [
        GhiO("BL00", cot, so=Decimal(80), trang_thai_sl=TrangThaiSoLieu.SO_BO)
        for cot in ("A3", "A4")
    ]
    cap_nhat_trang_thai(phieu, so, by=nguoi.chuyen_vien, ly_do="Số sơ bộ của Chi cục Thống kê.")
    sau = tong_hop.tong_hop(bo.ky, by=None)

    doi = thay_doi(truoc, sau)

    assert ap_dung(cac_su(truoc), doi) == cac_su(sau)
    assert cac_su(truoc) != cac_su(sau)
    assert {d.khoa[2:] for d in doi} == {("BL00", "A3"), ("BL00", "A4")}
    assert {(d.ly_do, d.nguoi) for d in doi} == {
        ("Số sơ bộ của Chi cục Thống kê.", nguoi.chuyen_vien.ho_ten)
    }


def test_run_page_and_briefing_tell_changes_and_new_exceptions(nguoi, bo, client):
    truoc = tong_hop.tong_hop(bo.ky, by=None)
    _mien_tru(nguoi, bo.ky)
    _gia_han(nguoi, bo.ky)
    sau = tong_hop.tong_hop(bo.ky, by=None)
    client.force_login(tai_khoan("cuc_lanh_dao"))

    tom_tat = tom_tat_thay_doi(truoc, sau)
    trang = client.get(f"/admin/baocao/lantonghop/{sau.pk}/change/").content.decode()
    phan = phan_mien_tru.them(BanThao(SoLieuLan(sau)), Phan("Kỷ luật"))
    cu = phan_mien_tru.them(BanThao(SoLieuLan(truoc)), Phan("Kỷ luật"))

    assert (len(tom_tat.mien_tru), len(tom_tat.gia_han), tom_tat.nhom) == (1, 1, [])
    assert "1 miễn trừ mới, 1 gia hạn mới" in trang
    assert LY_DO in trang
    bang = [k.noi_dung for k in phan.khoi if k.loai == "bang"]
    assert [b.tieu_de for b in bang] == ["Gia hạn nộp báo cáo", "Miễn trừ quy tắc kiểm tra"]
    assert bang[1].hang[0].o[2:5] == ("KT14", LY_DO, nguoi.cuc_lanh_dao_phong.ho_ten)
    assert cu.khoi == []


def test_newly_received_packs_are_one_group(nguoi, bo):
    truoc = tong_hop.tong_hop(bo.ky, by=None)
    truoc.luc = bo.tiep_nhan_luc - timedelta(seconds=1)
    sau = tong_hop.tong_hop(bo.ky, by=None)

    (nhom,) = tom_tat_thay_doi(truoc, sau).nhom

    assert (nhom.ly_do, nhom.don_vi) == ("Bộ báo cáo mới được tiếp nhận", (nguoi.don_vi.ten_goi,))
    assert nhom.so_o == len(cac_su(sau))
