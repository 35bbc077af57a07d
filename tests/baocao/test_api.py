"""The statistics API: who sees what, tags that never lie, CSV, errors all at once."""

import csv
import io
import json
from urllib.parse import urlencode

import pytest
import schemathesis
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings

from baocao.choices import NguonGoc, TrangThaiBo
from baocao.models import GiaTri
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.apikit.models import KhoaApi
from cucctdp.donvi.models import DonViHanhChinh, TenDonVi
from tests.baocao.so_lieu_mau import cac_khoa, nop
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

XK = "/api/v1/thong-ke/bao-cao/XK00/"


@pytest.fixture(autouse=True)
def bo_dem_trong(db):
    cache.clear()


@pytest.fixture
def khach(db):
    """A client with an API key of a service account."""
    _, khoa = KhoaApi.objects.create_key(name="Cổng dữ liệu", nguoi_dung=tai_khoan("api_client"))
    return Client(headers={"Authorization": f"Api-Key {khoa}"})


def dang_nhap(vai_tro):
    khach = Client()
    khach.force_login(tai_khoan(vai_tro))
    return khach


@pytest.fixture
def so_lieu_cong_bo(du_lieu_goc, db):
    """Three published provinces, one received, one with demo figures."""
    cong_bo = {"trang_thai": TrangThaiBo.DA_CONG_BO}
    return [
        nop("2026-Q1", "34:01", {"XK00.A3": "10.5"}, **cong_bo),
        nop("2026-Q1", "34:04", {"XK00.A3": "2"}, **cong_bo),
        nop("2026-Q1", "34:08", {"XK00.A3": "0.25"}, **cong_bo, nguon_goc=NguonGoc.MINH_HOA),
        nop("2026-Q1", "34:80", {"XK00.A3": "1000"}),
    ]


def hoi(khach, dau=XK, **tham_so):
    headers = tham_so.pop("headers", {})
    return khach.get(dau, {"ky": "2026-Q1", **tham_so}, headers=headers)


# Permissions.


def test_key_sees_published_only(khach, so_lieu_cong_bo):
    tra = hoi(khach, cap="ca_nuoc")

    than = tra.json()
    assert tra.status_code == 200
    assert than["so_lieu"][0]["gia_tri"] == "12.75"
    assert than["muc"] == "cong_bo"
    assert "34:80" in than["so_lieu"][0]["chua_gom"]


def test_key_asking_for_more_is_refused(khach, so_lieu_cong_bo):
    tra = hoi(khach, muc="tiep_nhan")

    assert tra.status_code == 403
    assert "muc=cong_bo" in tra.json()["chi_tiet"][0]


def test_officer_may_ask_for_received_figures(so_lieu_cong_bo):
    tra = hoi(dang_nhap("cuc_lanh_dao"), muc="tiep_nhan", cap="ca_nuoc")

    assert tra.json()["so_lieu"][0]["gia_tri"] == "1012.75"


def test_closing_slash_may_be_left_out(so_lieu_cong_bo):
    khach = dang_nhap("cuc_lanh_dao")

    co, khong = hoi(khach), hoi(khach, XK.rstrip("/"))

    assert (co.status_code, khong.status_code) == (200, 200)
    assert co.content == khong.content


def test_wrong_address_under_the_api_answers_in_the_shape_of_the_api():
    api, trang = Client().get("/api/v1/khong-co-dau/x/"), Client().get("/khong-co-dau/x/")

    assert (api.status_code, api.json()["ma_loi"]) == (404, 404)
    assert (trang.status_code, trang["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_lists_name_parameters_they_do_not_have(so_lieu_cong_bo):
    tra = dang_nhap("cuc_lanh_dao").get("/api/v1/ky/?nam=2026&x=1")

    assert tra.status_code == 400
    assert tra.json()["chi_tiet"] == {
        "nam": ["Danh mục này không có tham số «nam»."],
        "x": ["Danh mục này không có tham số «x»."],
    }


@pytest.mark.parametrize("vai_tro", sorted(VAI_TRO))
@pytest.mark.parametrize("dia_chi", [XK, "/api/v1/chi-tieu/", "/api/v1/ky/", "/api/v1/don-vi/"])
def test_role_matrix(vai_tro, dia_chi, so_lieu_cong_bo):
    don_vi = DonViHanhChinh.objects.theo_khoa("34:80") if VAI_TRO[vai_tro].la_so else None
    khach = Client()
    khach.force_login(tai_khoan(vai_tro, don_vi=don_vi))

    tra = hoi(khach, dia_chi) if dia_chi == XK else khach.get(dia_chi)

    duoc = "baocao.xem_thongke" in VAI_TRO[vai_tro].quyen
    assert tra.status_code == (200 if duoc else 403)


def test_anonymous_and_bad_keys_get_401(so_lieu_cong_bo):
    assert hoi(Client()).status_code == 401
    assert hoi(Client(headers={"Authorization": "Api-Key a.b"})).status_code == 401


# Content.


def test_json_body(khach, so_lieu_cong_bo):
    than = hoi(khach, don_vi="34:01,34:08").json()

    assert [s["gia_tri"] for s in than["so_lieu"]] == ["10.5", "0.25"]
    assert than["don_vi_tinh"] == "triệu USD"
    assert (than["cot"], than["bieu"], than["ky"]) == ("A3", "Q05", ["2026-Q1"])
    assert than["co_minh_hoa"] is True
    assert "minh họa" in than["canh_bao"]
    assert than["so_lieu"][0]["ten"] == "Thành phố Hà Nội"
    assert than["so_lieu_luc"] is not None


def test_without_demo_no_warning(khach, so_lieu_cong_bo):
    than = hoi(khach, don_vi="34:01").json()

    assert (than["co_minh_hoa"], than["canh_bao"], than["chua_gom"]) == (False, None, [])


@pytest.mark.parametrize(
    ("tham_so", "headers"),
    [
        ({"dinh_dang": "csv"}, {}),
        ({"format": "csv"}, {}),
        ({}, {"Accept": "text/csv"}),
    ],
)
def test_csv(khach, so_lieu_cong_bo, tham_so, headers):
    TenDonVi.objects.filter(don_vi__bo_ma="34", don_vi__ma="04").update(ten_day_du="=1+1")

    tra = hoi(khach, **tham_so, headers=headers)

    dong = list(csv.DictReader(io.StringIO(tra.content.decode("utf-8-sig"))))
    assert tra["Content-Type"] == "text/csv; charset=utf-8"
    assert tra.content.startswith(b"\xef\xbb\xbf")
    assert len(dong) == 34
    assert (dong[0]["Tên"], dong[0]["Giá trị"]) == ("Thành phố Hà Nội", "10.500000")
    assert dong[1]["Tên"] == "'=1+1"
    assert dong[2]["Minh họa"] == "SỐ MINH HỌA"
    assert dong[33]["Giá trị"] == ""


def test_range_of_periods(khach, so_lieu_cong_bo):
    nop("2025-N", "34:01", {"XK00.A3": "9"}, trang_thai=TrangThaiBo.DA_CONG_BO)

    than = khach.get(XK, {"tu": "2025-9T", "den": "2026-Q1", "don_vi": "34:01"}).json()

    assert [(s["ky"], s["gia_tri"]) for s in than["so_lieu"]] == [
        ("2025-N", "9"),
        ("2026-Q1", "10.5"),
    ]


def test_wrong_parameters_all_at_once(khach, so_lieu_cong_bo):
    tra = khach.get(
        "/api/v1/thong-ke/bao-cao/ZZ/",
        {"ky": "2026-X", "cap": "xa", "dia_gioi": "1", "don_vi": "80", "la": "1", "format": "xml",
         "luc": "hôm qua", "trang_thai": "x"},
    )  # fmt: skip

    assert tra.status_code == 400
    assert set(tra.json()["chi_tiet"]) == {
        "chi_tieu", "ky", "cap", "dia_gioi", "don_vi", "la", "dinh_dang", "luc", "trang_thai",
    }  # fmt: skip


def test_unknown_accept_is_406(khach, so_lieu_cong_bo):
    assert hoi(khach, headers={"Accept": "application/xml"}).status_code == 406


@pytest.mark.parametrize(
    ("dia_chi", "khoa", "dau"),
    [
        ("/api/v1/chi-tieu/", "ma", "CN00"),
        ("/api/v1/ky/", "ma", "2026-Q1"),
        ("/api/v1/don-vi/", "khoa", "34:01"),
    ],
)
def test_small_lists(khach, so_lieu_cong_bo, dia_chi, khoa, dau):
    tra = khach.get(dia_chi)
    lai = khach.get(dia_chi, headers={"If-None-Match": tra["ETag"]})

    assert tra.json()[0][khoa] == dau
    assert (lai.status_code, lai.content) == (304, b"")


# ETag.


def test_schema_is_openapi_31_and_names_every_address(khach):
    tra = khach.get("/api/v1/schema/", headers={"Accept": "application/json"})

    mo_ta = tra.json()
    assert mo_ta["openapi"].startswith("3.1")
    assert set(mo_ta["paths"]) >= {
        "/api/v1/thong-ke/bao-cao/{chi_tieu}/",
        "/api/v1/chi-tieu/",
        "/api/v1/ky/",
        "/api/v1/don-vi/",
    }
    assert "text/csv" in json.dumps(mo_ta["paths"]["/api/v1/thong-ke/bao-cao/{chi_tieu}/"])


def test_documentation_page_needs_no_other_host(client):
    trang = client.get("/api/v1/tai-lieu/")
    ma = client.get("/api/v1/tai-lieu/?script=")

    noi_dung = trang.content.decode()
    assert (trang.status_code, ma.status_code) == (200, 200)
    assert "https://" not in noi_dung
    assert "/static/drf_spectacular_sidecar/" in noi_dung
    assert "'unsafe-inline'" not in trang["Content-Security-Policy"].split("style-src")[0]


def test_every_generated_question_gets_a_documented_answer(khach, so_lieu_cong_bo):
    mo_ta = khach.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    trang_thai = set()

    for ket_qua in schemathesis.openapi.from_dict(mo_ta).get_all_operations():
        thao_tac = ket_qua.ok()

        @settings(max_examples=15, deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=thao_tac.as_strategy())
        def kiem(case):
            tra = khach.get(f"{case.formatted_path}?{_chuoi_hoi(case.query)}")
            trang_thai.add(tra.status_code)
            assert str(tra.status_code) in mo_ta["paths"][case.path]["get"]["responses"]

        kiem()
    assert trang_thai >= {200, 400}


def _chuoi_hoi(query):
    return urlencode(dict(query or {}), doseq=True, errors="replace")


def test_values_are_never_floats(khach, so_lieu_cong_bo):
    def khong_float(van_ban):
        raise AssertionError(van_ban)

    than = json.loads(hoi(khach).content, parse_float=khong_float)

    assert len(than["so_lieu"]) == len(cac_khoa("34"))
    assert GiaTri.objects.filter(chi_tieu__ma="XK00").count() == 4
