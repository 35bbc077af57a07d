"""Step × state × role of a đề án against a second table, written from sections 2.2 and 2.7."""

from dataclasses import replace
from datetime import date

import pytest

from cucctdp.accounts.roles import VAI_TRO
from cucctdp.audit.models import SuKien
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, cac_buoc_mo, ly_do_tu_choi, perform
from khuyencong.choices import TrangThaiDeAn
from khuyencong.models import DeAn
from khuyencong.workflow import BUOC_DE_AN
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.khuyencong import DeAnFactory

pytestmark = pytest.mark.django_db

LAP = {"so_khuyen_cong", "vung_khuyen_cong"}
THAM_DINH = {"so_chuyen_vien", "so_truong_phong"}
LANH_DAO_SO = {"so_lanh_dao"}
CUC = {"cuc_chuyen_vien"}
DUYET = {"so_lanh_dao", "cuc_lanh_dao"}
HOP_DONG = {"so_truong_phong", "cuc_lanh_dao_phong"}

# step: (source states, target, roles with the right, shortest reason, the system may do it)
BANG = {
    "nop_so": ({"nhap"}, "nop_so", LAP, 0, False),
    "nop_lai": ({"tra_lai"}, "nop_so", LAP, 0, False),
    "rut_lai": ({"nop_so"}, "nhap", LAP, 10, False),
    "nhan_tham_dinh_so": ({"nop_so"}, "tham_dinh_so", THAM_DINH, 0, False),
    "so_tra_lai": ({"tham_dinh_so"}, "tra_lai", THAM_DINH, 10, False),
    "so_khong_dat": ({"tham_dinh_so"}, "khong_dat", THAM_DINH, 10, False),
    "so_dat": ({"tham_dinh_so"}, "dat_co_so", THAM_DINH, 0, False),
    "gui_cuc": ({"dat_co_so"}, "gui_cuc", LANH_DAO_SO, 0, False),
    "gui_thang_cuc": ({"nhap"}, "gui_cuc", LAP, 0, False),
    "nhan_tham_dinh_bo": ({"gui_cuc"}, "tham_dinh_bo", CUC, 0, False),
    "cuc_yeu_cau": ({"tham_dinh_bo"}, "bo_sung", CUC, 10, False),
    "nop_bo_sung": ({"bo_sung"}, "tham_dinh_bo", LAP, 0, False),
    "cuc_khong_dat": ({"tham_dinh_bo"}, "khong_dat", CUC, 10, False),
    "cuc_dat": ({"tham_dinh_bo"}, "du_kien", CUC, 0, False),
    "phe_duyet": ({"du_kien", "dat_co_so"}, "phe_duyet", DUYET, 0, False),
    "ky_hop_dong": ({"phe_duyet"}, "hop_dong", HOP_DONG, 0, False),
    "bat_dau": ({"hop_dong"}, "thuc_hien", LAP, 0, False),
    "nghiem_thu": ({"thuc_hien"}, "nghiem_thu", HOP_DONG, 0, False),
    "quyet_toan": ({"nghiem_thu"}, "quyet_toan", HOP_DONG, 0, False),
    "thanh_ly": ({"quyet_toan"}, "thanh_ly", HOP_DONG, 0, False),
    "theo_doi": ({"thanh_ly"}, "theo_doi", LAP, 0, True),
    "dong": ({"theo_doi", "ngung"}, "dong", HOP_DONG, 0, False),
    "xin_ngung": ({"phe_duyet", "hop_dong", "thuc_hien"}, "xin_ngung", LAP, 10, False),
    "tiep_tuc": ({"xin_ngung"}, "thuc_hien", HOP_DONG, 10, False),
    "ngung": ({"xin_ngung"}, "ngung", DUYET, 10, False),
}
CAC_BUOC = {b.ten.removeprefix("dean."): b for b in BUOC_DE_AN}


@pytest.fixture
def canh(db):
    """One đề án and an account of each role that may see it."""
    de_an = DeAnFactory()
    vai_tro = {
        ma: tai_khoan(ma, don_vi=de_an.don_vi if hang.la_so else None)
        for ma, hang in VAI_TRO.items()
        if not hang.theo_to_chuc
    }
    vai_tro["vung_khuyen_cong"] = tai_khoan("vung_khuyen_cong", to_chuc=de_an.thuc_hien)
    PhanCongFactory(user=vai_tro["cuc_chuyen_vien"], don_vi=de_an.don_vi, tu_ngay=date(2020, 1, 1))
    return de_an, vai_tro


def test_table_holds_exactly_the_steps_of_the_domain():
    co = {ten: (set(b.tu), b.den, b.ly_do_toi_thieu, b.he_thong) for ten, b in CAC_BUOC.items()}

    assert co == {ten: (tu, den, ly_do, ht) for ten, (tu, den, _, ly_do, ht) in BANG.items()}


def test_each_step_in_each_state_for_each_role(canh):
    de_an, vai_tro = canh
    sai = []
    for ten, (tu, _, duoc, _, _) in BANG.items():
        buoc = replace(CAC_BUOC[ten], dieu_kien=None)
        for trang_thai in TrangThaiDeAn.values:
            de_an.trang_thai = trang_thai
            for ma, user in vai_tro.items():
                mong = trang_thai in tu and ma in duoc
                if (ly_do_tu_choi(buoc, de_an, user) == []) != mong:
                    sai.append((ten, trang_thai, ma))

    assert sai == []


def test_staff_of_another_province_do_no_step(canh):
    de_an, _ = canh
    khac = DonViFactory()
    ngoai = [tai_khoan(ma, don_vi=khac) for ma, hang in VAI_TRO.items() if hang.la_so]
    duoc = []
    for buoc in BUOC_DE_AN:
        de_an.trang_thai = min(buoc.tu)
        duoc += [(buoc.ten, u.vai_tro) for u in ngoai if cac_buoc_mo([buoc], de_an, u)]

    assert duoc == []


@pytest.mark.parametrize("ten", [t for t, hang in BANG.items() if hang[3]])
def test_steps_with_a_reason_refuse_a_short_one_and_write_nothing(canh, ten):
    de_an, vai_tro = canh
    tu, _, duoc, _, _ = BANG[ten]
    DeAn.objects.filter(pk=de_an.pk).update(trang_thai=min(tu))
    truoc = QuyetDinh.objects.count(), SuKien.objects.count()

    with pytest.raises(BuocBiTuChoi, match="ít nhất 10 ký tự"):
        perform(CAC_BUOC[ten], de_an, by=vai_tro[min(duoc)], ly_do=" Ngắn. ")

    assert (QuyetDinh.objects.count(), SuKien.objects.count()) == truoc


def test_every_state_is_reached_and_only_closed_ones_have_no_way_out():
    den = {hang[1] for hang in BANG.values()} | {"nhap"}
    ra = {t for hang in BANG.values() for t in hang[0]}

    assert den == set(TrangThaiDeAn.values)
    assert set(TrangThaiDeAn.values) - ra == {"khong_dat", "dong"}
