"""Clusters over HTTP: rights, three disclosure levels that never leak, ETags, errors at once."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from cumcongnghiep.api.cong_khai import SAP_XEP, TRUONG_A, TRUONG_B, TRUONG_C, TRUONG_DU
from cumcongnghiep.cau_hoi import CAC_CAU
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.models import GiaoChuDauTu, HoSo, SoLieu
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    DuAnFactory,
    MucQuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db
TK = "/api/v1/thong-ke/cum-cong-nghiep/"
CUM = "/api/v1/cum-cong-nghiep/"
# What no answer to a holder of a key may contain for clusters of level B and C.
BI_MAT = ("Nhà đầu tư bí mật", "4242424", "4,2424", "Trích yếu bí mật", "Công ty Thứ cấp bí mật")


def _chot():
    """Deferred triggers run, as at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        # The next write is another transaction's.
        cursor.execute("SELECT set_config('cumcongnghiep.phien_ban', '', true)")


@pytest.fixture
def ba_muc():
    """One cluster of each level, each with everything a cluster can have written about it."""
    tinh = DonViFactory(ma="15", ten_goi="Lào Cai")
    cac = {m: CumFactory(don_vi=tinh, ten=f"Cụm {m}", ma=f"CCN-{m}") for m in "ABC"}
    cdt = ChuDauTuFactory(ten="Nhà đầu tư bí mật")
    for m, cum in cac.items():
        MucQuyHoachFactory(cum=cum, dien_tich=Decimal(70))
        GiaoChuDauTu.objects.create(cum=cum, chu_dau_tu=cdt, tu_ngay=date(2025, 1, 1))
        for chi_tieu in ("tmdt", "von_da_tra", "von_nsnn"):
            SoLieu.objects.create(
                cum=cum, chi_tieu=chi_tieu, ngay=date(2026, 1, 1), gia_tri=4_242_424_242
            )
        CanDoiDatFactory(cum=cum)
        VanBanFactory(
            cum=cum, loai=LoaiVanBan.DE_NGHI, trich_yeu="Trích yếu bí mật", dien_tich=Decimal(7)
        )
        VanBanFactory(cum=cum, loai=LoaiVanBan.QHCT, trich_yeu="Trích yếu bí mật")
        if m != "C":
            du_an = DuAnFactory(cum=cum, nha_dau_tu="Công ty Thứ cấp bí mật")
            ThueDatFactory(du_an=du_an)
    VanBanFactory(cum=cac["A"])
    HoSo.objects.create(cum=cac["B"], loai="thanh_lap", ngay_nop=date(2026, 1, 1))
    return cac


def _hoi(client, ai, duong, cua=None, **tham_so):
    client.force_login(tai_khoan(ai, don_vi=cua) if cua else tai_khoan(ai))
    return client.get(duong, tham_so)


def _theo_ma(tra):
    return {c["ma"]: c for c in json.loads(tra.content)["cac_cum"]}


@pytest.mark.parametrize(("muc", "truong"), [("A", TRUONG_A), ("B", TRUONG_B), ("C", TRUONG_C)])
def test_a_key_holder_reads_the_fields_of_the_level_and_no_other(client, ba_muc, muc, truong):
    tra = _hoi(client, "api_client", CUM)

    c = _theo_ma(tra)[f"CCN-{muc}"]
    assert (c["muc"], sorted(c)) == (muc, sorted(truong))


@pytest.mark.parametrize("muc", "ABC")
def test_who_may_see_clusters_reads_everything_at_every_level(client, ba_muc, muc):
    tra = _hoi(client, "cuc_lanh_dao", CUM)

    c = _theo_ma(tra)[f"CCN-{muc}"]
    assert sorted(c) == sorted(TRUONG_DU)
    assert c["chu_dau_tu"] == "Nhà đầu tư bí mật"
    assert c["tong_muc_dau_tu"] == "4.2424"


def test_detail_of_b_and_c_tells_a_key_holder_nothing_hidden(client, ba_muc):
    for muc in "BC":
        than = _hoi(client, "api_client", f"{CUM}CCN-{muc}/").content.decode()

        assert not [x for x in BI_MAT if x in than], muc
    c = json.loads(than)
    assert sorted(c) == sorted((*TRUONG_C, "quy_hoach", "canh_bao"))
    b = json.loads(_hoi(client, "api_client", f"{CUM}CCN-B/").content)
    assert sorted(b) == sorted(
        (*TRUONG_B, "quy_hoach", "van_ban", "hang_muc", "tram_xu_ly", "canh_bao")
    )
    assert [(v["loai"], "trich_yeu" in v) for v in b["van_ban"]] == [("qhct", False)]


def test_detail_of_a_names_the_developer_but_not_the_firms_inside(client, ba_muc):
    a = json.loads(_hoi(client, "api_client", f"{CUM}CCN-A/").content)
    du = json.loads(_hoi(client, "cuc_lanh_dao", f"{CUM}CCN-A/").content)

    assert (a["chu_dau_tu"], "du_an" in a) == ("Nhà đầu tư bí mật", False)
    assert [d["nha_dau_tu"] for d in du["du_an"]] == ["Công ty Thứ cấp bí mật"]


@pytest.mark.parametrize(
    ("tham_so", "thay"),
    [
        ({"tim": "bí mật"}, {"A"}),
        ({"tim": "cum b"}, {"B"}),
        ({"hoat_dong": "dang_hoat_dong"}, {"A", "B"}),
        ({"hoat_dong": "chua_co_du_an"}, set()),
        ({"ha_tang": "qhct"}, {"A", "B"}),
        ({"muc": "C"}, {"C"}),
        ({"phap_ly": "dang_tham_dinh"}, {"B"}),
        ({"tinh": "34:15"}, {"A", "B", "C"}),
    ],
)
def test_filters_and_search_read_only_what_is_told(client, ba_muc, tham_so, thay):
    """C operates nothing and has an investor; asking for either must not find it."""
    tra = _hoi(client, "api_client", CUM, **tham_so)

    assert {ma.removeprefix("CCN-") for ma in _theo_ma(tra)} == thay
    assert json.loads(tra.content)["tong_so"] == len(thay)


@pytest.mark.parametrize("truong", SAP_XEP)
def test_order_by_an_untold_field_leaves_the_cluster_last(client, ba_muc, truong):
    CanDoiDatFactory(cum=ba_muc["C"], ngay=date(2026, 2, 1), cong_nghiep=Decimal(74))

    for dau in ("", "-"):
        ma = [
            c["ma"]
            for c in json.loads(_hoi(client, "api_client", CUM, sap_xep=f"{dau}{truong}").content)[
                "cac_cum"
            ]
        ]
        if truong not in TRUONG_C:
            assert ma[-1] == "CCN-C"


def test_no_filter_by_hidden_fields_is_offered(client, ba_muc):
    tra = _hoi(client, "api_client", CUM, chu_dau_tu="x", tong_muc_dau_tu="1", sap_xep="von_da_tra")

    assert tra.status_code == 400
    assert sorted(tra.json()["chi_tiet"]) == ["chu_dau_tu", "sap_xep", "tong_muc_dau_tu"]


def test_another_province_is_not_there(client, ba_muc):
    khac = DonViFactory(ma="22")

    ds = _hoi(client, "so_chuyen_vien", CUM, cua=khac)
    mot = client.get(f"{CUM}CCN-A/")

    assert (ds.json()["cac_cum"], ds.json()["tong_so"], mot.status_code) == ([], 0, 404)


def test_so_that_asks_for_another_province_gets_no_row_of_it(client, ba_muc):
    """The Cục has just asked the same; neither its answer nor its ETag serves Tây Ninh."""
    tay_ninh = DonViFactory(ma="80", ten_goi="Tây Ninh")
    VanBanFactory(cum=CumFactory(don_vi=tay_ninh))
    duong = [f"{TK}bieu-04/", f"{TK}lap-day/", *(f"{TK}cau-hoi/{so}/" for so in CAC_CAU)]
    hoi = {"don_vi": "34:15", "den": "2026-06-14"}
    cuc = {d: _hoi(client, "cuc_lanh_dao", d, **hoi) for d in duong}
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=tay_ninh))

    lo, so_dong = [], {}
    for d in duong:
        tra = client.get(d, hoi, HTTP_IF_NONE_MATCH=cuc[d].headers.get("ETag", "không có"))
        than = tra.content.decode()
        so_dong[d] = (tra.status_code, len(tra.json().get("cac_dong", ())))
        lo += [(d, t) for t in ("Cụm A", "Cụm B", "Cụm C", "CCN-", "bí mật") if t in than]

    assert lo == []
    assert (so_dong[duong[0]], so_dong[duong[1]]) == ((200, 0), (200, 0))
    assert {ma for ma, _ in so_dong.values()} == {200}
    assert len(cuc[duong[0]].json()["cac_dong"]) == 1


def test_key_holder_gets_no_communes_no_keys_of_clusters_and_no_named_answers(client, ba_muc):
    xa = _hoi(client, "api_client", f"{TK}bieu-04/", cap="xa", xa="12345")
    tinh = client.get(f"{TK}bieu-04/")
    ten = {so: client.get(f"{TK}cau-hoi/{so}/").status_code for so in CAC_CAU}

    assert (xa.status_code, sorted(xa.json()["chi_tiet"])) == (400, ["cap", "xa"])
    assert '"cum"' not in tinh.content.decode()
    assert {so for so, ma in ten.items() if ma == 403} == {
        so for so, c in CAC_CAU.items() if c.neu_ten
    }
    assert set(ten.values()) == {200, 403}


def test_key_holder_finds_no_secret_in_any_open_answer(client, ba_muc):
    client.force_login(tai_khoan("api_client"))

    for so, c in CAC_CAU.items():
        if not c.neu_ten:
            than = client.get(f"{TK}cau-hoi/{so}/").content.decode()
            assert "bí mật" not in than, so


def test_bieu_04_has_the_rows_of_the_form_with_the_clusters_behind(client, ba_muc):
    tra = _hoi(client, "cuc_lanh_dao", f"{TK}bieu-04/", den="2026-06-14", don_vi="34:15").json()

    (bieu,) = tra["cac_dong"]
    dong = {d["ma"]: d for d in bieu["dong"]}
    assert (bieu["khoa"], list(dong)[:3], len(dong)) == ("34:15", ["1", "2", "3"], 35)
    assert (dong["3"]["gia_tri"], dong["3"]["cum"]) == ("1", [ba_muc["A"].pk])
    assert dong["3"]["ten"].startswith("Số lượng")
    assert (tra["den"], tra["minh_hoa"], tra["canh_bao"]) == ("2026-06-14", False, None)


def test_fill_rate_names_both_parts_and_the_base(client, ba_muc):
    tra = _hoi(client, "api_client", f"{TK}lap-day/", cach="cho_thue", co_so="hoat_dong").json()

    (dong,) = tra["cac_dong"]
    assert dong["ty_le"]["ten_mau_so"] == "đất công nghiệp theo quy hoạch chi tiết"
    assert (dong["ty_le"]["tu_so"], dong["ty_le"]["mau_so"]) == ("4.0000", "110.0000")
    assert tra["ten_co_so"] == "các cụm đã hoạt động"


def test_every_bad_parameter_is_named_at_once(client, ba_muc):
    tra = _hoi(
        client, "cuc_lanh_dao", f"{TK}lap-day/", den="31/12/2026", cap="huyen", la="1",
        minh_hoa="2", cach="x",
    )  # fmt: skip
    don_vi = client.get(f"{TK}bieu-04/", {"don_vi": "34:xx"})

    assert sorted(tra.json()["chi_tiet"]) == ["cach", "cap", "den", "la", "minh_hoa"]
    assert (don_vi.status_code, list(don_vi.json()["chi_tiet"])) == (400, ["don_vi"])


@pytest.mark.parametrize("duong", [f"{TK}bieu-04/", f"{TK}cau-hoi/1/", CUM, f"{CUM}CCN-A/"])
def test_same_tag_until_something_is_written(client, ba_muc, duong):
    _chot()
    the = _hoi(client, "cuc_lanh_dao", duong)["ETag"]

    con = client.get(duong, headers={"If-None-Match": the})
    ThueDatFactory(du_an=DuAnFactory(cum=ba_muc["A"]))
    _chot()
    doi = client.get(duong, headers={"If-None-Match": the})

    assert (con.status_code, con.content, doi.status_code) == (304, b"", 200)
    assert doi["ETag"] != the


def test_two_callers_never_share_a_tag(client, ba_muc):
    mot = _hoi(client, "cuc_lanh_dao", CUM)["ETag"]
    hai = _hoi(client, "api_client", CUM)["ETag"]

    assert mot != hai


def test_list_takes_as_many_queries_for_many_clusters(
    client, ba_muc, django_assert_max_num_queries
):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    client.get(CUM)
    with django_assert_max_num_queries(16) as mot:
        client.get(CUM)
    for _ in range(6):
        VanBanFactory(cum__don_vi=ba_muc["A"].don_vi)
    with django_assert_max_num_queries(len(mot)):
        assert client.get(CUM).json()["tong_so"] == 9
