"""The page of an establishment: history, overlaps, verdict by the day; the list of suspects."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cucctdp.donvi.services import hop_nhat, tim_trung
from khuyencong.choices import HieuLucThuHuong
from khuyencong.ho_so_co_so import cung_mot_co_so, lich_su, tong_hop, xet_dieu_kien
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.khuyencong import DeAnFactory, NoiDungDeAnFactory, ThuHuongFactory
from tests.khuyencong import mau

NGHI = reverse("admin:khuyencong_dean_nghi_trung")
TRIEU = mau.TRIEU


def trang(co_so):
    return reverse("admin:khuyencong_dean_co_so", args=[co_so.pk])


def lan(co_so, nam, *, nguon="kcqg", noi_dung="KT4", **khac):
    de_an = DeAnFactory(
        nam=nam, nguon=nguon, don_vi=co_so.xa.tinh, ma=f"{nguon.upper()}-{nam}-{co_so.pk:05d}"
    )
    dong = NoiDungDeAnFactory(de_an=de_an, noi_dung=noi_dung)
    return ThuHuongFactory(noi_dung=dong, co_so=co_so, hieu_luc=HieuLucThuHuong.HIEU_LUC, **khac)


def test_history_gathers_years_sources_and_merged_records(don_vi, n):
    co_so = CoSoFactory(xa=XaFactory(tinh=don_vi), ten="Chè Một")
    bo = CoSoFactory(xa=co_so.xa, ten="Chè Một")
    lan(co_so, 2026, may="Máy sấy")
    lan(bo, 2025, nguon="kcdp", kcqg=0, kcdp=100 * TRIEU)
    hop_nhat(giu=co_so, bo=bo, by=n.cuc_ld, ly_do="Trùng tên")

    cac = lich_su(co_so, user=n.cuc_ld)

    assert [(t.nam, t.nguon, t.ho_tro, t.ban_ghi) for t in cac] == [
        (2026, "Khuyến công quốc gia", 300 * TRIEU, 0),
        (2025, "Khuyến công địa phương", 100 * TRIEU, bo.pk),
    ]
    assert [(d.nam, d.noi_dung, d.so_lan, d.ho_tro) for d in tong_hop(cac)] == [
        (2026, "KT4", 1, 300 * TRIEU),
        (2025, "KT4", 1, 100 * TRIEU),
    ]
    assert cac[0].chong == (f"Cùng nội dung KT4 với {cac[1].ma}, năm 2025 (KC13)",)


def test_dropped_record_knows_the_whole_establishment(danh_muc_goc, don_vi, n):
    giu, bo, bo_2 = (CoSoFactory(xa=XaFactory(tinh=don_vi), ten="Chè Một") for _ in range(3))
    CoSoFactory(xa=giu.xa, ten="Chè Khác")
    lan(giu, 2026, may="Máy sấy")
    lan(bo_2, 2025)
    for cu in (bo, bo_2):
        hop_nhat(giu=giu, bo=cu, by=n.cuc_ld, ly_do="Trùng tên")
        cu.refresh_from_db()

    xet = xet_dieu_kien(bo, ngay=date(2026, 5, 4), noi_dung="KT4", nguon="kcqg")

    assert [cung_mot_co_so(c) for c in (giu, bo, bo_2)] == [[giu.pk, bo.pk, bo_2.pk]] * 3
    assert lich_su(bo, user=n.cuc_ld) == lich_su(giu, user=n.cuc_ld)
    (kc12,) = (k for k in xet.cac if k.ma == "KC12")
    assert "Máy sấy" in kc12.cau


@pytest.mark.parametrize(
    ("ngay", "duoc"),
    [(date(2026, 4, 29), True), (date(2026, 4, 30), False)],
)
def test_verdict_turns_on_the_kind_of_province_that_day(danh_muc_goc, db, ngay, duoc):
    tinh = DonViFactory(ten_goi="Đồng Nai", ma="75", slug="dong-nai")
    tinh.cac_ten.update(hieu_luc_den=date(2026, 4, 29))
    tinh.cac_ten.create(
        ten="Đồng Nai", ten_day_du="Thành phố Đồng Nai", loai="thanh_pho",
        hieu_luc_tu=date(2026, 4, 30), can_cu="NQ",
    )  # fmt: skip
    co_so = CoSoFactory(xa=XaFactory(tinh=tinh, loai="phuong"))

    kq = xet_dieu_kien(co_so, ngay=ngay, noi_dung="KT4", nguon="kcqg", nganh_nghe="N1")

    dia_ban = kq.cac[0]
    assert (kq.duoc, dia_ban.ma, dia_ban.dat) == (duoc, "KC01", duoc)
    assert "235/2025" in dia_ban.can_cu


def test_page_shows_verdict_with_clause_and_asks_the_same_queries_for_three(vao, don_vi, n):
    client = vao("cuc_ld")
    mot, ba = (CoSoFactory(xa=XaFactory(tinh=don_vi)) for _ in range(2))
    lan(mot, 2026)
    for nam in (2024, 2025, 2026):
        lan(ba, nam)

    def dem(co_so):
        with CaptureQueriesContext(connection) as q:
            tra = client.get(trang(co_so))
        assert tra.status_code == 200
        return len(q)

    dem(mot)
    assert dem(mot) == dem(ba)
    tra = client.get(
        trang(ba), {"ngay": "20/01/2026", "noi_dung": "KT4", "nguon": "kcqg", "nganh_nghe": "N1"}
    ).content.decode()
    assert "Không có điều kiện nào bị vi phạm." in tra
    assert "Không quá 50% chi phí; không quá 300 triệu đồng/cơ sở" in tra
    assert "Hạng mục mới phải khác hạng mục đã được hỗ trợ" in tra


def test_nonsense_of_the_form_is_told_and_other_province_is_404(vao, n):
    client = vao("cuc")
    khac = CoSoFactory(xa=XaFactory(tinh=DonViFactory(ma="15", ten_goi="Lào Cai", slug="lao-cai")))
    co_so = CoSoFactory(xa=XaFactory(tinh=n.trung_tam.don_vi))

    tra = client.get(trang(co_so), {"ngay": "32/13/2026", "noi_dung": "XX", "nguon": "ai"})

    assert (tra.status_code, len(tra.context["form"].errors)) == (200, 3)
    assert client.get(trang(khac)).status_code == 404


def test_suspects_by_tax_root_name_owner_and_support_in_scope_only(vao, don_vi):
    client = vao("cuc")
    xa = XaFactory(tinh=don_vi)
    CoSoFactory(ten="A", ma_so_thue="5900111111", xa=xa)
    CoSoFactory(ten="A chi nhánh", ma_so_thue="5900111111-001", xa=xa)
    CoSoFactory(ten="Cty TNHH Bê", xa=xa)
    hai = CoSoFactory(ten="Công ty TNHH Bê", xa=xa)
    CoSoFactory(ten="C", xa=xa, ma_so_thue="064185001234")
    CoSoFactory(ten="D", xa=xa, dinh_danh_chu="064185001234")
    lan(hai, 2026)
    lan(hai, 2026, nguon="kcdp")
    xa_khac = XaFactory(tinh=DonViFactory(ma="15", ten_goi="Lào Cai", slug="lao-cai"))
    CoSoFactory(ten="Ngoài", xa=xa_khac)
    CoSoFactory(ten="Ngoài", xa=xa_khac)

    tra = client.get(NGHI)
    nhom = {
        loai: [
            [str(c) for c in g.cac] for g in client.get(f"{NGHI}?loai={loai}").context["cac_nhom"]
        ]
        for loai in ("mst", "ten", "chu", "ho_tro")
    }

    assert [(ma, so) for ma, _, so in tra.context["cac_loai"]] == [
        ("mst", 1), ("ten", 1), ("chu", 1), ("ho_tro", 1),
    ]  # fmt: skip
    assert nhom == {
        "mst": [["A", "A chi nhánh"]],
        "ten": [["Cty TNHH Bê", "Công ty TNHH Bê"]],
        "chu": [["C", "D"]],
        "ho_tro": [["Công ty TNHH Bê", "Công ty TNHH Bê"]],
    }
    assert "064185001234" not in client.get(f"{NGHI}?loai=chu").content.decode().replace(
        "MST 064185001234", ""
    )


def test_same_owner_is_offered_for_merging(don_vi, n):
    xa = XaFactory(tinh=don_vi)
    ho = CoSoFactory(ten="Hộ", xa=xa, ma_so_thue="064185001234")
    cty = CoSoFactory(ten="Cty", xa=xa, dinh_danh_chu="064185001234")

    assert [(t.co_so, t.ly_do) for t in tim_trung(cty, by=n.cuc_ld)] == [(ho, "cung_chu")]
    assert [(t.co_so, t.ly_do) for t in tim_trung(ho, by=n.cuc_ld)] == [(cty, "cung_chu")]


def test_officer_who_imports_establishments_merges_from_the_page_the_auditor_only_reads(
    vao, client, don_vi
):
    xa = XaFactory(tinh=don_vi)
    giu, bo = CoSoFactory(ten="Bê", xa=xa), CoSoFactory(ten="Bê", xa=xa)
    hop_nhat_trang = reverse("admin:donvi_coso_hop_nhat", args=[bo.pk])
    can_bo = vao("cuc")

    assert hop_nhat_trang in can_bo.get(trang(bo)).content.decode()
    tra = can_bo.post(hop_nhat_trang, {"giu": giu.pk, "ly_do": "Trùng tên"})

    bo.refresh_from_db()
    assert (tra.status_code, bo.hop_nhat_vao_id) == (302, giu.pk)
    client.force_login(tai_khoan("kiem_toan"))
    assert "Hợp nhất bản ghi" not in client.get(trang(giu)).content.decode()


def test_suspects_page_needs_the_right(client, db):
    client.force_login(tai_khoan("quan_tri"))

    assert client.get(NGHI).status_code == 403
