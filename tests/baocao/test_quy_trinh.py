"""The life of a pack through the doors of services."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from baocao.choices import TinhHan, TrangThaiBo, TrangThaiPhieu
from baocao.models import BoBaoCao, GiaTri, LanGui
from baocao.services import gia_han, nhap_lieu, quy_trinh
from baocao.services.anh_chup import bam
from baocao.services.giai_trinh import tra_loi_y_kien
from baocao.services.nhap_lieu import GhiO
from cucctdp.audit.models import SuKien
from cucctdp.audit.verify import kiem_tra_tat_ca
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def test_pack_goes_from_typing_to_received():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi)

    bo = mau.da_nhan(bo, nguoi)

    assert bo.trang_thai == TrangThaiBo.TIEP_NHAN
    assert [q.buoc for q in QuyetDinh.objects.cua(bo)] == [
        "bobaocao.bat_dau_nhap",
        "bobaocao.trinh_phong",
        "bobaocao.chuyen_lanh_dao",
        "bobaocao.ky_gui",
        "bobaocao.nhan_kiem_tra",
        "bobaocao.de_nghi_tiep_nhan",
        "bobaocao.tiep_nhan",
    ]
    assert kiem_tra_tat_ca() == []


def test_sending_freezes_a_snapshot_with_its_hash():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi), nguoi)

    lan = LanGui.objects.get(bo=bo)

    assert lan.sha256 == bam(lan.anh_chup)
    assert lan.anh_chup["don_vi"] == "34:80"
    assert lan.anh_chup["ten_don_vi"] == "Tỉnh Tây Ninh"
    assert sum(len(b["o"]) for b in lan.anh_chup["bieu"].values()) == (
        GiaTri.objects.hien_tai().filter(phieu__bo=bo).count()
    )


def test_submitting_refuses_missing_mandatory_cells_all_at_once():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    phieu = bo.phieu.get()

    with pytest.raises(ValidationError) as loi:
        quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)

    assert len(loi.value.messages) > 5
    assert all(thong_bao.startswith("KT01") for thong_bao in loi.value.messages)
    phieu.refresh_from_db()
    assert phieu.trang_thai == TrangThaiPhieu.CHUA_NHAP


def test_signer_is_never_the_one_who_submitted():
    nguoi = mau.nguoi_dung()
    bo = mau.den_cho_ky(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    with pytest.raises(BuocBiTuChoi):
        quy_trinh.ky_gui(bo, by=nguoi.chuyen_vien)
    with pytest.raises(IntegrityError), transaction.atomic():
        BoBaoCao.objects.filter(pk=bo.pk).update(nguoi_ky=bo.nguoi_trinh_id)


def test_receiver_is_never_the_one_who_checked():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)

    with pytest.raises(BuocBiTuChoi, match="kiểm tra"):
        quy_trinh.tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)


def test_return_opens_next_round_and_only_questioned_forms():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04", "Q05"}), nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    hoi = bo.phieu.get(bieu_mau__ma="Q04")
    quy_trinh.neu_y_kien(
        bo,
        noi_dung="Kiểm tra lại tổng mức.",
        by=nguoi.cuc_chuyen_vien,
        phieu=hoi,
        chi_tieu="BL00",
        cot="A3",
    )

    bo = quy_trinh.tra_lai(
        bo, by=nguoi.cuc_chuyen_vien, ly_do="Tổng mức chưa khớp.", han_bo_sung=date(2099, 1, 5)
    )

    assert (bo.trang_thai, bo.vong) == (TrangThaiBo.TRA_LAI, 2)
    assert dict(bo.phieu.values_list("bieu_mau__ma", "trang_thai")) == {
        "Q04": TrangThaiPhieu.DANG_NHAP,
        "Q05": TrangThaiPhieu.QUA_PHONG,
    }


def test_returned_pack_is_sent_again_as_second_snapshot_and_keeps_first_date():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    lan_dau = bo.gui_lan_dau_luc
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Bổ sung số liệu.")
    phieu = bo.phieu.get()
    nhap_lieu.ghi_o(
        phieu, [GhiO("BL50", "A3", trang_thai_o="khong_phat_sinh")], by=nguoi.chuyen_vien
    )
    phieu = quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
    quy_trinh.duyet_phong(phieu, by=nguoi.truong_phong)
    bo.refresh_from_db()
    bo = quy_trinh.chuyen_lanh_dao(bo, by=nguoi.tong_hop)

    lan2 = quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)

    bo.refresh_from_db()
    assert (lan2.lan, lan2.vong, bo.gui_lan_dau_luc) == (2, 2, lan_dau)
    assert LanGui.objects.filter(bo=bo).count() == 2


def test_short_path_needs_answers_and_no_changed_figure():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    y_kien = quy_trinh.neu_y_kien(bo, noi_dung="Nêu rõ nguồn số liệu.", by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Đề nghị trả lời ý kiến.")

    with pytest.raises(BuocBiTuChoi, match="chưa trả lời"):
        quy_trinh.gui_lai(bo, by=nguoi.lanh_dao)
    tra_loi_y_kien(y_kien, tra_loi="Số của Thống kê tỉnh.", by=nguoi.chuyen_vien)
    quy_trinh.gui_lai(bo, by=nguoi.lanh_dao)

    bo.refresh_from_db()
    assert bo.trang_thai == TrangThaiBo.DA_GUI


def test_sending_can_be_taken_back_until_the_cuc_opens_it():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    bo = quy_trinh.rut_lai(bo, by=nguoi.lanh_dao, ly_do="Phát hiện nhầm đơn vị.")

    assert bo.trang_thai == TrangThaiBo.CHO_KY
    assert (bo.tinh_han, bo.gui_lan_dau_luc, bo.gui_luc) == (TinhHan.CHUA_GUI, None, None)
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)
    bo.refresh_from_db()
    quy_trinh.ghi_cuc_mo(bo, by=nguoi.cuc_chuyen_vien)
    with pytest.raises(BuocBiTuChoi, match="đã mở"):
        quy_trinh.rut_lai(bo, by=nguoi.lanh_dao, ly_do="Phát hiện nhầm đơn vị.")


def test_reason_of_a_return_has_ten_characters():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)

    with pytest.raises(BuocBiTuChoi, match="ít nhất 10 ký tự"):
        quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Sai.")

    assert not QuyetDinh.objects.filter(buoc="bobaocao.tra_lai").exists()
    assert not SuKien.objects.filter(hanh_dong="bobaocao.tra_lai").exists()


def test_officer_of_another_province_cannot_check():
    nguoi, khac = mau.nguoi_dung(), mau.nguoi_dung("34:24")
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    with pytest.raises(BuocBiTuChoi, match="phạm vi"):
        quy_trinh.nhan_kiem_tra(bo, by=khac.cuc_chuyen_vien)


def test_specialist_types_only_assigned_form_groups():
    nguoi = mau.nguoi_dung()
    nguoi.chuyen_vien.nhom_bieu = ["CN"]
    nguoi.chuyen_vien.save()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})

    with pytest.raises(PermissionDenied):
        nhap_lieu.ghi_o(bo.phieu.get(), [GhiO("BL00", "A3")], by=nguoi.chuyen_vien)


def test_extension_makes_late_sending_not_late():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    gia_han.gia_han(
        bo, den_ngay=date(2099, 12, 31), ly_do="Bão số 5 làm mất điện.", by=nguoi.cuc_lanh_dao_phong
    )

    bo = mau.da_gui(bo, nguoi)

    assert (bo.tinh_han, bo.so_ngay_tre) == (TinhHan.GIA_HAN, 0)


def test_late_sending_counts_days():
    nguoi = mau.nguoi_dung()

    bo = mau.da_gui(mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q04"}), nguoi)

    assert bo.tinh_han == TinhHan.TRE_HAN
    assert bo.so_ngay_tre > 200
