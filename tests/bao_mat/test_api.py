"""What a session may read of unpublished figures; odd parameters never end in a 500."""

from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)
from tests.baocao.so_lieu_mau import nop
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
XK = "/api/v1/thong-ke/bao-cao/XK00/"
RAC = ["a\0b", "9" * 25, "9" * 5000, "²", "٣", "-1", "'", "%", "\ud7ff", "x" * 3000, "{{7*7}}"]
THAM_SO = ("ky", "tu", "den", "cap", "dia_gioi", "cot", "muc", "phan_vung", "luc", "don_vi", "la")


@pytest.fixture(autouse=True)
def _sach():
    cache.clear()


@pytest.fixture
def chuyen_vien(du_lieu_goc):  # noqa: F811
    """An officer assigned to Tây Ninh; Hà Nội is received too, neither is published."""
    nop("2026-Q1", "34:80", {"XK00.A3": "7"})
    nop("2026-Q1", "34:01", {"XK00.A3": "1000"})
    user = tai_khoan("cuc_chuyen_vien")
    tay_ninh = DonViHanhChinh.objects.theo_khoa("34:80")
    PhanCongFactory(user=user, don_vi=tay_ninh, tu_ngay="2024-01-01")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def _hoi(client, **tham_so):
    return client.get(XK, {"ky": "2026-Q1", "muc": "tiep_nhan", **tham_so})


def test_officer_reads_unpublished_figures_of_the_own_province(chuyen_vien):
    tra = _hoi(chuyen_vien, don_vi="34:80")

    assert [s["gia_tri"] for s in tra.json()["so_lieu"]] == ["7"]


@pytest.mark.parametrize("tham_so", [{}, {"don_vi": "34:01"}, {"don_vi": "34:80,34:01"}])
def test_officer_gets_no_unpublished_figure_of_another_province(chuyen_vien, tham_so):
    tra = _hoi(chuyen_vien, **tham_so)

    assert tra.status_code == 403
    assert "1000" not in tra.content.decode()


def test_answer_kept_for_the_nation_is_not_given_to_the_officer(chuyen_vien):
    """Bodies are cached under the question: the question is refused before the cache is asked."""
    toan_quoc = Client()
    toan_quoc.force_login(tai_khoan("cuc_lanh_dao"))
    the = _hoi(toan_quoc)["ETag"]

    tra = chuyen_vien.get(XK, {"ky": "2026-Q1", "muc": "tiep_nhan"}, headers={"If-None-Match": the})

    assert tra.status_code == 403


@pytest.mark.parametrize("ten", THAM_SO)
def test_odd_parameters_are_refused_never_500(chuyen_vien, ten):
    ma = [chuyen_vien.get(f"{XK}?ky=2026-Q1&{ten}={quote(rac)}").status_code for rac in RAC]

    assert set(ma) <= {200, 400, 403, 406}


def test_thousand_periods_and_odd_tags_never_500(chuyen_vien):
    nhieu = chuyen_vien.get(f"{XK}?{'ky=2026-Q1&' * 3000}{'ky=2026-N,' * 2000}")
    the = [
        chuyen_vien.get(f"{XK}?ky=2026-Q1", headers={"If-None-Match": t}).status_code
        for t in ('"', "W/", "*", 'W/"' + "x" * 9000, "\udcff", ",,,")
    ]

    assert nhieu.status_code in (200, 400)
    assert set(the) == {200}
