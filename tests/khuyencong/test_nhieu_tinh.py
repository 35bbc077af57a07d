"""A đề án of many provinces: seen in each of them, carried by one centre, appraised by the Cục."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cucctdp.workflow.steps import cac_buoc_mo
from khuyencong.models import ButToan, DeAn, ThamDinh, ThuHuong, TienDo
from khuyencong.services import de_an as soan
from khuyencong.services import tham_dinh
from khuyencong.workflow import BUOC_DE_AN
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau


@pytest.fixture
def hai_tinh(danh_muc_goc, db):
    return mau.tinh(), DonViFactory(ten_goi="Đắk Lắk", slug="dak-lak")


@pytest.fixture
def lap(hai_tinh):
    return tai_khoan("so_khuyen_cong", don_vi=hai_tinh[0])


@pytest.fixture
def de_an(hai_tinh, lap):
    chung = {"don_vi": None, "cac_tinh": list(hai_tinh)}
    return mau.soan_thao(hai_tinh[0], lap, thong_tin=chung)


def chuyen_vien(*cac_tinh):
    user = tai_khoan("cuc_chuyen_vien")
    for don_vi in cac_tinh:
        PhanCongFactory(user=user, don_vi=don_vi, tu_ngay=date(2020, 1, 1))
    return user


def test_officer_of_any_of_its_provinces_sees_it_and_its_rows(de_an, hai_tinh):
    thay = {
        ten: [model.objects.visible_to(ai).count() for model in (DeAn, ThuHuong)]
        for ten, ai in (
            ("tinh_mot", chuyen_vien(hai_tinh[0])),
            ("tinh_hai", chuyen_vien(hai_tinh[1])),
            ("ca_hai", chuyen_vien(*hai_tinh)),
            ("tinh_khac", chuyen_vien(DonViFactory())),
            ("so_tinh_hai", tai_khoan("so_chuyen_vien", don_vi=hai_tinh[1])),
            ("so_tinh_khac", tai_khoan("so_chuyen_vien", don_vi=DonViFactory())),
        )
    }

    assert thay == {
        "tinh_mot": [1, 1],
        "tinh_hai": [1, 1],
        "ca_hai": [1, 1],
        "tinh_khac": [0, 0],
        "so_tinh_hai": [1, 1],
        "so_tinh_khac": [0, 0],
    }


def test_de_an_of_one_province_is_not_opened_by_a_list_of_provinces(hai_tinh, lap):
    de_an = mau.soan_thao(hai_tinh[0], lap)
    de_an.cac_tinh.add(hai_tinh[1])

    assert not DeAn.objects.visible_to(chuyen_vien(hai_tinh[1])).exists()


def test_cuc_appraises_a_de_an_of_many_provinces(de_an, lap, hai_tinh):
    cuc = chuyen_vien(hai_tinh[1])

    gui = tham_dinh.nop(de_an, by=lap)
    nhan = tham_dinh.nhan_tham_dinh(gui, by=cuc)
    mau.phieu(nhan, cuc)
    xong = tham_dinh.ket_luan(nhan, by=cuc)

    assert (gui.trang_thai, nhan.trang_thai, xong.trang_thai) == (
        "gui_cuc",
        "tham_dinh_bo",
        "du_kien",
    )
    assert [m.objects.visible_to(cuc).count() for m in (ThamDinh, ButToan, TienDo)] == [1, 2, 0]


def test_centre_of_another_province_of_it_neither_edits_nor_hands_it_in(de_an, hai_tinh):
    khac = tai_khoan("so_khuyen_cong", don_vi=hai_tinh[1])
    cau = "do đơn vị đã lập đề án sửa"

    with pytest.raises(PermissionDenied, match=cau):
        soan.sua_thong_tin(de_an, thong_tin={"ten": "Tên khác"}, by=khac)

    buoc = next(b for b in BUOC_DE_AN if b.ten == "dean.gui_thang_cuc")
    assert cac_buoc_mo([buoc], de_an, khac) == [buoc]
    assert cau in buoc.dieu_kien(de_an, khac)[0]


def test_provinces_of_a_de_an_are_one_or_at_least_two(hai_tinh, lap):
    thong_tin = {
        "ten": "Đề án", "nguon": "kcqg", "hinh_thuc": "rieng_le", "nam": 2026,
        "tu_ngay": date(2026, 1, 15), "den_ngay": date(2026, 11, 30),
        "thuc_hien": mau.ToChucFactory(),
    }  # fmt: skip
    mot, hai = hai_tinh

    with pytest.raises(ValidationError, match="ít nhất hai tỉnh"):
        soan.lap_de_an(thong_tin=thong_tin | {"don_vi": None, "cac_tinh": [mot]}, by=lap)
    with pytest.raises(ValidationError, match="chỉ chọn với đề án nhiều tỉnh"):
        soan.lap_de_an(thong_tin=thong_tin | {"don_vi": mot, "cac_tinh": [mot, hai]}, by=lap)
    with pytest.raises(PermissionDenied, match="của tỉnh mình"):
        soan.lap_de_an(thong_tin=thong_tin | {"don_vi": None, "cac_tinh": [hai]}, by=lap)

    assert not DeAn.objects.exists()
