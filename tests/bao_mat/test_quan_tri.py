"""Lists of the admin asked with nonsense in the address: never a 500."""

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cucctdp.adminkit.base import DanhSachBen
from tests.baocao import mau
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
SO_LA = ("²", "٣", "9" * 19, "9" * 5000, "-1", "abc")
CAC_BANG = [
    reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist")
    for m, a in admin.site._registry.items()
    if isinstance(a, DanhSachBen)
]


def _khach(vai_tro):
    cache.clear()
    client = Client(raise_request_exception=False)
    client.force_login(tai_khoan(vai_tro))
    return client


def _ma(client, duong, **tham_so):
    return client.get(duong, tham_so).status_code


@pytest.mark.parametrize("so", SO_LA)
def test_a_number_that_is_none_is_not_found_or_empty(so):
    cuc = _khach("cuc_lanh_dao_phong")
    goc = "/admin/baocao/bobaocao/"

    bo = cuc.get(f"{goc}{so}/change/").status_code
    vung = _ma(cuc, goc, vung=so)
    nhieu = _ma(cuc, f"{goc}tiep-nhan-nhieu/", bo=so)

    assert (bo, vung, nhieu) == (404, 200, 302)


@pytest.mark.parametrize("ten", ["ky__ma", "trang_thai", "tinh_han", "vung", "co_minh_hoa"])
def test_a_value_the_filter_does_not_offer_finds_nothing(ten):
    mau.bo_moi(mau.nguoi_dung(), ma_ky="2026-Q1", bieu={"Q04"})

    tra = _khach("cuc_lanh_dao_phong").get("/admin/baocao/bobaocao/", {ten: "khong-co"})

    assert (tra.status_code, tra.context["cl"].result_count) == (200, 0)


@pytest.fixture(scope="module")
def danh_sach(du_lieu_goc, django_db_blocker):  # noqa: F811
    """(client, address) of each list and each set of its columns that one of the roles sees."""
    rieng = {}
    with django_db_blocker.unblock():
        for vai_tro in ("quan_tri", "kiem_toan", "cuc_lanh_dao_phong"):
            client = _khach(vai_tro)
            for duong in CAC_BANG:
                tra = client.get(duong)
                if tra.status_code != 403:
                    cot = tuple(map(str, tra.context["cl"].list_display))
                    rieng.setdefault((duong, cot), (client, duong))
    return list(rieng.values())


THU_TU_LA = ["-1", "0", "-0", "999", "9" * 5000, "²", "1.-1", "--1", "-abc"]


def test_any_order_of_columns_is_answered(danh_sach):
    """Each list is asked two orders that nobody meant, each such order of many lists."""
    n = len(THU_TU_LA)
    ma = [
        (duong, o[:20], _ma(client, duong, o=o))
        for i, (client, duong) in enumerate(danh_sach)
        for o in (THU_TU_LA[i % n], THU_TU_LA[(i + 4) % n])
    ]

    assert len(danh_sach) > n
    assert {200} <= {m for *_, m in ma} <= {200, 302}, ma


@pytest.mark.parametrize(
    "tham_so",
    [
        {"luc__year": "99999999"},
        {"luc__year": "9" * 5000},
        {"luc__year": "0"},
        {"luc__year": "-1"},
        {"luc__year": "9999", "luc__month": "12"},
        {"luc__year": "9999", "luc__month": "12", "luc__day": "31"},
        {"luc__year": "1", "luc__month": "1", "luc__day": "1"},
        {"luc__month": "99999999999999999999"},
        {"luc__day": "99999999999999999999"},
        {"p": "9" * 5000},
    ],
)
def test_any_date_of_the_log_is_answered(tham_so):
    client = _khach("kiem_toan")

    tra = client.get("/admin/audit/sukien/", tham_so)

    assert tra.status_code in (200, 302)


@pytest.mark.parametrize("chon", ["abc", "²", "9" * 5000])
def test_a_chosen_row_that_is_none_leads_back_to_the_list(chon):
    goc = "/admin/baocao/bobaocao/"
    gui = {"action": "tiep_nhan_nhieu", "index": "0", "_selected_action": chon}

    tra = _khach("cuc_lanh_dao_phong").post(goc, gui)

    assert (tra.status_code, tra.url) == (302, f"{goc}?e=1")
