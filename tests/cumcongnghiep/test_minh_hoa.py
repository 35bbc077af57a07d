"""The demo clusters: realistic, in every state, lawful but for what was planted, never real."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from cucctdp.donvi.models import KeThua
from cucctdp.nap_goc.chep import cap_khoa, chep
from cumcongnghiep.choices import DA_THUE, Bieu, HoatDong, LoaiKy, LoaiVanBan, PhapLy
from cumcongnghiep.minh_hoa.kich_ban import CAI, NGAY, NGAY_R3, kich_ban
from cumcongnghiep.minh_hoa.nap import nap_minh_hoa_cum
from cumcongnghiep.models import (
    BieuNop,
    BoSungHoSo,
    ChuDauTu,
    Cum,
    DuAn,
    HoSo,
    KyBieu,
    QuyHoach,
    ThueDat,
    VanBan,
)
from cumcongnghiep.rules import doc_xet, kiem_tra_cum
from cumcongnghiep.services.doi_chieu import doi_chieu
from cumcongnghiep.services.du_lieu_goc import nap
from cumcongnghiep.statistics import TINH, Hoi, bieu_04
from tests.factories.donvi import DonViFactory, XaFactory

CAC_TINH = ("15", "24", "40")
SAU_THANG = {"tu": date(2025, 12, 15), "den": date(2026, 6, 14)}


@pytest.fixture(scope="module")
def _minh_hoa(django_db_setup, django_db_blocker):
    """Three provinces with their demo, once for the module."""
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            nap()
            for ma in CAC_TINH:
                tinh = DonViFactory(ma=ma)
                XaFactory.create_batch(18, tinh=tinh)
                cu = DonViFactory(bo_ma="63", ma=ma)
                KeThua.objects.create(cu=cu, moi=tinh, tu_ngay=tinh.hieu_luc_tu, can_cu="NQ 202")
            yield nap_minh_hoa_cum()
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def minh_hoa(_minh_hoa, db):
    return _minh_hoa


def test_the_full_set_has_its_size_and_every_kind():
    from cumcongnghiep.minh_hoa.tinh import SO_CUM, SO_CUM_KHAC

    cac = []
    for ma, so in {**SO_CUM, **{f"K{i}": SO_CUM_KHAC for i in range(34 - len(SO_CUM))}}.items():
        dem: dict[str, int] = {}
        cac += [kich_ban(ma, i, dem) for i in range(so)]

    assert 1200 <= len(cac) <= 1400
    assert {kb.loi for kb in cac} - {""} == {ma for ma, *_ in CAI}
    assert sum(bool(kb.loi) for kb in cac) == len(CAI)
    hoat_dong = [kb for kb in cac if kb.hoat_dong]
    assert 0.4 < len(hoat_dong) / len(cac) < 0.55
    assert all(Decimal("0.69") <= kb.ty_le_cn <= Decimal("0.74") for kb in cac)
    moi = [kb for kb in cac if kb.loai in ("moi", "xay")]
    assert 0.35 < sum(kb.dien_tich == 75 for kb in moi) / len(moi) < 0.55


def test_loading_again_adds_nothing_and_every_cluster_is_marked(minh_hoa):
    assert minh_hoa == Cum.objects.filter(minh_hoa=True).count() > 150
    assert nap_minh_hoa_cum() == 0
    assert Cum.objects.filter(minh_hoa=False).count() == 0
    assert ChuDauTu.objects.filter(minh_hoa=False).count() == 0
    assert QuyHoach.objects.filter(minh_hoa=False).count() == 0
    assert BieuNop.objects.filter(minh_hoa=False).count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_only_planted_faults_break_a_rule(minh_hoa):
    cac = list(Cum.objects.select_related("don_vi"))
    xet = doc_xet(cac, hom_nay=NGAY)

    loi = Counter((v.ma, c.don_vi.ma) for c in cac for v in kiem_tra_cum(xet[c.pk], "cap_nhat"))

    assert loi == Counter((ma, tinh) for ma, tinh, *_ in CAI if tinh in CAC_TINH)


def test_figures_lie_where_published_ones_do(minh_hoa):
    bang = bieu_04(Hoi(cap=TINH, minh_hoa=True, **SAU_THANG))

    so = {ma: sum(b.gia_tri(ma) or 0 for b in bang.cac_dong) for ma in bang.cac_dong[0].dong}

    assert Decimal("0.69") <= so["17"] / so["16"] <= Decimal("0.74")
    assert Decimal("0.45") <= so["18"] / so["17"] <= Decimal("0.80")
    assert 20 <= so["25"] / so["22"] <= 100, "workers a running project"
    assert Decimal("3.3") <= so["13"] / so["12"] <= Decimal("14.5"), "tỷ đồng a hectare"
    assert so["27"] <= so["26"] < so["15"] / 2
    assert 9 <= so["20"] / so["15"] <= 20


def test_bieu_04_of_lao_cai_is_sensible_row_by_row(minh_hoa):
    b = bieu_04(Hoi(cap=TINH, minh_hoa=True, **SAU_THANG)).cua("34:15")

    so = {ma: d.gia_tri for ma, d in b.dong.items()}

    assert None not in so.values()
    assert so["15"] == so["15.1"] + so["15.2"]
    assert so["16"] == so["16.1"] + so["16.2"]
    assert so["15.1"] <= so["3"] <= so["1"] + so["15.2"]
    assert so["5"] <= so["3"]
    assert so["7"] < so["3"]
    assert so["11"] <= so["9"]
    assert so["14"] < so["13"]
    assert so["18"] < so["17"] < so["16"]
    assert so["21"] < so["22"] < so["20"]
    assert so["27"] <= so["26"]
    assert so["24"] < so["23"]


def test_every_legal_and_operating_state_occurs(minh_hoa):
    assert set(Cum.objects.values_list("phap_ly", flat=True)) >= {
        PhapLy.QUY_HOACH,
        PhapLy.DANG_THAM_DINH,
        PhapLy.DA_THANH_LAP,
        PhapLy.CHUA_THANH_LAP_HOAT_DONG,
        PhapLy.BAI_BO,
    }
    assert set(Cum.objects.values_list("hoat_dong", flat=True)) >= {
        HoatDong.CHUA_CO_DU_AN,
        HoatDong.DANG_HOAT_DONG,
        HoatDong.LAP_DAY,
    }
    treo = Cum.objects.filter(truoc_105_2009=True).exclude(phap_ly=PhapLy.DA_THANH_LAP)
    assert treo.exists(), "unresolved before 31/12/2026"
    assert Cum.objects.exclude(tinh_cu=None).count() == minh_hoa


def test_dossiers_stand_under_both_regimes_and_their_steps_follow_each_other(minh_hoa):
    mo = HoSo.objects.filter(ket_thuc__isnull=True)

    assert mo.filter(ngay_nop__lt=NGAY_R3).exists()
    assert mo.filter(ngay_nop__gte=NGAY_R3).exists()
    assert HoSo.objects.filter(ket_thuc__isnull=False, hoi_dong__isnull=False).exists()
    assert BoSungHoSo.objects.exists() or mo.count() < 20
    for ho_so in HoSo.objects.all():
        cac = list(VanBan.objects.filter(ho_so=ho_so).order_by("ngay", "id"))
        assert cac[0].loai == LoaiVanBan.DE_NGHI
        assert cac[0].ngay == ho_so.ngay_nop
        assert all(v.ngay <= NGAY for v in cac)


def test_leases_stay_within_industrial_land_and_one_lot_has_one_tenant(minh_hoa):
    het = ThueDat.objects.filter(den_ngay__lt=NGAY, loai__in=DA_THUE)

    assert het.exists()
    assert DuAn.objects.filter(ket_thuc__isnull=False).count() == het.count()
    assert all(
        c.dat_da_thue <= c.dat_cn
        for c in Cum.objects.exclude(dat_cn=None).exclude(dat_da_thue=None)
    )


def test_reports_are_timely_late_returned_and_missing(minh_hoa):
    assert set(KyBieu.objects.values_list("nam", "loai")) == {
        (2025, LoaiKy.SAU_THANG),
        (2025, LoaiKy.NAM),
        (2026, LoaiKy.SAU_THANG),
        (2026, LoaiKy.NAM),
    }
    assert set(BieuNop.objects.values_list("bieu", flat=True)) == set(Bieu.values)
    trang_thai = set(BieuNop.objects.filter(ky__nam=2026).values_list("trang_thai", flat=True))
    assert trang_thai == {"nhap", "da_gui", "tra_lai", "chap_nhan"}
    tre = [b.so_ngay_tre for b in BieuNop.objects.exclude(ngay_gui=None)]
    assert min(tre) < 0 < max(tre)
    assert 0 in tre, "sent on the due day itself"


def test_year_is_never_less_than_its_first_half(minh_hoa):
    for tinh in CAC_TINH:
        nua, nam = (
            BieuNop.objects.get(ky__nam=2025, ky__loai=loai, bieu="04", don_vi__ma=tinh)
            for loai in (LoaiKy.SAU_THANG, LoaiKy.NAM)
        )
        so_nua = dict(nua.cac_dong.values_list("ma_dong", "gia_tri"))
        so_nam = dict(nam.cac_dong.values_list("ma_dong", "gia_tri"))

        for dong in ("5", "6", "23", "24"):
            assert so_nam[dong] >= so_nua[dong]


def test_planted_differences_are_explained_and_the_unplanted_one_is_not(minh_hoa):
    lech = {}
    for ma in CAC_TINH:
        b = BieuNop.objects.get(ky__nam=2026, ky__loai="6t", bieu="04", don_vi__ma=ma)
        lech[ma] = [d for d in doi_chieu(b).cac_dong if d.chenh and d.dong.ma != "19"]

    assert [(d.dong.ma, d.chua_giai_thich) for d in lech["15"]] == [("18", 0)]
    assert {(d.dong.ma, d.chua_giai_thich) for d in lech["40"]} == {("23", 0), ("24", 0), ("25", 0)}
    assert [(d.dong.ma, d.chua_giai_thich) for d in lech["24"]] == [("25", 137)]


def test_copy_keeps_lists_quotes_and_missing_values(db):
    tinh = DonViFactory()
    dau = Cum(ma="CCN-T1", ten="A\\B", don_vi=tinh, ten_khac=['«C» "D"', "E,F"], ghi_chu="x\ty\nz")
    sau = Cum(ma="CCN-T2", ten="G", don_vi=tinh, loai_hinh=[])

    cap_khoa([dau, sau])
    chep(Cum, [dau, sau])

    doc = Cum.objects.get(pk=dau.pk)
    assert (doc.ten, doc.ten_khac, doc.ghi_chu) == ("A\\B", ['«C» "D"', "E,F"], "x\ty\nz")
    assert Cum.objects.get(ma="CCN-T2").vi_do is None
