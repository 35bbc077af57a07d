"""Paper sheets: two helpers apart; each sees his own entry, and only where they differ."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cucctdp.files.quyen import duoc_tai
from cucctdp.files.services import luu_tep
from sanpham_tieubieu.choices import LoaiBan, VaiTroBan
from sanpham_tieubieu.models import PhieuCham, PhieuGiay
from sanpham_tieubieu.quyen_tep import PHIEU_GIAY
from sanpham_tieubieu.services import cham, phieu_giay, xung_dot
from sanpham_tieubieu.services.mo_diem import kiem_cam_ket, mo_diem
from tests.factories.accounts import tai_khoan
from tests.factories.san_pham import BanFactory, GiamKhaoFactory
from tests.sanpham_tieubieu.cham.dung import DU, dat_phut_mo_qua, dung_ky

pytestmark = pytest.mark.django_db


@pytest.fixture
def k():
    k = dung_ky()
    k.hai = tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi)
    return k


def _nhap(k, by, diem=DU, gk=1, **them):
    return phieu_giay.nhap_phieu_giay(k.ho_so[0], k.gk[gk], diem, by=by, **them)


def test_two_equal_entries_make_a_signed_sheet(k):
    quet = luu_tep(
        b"%PDF-1.4 thu", loai=PHIEU_GIAY, ten="p.pdf", kieu_noi_dung="application/pdf", by=k.so
    )
    mot = _nhap(k, k.so, nhan_xet="Đạt\r\n", tep=quet)
    hai = _nhap(k, k.hai, nhan_xet=" Đạt ")

    phieu = PhieuCham.objects.get()
    assert (mot.phieu, mot.khac, mot.phieu_giay.lan) == (None, [], 1)
    assert (hai.phieu, hai.phieu_giay.lan) == (phieu, 2)
    assert (phieu.trang_thai, phieu.giay, phieu.giam_khao) == ("da_ky", True, k.gk[1])
    assert phieu.tep_giay == quet
    assert [duoc_tai(u, quet) for u in (k.so, k.hai, k.nguoi[0])] == [False] * 3
    assert kiem_cam_ket(k.ky) == []
    mo_diem(dat_phut_mo_qua(k.ky), by=k.so)
    assert [duoc_tai(u, quet) for u in (k.so, k.nguoi[0], k.nguoi[1])] == [True, True, False]


def test_difference_is_told_by_code_and_corrected_by_its_own_writer(k):
    _nhap(k, k.so)
    lech = _nhap(k, k.hai, DU | {"II": "33"}, nhan_xet="Đạt")
    khop = _nhap(k, k.hai)

    assert (lech.khac, lech.phieu) == (["II", "nhan_xet"], None)
    assert khop.phieu is not None
    assert PhieuGiay.objects.count() == 2


def test_one_helper_is_not_two_and_a_third_is_not_asked(k):
    ba = tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi)
    _nhap(k, k.so)
    _nhap(k, k.so, DU | {"I": "30"})
    _nhap(k, k.hai)

    with pytest.raises(ValidationError) as loi:
        _nhap(k, ba)

    assert loi.value.messages == ["Phiếu này đã có hai người nhập."]
    assert PhieuCham.objects.count() == 0


def test_every_fault_of_a_paper_sheet_is_said_at_once(k):
    xung_dot.khai_bao(k.ho_so[0], by=k.nguoi[1], loai="gia_dinh", chi_tiet="Anh em với chủ cơ sở")

    with pytest.raises(ValidationError) as loi:
        _nhap(k, k.so, {"I": "41", "II": "", "III": "8", "V": "1"})

    assert loi.value.messages == [
        "R35: Giám khảo không được chấm sản phẩm này (xung đột lợi ích).",
        "R33: Điểm I phải từ 0 đến 40, bước 0,5.",
        "R33: Khung điểm không có tiểu mục V.",
        "R34: Còn 2 tiểu mục chưa chấm (II, IV).",
    ]


def test_judges_and_strangers_type_nothing_helpers_of_the_round_do(k):
    giup_viec = tai_khoan("sp_xa")
    GiamKhaoFactory(
        ban=BanFactory(ky=k.ky, loai=LoaiBan.GIUP_VIEC),
        nhan_su__tai_khoan=giup_viec,
        vai_tro=VaiTroBan.TO_VIEN,
    )

    for nguoi in (k.nguoi[0], k.nguoi[1], tai_khoan("sp_xa"), tai_khoan("cuc_lanh_dao")):
        with pytest.raises(PermissionDenied):
            _nhap(k, nguoi)
    kq = _nhap(k, giup_viec)

    assert kq.phieu_giay.nguoi_nhap == giup_viec
    assert [list(phieu_giay.cua_toi(u, k.ky)) for u in (giup_viec, k.so)] == [[kq.phieu_giay], []]


def test_paper_is_not_typed_beside_a_sheet_and_is_taken_back_by_its_writer(k):
    kq = _nhap(k, k.so)
    with pytest.raises(PermissionDenied):
        phieu_giay.bo_nhap(kq.phieu_giay, by=k.hai)
    phieu_giay.bo_nhap(kq.phieu_giay, by=k.so)
    cham.mo_phieu(k.ho_so[0], by=k.nguoi[1])

    with pytest.raises(ValidationError) as loi:
        _nhap(k, k.so)

    assert loi.value.messages == ["Giám khảo đã có phiếu cho sản phẩm này."]
    assert PhieuGiay.objects.count() == 0
