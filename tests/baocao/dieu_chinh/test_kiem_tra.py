"""Checking at the Cục: levels, assignment, presence, score."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from baocao.models import BoBaoCao, MucBatThuong, NguongKiemTra, QuyDinhKiemTra
from baocao.services import bat_thuong, dang_xem, giao_kiem_tra, quy_trinh
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def bo_gui(nguoi, bo_sau):
    return mau.da_gui(bo_sau, nguoi)


@pytest.fixture
def hai_cap(db):
    QuyDinhKiemTra.objects.all().delete()
    return QuyDinhKiemTra.objects.create(
        hieu_luc_tu=date(2020, 1, 1),
        can_cu="Quy chế làm việc của Cục",
        cac_cap=["cuc_chuyen_vien", "cuc_lanh_dao_phong"],
        ngay_bo_sung=5,
    )


@pytest.fixture
def chuyen_vien_2(bo):
    user = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=user, don_vi=bo.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)
    return user


def test_two_levels_are_passed_in_order_by_different_people(bo_gui, nguoi, hai_cap, chuyen_vien_2):
    bo = quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)

    with pytest.raises(BuocBiTuChoi, match="Còn 1 cấp xác nhận"):
        quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)
    with pytest.raises(BuocBiTuChoi, match="vai trò khác"):
        quy_trinh.xac_nhan(bo, by=nguoi.cuc_lanh_dao_phong)
    bo = quy_trinh.xac_nhan(bo, by=chuyen_vien_2)
    with pytest.raises(BuocBiTuChoi, match="cấp sau phải là người khác"):
        quy_trinh.tiep_nhan(bo, by=chuyen_vien_2)
    bo = quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)

    assert (bo.trang_thai, bo.nguoi_tiep_nhan) == ("tiep_nhan", nguoi.cuc_lanh_dao_phong)


def test_one_level_has_nothing_to_confirm_between(bo_gui, nguoi):
    bo = quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)

    with pytest.raises(BuocBiTuChoi, match="Không còn cấp xác nhận nào"):
        quy_trinh.xac_nhan(bo, by=nguoi.cuc_lanh_dao_phong)


def test_row_with_a_form_wins_over_the_general_one(hai_cap, bo):
    rieng = QuyDinhKiemTra.objects.create(
        hieu_luc_tu=date(2020, 1, 1), can_cu="Quy chế", bieu="Q04", ngay_bo_sung=3
    )

    assert QuyDinhKiemTra.objects.cua_bo(bo, ngay=date(2026, 5, 1)) == rieng
    assert QuyDinhKiemTra.objects.ap_dung("nam", ngay=date(2026, 5, 1)) == hai_cap


def test_two_rows_of_the_same_reach_on_one_day_are_refused(hai_cap):
    with pytest.raises(IntegrityError), transaction.atomic():
        QuyDinhKiemTra.objects.create(hieu_luc_tu=date(2021, 1, 1), can_cu="Quy chế khác")


def test_level_that_nobody_can_confirm_is_refused():
    quy_dinh = QuyDinhKiemTra(
        hieu_luc_tu=date(2020, 1, 1), can_cu="Quy chế", cac_cap=["so_van_thu"]
    )

    with pytest.raises(ValidationError, match="không tiếp nhận được"):
        quy_dinh.full_clean()


def test_pack_given_to_one_officer_is_not_taken_by_another(bo_gui, nguoi, chuyen_vien_2):
    giao_kiem_tra.giao(bo_gui, nguoi=chuyen_vien_2, by=nguoi.cuc_lanh_dao_phong)

    with pytest.raises(BuocBiTuChoi, match="đã giao cho"):
        quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)

    assert quy_trinh.nhan_kiem_tra(bo_gui, by=chuyen_vien_2).nguoi_kiem_tra == chuyen_vien_2


def test_second_officer_to_start_is_told_that_it_is_taken(bo_gui, nguoi, chuyen_vien_2):
    quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)

    with pytest.raises(BuocBiTuChoi, match="Cục đang kiểm tra"):
        quy_trinh.nhan_kiem_tra(bo_gui, by=chuyen_vien_2)


def test_pack_is_not_given_to_somebody_outside_the_province(bo_gui, nguoi):
    with pytest.raises(ValidationError, match="không phụ trách tỉnh này"):
        giao_kiem_tra.giao(bo_gui, nguoi=tai_khoan("cuc_chuyen_vien"), by=nguoi.cuc_lanh_dao_phong)


def test_presence_names_the_others_and_expires(bo, nguoi, monkeypatch):
    cache.clear()
    dang_xem.danh_dau(bo.pk, nguoi.cuc_chuyen_vien)

    khac = dang_xem.dang_xem([bo.pk], tru=nguoi.cuc_lanh_dao_phong)
    minh = dang_xem.dang_xem([bo.pk], tru=nguoi.cuc_chuyen_vien)

    assert (khac, minh) == ({bo.pk: [nguoi.cuc_chuyen_vien.ten_hien_thi]}, {})
    assert (
        0
        < cache._cache.get_client().ttl(
            cache.make_key(f"baocao:dang_xem:{bo.pk}:{nguoi.cuc_chuyen_vien.pk}")
        )
        <= dang_xem.HET_SAU
    )


def test_score_of_a_sent_pack_names_its_reasons_and_is_kept_once(bo_gui):
    BoBaoCao.objects.filter(pk=bo_gui.pk).update(vong=3, tinh_han="tre_han", so_ngay_tre=4)
    can = bat_thuong.can_cham()

    muc = bat_thuong.cham(bo_gui)
    bat_thuong.cham(bo_gui)

    cau = {x["ma"]: (x["so"], x["diem"], x["cau"]) for x in muc.ly_do}
    assert can == [bo_gui.pk]
    assert cau["tra_lai"] == (2, 8, "đã trả lại 2 lần")
    assert cau["tre"] == (1, 2, "gửi lần đầu trễ 4 ngày")
    assert muc.diem == sum(x["diem"] for x in muc.ly_do)
    assert (MucBatThuong.objects.count(), bat_thuong.can_cham()) == (1, [])


def test_points_of_a_score_are_rows_with_dates(bo_gui):
    BoBaoCao.objects.filter(pk=bo_gui.pk).update(vong=3, tinh_han="tre_han", so_ngay_tre=4)
    NguongKiemTra.objects.filter(ma="BAT_THUONG", ten="diem_tra_lai").update(gia_tri=10)
    NguongKiemTra.objects.filter(ma="BAT_THUONG", ten="diem_tre").delete()

    muc = bat_thuong.cham(bo_gui)

    diem = {x["ma"]: x["diem"] for x in muc.ly_do}
    assert (diem["tra_lai"], "tre" in diem) == (20, False)


def test_figures_that_are_still_the_sos_own_are_not_scored(bo_sau):
    assert bat_thuong.cham(bo_sau) is None
