"""Reconciliation: each planted difference is explained whole, an unplanted one is told as such."""

from datetime import date

import pytest

from cumcongnghiep.choices import LoaiThue, LoaiVanBan
from cumcongnghiep.choices import NguyenNhanChenh as N
from cumcongnghiep.models import BieuNop, GiaiThichChenh, MucQuyHoach, SoLieu, ThueDat
from cumcongnghiep.services import bieu_nop
from cumcongnghiep.services.doi_chieu import doi_chieu
from tests.cumcongnghiep.bieu import mau
from tests.cumcongnghiep.bieu.mau import D
from tests.factories.cumcongnghiep import ThueDatFactory, VanBanFactory

pytestmark = pytest.mark.django_db
DEN = date(2026, 6, 14)


def _so_lieu(t, chi_tieu, so, *, ngay=DEN, du_an=None, trong_ky=False):
    SoLieu.objects.create(
        cum=t.a, du_an=du_an, chi_tieu=chi_tieu, gia_tri=so, ngay=ngay,
        tu_ngay=t.ky.tu_ngay if trong_ky else None,
    )  # fmt: skip


def _dong(b, ma):
    kq = doi_chieu(b)
    return next(d for d in kq.cac_dong if d.dong.ma == ma)


def _cac(d):
    return [(n.ma, n.gia_tri, n.cum) for n in d.nguyen_nhan]


def _sua_xa(t, b, ma, so):
    """The first commune reports ``so`` more, and so does the Sở."""
    mau.cong_them(BieuNop.objects.get(bieu="03", xa=t.xa_1), ma, so)
    mau.cong_them(b, ma, so)


def test_what_agrees_has_no_causes(t):
    kq = doi_chieu(mau.bao_het(t))

    assert (kq.so_lech, kq.so_chua_ro) == (0, 0)
    assert all(d.nguyen_nhan == () for d in kq.cac_dong)


def test_ended_lease_still_counted_by_the_developer(t):
    ThueDat.objects.filter(du_an=t.a2).update(den_ngay=date(2026, 5, 1))
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt))

    d = _dong(mau.bao_het(t), "18")

    assert (d.csdl, d.bao_cao, d.chenh) == (8, 15, 7)
    assert _cac(d) == [(N.THUE_HET_HAN, 7, (t.a.pk,))]
    assert d.chua_giai_thich == 0


def test_memorandum_counted_as_let(t):
    ThueDatFactory(du_an=t.a1, loai=LoaiThue.GHI_NHO, dien_tich=D("4.6"))
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt, **{"4": D("16.6"), "5": D("55.33")}))

    d = _dong(mau.bao_het(t), "18")

    assert _cac(d) == [(N.GHI_NHO, D("4.6"), (t.a.pk,))]


def test_cluster_without_a_decision_counted_as_established(t):
    b = mau.bao_het(t)
    _sua_xa(t, b, "3", 1)
    _sua_xa(t, b, "4", 20)

    assert _cac(_dong(b, "3")) == [(N.THIEU_QUYET_DINH, 1, (t.b.pk,))]
    assert _cac(_dong(b, "4")) == [(N.THIEU_QUYET_DINH, 20, (t.b.pk,))]


def test_cluster_outside_the_plan_counted_in_it(t):
    MucQuyHoach.objects.filter(cum=t.a).delete()
    b = mau.bao_het(t)
    _sua_xa(t, b, "1", 1)
    _sua_xa(t, b, "2", 50)

    assert _cac(_dong(b, "1")) == [(N.NGOAI_QUY_HOACH, 1, (t.a.pk,))]
    assert _cac(_dong(b, "2")) == [(N.NGOAI_QUY_HOACH, 50, (t.a.pk,))]


def test_two_clusters_that_could_both_be_meant_are_told_as_doubtful(t):
    b = mau.bao_het(t)
    _sua_xa(t, b, "3", 1)

    d = _dong(b, "3")

    assert d.chua_giai_thich == 0
    assert "khả năng khác" in d.nguyen_nhan[0].dien_giai


def test_other_denominator_is_named(t):
    _so_lieu(t, "du_dieu_kien", 25)
    b = mau.bao_het(t)
    _sua_xa(t, b, "17", -5)

    d = _dong(b, "17")

    assert _cac(d) == [(N.KHAC_MAU_SO, -5, (t.a.pk,))]
    assert "đủ điều kiện" in d.nguyen_nhan[0].dien_giai


def test_rate_on_another_base_is_named(t):
    """15 of 30 ha is 50 %; the simple mean of the one cluster with a plan is 12 of 30."""
    b = mau.bao_het(t)
    mau.dat(b, d19=D(40))

    d = _dong(b, "19")

    assert (d.chenh, d.chua_giai_thich) == (-10, 0)
    assert "giản đơn" in d.nguyen_nhan[0].dien_giai


def test_commune_that_did_not_report_is_left_out(t):
    b = mau.bao_het(t, bo_xa=(t.xa_2,))
    mau.dat(b, d3=D(1), d4=D(50), d1=D(2), d2=D(70), d5=D(0), d6=D(0))

    kq = doi_chieu(b)

    theo = {d.dong.ma: _cac(d) for d in kq.cac_dong if not d.khop}
    assert theo["3"] == [(N.CHUA_BAO_CAO, -1, (t.c.pk,))]
    assert theo["4"] == [(N.CHUA_BAO_CAO, -75, (t.c.pk,))]
    assert kq.so_chua_ro == 0


def test_inter_commune_cluster_counted_twice(t):
    b = mau.bao_het(t)
    _sua_xa(t, b, "3", 1)
    _sua_xa(t, b, "4", 75)

    assert _cac(_dong(b, "4")) == [(N.LIEN_XA, 75, (t.c.pk,))]


def test_value_of_another_day(t):
    ThueDatFactory(du_an=t.a1, dien_tich=D("2.5"), tu_ngay=date(2026, 6, 20))
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt, **{"4": D("14.5"), "5": D("48.33")}))

    d = _dong(mau.bao_het(t), "18")

    assert _cac(d) == [(N.KHAC_KY, D("2.5"), (t.a.pk,))]
    assert d.nguyen_nhan[0].dien_giai == "Theo mốc 24/06/2026."


def test_infrastructure_project_added_to_the_firms(t):
    _so_lieu(t, "doanh_thu", 50 * 10**9, du_an=t.a1, trong_ky=True)
    _so_lieu(t, "doanh_thu", 15 * 10**9, trong_ky=True)
    b = mau.bao_het(t)
    _sua_xa(t, b, "23", 15)

    d = _dong(b, "23")

    assert (d.csdl, d.bao_cao) == (50, 65)
    assert _cac(d) == [(N.GOM_HA_TANG, 15, (t.a.pk,))]


def test_extension_counted_as_new_in_the_window(t):
    VanBanFactory(cum=t.a, loai=LoaiVanBan.MO_RONG, ngay=date(2026, 2, 1), dien_tich=D("12.5"))
    b = mau.bao_het(t)
    _sua_xa(t, b, "6", "12.5")

    assert _cac(_dong(b, "6")) == [(N.MO_RONG, D("12.5"), (t.a.pk,))]


def test_declared_total_beside_single_projects(t):
    _so_lieu(t, "so_du_an", 5, ngay=date(2026, 3, 31))
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt, **{"6": D(5), "8": D(2)}))

    d = _dong(mau.bao_het(t), "20")

    assert _cac(d) == [(N.KHAI_TONG, 3, (t.a.pk,))]


def test_two_causes_of_one_cluster_together(t):
    ThueDat.objects.filter(du_an=t.a2).update(den_ngay=date(2026, 5, 1))
    ThueDatFactory(du_an=t.a1, loai=LoaiThue.GHI_NHO, dien_tich=D("4.6"))
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt, **{"4": D("16.6"), "5": D("55.33")}))

    d = _dong(mau.bao_het(t), "18")

    assert sorted(_cac(d)) == [(N.GHI_NHO, D("4.6"), (t.a.pk,)), (N.THUE_HET_HAN, 7, (t.a.pk,))]
    assert d.chua_giai_thich == 0


def test_form_of_the_cluster_that_says_another_number_is_the_cause(t):
    """No fact makes 13,37 of 15: the cause tells where it arose, by form and both figures."""
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt, **{"4": D("13.37"), "5": D("44.57")}))

    d = _dong(mau.bao_het(t), "18")

    assert (_cac(d), d.chua_giai_thich) == ([(N.BIEU_02, D("1.37"), (t.a.pk,))], 0)
    assert d.nguyen_nhan[0].dien_giai == (
        "Biểu 02 của cụm (đã gửi), dòng 4: 13,37 ha; cơ sở dữ liệu: 12 ha."
    )


def test_commune_that_took_the_register_though_the_form_says_another_is_explained(t):
    """What the form adds and the commune leaves out stands on both sides: nothing is left over."""
    mau.dat(mau.bieu_02(t, t.a, t.n.cdt, **{"4": D("13.37"), "5": D("44.57")}))
    b = mau.bao_het(t)
    _sua_xa(t, b, "18", D("-1.37"))

    d = _dong(b, "18")

    assert (d.chenh, d.chua_giai_thich) == (0, 0)
    assert _cac(d) == [(N.BIEU_02, D("1.37"), (t.a.pk,)), (N.BIEU_02, D("-1.37"), (t.a.pk,))]


def test_what_no_fact_makes_is_unexplained(t):
    ThueDat.objects.filter(du_an=t.a2).update(den_ngay=date(2026, 5, 1))
    b = mau.bao_het(t)
    _sua_xa(t, b, "18", D("8.37"))

    kq = doi_chieu(b)

    d = next(d for d in kq.cac_dong if d.dong.ma == "18")
    assert (d.chenh, d.nguyen_nhan, d.chua_giai_thich) == (D("8.37"), (), D("8.37"))


def test_a_person_explains_what_is_left(t):
    b = mau.bao_het(t)
    _sua_xa(t, b, "22", 2)
    GiaiThichChenh.objects.create(
        bieu_nop=b, ma_dong="22", nguyen_nhan=N.NGOAI_DANH_MUC, gia_tri=D("1.5"),
        dien_giai="Cụm Tân Phú chưa có trong cơ sở dữ liệu", nguoi=t.n.cv,
    )  # fmt: skip

    d = _dong(b, "22")

    assert (d.chenh, d.da_giai_thich, d.chua_giai_thich) == (2, D("1.5"), D("0.5"))
    assert (d.nguyen_nhan[0].tu_dong, d.nguyen_nhan[0].nguoi) == (False, t.n.cv.ten_hien_thi)


def test_unknown_parts_of_the_register_are_named(t):
    d = _dong(mau.bao_het(t), "17")

    assert d.cum_chua_ro == (t.b.pk,)


def test_province_that_left_out_one_unreported_cluster_is_explained(t):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)
    mau.dat(b, d18=D(0), d19=None)

    d = _dong(b, "18")

    assert _cac(d) == [(N.CHUA_BAO_CAO, -15, (t.a.pk, t.b.pk))]
