"""Synthesis runs: immutable, reproducible, traceable, and no dearer with years of data."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from baocao.choices import NguonGoc, TrangThaiBo
from baocao.models import BoBaoCao, GiaTriTongHop, LanGui
from baocao.services import kien_nghi
from baocao.services.so_goc import nap_so_theo_doi
from baocao.services.tong_hop import nguon_cua, so_sanh_lan, tong_hop
from baocao.statistics.cong_thuc import OGoc
from baocao.statistics.danh_muc import doc_danh_muc
from baocao.statistics.doc import truy_van
from baocao.statistics.q00 import tinh_q00
from cucctdp.workflow.models import QuyetDinh
from tests.baocao.so_lieu_mau import KHONG_PHAT_SINH, cac_khoa, ky, nop, sua
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def quy(du_lieu_goc, db):
    """Three received packs of quarter I/2026 and the year before of two of them."""
    nop("2025-Q1", "63:01", {"XK00.A3": "4", "XK00.A4": "4"})
    nop("2025-Q1", "63:04", {"XK00.A3": "5", "XK00.A4": "5"})
    nop("2026-Q1", "34:01", {"XK00.A3": "6", "XK00.A4": "6", "CC03.C5": "2", "CN00.B3": "109.5"})
    nop("2026-Q1", "34:04", {"XK00.A3": "7.25", "XK00.A4": "7.25", "CC03.C5": KHONG_PHAT_SINH})
    nop("2026-Q1", "34:80", {"XK00.A3": "1", "XK00.A4": "1"})
    return ky("2026-Q1")


def gia_tri(lan, chi_tieu, cot, cap="ca_nuoc", ma="VN"):
    return GiaTriTongHop.objects.get(lan=lan, chi_tieu=chi_tieu, cot=cot, cap=cap, ma_pham_vi=ma)


def test_run_holds_every_level_with_coverage(quy):
    lan = tong_hop(quy, by=None)

    xk = gia_tri(lan, "XK00", "A3")
    assert (xk.gia_tri, xk.so_don_vi_co, xk.so_don_vi_tong) == (Decimal("14.25"), 3, 34)
    assert len(xk.con_thieu) == 31
    assert xk.ten_pham_vi == "Tổng các địa phương đã có số liệu"
    assert gia_tri(lan, "XK00", "A3", "vung", "DBSH").gia_tri == 6
    assert gia_tri(lan, "XK00", "A3", "mien", "BAC").gia_tri == Decimal("13.25")
    assert gia_tri(lan, "XK00", "A3", "tinh", "34:80").gia_tri == 1
    ty_le = gia_tri(lan, "XK00", "A8")
    assert (ty_le.tu_so, ty_le.mau_so, ty_le.gia_tri) == (
        Decimal("13.25"), Decimal(9), Decimal("147.222222"),
    )  # fmt: skip
    assert gia_tri(lan, "CN00", "B3").gia_tri is None
    assert gia_tri(lan, "CN00", "B3", "tinh", "34:01").gia_tri == Decimal("109.5")
    assert (lan.so, lan.so_don_vi_co, lan.so_don_vi_tong) == (1, 3, 34)
    assert not GiaTriTongHop.objects.filter(lan=lan, bieu="Q00").exists()


def test_run_moves_received_packs_by_the_system(quy):
    nop("2026-Q1", "34:08", {"XK00.A3": "100"}, trang_thai=TrangThaiBo.DA_GUI)

    lan = tong_hop(quy, by=None)

    trang_thai = BoBaoCao.objects.filter(ky=quy).values_list("don_vi__ma", "trang_thai")
    assert dict(trang_thai) == {
        "01": "da_tong_hop", "04": "da_tong_hop", "80": "da_tong_hop", "08": "da_gui",
    }  # fmt: skip
    assert (
        list(QuyetDinh.objects.filter(buoc="bobaocao.tong_hop").values_list("nguoi", flat=True))
        == [None] * 3
    )
    assert gia_tri(lan, "XK00", "A3").gia_tri == Decimal("14.25")


def test_run_names_the_sendings_it_used(quy):
    lan = tong_hop(quy, by=None)

    assert set(lan.lan_gui.all()) == set(LanGui.objects.filter(bo__ky=quy))


def test_same_data_same_hash_next_number(quy):
    mot, hai = tong_hop(quy, by=None), tong_hop(quy, by=None)

    assert (mot.so, hai.so) == (1, 2)
    assert mot.sha256 == hai.sha256
    assert mot.gia_tri.count() == hai.gia_tri.count()
    assert so_sanh_lan(mot, hai) == []


def test_correction_changes_the_next_run_only(quy):
    mot = tong_hop(quy, by=None)
    sua(BoBaoCao.objects.get(ky=quy, don_vi__ma="80"), "XK00.A3", "1.5")

    hai = tong_hop(quy, by=None)

    assert mot.sha256 != hai.sha256
    assert gia_tri(mot, "XK00", "A3").gia_tri == Decimal("14.25")
    khac = {(k.cap, k.ma_pham_vi): (k.truoc, k.sau) for k in so_sanh_lan(mot, hai)}
    assert khac == {
        ("ca_nuoc", "VN"): (Decimal("14.25"), Decimal("14.75")),
        ("vung", "DNB"): (1, Decimal("1.5")),
        ("mien", "NAM"): (1, Decimal("1.5")),
        ("tinh", "34:80"): (1, Decimal("1.5")),
    }


def test_runs_and_their_figures_are_immutable(quy):
    lan = tong_hop(quy, by=None)

    for doi in (
        lambda: GiaTriTongHop.objects.filter(lan=lan).update(gia_tri=1),
        lambda: type(lan).objects.filter(pk=lan.pk).update(so=9),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doi()


def test_demo_figures_mark_the_run(quy):
    nop("2026-Q1", "34:08", {"XK00.A3": "1"}, nguon_goc=NguonGoc.MINH_HOA)

    lan = tong_hop(quy, by=None)

    assert (lan.co_minh_hoa, gia_tri(lan, "XK00", "A3").co_minh_hoa) == (True, True)
    assert not gia_tri(lan, "CC03", "C5").co_minh_hoa


def test_only_who_may_consolidates(quy):
    with pytest.raises(PermissionDenied):
        tong_hop(quy, by=tai_khoan("bo_lanh_dao"))


@pytest.mark.parametrize(
    ("cap", "ma"), [("ca_nuoc", "VN"), ("vung", "DBSH"), ("mien", "BAC"), ("tinh", "34:04")]
)
def test_sources_add_up_to_the_figure(quy, cap, ma):
    lan = tong_hop(quy, by=None)
    can = gia_tri(lan, "XK00", "A3", cap, ma)
    sua(BoBaoCao.objects.get(ky=quy, don_vi__ma="04"), "XK00.A3", "99")

    nguon = nguon_cua(can)

    assert sum(n.so for n in nguon) == can.gia_tri
    assert len(nguon) == can.so_don_vi_co


def test_sources_of_a_ratio_give_its_parts(quy):
    can = gia_tri(tong_hop(quy, by=None), "XK00", "A8")

    nguon = nguon_cua(can)

    theo_ky = {}
    for n in nguon:
        theo_ky[n.ky] = theo_ky.get(n.ky, 0) + n.so
    assert theo_ky == {"2026-Q1": can.tu_so, "2025-Q1": can.mau_so}
    ha_noi = nguon[-2]
    assert (ha_noi.don_vi, ha_noi.ten, ha_noi.lan_gui.lan, ha_noi.vong) == (
        "34:01", "Thành phố Hà Nội", 1, 1,
    )  # fmt: skip


def test_figures_query_uses_indexes_by_period(quy):
    """One period's cells are found by period and pack, not by reading the table."""
    for nam in range(2024, 2027):
        for loai in ("6T", "9T", "N"):
            for khoa in cac_khoa(ky(f"{nam}-{loai}").bo_ma_don_vi)[:12]:
                nop(f"{nam}-{loai}", khoa, {"XK00.A3": "1", "NK00.A3": "1"})
    goc = [OGoc("2026-Q1", "Q05", "XK00", "A3")]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE baocao_giatri, baocao_phieubieu, baocao_bobaocao")
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, tham_so = truy_van(doc_danh_muc(), goc, muc="tiep_nhan").query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", tham_so)
        ke_hoach = "\n".join(dong for (dong,) in cursor.fetchall())

    assert "Seq Scan on baocao_giatri" not in ke_hoach
    assert "Index" in ke_hoach


def test_q00_from_the_other_forms():
    bo = nop(
        "2026-6T", "34:01",
        {
            "CN00.B4": "112.5", "XK00.A4": "60", "XK00.A1": "100", "NK00.A4": "70",
            "CC03.C5": "4", "CC17.C5": "10", "CC18.C5": "5", "CC19.C5": "50",
        },
    )  # fmt: skip
    nop("2025-6T", "63:01", {"XK00.A4": "50"})

    so = {d.chi_tieu.ma: d.so for d in tinh_q00(bo)}

    assert {ma: so[ma] for ma in ("TH01", "TH05a", "TH05b", "TH05c", "TH06b", "TH07a")} == {
        "TH01": Decimal("112.5"),
        "TH05a": 60,
        "TH05b": 20,
        "TH05c": 60,
        "TH06b": -10,
        "TH07a": 4,
    }
    assert (so["TH07c"], so["TH11b"], so["TH12a"]) == (50, 10, 1)
    assert so["TH03a"] is None
    assert 0 < so["TH12b"] < 100


def test_q00_output_value_and_electricity_with_their_growth():
    nop("2025-6T", "63:01", {"GT10.A4": "80", "NL10.A4": "50"})
    bo = nop("2026-6T", "34:01", {"GT10.A4": "100", "NL10.A4": "60"})

    so = {d.chi_tieu.ma: d.so for d in tinh_q00(bo)}

    assert [so[ma] for ma in ("TH03a", "TH03b", "TH09a", "TH09b")] == [100, 25, 60, 20]


def test_q00_petitions_come_from_the_register():
    bo = nop("2026-6T", "34:01", {})
    rong = {d.chi_tieu.ma: (d.so, d.nguon) for d in tinh_q00(bo)}
    nap_so_theo_doi()
    kien_nghi.gui(
        don_vi=bo.don_vi, by=tai_khoan("so_tong_hop", don_vi=bo.don_vi), nguon="cong_van",
        nhom="THE_CHE", noi_dung="Điều kiện tỷ lệ lấp đầy làm chậm mở rộng cụm công nghiệp.",
        ngay_gui=bo.ky.tu_ngay,
    )  # fmt: skip

    co = {d.chi_tieu.ma: (d.so, d.nguon) for d in tinh_q00(bo)}

    ma = ("TH10a", "TH10b", "TH10c")
    assert [rong[m] for m in ma] == [(None, "Sổ kiến nghị chưa có số liệu")] * 3
    assert [co[m] for m in ma] == [(1, "Sổ kiến nghị"), (0, "Sổ kiến nghị"), (1, "Sổ kiến nghị")]
