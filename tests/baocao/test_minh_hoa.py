"""Demo figures: the same every time, consistent, and never in place of a published one."""

from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F, Sum

from baocao.bang import dung_bang
from baocao.checks import run_checks
from baocao.choices import BO_DA_NHAN, NguonGoc, TrangThaiKy
from baocao.minh_hoa.chuoi import uon
from baocao.minh_hoa.kich_ban import BO_BIEU, CAC_KY
from baocao.minh_hoa.nap import NapMinhHoa, nap
from baocao.minh_hoa.ngau_nhien import chia, ti_le
from baocao.models import BoBaoCao, GiaTri, KyBaoCao, LanGui, PhieuBieu
from baocao.services import thuc_te
from cucctdp.donvi.models import KeThua
from tests.baocao.conftest import nap_du_lieu_goc

D = Decimal
# One merger on the way: former units, new units, and the period somebody is about to freeze.
THU = tuple(k for k in CAC_KY if k.ma in ("2024-Q1", "2024-6T", "2026-9T"))


def test_parts_add_up_exactly_and_given_parts_stay():
    phan = chia(D("100.00"), {"a": D(1), "b": D(1), "c": D(1)}, 2, {"c": D("10.01")})

    assert sum(phan.values()) == D("100.00")
    assert phan["c"] == D("10.01")


def test_number_of_a_key_is_the_same_on_every_machine():
    assert ti_le("0", "1", "BL00", "63:01") == ti_le("0", "1", "BL00", "63:01")
    assert ti_le("0", "1", "BL00", "63:01") != ti_le("0", "1", "BL00", "63:02")


def test_bent_series_meets_its_anchors_and_keeps_its_leading_quarters():
    ket = uon([D(10), D(10), D(10), D(10)], {3: D(60)}, so_le=2, dau=[D(15), D(15)])

    assert ket == [D(15), D(15), D(30), D(30)]


@pytest.fixture(scope="module")
def da_nap(django_db_setup, django_db_blocker):
    """Published figures and three demo periods, loaded once; taken back after the module."""
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            nap_du_lieu_goc()
            thuc_te.nap()
            cong_bo = set(_cong_bo())
            nap(cac_ky=THU)
            yield cong_bo
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


def _cong_bo():
    return GiaTri.objects.filter(nguon_goc=NguonGoc.CONG_BO).values_list("pk", "so", "het_luc")


@pytest.mark.cham
@pytest.mark.django_db
def test_published_figures_are_never_replaced(da_nap):
    con = set(_cong_bo())

    assert da_nap <= con
    assert not GiaTri.objects.filter(nguon_goc=NguonGoc.MINH_HOA, phien_ban__gt=1).exists()


@pytest.mark.cham
@pytest.mark.django_db
def test_coverage_of_nine_months_2026_is_31_of_34(da_nap):
    bo = BoBaoCao.objects.filter(ky__ma="2026-9T")

    con = sorted(bo.exclude(trang_thai__in=BO_DA_NHAN).values_list("don_vi__ma", "trang_thai"))

    assert (bo.count(), bo.filter(trang_thai__in=BO_DA_NHAN).count()) == (34, 31)
    assert con == [("11", "dang_nhap"), ("44", "dang_kiem_tra"), ("96", "tra_lai")]
    assert bo.get(don_vi__ma="96").vong == 2
    assert KyBaoCao.objects.get(ma="2026-9T").trang_thai == TrangThaiKy.DA_DONG
    assert KyBaoCao.objects.get(ma="2024-6T").trang_thai == TrangThaiKy.DA_CONG_BO


@pytest.mark.cham
@pytest.mark.django_db
def test_sum_over_63_equals_sum_over_34_for_2024(da_nap):
    rows = dict(
        GiaTri.objects.hien_tai()
        .filter(phieu__bo__ky__ma="2024-6T", chi_tieu__ma="BL00", cot="A4")
        .values_list("phieu__bo__don_vi")
        .annotate(so_tien=Sum(F("so")))
    )
    moi = defaultdict(Decimal)
    for cu, den in KeThua.objects.values_list("cu", "moi"):
        moi[den] += rows[cu]

    assert (len(rows), len(moi)) == (63, 34)
    assert sum(moi.values()) == sum(rows.values())


@pytest.mark.cham
@pytest.mark.django_db
def test_loading_twice_gives_the_same_hashes_and_reloading_nothing_new(da_nap):
    lan_gui = LanGui.objects.filter(bo__ky__ma="2026-9T").order_by("bo__don_vi__ma")
    bam = list(lan_gui.values_list("bo__don_vi__ma", "sha256"))
    generator = NapMinhHoa()
    ky = next(k for k in THU if k.ma == "2026-9T")
    bo = BoBaoCao.objects.get(ky__ma="2026-9T", don_vi__ma="31", don_vi__bo_ma="34")
    co = {
        (g.chi_tieu.ma, g.cot): g.so
        for g in GiaTri.objects.hien_tai().filter(phieu__bo=bo).select_related("chi_tieu")
    }

    lan_hai = {(o.chi_tieu, o.cot): o.so for b in BO_BIEU if b != "Q09"
               for o in generator.o(b, "34:31", ky)}  # fmt: skip
    ket = nap(cac_ky=THU)

    assert lan_hai == co
    assert ket.so_bo == 0
    assert list(lan_gui.values_list("bo__don_vi__ma", "sha256")) == bam


@pytest.mark.cham
@pytest.mark.django_db
@pytest.mark.parametrize("bieu", ["Q01", "Q02", "Q03", "Q04", "Q05", "Q06", "Q10", "Q11", "Q12"])
def test_demo_forms_break_no_hard_rule(da_nap, bieu):
    cac_phieu = PhieuBieu.objects.filter(
        bo__ky__ma="2026-9T", bieu_mau__ma=bieu, bo__gui_luc__isnull=False
    ).select_related("bieu_mau", "bo__ky", "bo__don_vi")[::6]

    loi = [
        (str(p), v.quy_tac, v.chi_tieu)
        for p in cac_phieu
        for v in run_checks(dung_bang(p), luc="trinh_phong")
        if v.muc_do == "E"
    ]

    assert loi == []
