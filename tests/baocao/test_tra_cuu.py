"""The query page: levels of approval, as of a day, boundaries, scope of an officer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from baocao.choices import TrangThaiBo
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao.so_lieu_mau import nop, sua
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

HOI = {
    "chi_tieu": "XK00", "cot": "A3", "loai_ky": "quy", "tu_nam": 2025, "den_nam": 2026,
    "cap": "ca_nuoc", "dia_gioi": "hien_hanh", "muc": "tiep_nhan",
}  # fmt: skip


@pytest.fixture
def so():
    nop("2025-Q1", "63:01", {"XK00.A3": "4"})
    nop("2026-Q1", "34:01", {"XK00.A3": "6"})
    nop("2026-Q1", "34:04", {"XK00.A3": "2"}, trang_thai=TrangThaiBo.DA_GUI)
    return nop("2026-Q1", "34:80", {"XK00.A3": "1"})


def hoi(vai_tro="cuc_lanh_dao", **khac):
    khach = Client()
    khach.force_login(tai_khoan(vai_tro) if isinstance(vai_tro, str) else vai_tro)
    return khach.get("/tra-cuu/", {**HOI, **khac})


def gia_tri(tra):
    return {d.ten: [o and o.gia_tri for o in d.cac_o] for d in tra.context["dong"]}


def test_periods_stand_side_by_side_with_the_change(so):
    tra = hoi(cap="tinh")

    dong = {d.ten: d for d in tra.context["dong"]}
    assert [o.gia_tri for o in dong["Thành phố Hà Nội"].cac_o] == [4, 6]
    assert dong["Thành phố Hà Nội"].thay_doi == 50
    assert dong["Tỉnh Tây Ninh"].cac_o[1].gia_tri == 1


def test_level_of_approval_decides_what_counts(so):
    da_gui = gia_tri(hoi(muc="da_gui"))
    tiep_nhan = gia_tri(hoi(muc="tiep_nhan"))
    cong_bo = gia_tri(hoi(muc="cong_bo"))

    assert [next(iter(d.values()))[1] for d in (da_gui, tiep_nhan, cong_bo)] == [9, 7, None]


def test_readers_of_results_are_not_offered_what_is_only_sent(so):
    tra = hoi("bo_lanh_dao", muc="da_gui")

    assert "dong" not in tra.context
    assert tra.context["form"].errors["muc"]


def test_as_of_a_day_leaves_later_versions_out(so):
    sua(so, "XK00.A3", "5", luc=timezone.now() + timedelta(days=3))

    nay = gia_tri(hoi())
    truoc = gia_tri(hoi(den_ngay=timezone.localdate().isoformat()))

    assert next(iter(nay.values()))[1] == 11
    assert next(iter(truoc.values()))[1] == 7


def test_officer_sees_only_assigned_provinces_before_publication(so):
    nguoi = tai_khoan("cuc_chuyen_vien")
    tinh = DonViHanhChinh.objects.theo_khoa("34:80")
    PhanCongFactory(user=nguoi, don_vi=tinh, tu_ngay=timezone.localdate() - timedelta(days=400))

    tra = hoi(nguoi, cap="tinh")

    assert list(gia_tri(tra)) == ["Tỉnh Tây Ninh"]
    assert "Chỉ gồm các tỉnh được phân công cho bạn." in tra.text
    assert "don_vi=34%3A80" in tra.context["csv"]
    assert Client().get(tra.context["csv"]).status_code == 401


def test_all_wrong_answers_are_told_at_once(so):
    tra = hoi(chi_tieu="KHONG", tu_nam=2027, den_nam=2026, cap="xa", den_ngay="32/13/2026")

    assert set(tra.context["form"].errors) == {"chi_tieu", "den_nam", "cap", "den_ngay"}


def test_missing_units_are_named_and_csv_answers_the_same_question(so):
    nguoi = tai_khoan("cuc_lanh_dao")
    tra = hoi(nguoi)
    khach = Client()
    khach.force_login(nguoi)

    csv = khach.get(tra.context["csv"])

    assert "Chưa gồm, quý I/2026" in tra.text
    assert Decimal("7") == next(iter(gia_tri(tra).values()))[1]
    assert csv.status_code == 200
    assert csv["Content-Type"].startswith("text/csv")


def test_period_without_any_unit_is_told_in_one_word(so):
    chua_gom = {
        cap: dict(hoi(muc="cong_bo", cap=cap).context["chua_gom"]) for cap in ("ca_nuoc", "tinh")
    }
    mot_phan = dict(hoi(cap="tinh").context["chua_gom"])["quý I/2026"]

    assert {cap: d["quý I/2026"] for cap, d in chua_gom.items()} == {
        cap: ["cả 34 tỉnh, thành phố"] for cap in ("ca_nuoc", "tinh")
    }
    assert (len(mot_phan), "Tỉnh Cao Bằng" in mot_phan) == (32, True)


def test_queries_do_not_grow_with_provinces(so, django_assert_max_num_queries):
    nguoi = tai_khoan("cuc_lanh_dao")
    hoi(nguoi, cap="tinh")  # reference data are read once
    with django_assert_max_num_queries(30) as mot:
        hoi(nguoi, cap="tinh")
    for khoa in ("34:08", "34:11", "34:12"):
        nop("2026-Q1", khoa, {"XK00.A3": "3"})
    hoi(nguoi, cap="tinh")
    with django_assert_max_num_queries(30) as bon:
        hoi(nguoi, cap="tinh")

    assert len(mot) == len(bon)
