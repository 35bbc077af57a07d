"""The statistics answers: rights, errors all at once, denominators, and revalidation."""

import json
from datetime import date

import pytest
from django.db import connection

from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ChuongTrinh, HieuQua, MucTieu
from khuyencong.statistics import Hoi, KyTinh, co_so_duoc_ho_tro
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.khuyencong import DeAnFactory, but_toan
from tests.khuyencong.so_lieu import bien_ban, de_an_mau

pytestmark = pytest.mark.django_db
KINH_PHI = "/api/v1/thong-ke/khuyen-cong/kinh-phi/"
DE_AN = "/api/v1/thong-ke/khuyen-cong/de-an/"


def _chot():
    """Deferred triggers run, as at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        # The next write is another transaction's.
        cursor.execute("SELECT set_config('khuyencong.phien_ban', '', true)")


@pytest.fixture
def de_an():
    de_an = DeAnFactory(don_vi=DonViFactory(ma="52", ten_goi="Gia Lai"))
    but_toan(de_an, "phe_duyet", 300_000_000)
    but_toan(de_an, "giao", 100_000_000)
    _chot()
    return de_an


def test_b1_answers_with_named_denominators(client, de_an):
    client.force_login(tai_khoan("cuc_lanh_dao"))

    than = json.loads(client.get(KINH_PHI, {"nam": "2026", "cap": "tinh"}).content)

    dong = than["cac_dong"][0]
    assert (dong["pham_vi"], dong["nguon"], dong["phe_duyet"]) == ("34:52", "kcqg", 300_000_000)
    assert dong["tren_duoc_giao"]["ten_mau_so"] == "kinh phí được giao của Khuyến công quốc gia"
    assert dong["tren_duoc_giao"]["gia_tri"] == "0.00"
    assert (than["ky"], than["canh_bao"]) == ("năm 2026", None)


def test_same_tag_until_an_entry_is_written(client, de_an):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    the = client.get(KINH_PHI, {"nam": "2026"})["ETag"]

    con = client.get(KINH_PHI, {"nam": "2026"}, headers={"If-None-Match": the})
    but_toan(de_an, "giao", 50_000_000)
    _chot()
    doi = client.get(KINH_PHI, {"nam": "2026"}, headers={"If-None-Match": the})

    assert (con.status_code, doi.status_code) == (304, 200)
    assert doi["ETag"] != the


def test_every_bad_parameter_is_named_at_once(client, de_an):
    client.force_login(tai_khoan("cuc_lanh_dao"))

    tra = client.get(
        DE_AN, {"nam": "26", "cap": "xa", "den": "31/12/2026", "la": "1", "so_dong": "5000"}
    )

    assert tra.status_code == 400
    assert sorted(tra.json()["chi_tiet"]) == ["cap", "den", "la", "nam", "so_dong"]


def test_unknown_unit_is_refused_not_empty(client, de_an):
    client.force_login(tai_khoan("cuc_lanh_dao"))

    tra = client.get(KINH_PHI, {"don_vi": "34:xx"})

    assert (tra.status_code, list(tra.json()["chi_tiet"])) == (400, ["don_vi"])


def test_account_of_another_province_sees_none_of_it(client, de_an):
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=DonViFactory(ma="66")))

    tra = client.get(DE_AN, {"nam": "2026"})

    assert (tra.status_code, tra.json()["cac_dong"]) == (200, [])


def test_list_is_read_by_pages(client, de_an):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    DeAnFactory(don_vi=de_an.don_vi, ma="ZZ-2026-1", thuc_hien=de_an.thuc_hien)

    trang = client.get(DE_AN, {"nam": "2026", "tu_dong": "1", "so_dong": "1"}).json()["cac_dong"]

    assert [d["ma"] for d in trang] == ["ZZ-2026-1"]


def test_key_holder_sees_sums_but_no_list(client, de_an):
    client.force_login(tai_khoan("api_client"))

    assert client.get(KINH_PHI, {"nam": "2026"}).status_code == 200
    assert client.get(DE_AN, {"nam": "2026"}).status_code == 403


# B4–B9.

GOC = "/api/v1/thong-ke/khuyen-cong/"


def test_b4_gives_the_figures_of_the_statistics_with_the_survey(client, nuoc):
    _, _, thu_huong = de_an_mau(nuoc["gia_lai"], ghi={L.PHE_DUYET: 300})
    HieuQua.objects.create(
        thu_huong=thu_huong, ngay=date(2026, 12, 1), lao_dong_truoc=12, lao_dong_sau=18
    )
    client.force_login(tai_khoan("cuc_lanh_dao"))

    (dong,) = client.get(f"{GOC}co-so/", {"nam": "2026"}).json()["cac_dong"]

    (mong,) = co_so_duoc_ho_tro(Hoi(KyTinh.cua_nam(2026))).cac_dong
    assert (dong["ten"], dong["khuyen_cong"]) == (mong.ten, 300_000_000)
    assert dong["hieu_qua"]["lao_dong_sau"] == 18
    assert (dong["hieu_qua"]["ngay"], dong["hieu_qua"]["doanh_thu_sau"]) == ("2026-12-01", None)
    assert client.get(f"{GOC}co-so/", {"nam": "2026", "tu_dong": "1"}).json()["cac_dong"] == []


@pytest.mark.parametrize(
    ("duong", "ma"),
    [("dieu-chinh", "B5"), ("binh-chon", "B6"), ("nhan-luc", "B7"), ("ke-hoach", "B8")],
)
def test_tables_answer_and_are_revalidated(client, nuoc, duong, ma):
    client.force_login(tai_khoan("cuc_lanh_dao"))

    tra = client.get(f"{GOC}{duong}/", {"nam": "2026"})
    lai = client.get(f"{GOC}{duong}", {"nam": "2026"})
    con = client.get(f"{GOC}{duong}/", {"nam": "2026"}, headers={"If-None-Match": tra["ETag"]})

    assert (tra.json()["ma"], lai.status_code, con.status_code) == (ma, 200, 304)


def test_b9_of_a_programme_and_every_bad_parameter(client, nuoc):
    ct = ChuongTrinh.objects.create(
        ma="kcqg-2026-2030", ten="KCQG", nguon="kcqg", tu_nam=2026, den_nam=2030, can_cu="QĐ"
    )
    MucTieu.objects.create(chuong_trinh=ct, noi_dung="KT4", ten="Máy", don_vi_tinh="cơ sở", so=8)
    _, hop_dong, thu_huong = de_an_mau(nuoc["gia_lai"])
    bien_ban(hop_dong, thu_huong, so_luong=2)
    client.force_login(tai_khoan("cuc_lanh_dao"))
    duong = f"{GOC}chuong-trinh/{ct.ma}/"

    (dong,) = client.get(duong).json()["cac_dong"]
    sai = client.get(duong, {"den": "30/6/2026", "la": "1", "minh_hoa": "x"})

    assert (dong["luy_ke"], dong["tren_muc_tieu"]["mau_so"]) == ("2.00", "8.00")
    assert dong["tren_muc_tieu"]["gia_tri"] == "25.00"
    assert (sai.status_code, sorted(sai.json()["chi_tiet"])) == (400, ["den", "la", "minh_hoa"])
    assert client.get(f"{GOC}chuong-trinh/khong-co/").status_code == 404
