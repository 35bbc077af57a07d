"""The tag of an answer: known before any heavy query, changed by whatever shows."""

import json
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baocao.choices import NguonGoc, TrangThaiBo
from baocao.models import BoBaoCao, ChiTieu
from cucctdp.apikit.models import KhoaApi
from cucctdp.donvi.models import TenDonVi, Vung
from tests.baocao.so_lieu_mau import nop, sua
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


def test_304_before_any_heavy_query(khach, so_lieu_cong_bo):
    the = hoi(khach)["ETag"]

    with CaptureQueriesContext(connection) as ghi_lai:
        lai = hoi(khach, headers={"If-None-Match": the})

    assert (lai.status_code, lai.content, lai["ETag"]) == (304, b"", the)
    assert lai["Cache-Control"] == "private, no-cache"
    assert set(lai["Vary"].split(", ")) >= {"Accept", "Authorization", "Cookie"}
    cau = [q["sql"] for q in ghi_lai if "baocao_giatri" in q["sql"]]
    assert cau == []


def test_star_never_confirms_a_wrong_question(khach, so_lieu_cong_bo):
    assert hoi(khach, cap="xa", headers={"If-None-Match": "*"}).status_code == 400


def test_query_count_does_not_grow_with_units_or_cells(khach, so_lieu_cong_bo):
    hoi(khach)

    def dem(**tham_so):
        with CaptureQueriesContext(connection) as ghi_lai:
            assert hoi(khach, **tham_so).status_code == 200
        return len(ghi_lai)

    assert dem(don_vi="34:01") == dem(don_vi="34:01,34:04,34:08")


def _doi_gia_tri(bo):
    sua(bo, "XK00.A3", "11", trang_thai_sl="uoc")


def _doi_trang_thai_so(bo):
    sua(bo, "XK00.A3", "10.5", trang_thai_sl="so_bo")


def _them_tinh(bo):
    nop("2026-Q1", "34:11", {"XK00.A3": "3"}, trang_thai=TrangThaiBo.DA_CONG_BO)


def _cong_bo_them(bo):
    BoBaoCao.objects.filter(don_vi__ma="80").update(trang_thai=TrangThaiBo.DA_CONG_BO)


def _doi_ten_tinh(bo):
    TenDonVi.objects.filter(don_vi=bo.don_vi).update(ten_day_du="Thành phố Thăng Long")


def _doi_ten_chi_tieu(bo):
    ChiTieu.objects.filter(ma="XK00").update(ten="Xuất khẩu")


def _doi_don_vi_tinh(bo):
    ChiTieu.objects.filter(ma="XK00").update(dvt="tỷ USD")


def _doi_cung_ky(bo):
    nop("2025-Q1", "63:01", {"XK00.A3": "5"}, trang_thai=TrangThaiBo.DA_CONG_BO)


def _doi_ten_vung(bo):
    Vung.objects.filter(ma="DBSH").update(ten="Vùng sông Hồng")


HIEN_RA = [
    (_doi_gia_tri, {}),
    (_doi_trang_thai_so, {}),
    (_them_tinh, {}),
    (_cong_bo_them, {}),
    (_doi_ten_tinh, {}),
    (_doi_ten_chi_tieu, {}),
    (_doi_don_vi_tinh, {}),
    (_doi_cung_ky, {"cot": "A7"}),
    (_doi_cung_ky, {"cot": "A5"}),
    (_doi_ten_vung, {"cap": "vung"}),
]


@pytest.mark.parametrize(("doi", "tham_so"), HIEN_RA, ids=lambda x: getattr(x, "__name__", ""))
def test_any_visible_change_changes_the_tag(khach, so_lieu_cong_bo, doi, tham_so):
    truoc = hoi(khach, **tham_so)

    doi(so_lieu_cong_bo[0])

    sau = hoi(khach, **tham_so, headers={"If-None-Match": truoc["ETag"]})
    assert sau.status_code == 200
    assert sau["ETag"] != truoc["ETag"]
    assert _hien(sau) != _hien(truoc)


def _hien(tra):
    than = tra.json()
    return json.dumps({k: v for k, v in than.items() if k not in ("phien_ban", "so_lieu_luc")})


def test_draft_typing_keeps_the_tag(khach, so_lieu_cong_bo):
    bo = nop("2026-Q1", "34:11", {"XK00.A3": "3"}, trang_thai=TrangThaiBo.DANG_NHAP)
    truoc = hoi(khach)

    sua(bo, "XK00.A3", "4", trang_thai_sl="uoc")

    assert hoi(khach, headers={"If-None-Match": truoc["ETag"]}).status_code == 304


_CAU_HOI = st.fixed_dictionaries(
    {},
    optional={
        "cap": st.sampled_from(["tinh", "vung", "mien", "ca_nuoc"]),
        "dia_gioi": st.sampled_from(["hien_hanh", "theo_thoi_diem", "63"]),
        "cot": st.sampled_from(["A3", "A4", "A7"]),
        "muc": st.sampled_from(["tiep_nhan", "cong_bo"]),
        "don_vi": st.sampled_from(["34:01", "34:80"]),
        "dinh_dang": st.sampled_from(["json", "csv"]),
        "trang_thai": st.sampled_from(["uoc", "so_bo"]),
    },
)


def test_equal_tags_mean_equal_bodies(so_lieu_cong_bo):
    """Over any questions and writes: one tag never names two bodies."""
    khach = dang_nhap("cuc_lanh_dao")
    than_theo_the = {}

    @settings(
        max_examples=40, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cau_hoi=_CAU_HOI, so=st.none() | st.integers(0, 10**6))
    def kiem(cau_hoi, so):
        if so is not None:
            sua(so_lieu_cong_bo[3], "XK00.A3", Decimal(so), trang_thai_sl="uoc")
        cache.clear()
        tra = hoi(khach, **cau_hoi)
        assert tra.status_code == 200
        assert than_theo_the.setdefault(tra["ETag"], tra.content) == tra.content

    kiem()
    assert len(than_theo_the) > 5


# OpenAPI.
