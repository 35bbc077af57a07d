"""What the Cục reads: the last sending, never what the Sở is typing."""

import pytest
from django.urls import reverse

from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao
from baocao.services import nhap_lieu, quy_trinh
from baocao.services.nhap_lieu import GhiO
from tests.factories.accounts import PhanCongFactory, tai_khoan

DONG, COT = "BL00", "A11"
CHU = "Sở đang rà soát lại số của hai chuỗi siêu thị."


def trang(bo):
    return reverse("admin:baocao_bobaocao_change", args=[bo.pk])


def o_tren_trang(tra_loi):
    """Shown text of the cell BL00.A11, a note: no rule reads it."""
    phieu = tra_loi.context["phieu"]
    (dong,) = [d for n in phieu.nhom for d in n.dong if d.chi_tieu.ma == DONG]
    return next(o.chu for o in dong.o if o.cot == COT)


def sua(bo, nguoi):
    """The Sở types over one cell of Q04."""
    phieu = bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(bieu_mau__ma="Q04")
    nhap_lieu.ghi_o(phieu, [GhiO(DONG, COT, chu=CHU)], by=nguoi.chuyen_vien)


@pytest.fixture
def bo_tra_lai(bo_gui, nguoi):
    bo = quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)
    quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Số bán lẻ chưa khớp với Cục Thống kê.")
    return BoBaoCao.objects.get(pk=bo.pk)


def test_returned_pack_shows_the_sending_not_the_edit(client, vao, nguoi, bo_tra_lai):
    vao("cuc_chuyen_vien")
    truoc = o_tren_trang(client.get(trang(bo_tra_lai), {"the": "Q04"}))

    sua(bo_tra_lai, nguoi)
    tra_loi = client.get(trang(bo_tra_lai), {"the": "Q04"})

    assert (o_tren_trang(tra_loi), truoc) == ("", "")
    assert CHU not in tra_loi.text
    assert "Đang xem số liệu lần gửi 1" in tra_loi.text


def test_returned_pack_back_in_the_room_still_shows_the_sending(client, vao, nguoi, bo_tra_lai):
    sua(bo_tra_lai, nguoi)
    for phieu in bo_tra_lai.phieu.filter(bieu_mau__la_tinh_toan=False):
        quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
    bo_tra_lai.refresh_from_db()
    vao("cuc_chuyen_vien")

    tra_loi = client.get(trang(bo_tra_lai), {"the": "Q04"})

    assert bo_tra_lai.trang_thai == TrangThaiBo.CHO_PHONG
    assert o_tren_trang(tra_loi) == ""


def test_sending_taken_back_is_not_shown(client, vao, nguoi, bo_gui):
    quy_trinh.rut_lai(bo_gui, by=nguoi.lanh_dao, ly_do="Gửi nhầm bản chưa rà soát xong.")
    vao("cuc_chuyen_vien")

    tra_loi = client.get(trang(bo_gui), {"the": "Q04"})
    cac_lan = client.get(trang(bo_gui), {"the": "lan-gui"})

    assert (tra_loi.context["the"], "phieu" in tra_loi.context) == ("tong-quan", False)
    assert "Sở đã rút lại" in cac_lan.text


def test_second_sending_is_shown_as_it_is(client, vao, nguoi, bo_tra_lai):
    sua(bo_tra_lai, nguoi)
    for phieu in bo_tra_lai.phieu.filter(bieu_mau__la_tinh_toan=False):
        phieu = quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
        quy_trinh.duyet_phong(phieu, by=nguoi.truong_phong)
    bo = quy_trinh.chuyen_lanh_dao(BoBaoCao.objects.get(pk=bo_tra_lai.pk), by=nguoi.tong_hop)
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)
    vao("cuc_chuyen_vien")

    tra_loi = client.get(trang(bo), {"the": "Q04"})

    assert o_tren_trang(tra_loi) == CHU
    assert "Đang xem số liệu lần gửi" not in tra_loi.text


def test_form_of_another_group_is_read_but_not_remarked(client, nguoi, bo_gui):
    nguoi_khac = tai_khoan("cuc_chuyen_vien", nhom_bieu=["KC"])
    PhanCongFactory(user=nguoi_khac, don_vi=nguoi.don_vi, tu_ngay="2024-01-01")
    client.force_login(nguoi_khac)
    quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi_khac)
    phieu = bo_gui.phieu.get(bieu_mau__ma="Q04")

    xem = client.get(trang(bo_gui), {"the": "Q04"})
    ghi = client.post(
        reverse("admin:baocao_bobaocao_y_kien", args=[bo_gui.pk]) + "?bieu=Q04",
        {"noi_dung": "Số này chưa hợp lý.", "phieu": phieu.pk},
    )

    assert (xem.status_code, xem.context["neu_y_kien_duoc"]) == (200, False)
    assert [b["nhom_khac"] for b in xem.context["cac_bieu"]] == [True, True]
    assert (ghi.status_code, sorted(ghi.context["form"].errors)) == (200, ["phieu"])
    assert bo_gui.y_kien.count() == 0
