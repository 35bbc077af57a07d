"""Published đề án and plans: as published, missing stays missing, loaded twice the same."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cucctdp.nap_goc.nap import doc_yaml
from khuyencong.bang_thong_ke import Lien, ban_xlsx, dung_bang
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ButToan, ChuongTrinh, DeAn, KeHoach, SoCongBo
from khuyencong.services.du_lieu_goc import THU_MUC
from khuyencong.services.so_cong_bo import TEP, nap_so_cong_bo
from khuyencong.statistics import Hoi, KyTinh, chuong_trinh, kinh_phi, ty_le
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory

DU_LIEU = doc_yaml(THU_MUC / TEP)
TRIEU = 1_000_000


@pytest.fixture
def cac_tinh(db):
    muc = DU_LIEU["de_an"] + DU_LIEU["ke_hoach"] + DU_LIEU["so_tinh"]
    cac = {m["tinh"] for m in muc if "tinh" in m}
    return {k: DonViFactory(bo_ma="63", ma=k[3:]) for k in sorted(cac)}


def test_twenty_de_an_with_sources_and_published_support_only(cac_tinh):
    nap_so_cong_bo()

    assert DeAn.objects.exclude(nguon_tin="").filter(minh_hoa=False).count() == 20
    assert set(ButToan.objects.values_list("loai", flat=True)) == {L.PHE_DUYET, L.DANG_KY}
    gia_lai = DeAn.objects.get(ma="CB-01")
    assert [(b.nguon, b.so_tien) for b in gia_lai.but_toan.all()] == [("kcqg", 800 * TRIEU)]
    assert "«> 11 tỷ đồng»" in gia_lai.quy_mo, "a lower bound stays in words, never a number"
    assert not DeAn.objects.get(ma="CB-08").but_toan.exists(), "an unknown amount is no entry"
    assert DeAn.objects.get(ma="CB-13").ngay_quyet_dinh.isoformat() == "2023-12-02"


def test_loading_again_changes_nothing(cac_tinh):
    nap_so_cong_bo()

    lan_hai = nap_so_cong_bo()

    assert {ten: (d["them"], d["doi"]) for ten, d in lan_hai.items()} == dict.fromkeys(
        lan_hai, (0, 0)
    )


def test_without_units_only_national_rows_are_loaded(db):
    nap_so_cong_bo()

    assert DeAn.objects.count() == 0
    assert set(KeHoach.objects.values_list("nam", "kinh_phi")) == {
        (2022, 140_000 * TRIEU),
        (2024, 130_000 * TRIEU),
    }


def test_b1_of_2022_sets_published_support_against_the_published_plan(cac_tinh):
    nap_so_cong_bo()

    dong = {d.nguon: d for d in kinh_phi(Hoi(KyTinh.cua_nam(2022))).cac_dong}

    assert dong["kcqg"].phe_duyet == (800 + 3_150 + 900) * TRIEU
    assert dong["kcqg"].ke_hoach == 140_000 * TRIEU
    assert dong["kcdp"].ke_hoach is None, "no provincial plan of 2022 was published"
    assert dong["doi_ung"].phe_duyet == 6_702 * TRIEU


def test_b1_says_where_the_total_of_several_years_stands_in_the_first(cac_tinh, client):
    nap_so_cong_bo()
    cau = "Đề án CB-02 (2022–2024): nguồn chỉ công bố tổng nhiều năm, ghi cả vào năm đầu (2022)."
    client.force_login(tai_khoan("cuc_lanh_dao"))

    co = {
        nam: [g for g in kinh_phi(Hoi(KyTinh.cua_nam(nam))).ghi_chu if "tổng nhiều năm" in g]
        for nam in range(2021, 2026)
    }
    hoi = {"bang": "B1", "tu_nam": "2023", "den_nam": "2023"}
    trang = client.get(reverse("admin:khuyencong_dean_thong_ke"), hoi)
    api = client.get("/api/v1/thong-ke/khuyen-cong/kinh-phi/", {"nam": "2023"}).json()
    so = ban_xlsx(dung_bang("B1", Hoi(KyTinh.cua_nam(2023)), Lien()))

    assert co == {2021: [], 2022: [cau], 2023: [cau], 2024: [cau], 2025: []}
    assert cau in trang.content.decode()
    assert cau in api["ghi_chu"]
    assert cau in {o.value for h in load_workbook(BytesIO(so)).active.iter_rows() for o in h}


def test_b9_counts_what_was_accepted_against_the_published_targets(cac_tinh):
    nap_so_cong_bo()

    bang = chuong_trinh(ChuongTrinh.objects.get(ma="kcqg-2021-2025"))

    kt1 = next(d for d in bang.cac_dong if d.noi_dung == "KT1")
    assert "1.436 tỷ đồng" in bang.ghi_chu[0], "published, beside the records and not in them"
    assert (kt1.muc_tieu, kt1.luy_ke, kt1.can_xac_minh) == (340, 0, True)
    assert [nam for nam, _ in kt1.theo_nam] == [2021, 2022, 2023, 2024, 2025]


def test_figures_of_provinces_keep_their_period_bound_and_source(cac_tinh):
    nap_so_cong_bo()

    so = {(s.don_vi.khoa, s.ky, s.ten): s for s in SoCongBo.objects.select_related("don_vi")}
    assert len({(tinh, ky) for tinh, ky, _ in so}) == 18
    dak_lak = so["63:66", "2021–2025", "Tổng kinh phí"]
    assert (dak_lak.so, dak_lak.muc, dak_lak.loai) == (104_000, "hon", "khong_ro")
    assert ("63:66", "2021–2025", "Đối ứng") not in so, "what the source does not say is no row"
    nghe_an = [so["63:40", "2002–2018", f"Kinh phí khuyến công{k}"].so for k in
               ("", " địa phương", " quốc gia")]  # fmt: skip
    assert nghe_an[0] == nghe_an[1] + nghe_an[2]
    binh_dinh = [s.so for (_, _, ten), s in so.items() if ten.startswith("Khuyến công địa phương:")]
    assert sum(binh_dinh) == so["63:52", "2021", "Kinh phí khuyến công địa phương"].so
    assert all(s.can_xac_minh and s.nguon_tin.startswith("http") for s in so.values())


def test_press_figures_of_mttn_2025_add_up_but_its_rate_does_not():
    so = DU_LIEU["doi_chieu"]["mttn_2025"]
    ke_hoach, lam = (
        {k: round(v * 1000) for k, v in so[t].items()} for t in ("ke_hoach", "thuc_hien_11_thang")
    )

    for cac in (ke_hoach, lam):
        assert cac["kcqg"] + cac["kcdp"] == cac["chung"]
    dung = ty_le(lam["kcqg"], "KCQG", ke_hoach["kcqg"], "kế hoạch KCQG")
    bao = ty_le(lam["kcqg"], "KCQG", ke_hoach["chung"], "kế hoạch mọi nguồn")

    assert (str(dung.gia_tri), str(bao.gia_tri)) == ("68.35", "12.78")
