"""The statistics answers: rights, errors all at once, denominators, and revalidation."""

import json

import pytest
from django.db import connection

from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.khuyencong import DeAnFactory, but_toan

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

    tra = client.get(KINH_PHI, {"don_vi": "34:99"})

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
