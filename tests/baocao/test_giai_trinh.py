"""Doors of answers and of the pack: wrong state, province, group or role is refused in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.models import BoBaoCao, GiaiTrinh, YKien
from baocao.services import gia_han, nhap_lieu, quy_trinh
from baocao.services.giai_trinh import giai_trinh, tra_loi_y_kien
from baocao.services.nhap_lieu import GhiO
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

LY_DO = "Số liệu tăng do có dự án lớn vào hoạt động từ đầu năm."


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def phieu(nguoi):
    return mau.bo_moi(nguoi, bieu={"Q04"}).phieu.get()


def _giai_trinh(phieu, by, quy_tac="KT17a"):
    return giai_trinh(
        phieu,
        quy_tac=quy_tac,
        chi_tieu="BL00",
        cot="A3",
        thong_bao="Kiểm tra đơn vị tính.",
        noi_dung=LY_DO,
        by=by,
    )


def _tra_lai(phieu, nguoi):
    """The pack as returned by the Cục with one remark on the form."""
    bo = mau.da_gui(phieu.bo, nguoi)
    quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    y_kien = quy_trinh.neu_y_kien(
        bo, noi_dung="Đề nghị rà soát.", by=nguoi.cuc_chuyen_vien, phieu=phieu
    )
    quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Đề nghị rà soát số liệu.")
    return y_kien


def test_unit_error_is_lifted_by_the_leadership_only(phieu, nguoi):
    with pytest.raises(PermissionDenied, match="chỉ Lãnh đạo Sở xác nhận"):
        _giai_trinh(phieu, nguoi.chuyen_vien)

    _giai_trinh(phieu, nguoi.lanh_dao)

    assert GiaiTrinh.objects.get(phieu=phieu).nguoi == nguoi.lanh_dao


def test_unit_error_is_not_lifted_from_another_province_or_after_sending(phieu, nguoi):
    tinh_khac = tai_khoan("so_lanh_dao", don_vi=DonViFactory(ma="99", ten_goi="Tỉnh khác"))

    with pytest.raises(PermissionDenied):
        _giai_trinh(phieu, tinh_khac)
    mau.da_gui(phieu.bo, nguoi)
    with pytest.raises(ValidationError, match="Đã gửi"):
        _giai_trinh(phieu, nguoi.lanh_dao)


def test_warning_is_not_explained_by_another_group(phieu, nguoi):
    cong_nghiep = tai_khoan("so_chuyen_vien", don_vi=phieu.bo.don_vi, nhom_bieu=["CN"])

    with pytest.raises(PermissionDenied):
        _giai_trinh(phieu, cong_nghiep, quy_tac="KT11b")

    assert not GiaiTrinh.objects.exists()


def test_remark_is_answered_by_its_own_province_group_and_roles(phieu, nguoi):
    y_kien = _tra_lai(phieu, nguoi)
    tinh_khac = tai_khoan("so_tong_hop", don_vi=DonViFactory(ma="99", ten_goi="Tỉnh khác"))
    nhom_khac = tai_khoan("so_chuyen_vien", don_vi=phieu.bo.don_vi, nhom_bieu=["CN"])
    van_thu = tai_khoan("so_van_thu", don_vi=phieu.bo.don_vi)

    for ai in (tinh_khac, nhom_khac, van_thu, nguoi.cuc_chuyen_vien):
        with pytest.raises(PermissionDenied):
            tra_loi_y_kien(y_kien, tra_loi="Đã rà soát.", by=ai)
    tra_loi_y_kien(y_kien, tra_loi="Đã rà soát.", by=nguoi.chuyen_vien)

    assert YKien.objects.get().tra_loi == "Đã rà soát."


def test_closed_remark_takes_no_answer(phieu, nguoi):
    y_kien = _tra_lai(phieu, nguoi)
    YKien.objects.update(dong_luc=y_kien.luc)

    with pytest.raises(ValidationError, match="đã đóng ý kiến"):
        tra_loi_y_kien(y_kien, tra_loi="Đã rà soát.", by=nguoi.chuyen_vien)


def test_room_does_nothing_with_a_form_of_a_sent_pack(phieu, nguoi):
    mau.da_gui(phieu.bo, nguoi)

    with pytest.raises(BuocBiTuChoi, match="Đã gửi"):
        quy_trinh.phong_tra_lai(phieu, by=nguoi.truong_phong, ly_do="Cần xem lại số.")
    type(phieu).objects.update(trang_thai="cho_phong", nguoi_duyet=None)
    with pytest.raises(BuocBiTuChoi, match="Đã gửi"):
        quy_trinh.duyet_phong(phieu, by=nguoi.truong_phong)


def test_form_of_a_received_pack_is_not_submitted_again(phieu, nguoi):
    mau.da_nhan(phieu.bo, nguoi)
    type(phieu).objects.update(trang_thai="dang_nhap")

    with pytest.raises(BuocBiTuChoi, match="iếp nhận"):
        quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)


def test_state_change_of_a_received_form_is_for_its_own_group(phieu, nguoi):
    mau.da_nhan(phieu.bo, nguoi)
    nhom_khac = tai_khoan("so_chuyen_vien", don_vi=phieu.bo.don_vi, nhom_bieu=["CN"])
    o = GhiO("BL00", "A3", so=Decimal(7), trang_thai_sl="so_bo")

    with pytest.raises(PermissionDenied):
        nhap_lieu.cap_nhat_so_lieu(phieu, [o], by=nhom_khac)
    kq = nhap_lieu.cap_nhat_so_lieu(phieu, [o], by=nguoi.chuyen_vien)

    assert kq.da_ghi == 1


def test_remark_names_a_form_of_the_same_pack(phieu, nguoi):
    bo = mau.da_gui(phieu.bo, nguoi)
    quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    khac = BoBaoCao.objects.create(ky=bo.ky, don_vi=DonViFactory(ma="99", ten_goi="Tỉnh khác"))
    phieu_khac = khac.phieu.create(bieu_mau=phieu.bieu_mau)

    with pytest.raises(ValidationError, match="không thuộc bộ báo cáo này"):
        quy_trinh.neu_y_kien(bo, noi_dung="Xem lại.", by=nguoi.cuc_chuyen_vien, phieu=phieu_khac)


def test_extension_is_granted_inside_the_officers_scope(phieu, nguoi, monkeypatch):
    ngoai = tai_khoan("cuc_lanh_dao_phong")
    monkeypatch.setattr(type(ngoai), "pham_vi_don_vi", lambda self: set())

    with pytest.raises(PermissionDenied, match="không thuộc phạm vi"):
        gia_han.gia_han(phieu.bo, den_ngay=date(2027, 1, 1), ly_do="Bão lụt kéo dài.", by=ngoai)
