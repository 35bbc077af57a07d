"""The statistics' SQL says of every cluster on every day what the register's own Python says."""

from decimal import Decimal

import pytest

from cumcongnghiep.bieu.dong_cum import cong, gia_tri_cum
from cumcongnghiep.choices import ChiTieuSo, HoatDong, LoaiHangMuc
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import CheDo
from cumcongnghiep.statistics import CA_NUOC, Hoi, bieu_04, doc_cum_ngay
from cumcongnghiep.trang_thai import suy_ra
from tests.cumcongnghiep.ngau_nhien import DAU, MOC, dung
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db
THIET_YEU = [LoaiHangMuc.SAN_NEN, LoaiHangMuc.GIAO_THONG]


@pytest.fixture
def che_do():
    CheDo.objects.all().delete()
    return CheDo.objects.create(
        ma="T1", ten="Thử", cap_xet="xa", hang_muc_thiet_yeu=THIET_YEU, hieu_luc_tu="2020-01-01",
        can_cu="Thử",
    )  # fmt: skip


@pytest.mark.parametrize("hat", range(4))
def test_sql_equals_python_on_random_registers(che_do, hat):
    cac = dung(DonViFactory(ma="15"), hat, 40)
    ho_so = doc_ho_so(cac)

    for ngay in MOC:
        sql = {c.id: c for c in doc_cum_ngay(Hoi(ngay, DAU))}
        for pk, h in ho_so.items():
            t, c = suy_ra(h, ngay, thiet_yeu=THIET_YEU), sql[pk]
            assert (
                c.phap_ly, c.ha_tang, c.hoat_dong, c.trong_quy_hoach, c.dien_tich, c.dat_cn,
                c.dat_da_thue, c.dat_chap_thuan, c.so_du_an, c.thanh_lap_ngay,
            ) == (
                t.phap_ly, t.ha_tang, t.hoat_dong, t.trong_quy_hoach, t.dien_tich, t.dat_cn,
                t.dat_da_thue, t.dat_chap_thuan, t.so_du_an, t.thanh_lap_ngay,
            ), (hat, ngay, pk)  # fmt: skip
            assert (c.dat_ghi_nho, c.dat_du_dieu_kien) == (
                h.dat_ghi_nho(ngay),
                h.gia_tri(ChiTieuSo.DU_DIEU_KIEN, ngay),
            ), (hat, ngay, pk)


@pytest.mark.parametrize("hat", range(3))
def test_rows_of_the_form_equal_what_each_cluster_adds(hat):
    """Biểu 04 from SQL = the sum of what the register's Python says each cluster adds."""
    cac = dung(DonViFactory(ma="15"), hat, 40)
    ho_so = doc_ho_so(cac)

    for ngay in MOC:
        (bieu,) = bieu_04(Hoi(ngay, DAU, CA_NUOC)).cac_dong
        mong = cong({pk: gia_tri_cum(h, DAU, ngay) for pk, h in ho_so.items()})
        assert {ma: d.gia_tri for ma, d in bieu.dong.items()} == {
            ma: o.gia_tri for ma, o in mong.items()
        }, (hat, ngay)
        assert {ma: d.thieu for ma, d in bieu.dong.items() if ma != "19"} == {
            ma: o.chua_ro for ma, o in mong.items() if ma != "19"
        }, (hat, ngay)


def test_random_registers_reach_every_state():
    cac = dung(DonViFactory(ma="15"), 1, 80)
    cac += dung(DonViFactory(ma="24"), 2, 80)

    thay = [c for ngay in MOC for c in doc_cum_ngay(Hoi(ngay, DAU))]

    assert len(thay) == len(cac) * len(MOC)
    assert len({c.phap_ly for c in thay}) == 6
    assert len({c.ha_tang for c in thay}) >= 6
    assert len({c.hoat_dong for c in thay}) == len(HoatDong)
    assert any(c.dat_chap_thuan and c.dat_chap_thuan > Decimal(0) for c in thay)
