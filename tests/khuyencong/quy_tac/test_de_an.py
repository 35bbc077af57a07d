"""Rules of a đề án before approval (KC01–KC19, KC41–KC43): passing, and with one thing wrong."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cucctdp.donvi.models import CoSo, KeThua, TenDonVi, TenXa
from khuyencong.ho_so import doc_cac_ho_so, doc_ho_so
from khuyencong.models import (
    DeAn,
    DiaBanUuTien,
    DinhMuc,
    DuToan,
    TaiLieu,
    ThamDinh,
    ThuHuong,
)
from khuyencong.rules import kiem_tra
from tests.factories.donvi import CoSoFactory, DonViFactory
from tests.factories.khuyencong import NoiDungDeAnFactory
from tests.khuyencong import mau
from tests.khuyencong.quy_tac.hoi import NGAY, TRIEU, muc, thanh_phuong, vi_pham

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")


def test_complete_draft_breaks_no_blocking_rule(de_an):
    h = doc_ho_so(de_an, hom_nay=NGAY)

    assert [str(v) for v in kiem_tra(h, "nop_so") if v.chan] == []


def test_kc01_ward_of_a_city_is_out_from_15_10_2025_and_a_craft_village_is_in(de_an, t):
    assert muc(de_an, "KC01") == []
    thanh_phuong(t.xa)

    assert muc(de_an, "KC01") == ["E"]
    assert muc(de_an, "KC01", dang_ky_ngay=date(2025, 10, 14)) == []
    assert muc(de_an, "KC01", dang_ky_ngay=date(2025, 10, 15)) == ["E"]
    ThuHuong.objects.update(lang_nghe=True)
    assert muc(de_an, "KC01") == []


def test_kc01_follows_the_kind_of_province_on_the_day(de_an, t):
    """Đồng Nai became a centrally-run city on 30/04/2026; its phường were eligible until then."""
    TenXa.objects.filter(xa=t.xa).update(loai="phuong")
    TenDonVi.objects.filter(don_vi=t.xa.tinh).update(loai="tinh", hieu_luc_den=date(2026, 4, 29))
    TenDonVi.objects.create(
        don_vi=t.xa.tinh, ten="Đồng Nai", ten_day_du="Thành phố Đồng Nai", loai="thanh_pho",
        hieu_luc_tu=date(2026, 4, 30), can_cu="NQ",
    )  # fmt: skip

    assert muc(de_an, "KC01", dang_ky_ngay=date(2026, 4, 29)) == []
    assert muc(de_an, "KC01", dang_ky_ngay=date(2026, 4, 30)) == ["E"]


def test_kc01_is_not_asked_of_cleaner_production(de_an, t):
    thanh_phuong(t.xa)
    de_an.cac_noi_dung.update(noi_dung="KT3")

    assert muc(de_an, "KC01") == []


def test_kc02_large_enterprise(de_an, t):
    assert muc(de_an, "KC02") == []
    t.co_so.loai_hinh, t.co_so.quy_mo = "doanh_nghiep", "lon"
    t.co_so.save()

    assert muc(de_an, "KC02") == ["E"]
    de_an.cac_noi_dung.update(noi_dung="KT3")
    assert muc(de_an, "KC02") == []


def test_kc03_trade_and_minerals_only_in_hard_places(de_an, t):
    assert muc(de_an, "KC03") == []
    ThuHuong.objects.update(nganh_nghe="X9")
    assert muc(de_an, "KC03") == ["E"]
    ThuHuong.objects.update(nganh_nghe="N7")
    assert muc(de_an, "KC03") == ["E"]
    DiaBanUuTien.objects.create(xa=t.xa, loai="kho_khan", hieu_luc_tu=date(2020, 1, 1), can_cu="QĐ")
    assert muc(de_an, "KC03") == []


def test_kc04_kilns(de_an):
    ThuHuong.objects.update(nganh_nghe="N4", cong_nghe="Lò tuynel")
    assert muc(de_an, "KC04") == []
    ThuHuong.objects.update(cong_nghe="Gạch nung bằng Lò Vòng")

    assert muc(de_an, "KC04") == ["E"]


def test_kc05_ceiling_blocks_when_certain_and_warns_when_not(de_an):
    assert muc(de_an, "KC05") == []
    ThuHuong.objects.update(kcqg=300 * TRIEU + 1)
    assert muc(de_an, "KC05") == ["E"]
    ThuHuong.objects.update(he_so_uu_tien=Decimal("1.5"))
    assert muc(de_an, "KC05") == []
    ThuHuong.objects.update(kcqg=450 * TRIEU + 1)
    assert muc(de_an, "KC05") == ["E"]
    DinhMuc.objects.filter(noi_dung="KT4", nguon="kcqg").update(can_xac_minh=True)
    assert muc(de_an, "KC05") == ["W"]
    ThuHuong.objects.update(ngoai_le="Công văn cho phép vượt mức")
    assert muc(de_an, "KC05") == []


def test_kc05_counts_both_sources_of_the_state_as_the_ledger_does(de_an):
    ThuHuong.objects.update(kcqg=200 * TRIEU, kcdp=100 * TRIEU)
    assert muc(de_an, "KC05") == []
    ThuHuong.objects.update(kcdp=150 * TRIEU)

    (loi,) = vi_pham(de_an, "KC05")
    assert loi.thong_bao.startswith(
        "Kinh phí hỗ trợ 350 triệu đồng (khuyến công quốc gia 200, khuyến công địa phương 150) "
    )


def test_kc06_share_is_of_the_eligible_cost(de_an):
    assert muc(de_an, "KC06") == []
    ThuHuong.objects.update(chi_phi_hop_le=600 * TRIEU)
    assert muc(de_an, "KC06") == []
    ThuHuong.objects.update(chi_phi_hop_le=600 * TRIEU - 1)

    (loi,) = vi_pham(de_an, "KC06")
    assert loi.thong_bao.startswith("Tỷ lệ hỗ trợ 50,00% (300 trên 599,999999 triệu đồng chi phí)")


def test_kc07_priority_factor_needs_a_ground(de_an, t):
    ThuHuong.objects.update(he_so_uu_tien=Decimal("1.2"))
    (loi,) = vi_pham(de_an, "KC07")
    assert (loi.muc, loi.thong_bao[-48:]) == (
        "W", "chưa nêu căn cứ địa bàn hoặc ngành nghề ưu tiên.",
    )  # fmt: skip
    DiaBanUuTien.objects.create(xa=t.xa, loai="vung_cao", hieu_luc_tu=date(2020, 1, 1), can_cu="QĐ")
    assert muc(de_an, "KC07") == []
    de_an.cac_noi_dung.update(noi_dung="KT5")
    (loi,) = vi_pham(de_an, "KC07")
    assert loi.thong_bao.startswith("Nội dung KT5 đã tính theo mức dây chuyền nên không nhân")


def test_kc08_estimate_line_equals_quantity_times_price(de_an):
    assert muc(de_an, "KC08") == []
    DuToan.objects.update(don_gia=700 * TRIEU - 1)

    assert muc(de_an, "KC08") == ["E"]


def test_kc09_beneficiaries_equal_the_estimate_by_source(de_an):
    assert muc(de_an, "KC09") == []
    ThuHuong.objects.update(kcqg=299 * TRIEU, doi_ung=401 * TRIEU)

    assert [v.noi for v in vi_pham(de_an, "KC09")] == [
        "Khuyến công quốc gia",
        "Đối ứng của đơn vị thụ hưởng",
    ]


def test_kc09_says_that_there_is_no_estimate_to_compare_with(de_an):
    DuToan.objects.all().delete()

    (v,) = vi_pham(de_an, "KC09")
    assert (v.muc, v.noi, v.thong_bao) == (
        "E",
        "Dự toán",
        (
            "Đề án chưa có dự toán (Mẫu 1) nên chưa đối chiếu được kinh phí của các đơn vị thụ "
            "hưởng (700.000.000 đồng)."
        ),
    )
    ThuHuong.objects.all().delete()
    assert muc(de_an, "KC09") == []


def test_kc10_counterpart_money_and_its_commitment(de_an):
    assert muc(de_an, "KC10") == []
    TaiLieu.objects.filter(ma="cam-ket-doi-ung").delete()
    assert [v.thong_bao for v in vi_pham(de_an, "KC10")] == [
        "Thiếu cam kết bố trí đủ vốn đối ứng của đơn vị thụ hưởng."
    ]


def test_kc10_without_counterpart_money_says_so(de_an):
    ThuHuong.objects.update(doi_ung=0)

    assert [(v.muc, v.thong_bao) for v in vi_pham(de_an, "KC10")] == [(
        "E",
        ("Đơn vị thụ hưởng chưa bố trí vốn đối ứng (đang ghi 0 đồng) trong khi nhà nước chỉ "
         "hỗ trợ tối đa 50% chi phí."),
    )]  # fmt: skip


@pytest.mark.parametrize(
    ("ma", "tai_lieu"), [("KC11", "cam-ket-chua-ho-tro"), ("KC16", "de-nghi-ho-tro")]
)
def test_kc11_kc16_papers_of_the_beneficiary(de_an, ma, tai_lieu):
    assert muc(de_an, ma) == []
    TaiLieu.objects.filter(ma=tai_lieu).delete()

    assert muc(de_an, ma) == ["E"]
    ThuHuong.objects.update(co_so=None)
    assert muc(de_an, ma) == []


def test_kc12_same_support_in_another_year(de_an, t, don_vi):
    assert muc(de_an, "KC12") == []
    truoc = mau.soan_thao(don_vi, de_an.nguoi_lap, co_so=t.co_so, thong_tin={"nam": 2024})
    assert muc(de_an, "KC12") == []
    ThuHuong.objects.filter(noi_dung__de_an=truoc).update(hieu_luc="hieu_luc")

    (loi,) = vi_pham(de_an, "KC12")
    assert loi.thong_bao.endswith(f"tại đề án {truoc.ma}, năm 2024.")


def test_kc12_kc13_kc14_see_what_was_filed_under_a_merged_record(de_an, t, don_vi):
    bo = CoSoFactory(xa=t.co_so.xa)
    truoc = mau.soan_thao(don_vi, de_an.nguoi_lap, co_so=bo)
    hai = mau.soan_thao(don_vi, de_an.nguoi_lap, co_so=bo)
    ThuHuong.objects.filter(noi_dung__de_an=truoc).update(hieu_luc="hieu_luc")
    DeAn.objects.filter(pk=truoc.pk).update(trang_thai="dong")
    assert [muc(de_an, ma) for ma in ("KC12", "KC13")] == [[], []]
    CoSo.objects.filter(pk=bo.pk).update(hop_nhat_vao=t.co_so)

    assert [muc(de_an, ma) for ma in ("KC12", "KC13")] == [["E"], ["W"]]
    assert [muc(hai, ma) for ma in ("KC12", "KC13")] == [["E"], ["W"]], "by its old name as well"
    for d in (de_an, truoc, hai):
        d.cac_noi_dung.update(noi_dung="SP3")
    assert [muc(d, "KC14") for d in (de_an, hai)] == [["E"], ["E"]]


def test_kc13_supported_in_the_last_years(de_an, t, don_vi):
    truoc = mau.soan_thao(don_vi, de_an.nguoi_lap, co_so=t.co_so, thong_tin={"nam": 2024})
    ThuHuong.objects.filter(noi_dung__de_an=truoc).update(hieu_luc="hieu_luc", khoa_chi="khac")
    DeAn.objects.filter(pk=truoc.pk).update(trang_thai="dong")
    assert muc(de_an, "KC13") == ["W"]
    DeAn.objects.filter(pk=truoc.pk).update(nam=2023)

    assert muc(de_an, "KC13") == []


def test_kc14_abroad_at_most_twice_a_year(de_an, t, don_vi):
    de_an.cac_noi_dung.update(noi_dung="SP3")
    for lan in (1, 2):
        khac = mau.soan_thao(don_vi, de_an.nguoi_lap, co_so=t.co_so)
        khac.cac_noi_dung.update(noi_dung="SP3")
        assert muc(de_an, "KC14") == ([] if lan == 1 else ["E"])


def test_kc15_machine_is_new(de_an):
    assert muc(de_an, "KC15") == []
    ThuHuong.objects.update(tinh_trang_may="da_dung")

    assert muc(de_an, "KC15") == ["E"]


def test_kc17_signed_appraisal_of_the_so(de_an):
    assert muc(de_an, "KC17") == ["E"]
    ThamDinh.objects.create(
        de_an=de_an, cap="co_so", cach="chuyen_vien", vong=1, ngay=NGAY, ket_luan="dat",
        ky_luc="2026-01-20T00:00Z",
    )  # fmt: skip

    assert muc(de_an, "KC17") == []


def test_kc18_before_20_5_of_the_year_before(de_an):
    assert muc(de_an, "KC18", dang_ky_ngay=date(2025, 5, 19)) == []
    assert muc(de_an, "KC18", dang_ky_ngay=date(2025, 5, 20)) == ["W"]


def test_kc18_to_the_cuc_before_15_6_of_the_year_before(de_an):
    gui = {"dang_ky_ngay": date(2025, 5, 19)}
    assert muc(de_an, "KC18", **gui, gui_cuc_ngay=date(2025, 6, 14)) == []
    assert muc(de_an, "KC18", **gui, gui_cuc_ngay=date(2025, 6, 15)) == ["W"]
    assert muc(de_an, "KC18", **gui, gui_cuc_ngay=None, trang_thai="dat_co_so") == ["W"], "today"


def test_kc19_de_an_diem_has_two_activities_and_more_than_a_year(de_an):
    assert muc(de_an, "KC19") == []
    assert muc(de_an, "KC19", hinh_thuc="diem") == ["E"]
    NoiDungDeAnFactory(de_an=de_an, noi_dung="MT1")
    assert muc(de_an, "KC19", den_ngay=date(2027, 1, 14)) == ["E"]
    assert muc(de_an, "KC19", den_ngay=date(2027, 1, 15)) == []


def test_kc41_management_share_of_the_estimate(de_an):
    dong = DuToan.objects.get()
    them = DuToan(
        noi_dung=dong.noi_dung, muc_chi="Quản lý", don_vi_tinh="lần", so_luong=1, don_gia=1,
        quan_ly=True, kcqg=7_692_307,
    )  # fmt: skip
    them.save()
    assert muc(de_an, "KC41") == []
    them.kcqg = 7_692_308
    them.save()

    assert muc(de_an, "KC41") == ["E"]


def test_kc42_ceiling_inherited_from_a_former_province(de_an, don_vi):
    cu = DonViFactory(bo_ma="63", ma="64", ten_goi="Bình Định cũ", slug="binh-dinh-cu")
    KeThua.objects.create(cu=cu, moi=don_vi, tu_ngay=date(2025, 7, 1), can_cu="NQ 202")
    ThuHuong.objects.update(kcqg=0, kcdp=300 * TRIEU)
    dat = {"nguon": "kcdp"}
    assert muc(de_an, "KC42", **dat) == []
    DinhMuc.objects.create(
        noi_dung="KT4", nguon="kcdp", don_vi=cu, don_vi_tinh="cơ sở", muc_toi_da=250 * TRIEU,
        hieu_luc_tu=date(2022, 1, 1), can_cu="NQ 12/2022/NQ-HĐND Bình Định",
    )  # fmt: skip

    assert muc(de_an, "KC42", **dat) == ["W"]
    assert muc(de_an, "KC05", **dat) == ["E"]


def test_two_inherited_ceilings_that_differ_only_warn(de_an, don_vi):
    for ma, muc_tran in (("64", 250), ("62", 200)):
        cu = DonViFactory(bo_ma="63", ma=ma, ten_goi=f"Cũ {ma}", slug=f"cu-{ma}")
        KeThua.objects.create(cu=cu, moi=don_vi, tu_ngay=date(2025, 7, 1), can_cu="NQ 202")
        DinhMuc.objects.create(
            noi_dung="KT4", nguon="kcdp", don_vi=cu, don_vi_tinh="cơ sở",
            muc_toi_da=muc_tran * TRIEU, hieu_luc_tu=date(2022, 1, 1), can_cu=f"NQ {ma}",
        )  # fmt: skip
    ThuHuong.objects.update(kcqg=0, kcdp=220 * TRIEU)

    assert muc(de_an, "KC05", nguon="kcdp") == ["W"]


def test_kc43_former_province_after_the_merger(de_an):
    cu = DonViFactory(bo_ma="63", ma="64", ten_goi="Gia Lai cũ", slug="gia-lai-cu")
    assert muc(de_an, "KC43") == []

    assert muc(de_an, "KC43", don_vi=cu, dang_ky_ngay=date(2025, 7, 1)) == ["W"]
    assert muc(de_an, "KC43", dang_ky_ngay=date(2025, 6, 30)) == []


def test_number_of_queries_does_not_grow_with_dossiers(de_an, don_vi):
    with CaptureQueriesContext(connection) as mot:
        doc_cac_ho_so(DeAn.objects.all())
    for _ in range(2):
        mau.soan_thao(don_vi, de_an.nguoi_lap)
    with CaptureQueriesContext(connection) as ba:
        assert len(doc_cac_ho_so(DeAn.objects.all())) == 3

    assert len(ba) == len(mot)
