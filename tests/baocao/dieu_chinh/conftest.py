"""Packs of Tây Ninh that the Cục has received, and their people, made once per module."""

from decimal import Decimal

import pytest

from baocao.models import BoBaoCao
from baocao.services import dieu_chinh as dv
from baocao.services.nhap_lieu import GhiO
from cucctdp.files.services import PDF, luu_tep
from tests.baocao import mau

DIEN_GIAI = "Nhập nhầm triệu đồng thành tỷ đồng ở dòng bán lẻ hàng hóa."


@pytest.fixture(scope="module")
def _nen(du_lieu_goc, django_db_blocker):
    """Quý I and 6 tháng 2026 with Q00 and Q04, both received."""
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung("34:80")
        bo = mau.da_nhan(mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q00", "Q04"}), nguoi)
        sau = mau.bo_moi(nguoi, ma_ky="2026-6T", bieu={"Q00", "Q04"})
        return nguoi, bo.pk, sau.pk


@pytest.fixture
def nguoi(_nen, db):
    return _nen[0]


@pytest.fixture
def bo(_nen, db):
    return BoBaoCao.objects.select_related("ky", "don_vi").get(pk=_nen[1])


@pytest.fixture
def bo_sau(_nen, db):
    return BoBaoCao.objects.select_related("ky", "don_vi").get(pk=_nen[2])


@pytest.fixture
def phieu(bo):
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(bieu_mau__ma="Q04")


@pytest.fixture
def tep(settings, tmp_path, bo, nguoi):
    settings.KHO_TEP = tmp_path
    return luu_tep(
        b"%PDF-1.7 chung minh",
        loai="chung_minh",
        ten="cong-van.pdf",
        kieu_noi_dung=PDF,
        by=nguoi.chuyen_vien,
        don_vi=bo.don_vi,
        doi_tuong=bo,
    )


@pytest.fixture
def lap(bo, phieu, nguoi, tep):
    """A request for one cell of Q04 (BL10.A3), written by the specialist."""

    def _lap(so=1000, **khac):
        gia_tri = {
            "cac_o": {phieu.pk: [GhiO("BL10", "A3", so=Decimal(so))]},
            "ly_do_ma": "sai_don_vi",
            "dien_giai": DIEN_GIAI,
            "by": nguoi.chuyen_vien,
            "tep": tep,
        }
        return dv.lap_sua_loi(bo, **gia_tri | khac)

    return _lap


@pytest.fixture
def cho_duyet(lap, nguoi):
    """The request signed by the Sở and appraised by the officer."""

    def _cho_duyet(so=1000):
        d = dv.trinh_ky(lap(so), by=nguoi.chuyen_vien)
        d = dv.ky_gui(d, by=nguoi.lanh_dao)
        return dv.tham_dinh(d, by=nguoi.cuc_chuyen_vien, ly_do="Đã đối chiếu chứng từ, hợp lý.")

    return _cho_duyet
