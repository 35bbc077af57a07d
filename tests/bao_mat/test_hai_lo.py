"""Who typed never signs, whatever the role became; unsent workbooks are the Sở's own."""

import pytest
from django.core.cache import cache

from baocao.quyen_tep import TEP_NOP
from baocao.services import quy_trinh
from baocao.services.nhap_lieu import ghi_o
from cucctdp.accounts.services import doi_vai_tro
from cucctdp.files.services import XLSX, luu_tep
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def canh():
    cache.clear()
    nguoi = mau.nguoi_dung()
    return nguoi, mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q04"})


def _tep(nguoi, bo):
    return luu_tep(
        b"so chua gui",
        loai=TEP_NOP,
        ten="a.xlsx",
        kieu_noi_dung=XLSX,
        by=nguoi.chuyen_vien,
        don_vi=bo.don_vi,
        doi_tuong=bo,
    )


def _ma(client, user, tep):
    client.force_login(user)
    return client.get(f"/tep/{tep.pk}/").status_code


def test_workbook_of_an_unsent_pack_is_only_the_province_s(client, canh):
    nguoi, bo = canh
    tep = _tep(nguoi, bo)

    so, cuc = (_ma(client, ai, tep) for ai in (nguoi.chuyen_vien, nguoi.cuc_chuyen_vien))

    assert (so, cuc) == (200, 404)


def test_workbook_before_the_sending_is_readable_later_ones_are_not(client, canh):
    nguoi, bo = canh
    truoc = _tep(nguoi, bo)
    bo = mau.da_gui(bo, nguoi)
    sau = _tep(nguoi, bo)

    assert [_ma(client, nguoi.cuc_chuyen_vien, t) for t in (truoc, sau)] == [200, 404]


def _go(bo, nguoi, nguoi_go):
    (phieu,) = bo.phieu.filter(bieu_mau__la_tinh_toan=False)
    ghi_o(phieu, mau.cac_o_du(phieu), by=nguoi_go)
    return quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)


def _thanh(user, vai_tro, **khac):
    doi_vai_tro(user=user, vai_tro=vai_tro, don_vi=user.don_vi, by=None, **khac)
    return type(user).objects.get(pk=user.pk)


def test_typist_made_leader_does_not_sign_the_own_figures(canh):
    nguoi, bo = canh
    nguoi_go = tai_khoan("so_tong_hop", don_vi=nguoi.don_vi)
    quy_trinh.duyet_phong(_go(bo, nguoi, nguoi_go), by=nguoi.truong_phong)
    bo.refresh_from_db()
    quy_trinh.chuyen_lanh_dao(bo, by=nguoi.tong_hop)

    with pytest.raises(BuocBiTuChoi, match="không được là người nhập"):
        quy_trinh.ky_gui(bo, by=_thanh(nguoi_go, "so_lanh_dao"))


def test_typist_made_head_does_not_pass_the_own_figures(canh):
    nguoi, bo = canh
    nguoi_go = tai_khoan("so_tong_hop", don_vi=nguoi.don_vi)
    phieu = _go(bo, nguoi, nguoi_go)

    with pytest.raises(BuocBiTuChoi, match="không được là người nhập"):
        quy_trinh.duyet_phong(phieu, by=_thanh(nguoi_go, "so_truong_phong", nhom_bieu=["TM"]))
