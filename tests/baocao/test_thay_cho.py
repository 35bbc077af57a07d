"""«Thay cho»: a series goes on over a row whose code changed, where the figures compare."""

from decimal import Decimal

import pytest

from baocao.lich_su import doc_lich_su
from baocao.models import BieuMau, BoBaoCao, ChiTieu
from tests.baocao import mau


@pytest.fixture(scope="module")
def _nen(du_lieu_goc, django_db_blocker):
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung("34:80")
        return mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi).pk


@pytest.fixture
def bo(_nen, db):
    return BoBaoCao.objects.select_related("ky", "don_vi").get(pk=_nen)


def _ban_hai(**thay):
    """A second version of Q04 whose BL99 stands for BL00, with changes."""
    cu = BieuMau.objects.get(ma="Q04")
    dong = ChiTieu.objects.get(bieu_mau=cu, ma="BL00")
    cu.pk, cu.phien_ban, cu.trang_thai = None, 2, "nhap"
    cu.save()
    dong.pk, dong.bieu_mau, dong.ma, dong.thay_cho = None, cu, "BL99", "BL00"
    for ten, gia_tri in thay.items():
        setattr(dong, ten, gia_tri)
    dong.save()


def _so(bo, ma):
    lich_su = doc_lich_su(don_vi=bo.don_vi, cac_bieu=["Q04"], cac_ky=[bo.ky.ma])["Q04"]
    return lich_su.so(bo.ky.ma, ma, "A3")


def test_series_goes_on_under_the_new_code(bo):
    goc = _so(bo, "BL00")
    _ban_hai()

    assert isinstance(goc, Decimal)
    assert (_so(bo, "BL99"), _so(bo, "BL00")) == (goc, goc)


@pytest.mark.parametrize(
    "thay", [{"dvt": "triệu USD"}, {"dai_luong": "thoi_diem"}, {"kieu": "TY_LE"}]
)
def test_series_starts_anew_where_figures_do_not_compare(bo, thay):
    _ban_hai(**thay)

    assert _so(bo, "BL99") is None
