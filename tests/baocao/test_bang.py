"""The form as one table: restated columns, computed columns and rows, completeness, queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baocao.bang import dung_bang, dung_cac_bang
from baocao.checks import doc_cac_so_lieu_kem, doc_so_lieu_kem
from baocao.choices import TrangThaiO
from baocao.lich_su import MucThuong, cac_ky_lien_quan, doc_lich_su, doc_mua_vu
from baocao.models import BoBaoCao, NguongKiemTra, PhieuBieu
from baocao.services import nhap_lieu
from baocao.services.nhap_lieu import GhiO
from baocao.statistics.q00 import tinh_q00
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ky import Ky
from tests.baocao import mau
from tests.baocao.so_lieu_mau import nop
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

BAC_NINH, BAC_NINH_CU, BAC_GIANG_CU = "34:24", "63:27", "63:24"
TAY_NINH = "34:80"
KPS = TrangThaiO.KHONG_PHAT_SINH


@pytest.fixture
def cuc():
    return tai_khoan("cuc_lanh_dao")


def _nop(cuc, ma_ky, khoa, bieu, *cac_o):
    """A sent form of a unit with a few cells."""
    don_vi = DonViHanhChinh.objects.theo_khoa(khoa)
    if not BoBaoCao.objects.filter(ky__ma=ma_ky).exists():
        mau.mo_ky(ma_ky, by=cuc)
    phieu = PhieuBieu.objects.get(bo__ky__ma=ma_ky, bo__don_vi=don_vi, bieu_mau__ma=bieu)
    nhap_lieu.ghi_o(phieu, list(cac_o), by=tai_khoan("so_chuyen_vien", don_vi=don_vi))
    BoBaoCao.objects.filter(pk=phieu.bo_id).update(gui_luc=timezone.now())
    return phieu


def _bang(cuc, ma_ky, khoa, bieu, *cac_o):
    phieu = _nop(cuc, ma_ky, khoa, bieu, *cac_o)
    return dung_bang(
        PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(pk=phieu.pk)
    )


def _so(gia, ma="BL00", cot="A3", **khac):
    return GhiO(ma, cot, so=Decimal(gia), **khac)


def test_same_period_is_the_sum_of_the_merged_units(cuc):
    _nop(cuc, "2025-6T", BAC_NINH_CU, "Q04", _so(100), _so(190, cot="A4"))
    _nop(cuc, "2025-6T", BAC_GIANG_CU, "Q04", _so(50), GhiO("BL00", "A4", trang_thai_o=KPS))

    bang = _bang(cuc, "2026-6T", BAC_NINH, "Q04", _so(180), _so(380, cot="A4"))

    assert bang.so("BL00", "A5") == Decimal(150)
    assert bang.so("BL00", "A6") == Decimal(190)
    assert bang.o("BL00", "A5").quy_doi
    assert bang.so("BL00", "A7") == Decimal(120)
    assert bang.so("BL00", "A8") == Decimal(200)


def test_same_period_is_empty_when_one_merged_unit_did_not_file(cuc):
    _nop(cuc, "2025-6T", BAC_NINH_CU, "Q04", _so(100))

    bang = _bang(cuc, "2026-6T", BAC_NINH, "Q04", _so(180))

    o = bang.o("BL00", "A5")
    assert (o.so, o.trang_thai_o, o.quy_doi) == (None, TrangThaiO.CHUA_CO_SO_LIEU, True)
    assert bang.so("BL00", "A7") is None


def test_nothing_occurred_in_all_merged_units_stays_nothing_occurred(cuc):
    for khoa in (BAC_NINH_CU, BAC_GIANG_CU):
        _nop(cuc, "2025-6T", khoa, "Q04", GhiO("BL00", "A3", trang_thai_o=KPS))

    o = _bang(cuc, "2026-6T", BAC_NINH, "Q04", _so(180)).o("BL00", "A5")

    assert (o.trang_thai_o, o.tinh_duoc) == (KPS, Decimal(0))


def test_index_of_merged_units_is_never_added_or_averaged(cuc):
    for khoa, gia in ((BAC_NINH_CU, 108), (BAC_GIANG_CU, 112)):
        _nop(cuc, "2025-6T", khoa, "Q01", _so(gia, ma="CN00", cot="B3"))

    lich_su = doc_lich_su(
        don_vi=DonViHanhChinh.objects.theo_khoa(BAC_NINH), cac_bieu={"Q01"}, cac_ky={"2025-6T"}
    )["Q01"]

    o = lich_su.o("2025-6T", "CN00", "B3")
    assert (o.so, o.trang_thai_o, o.quy_doi) == (None, TrangThaiO.CHUA_CO_SO_LIEU, True)


def test_sum_of_merged_units_is_as_firm_as_its_weakest_part(cuc):
    _nop(cuc, "2025-6T", BAC_NINH_CU, "Q04", _so(100, trang_thai_sl="chinh_thuc"))
    _nop(cuc, "2025-6T", BAC_GIANG_CU, "Q04", _so(50, trang_thai_sl="so_bo"))

    o = _bang(cuc, "2026-6T", BAC_NINH, "Q04", _so(1)).o("BL00", "A5")

    assert o.trang_thai_sl == "so_bo"


def test_unit_before_the_merger_sees_only_itself(cuc):
    _nop(cuc, "2025-Q1", BAC_GIANG_CU, "Q04", _so(40))
    _nop(cuc, "2025-Q1", BAC_NINH_CU, "Q04", _so(70))

    bang = _bang(cuc, "2025-6T", BAC_GIANG_CU, "Q04", _so(50))

    o = bang.o("BL00", "A2")
    assert (o.so, o.quy_doi) == (Decimal(40), False)


def test_previous_period_is_the_one_before_in_the_sequence(cuc):
    _nop(cuc, "2026-Q1", "34:80", "Q04", _so(70))

    bang = _bang(cuc, "2026-6T", "34:80", "Q04", _so(80))

    assert bang.so("BL00", "A2") == Decimal(70)
    assert (bang.ma_ky_truoc, bang.ma_cung_ky) == ("2026-Q1", "2025-6T")


def test_figures_not_yet_sent_are_not_looked_at(cuc):
    phieu = _nop(cuc, "2026-Q1", "34:80", "Q04", _so(70))
    BoBaoCao.objects.filter(pk=phieu.bo_id).update(gui_luc=None)

    bang = _bang(cuc, "2026-6T", "34:80", "Q04", _so(80))

    assert bang.so("BL00", "A2") is None


def test_figures_corrected_later_show_in_the_next_period(cuc):
    phieu = _nop(cuc, "2026-Q1", "34:80", "Q04", _so(70))
    nguoi = tai_khoan("so_chuyen_vien", don_vi=phieu.bo.don_vi)
    nhap_lieu.ghi_o(phieu, [_so(75)], by=nguoi)

    assert _bang(cuc, "2026-6T", "34:80", "Q04", _so(80)).so("BL00", "A2") == Decimal(75)


def test_ratio_over_zero_or_nothing_is_empty(cuc):
    bang = _bang(
        cuc, "2026-6T", "34:80", "Q04", _so(5, cot="A4"), GhiO("BL00", "A1", trang_thai_o=KPS)
    )

    o = bang.o("BL00", "A9")
    assert (o.so, o.trang_thai_o, o.nhap_duoc) == (None, TrangThaiO.CHUA_CO_SO_LIEU, False)


def test_row_formula_counts_nothing_occurred_as_zero_and_missing_as_missing(cuc):
    bang = _bang(
        cuc,
        "2026-6T",
        "34:80",
        "Q05",
        _so(30, ma="XK00"),
        _so(12, ma="NK00"),
        _so(60, ma="XK00", cot="A4"),
        GhiO("NK00", "A4", trang_thai_o=KPS),
        _so(9, ma="XK00", cot="A1"),
    )

    assert [bang.so("XN01", cot) for cot in ("A3", "A4", "A1")] == [
        Decimal(18),
        Decimal(60),
        None,
    ]
    assert not bang.o("XN01", "A3").nhap_duoc


def test_completeness_counts_mandatory_cells_dealt_with(cuc):
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    phieu = bo.phieu.get()
    can = len(mau.cac_o_du(phieu))
    truoc = dung_bang(phieu).muc_day_du()
    nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", trang_thai_o=KPS)], by=nguoi.chuyen_vien)
    mot = dung_bang(phieu).muc_day_du()
    mau.nhap_du(bo, nguoi)

    assert truoc == (0, can)
    assert mot == (1, can)
    assert dung_bang(phieu).muc_day_du() == (can, can)


def test_year_to_date_adds_the_own_figures_of_each_period(cuc):
    _nop(cuc, "2026-Q1", "34:80", "Q04", _so(70))

    co_du = _bang(cuc, "2026-6T", "34:80", "Q04", _so(80)).tong_cac_ky("BL00")
    thieu = _bang(cuc, "2026-9T", "34:80", "Q04", _so(90, ma="BL10")).tong_cac_ky("BL10")

    assert (co_du, thieu) == (Decimal(150), None)


def test_table_skips_rows_and_cells_that_do_not_apply(cuc):
    bang = _bang(cuc, "2026-Q1", "34:80", "Q07", GhiO("CC03", "C5", trang_thai_o=KPS))

    for dong in bang:
        assert not dong.chi_tieu.loai_ky or "quy" in dong.chi_tieu.loai_ky
        assert not set(dong.o) & set(dong.chi_tieu.cot_khong_ap_dung)
    assert bang.dong_cua("KHONG") is None
    assert bang.o("KHONG", "C5") is None


def _so_truy_van(phieu):
    phieu = PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(pk=phieu.pk)
    with CaptureQueriesContext(
        connection,
    ) as truy_van:
        dung_bang(phieu)
    return len(truy_van)


def test_table_costs_the_same_queries_for_one_row_and_for_many(cuc):
    it = _nop(cuc, "2026-6T", "34:80", "Q08", GhiO("KC10", "A3", trang_thai_o=KPS))
    nhieu = PhieuBieu.objects.get(bo=it.bo, bieu_mau__ma="Q04")
    truoc = _so_truy_van(nhieu)
    nhap_lieu.ghi_o(nhieu, mau.cac_o_du(nhieu), by=tai_khoan("so_chuyen_vien", don_vi=it.bo.don_vi))

    assert truoc == _so_truy_van(nhieu) == _so_truy_van(it)


def _cac_phieu(bo):
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").order_by("pk")


def test_tables_of_a_pack_equal_those_built_one_by_one(cuc):
    _nop(cuc, "2025-6T", BAC_NINH_CU, "Q04", _so(100))
    _nop(cuc, "2025-6T", BAC_GIANG_CU, "Q04", _so(50))
    _nop(cuc, "2025-6T", BAC_NINH_CU, "Q05", _so(7, ma="XK00"))
    bo = _nop(cuc, "2026-6T", BAC_NINH, "Q04", _so(180), _so(380, cot="A4")).bo

    ca_bo = dung_cac_bang(_cac_phieu(bo))

    le = {p.pk: dung_bang(p) for p in _cac_phieu(bo)}
    assert list(ca_bo) == list(le)
    assert all(ca_bo[pk].dong == bang.dong for pk, bang in le.items())
    assert {b.so("BL00", "A5") for b in ca_bo.values() if b.bieu_mau.ma == "Q04"} == {Decimal(150)}


def test_tables_of_a_pack_cost_as_many_queries_as_one(cuc):
    bo = _nop(cuc, "2026-6T", BAC_NINH, "Q04", _so(180)).bo
    mot, tat_ca = list(_cac_phieu(bo))[:1], list(_cac_phieu(bo))

    with CaptureQueriesContext(connection) as cua_mot:
        dung_cac_bang(mot)
    with CaptureQueriesContext(connection) as cua_tat_ca:
        dung_cac_bang(tat_ca)

    assert len(tat_ca) == 13
    assert len(cua_tat_ca) == len(cua_mot)


def test_what_lies_beside_the_forms_is_the_same_read_together_or_one_by_one(cuc):
    _nop(cuc, "2026-6T", BAC_NINH, "Q05", _so(9, ma="XK00"))
    bo = _nop(cuc, "2026-6T", BAC_NINH, "Q04", _so(180), _so(380, cot="A4")).bo
    cac_bang = list(dung_cac_bang(_cac_phieu(bo)).values())

    with CaptureQueriesContext(connection) as cua_tat_ca:
        ca_bo = doc_cac_so_lieu_kem(cac_bang)
    with CaptureQueriesContext(connection) as cua_mot:
        le = [doc_so_lieu_kem(bang) for bang in cac_bang]

    assert [(k.phien_ban, k.giai_trinh, k.vai_tro, k.don_vi_cu) for k in ca_bo] == [
        (k.phien_ban, k.giai_trinh, k.vai_tro, k.don_vi_cu) for k in le
    ]
    assert sum(len(k.phien_ban) for k in ca_bo) == 3
    assert len(cua_tat_ca) * 2 <= len(cua_mot)


def test_cover_sheet_builds_empty_and_is_filled_by_its_own_function(cuc):
    bo = _nop(cuc, "2026-6T", BAC_NINH, "Q04", _so(180), _so(380, cot="A4")).bo
    bia = _cac_phieu(bo).get(bieu_mau__ma="Q00")
    can = {
        c.ma: c.nguon_tong_hop
        for c in bia.bieu_mau.chi_tieu.all()
        if c.nguon_tong_hop.get("bieu") == "Q04" and c.nguon_tong_hop.get("cot") == "A4"
    }

    trong, day = dung_bang(bia), {d.chi_tieu.ma: d for d in tinh_q00(bo)}

    tu_bl00 = [ma for ma, nguon in can.items() if nguon["chi_tieu"] == "BL00"]
    assert tu_bl00
    assert [day[ma].so for ma in tu_bl00] == [Decimal(380)] * len(tu_bl00)
    assert [day[ma].nguon for ma in tu_bl00] == ["Q04 BL00.A4"] * len(tu_bl00)
    assert {o.trang_thai_o for d in trong for o in d.o.values()} == {TrangThaiO.CHUA_CO_SO_LIEU}


def test_season_follows_its_dated_rows(cuc):
    """Two years of 100 and 90: no season by the rows loaded, one when two years are enough."""
    for ma_ky, so in (("2027-9T", 100), ("2026-9T", 90)):
        nop(ma_ky, TAY_NINH, {"BL00.A3": str(so)})
    ngay = Ky.tu_ma("2028-9T").ngay_cuoi
    bo = nop("2028-9T", TAY_NINH, {})
    phieu = bo.phieu.get(bieu_mau__ma="Q04")
    muc = [dung_bang(phieu).muc_thuong("BL00", "A3")]

    dong = NguongKiemTra.objects.filter(ma="MUA_VU", ten="so_nam_toi_thieu")
    dong.update(gia_tri=2)
    muc.append(dung_bang(phieu).muc_thuong("BL00", "A3"))
    dong.update(hieu_luc_den=ngay - timedelta(days=1))
    muc.append(dung_bang(phieu).muc_thuong("BL00", "A3"))

    assert muc == [None, MucThuong(Decimal(110), Decimal(0), 2), None]
    assert doc_mua_vu(ngay) is None


def test_related_periods_never_hold_the_period_itself():
    for ma in ("2026-Q1", "2026-6T", "2026-9T", "2026-N", "2026-T03"):
        assert ma not in cac_ky_lien_quan(Ky.tu_ma(ma))
    assert {"2025-6T", "2026-Q1", "2025-N", "2025-Q1"} <= cac_ky_lien_quan(Ky.tu_ma("2026-6T"))
