"""The three axes are independent and follow documents and facts."""

from datetime import date
from decimal import Decimal

import pytest

from cumcongnghiep.choices import HoatDong, LoaiThue, LoaiVanBan, NhomQuyHoach, PhapLy
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import SoLieu, ThueDat
from cumcongnghiep.services.tinh_lai import tinh_lai
from cumcongnghiep.trang_thai import suy_ra
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    CumFactory,
    DuAnFactory,
    LoFactory,
    MucQuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
    tinh,
)

pytestmark = pytest.mark.django_db

NGAY = date(2026, 11, 23)


def _trang_thai(cum, ngay=NGAY):
    return suy_ra(doc_ho_so([cum])[cum.pk], ngay)


def test_cluster_of_the_plan_only():
    cum = MucQuyHoachFactory().cum

    tt = _trang_thai(cum)

    assert (tt.phap_ly, tt.hoat_dong, tt.dien_tich) == (
        PhapLy.QUY_HOACH,
        HoatDong.CHUA_CO_SO_LIEU,
        Decimal(75),
    )


def test_no_project_is_told_only_where_somebody_counted_none():
    """Missing is not zero: a published cluster without a count says that nothing is known."""
    cum = VanBanFactory().cum

    truoc = _trang_thai(cum).hoat_dong
    SoLieu.objects.create(cum=cum, chi_tieu="so_du_an", ngay=date(2026, 6, 14), gia_tri=0)

    assert (truoc, _trang_thai(cum).hoat_dong) == (
        HoatDong.CHUA_CO_SO_LIEU,
        HoatDong.CHUA_CO_DU_AN,
    )


def test_operating_without_establishment_is_no_established_cluster():
    cum = DuAnFactory().cum

    tt = _trang_thai(cum)

    assert (tt.phap_ly, tt.hoat_dong, tt.co_hoat_dong) == (
        PhapLy.CHUA_THANH_LAP_HOAT_DONG,
        HoatDong.DANG_HOAT_DONG,
        True,
    )


def test_withdrawn_from_the_plan_while_the_decision_stands():
    cum = VanBanFactory().cum
    MucQuyHoachFactory(cum=cum, nhom=NhomQuyHoach.RUT)

    tt = _trang_thai(cum)

    assert (tt.phap_ly, tt.trong_quy_hoach) == (PhapLy.DA_THANH_LAP, False)


def test_abolition_ends_the_establishment_from_its_day_on():
    cum = VanBanFactory(ngay=date(2020, 1, 1)).cum
    VanBanFactory(cum=cum, loai=LoaiVanBan.BAI_BO, ngay=date(2024, 5, 1), dien_tich=None)

    assert _trang_thai(cum, date(2024, 4, 30)).phap_ly == PhapLy.DA_THANH_LAP
    assert _trang_thai(cum, date(2024, 5, 1)).phap_ly == PhapLy.BAI_BO


def test_area_is_that_of_the_adjustment_plus_the_extension():
    cum = VanBanFactory(ngay=date(2020, 1, 1), dien_tich=Decimal(50)).cum
    VanBanFactory(cum=cum, loai=LoaiVanBan.DIEU_CHINH, ngay=date(2022, 1, 1), dien_tich=Decimal(48))
    VanBanFactory(cum=cum, loai=LoaiVanBan.MO_RONG, ngay=date(2025, 1, 1), dien_tich=Decimal(20))

    assert [_trang_thai(cum, date(n, 6, 1)).dien_tich for n in (2021, 2023, 2025)] == [
        Decimal(50),
        Decimal(48),
        Decimal(68),
    ]


def test_memorandum_fills_nothing_and_approval_counts_only_beyond_the_lease():
    cum = CanDoiDatFactory(cong_nghiep=Decimal(10)).cum
    du_an = DuAnFactory(cum=cum)
    ThueDatFactory(du_an=du_an, dien_tich=Decimal(3))
    ThueDatFactory(du_an=du_an, loai=LoaiThue.CHAP_THUAN, dien_tich=Decimal(5))
    ThueDatFactory(du_an=du_an, loai=LoaiThue.GHI_NHO, dien_tich=Decimal(9))

    tt = _trang_thai(cum)

    assert (tt.dat_da_thue, tt.dat_chap_thuan, tt.hoat_dong) == (
        Decimal(3),
        Decimal(2),
        HoatDong.DANG_HOAT_DONG,
    )


def test_full_when_leased_and_approved_reach_the_industrial_land():
    cum = CanDoiDatFactory(cong_nghiep=Decimal(5)).cum
    ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=Decimal(5))

    assert _trang_thai(cum).hoat_dong == HoatDong.LAP_DAY


def test_da_nang_63_is_59_established_and_4_operating_without_a_decision():
    """2026: 59 = 51 operating + 8 not; «55 operating» of another article = 51 + 4."""
    cac = [VanBanFactory().cum for _ in range(59)] + [CumFactory() for _ in range(4)]
    for cum in [*cac[:51], *cac[59:]]:
        DuAnFactory(cum=cum)

    ho_so = doc_ho_so(cac)
    tt = [suy_ra(h, NGAY) for h in ho_so.values()]

    thanh_lap = [t for t in tt if t.phap_ly == PhapLy.DA_THANH_LAP]
    assert len(tt) == 63
    assert len(thanh_lap) == 59
    assert sum(t.co_hoat_dong for t in thanh_lap) == 51
    assert sum(t.co_hoat_dong for t in tt) == 55


def test_reading_many_clusters_takes_as_many_queries_as_one(django_assert_num_queries):
    cac = [ThueDatFactory().cum for _ in range(3)]

    with django_assert_num_queries(15):
        doc_ho_so(cac[:1])
    with django_assert_num_queries(15):
        doc_ho_so(cac)


def test_computed_columns_follow_the_facts():
    cum = CanDoiDatFactory().cum
    ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=Decimal("2.5"))
    VanBanFactory(cum=cum)

    tinh(cum)

    assert (cum.phap_ly, cum.dat_cn, cum.dat_da_thue, cum.so_du_an) == (
        PhapLy.DA_THANH_LAP,
        Decimal(55),
        Decimal("2.5"),
        1,
    )
    assert tinh_lai([cum], cap_nhat=False) == 0


def test_two_leases_of_one_lot_never_share_a_day():
    lo = LoFactory()
    mot, hai = DuAnFactory(cum=lo.cum), DuAnFactory(cum=lo.cum)
    ThueDatFactory(du_an=mot, lo=lo, den_ngay=date(2026, 1, 31))
    chong = ThueDat(
        cum=lo.cum,
        du_an=hai,
        lo=lo,
        loai=LoaiThue.THUE_LAI,
        dien_tich=Decimal(1),
        tu_ngay=date(2026, 1, 31),
    )

    with pytest.raises(Exception, match="đã cho dự án khác thuê"):
        chong.full_clean()

    ThueDatFactory(du_an=hai, lo=lo, tu_ngay=date(2026, 2, 1))
    assert lo.thue_dat.count() == 2
