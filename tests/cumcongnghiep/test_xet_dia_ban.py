"""«May a new cluster be opened here»: thresholds, weights, shares, exemptions, missing figures."""

from datetime import date
from decimal import Decimal

import pytest

from cumcongnghiep.cau_hoi import tra_loi
from cumcongnghiep.choices import LoaiHinh
from cumcongnghiep.models import CheDo, CumXa, SoLieu
from cumcongnghiep.services import thu_tuc
from cumcongnghiep.statistics import Hoi
from cumcongnghiep.xet_dia_ban import KetLuan, xet_cac_xa, xet_ho_so, xet_huyen, xet_xa
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CanDoiDatFactory, CumFactory, VanBanFactory, tinh
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def luat():
    return mau.che_do()


@pytest.fixture
def don_vi():
    return DonViFactory()


@pytest.fixture
def xa(don_vi):
    return XaFactory(tinh=don_vi)


def _cum(don_vi, *cac_xa, cn, thue, **truong):
    """An established cluster with industrial and leased land (ha) in communes (xa, ha)."""
    cum = CumFactory(don_vi=don_vi, **truong)
    for i, (x, ha) in enumerate(cac_xa):
        CumXa.objects.create(cum=cum, xa=x, dien_tich=ha, chu_tri=i == 0)
    VanBanFactory(cum=cum, ngay=date(2020, 1, 1))
    if cn is not None:
        CanDoiDatFactory(cum=cum, ngay=date(2021, 1, 1), tong=None, cong_nghiep=Decimal(cn))
    if thue is not None:
        SoLieu.objects.create(
            cum=cum, chi_tieu="da_thue", ngay=date(2026, 6, 14), gia_tri=Decimal(thue)
        )
    tinh(cum)
    return cum


def test_commune_without_a_cluster_may(xa):
    kq = xet_xa(xa)

    assert (kq.ket_luan, kq.ly_do) == (
        KetLuan.DUOC,
        "Địa bàn chưa có cụm công nghiệp nào được thành lập.",
    )


@pytest.mark.parametrize(
    ("cn", "thue", "ket_luan"),
    [
        # Exactly 50 % is not above 50 %; 60 ha left is more than 50.
        (120, 60, KetLuan.KHONG),
        (120, "60.0001", KetLuan.DUOC),
        # A low rate with 50 ha left or less passes by the other clause.
        (60, 10, KetLuan.DUOC),
        (60, "9.9999", KetLuan.KHONG),
    ],
)
def test_either_clause_is_enough(don_vi, xa, cn, thue, ket_luan):
    _cum(don_vi, (xa, None), cn=cn, thue=thue)

    assert xet_xa(xa).ket_luan == ket_luan


def test_rate_is_weighted_by_industrial_land(don_vi, xa):
    _cum(don_vi, (xa, None), cn=10, thue=10)
    _cum(don_vi, (xa, None), cn=90, thue=30)

    kq = xet_xa(xa)

    assert (kq.lap_day, kq.chua_thue, kq.so_cum) == (Decimal("40.00"), Decimal(60), 2)
    assert kq.ly_do == (
        "Địa bàn lấp đầy bình quân 40,00%, còn 60 ha chưa cho thuê: phải trên 50% hoặc không quá "
        "50 ha chưa cho thuê."
    )


def test_cluster_of_two_communes_counts_by_its_share_of_area(don_vi, xa):
    khac = XaFactory(tinh=don_vi)
    _cum(don_vi, (xa, Decimal(30)), (khac, Decimal(10)), cn=120, thue=20)

    kq = {k.xa: k for k in xet_cac_xa(don_vi)}

    assert (kq[xa].dat_cn, kq[xa].chua_thue, kq[xa].ket_luan) == (90, 75, KetLuan.KHONG)
    assert (kq[khac].dat_cn, kq[khac].chua_thue, kq[khac].ket_luan) == (30, 25, KetLuan.DUOC)


def test_a_share_without_end_is_printed_as_land_is_stored(don_vi, xa):
    _cum(don_vi, (xa, Decimal(10)), (XaFactory(tinh=don_vi), Decimal(20)), cn=100, thue=0)

    assert "còn 33,3333 ha chưa cho thuê" in xet_xa(xa).ly_do
    bang = tra_loi(12, Hoi(date(2026, 11, 1)))
    assert str(bang.gia_tri(xa.ma, "chua_thue")) == "33.3333"
    assert str(bang.gia_tri(xa.ma, "lap_day").mau) == "33.3333"


def test_missing_share_or_land_leaves_the_answer_open(don_vi, xa):
    khac = XaFactory(tinh=don_vi)
    cum = _cum(don_vi, (xa, None), (khac, None), cn=60, thue=40)

    assert xet_xa(xa).ket_luan == KetLuan.CHUA_RO
    assert xet_xa(xa).ly_do == f"Chưa có đủ số liệu đất của {cum}."

    khong_dat = XaFactory(tinh=don_vi)
    _cum(don_vi, (khong_dat, None), cn=None, thue=3)
    assert xet_xa(khong_dat).ket_luan == KetLuan.CHUA_RO


def test_cluster_not_established_does_not_count(don_vi, xa):
    cum = CumFactory(don_vi=don_vi)
    CumXa.objects.create(cum=cum, xa=xa, chu_tri=True)
    CanDoiDatFactory(cum=cum, cong_nghiep=Decimal(60))
    tinh(cum)

    assert xet_xa(xa).so_cum == 0


def test_dossier_on_either_side_of_the_border_is_judged_by_another_area(don_vi, xa):
    """14/9: the former district, 100 ha; 15/9: the commune, 50 ha."""
    khac = XaFactory(tinh=don_vi)
    _cum(don_vi, (xa, None), cn=80, thue=10, huyen_cu="Bảo Thắng")
    _cum(don_vi, (khac, None), cn=60, thue=10, huyen_cu="Bảo Thắng")
    so = tai_khoan("so_chuyen_vien", don_vi=don_vi)

    def ho_so(ngay):
        cum = mau.cum_quy_hoach(don_vi, xa=xa, huyen_cu="Bảo Thắng")
        return thu_tuc.mo_ho_so(cum, loai="thanh_lap", ngay_nop=ngay, dien_tich=50, by=so)

    r2 = xet_ho_so(ho_so(date(2026, 9, 14)))
    r3 = xet_ho_so(ho_so(date(2026, 9, 15)))

    assert (r2.ten, r2.so_cum, r2.chua_thue, r2.ket_luan) == ("Bảo Thắng", 2, 120, KetLuan.KHONG)
    assert (r3.xa, r3.so_cum, r3.chua_thue, r3.ket_luan) == (xa, 1, 70, KetLuan.KHONG)
    CheDo.objects.filter(ma="R2").update(chua_thue_thanh_lap=120)
    assert xet_huyen(don_vi, "bảo thắng", ngay=date(2026, 9, 14)).ket_luan == KetLuan.DUOC


def test_province_decides_between_the_two_regimes(don_vi, xa):
    CheDo.objects.filter(ma="R2").update(cap_xet="tinh")
    _cum(don_vi, (xa, None), cn=80, thue=10)

    kq = xet_xa(xa, ngay=date(2026, 1, 5))

    assert kq.ket_luan == KetLuan.CHUA_RO
    assert kq.ly_do.startswith("UBND cấp tỉnh quyết định cách xét")


def test_types_that_are_not_tested_and_unseen_figures_are_told(don_vi, xa):
    CheDo.objects.filter(ma="R3").update(
        mien_xet_thanh_lap=[LoaiHinh.SINH_THAI], chua_ro=["lap_day_thanh_lap"]
    )

    kq = xet_xa(xa)

    assert (kq.mien, kq.chac_chan) == (["Sinh thái"], False)


def test_facts_of_a_former_day(don_vi, xa):
    cum = _cum(don_vi, (xa, None), cn=120, thue=100)
    SoLieu.objects.create(cum=cum, chi_tieu="da_thue", ngay=date(2025, 12, 14), gia_tri=Decimal(20))

    assert xet_xa(xa).ket_luan == KetLuan.DUOC
    assert xet_xa(xa, luc=date(2026, 1, 1)).ket_luan == KetLuan.KHONG


def test_every_commune_of_a_province_takes_as_many_queries_as_one(
    don_vi, xa, django_assert_num_queries
):
    _cum(don_vi, (xa, None), cn=120, thue=20)
    with django_assert_num_queries(8):
        assert len(xet_cac_xa(don_vi)) == 1
    for _ in range(2):
        _cum(don_vi, (XaFactory(tinh=don_vi), None), cn=120, thue=20)

    with django_assert_num_queries(8):
        assert len(xet_cac_xa(don_vi)) == 3
