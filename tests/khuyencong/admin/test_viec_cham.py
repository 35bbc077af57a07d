"""The register of alerts, the filter of the đề án it leads to, and the card on the first page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.models import CanhBao
from tests.factories.accounts import tai_khoan
from tests.factories.khuyencong import DeAnFactory

pytestmark = pytest.mark.django_db


def canh_bao(**khac):
    khac.setdefault("de_an", None)
    de_an = khac.pop("de_an") or DeAnFactory(trang_thai="phe_duyet")
    return CanhBao.objects.create(
        de_an=de_an,
        **{
            "ma": "KC31", "thong_bao": "Đề án chưa triển khai.", "can_cu": "TT 36",
            "ben": "thuc_hien", "han": date(2026, 6, 30), "so_ngay_tre": 24,
            "thay_dau": date(2026, 7, 1), "thay_cuoi": date(2026, 8, 3), **khac,
        },
    )  # fmt: skip


@pytest.fixture
def lanh_dao(client):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    return client


def _ids(tra):
    return {o.pk for o in tra.context["cl"].result_list}


def test_list_shows_what_is_open_and_filters(lanh_dao):
    mo = canh_bao()
    sap = canh_bao(ma="KC29", ben="cuc", so_ngay_tre=0)
    het = canh_bao(dong_ngay=date(2026, 8, 4))
    ds = reverse("admin:khuyencong_canhbao_changelist")

    assert _ids(lanh_dao.get(ds)) == {mo.pk, sap.pk}
    assert _ids(lanh_dao.get(ds, {"tinh_trang": "qua_han"})) == {mo.pk}
    assert _ids(lanh_dao.get(ds, {"tinh_trang": "het"})) == {het.pk}
    assert _ids(lanh_dao.get(ds, {"ma": "KC29"})) == {sap.pk}
    assert _ids(lanh_dao.get(ds, {"ben": "cuc"})) == {sap.pk}
    assert _ids(lanh_dao.get(ds, {"tinh": mo.de_an.don_vi_id, "tinh_trang": "tat_ca"})) <= {mo.pk}


def test_card_counts_and_leads_to_the_filtered_register(lanh_dao):
    mo = canh_bao()
    canh_bao(de_an=mo.de_an, khoa="x")
    DeAnFactory(trang_thai="phe_duyet")

    trang = lanh_dao.get(reverse("admin:index"))
    duong = f"{reverse('admin:khuyencong_dean_changelist')}?viec_cham=KC31"

    assert trang.context["viec_cham"]["so"] == 2
    assert duong in trang.content.decode()
    assert _ids(lanh_dao.get(duong)) == {mo.de_an_id}


def test_card_is_not_shown_without_alerts_or_without_the_right(client):
    client.force_login(tai_khoan("quan_tri"))
    canh_bao()

    assert client.get(reverse("admin:index")).context["viec_cham"] is None


def test_officer_sees_only_assigned_provinces(client):
    canh_bao()
    client.force_login(tai_khoan("cuc_chuyen_vien"))

    assert _ids(client.get(reverse("admin:khuyencong_canhbao_changelist"))) == set()


def test_list_takes_the_same_queries_for_one_row_and_three(lanh_dao):
    ds = reverse("admin:khuyencong_canhbao_changelist")
    canh_bao()
    lanh_dao.get(ds)
    with CaptureQueriesContext(connection) as mot:
        lanh_dao.get(ds)
    canh_bao()
    canh_bao()

    with CaptureQueriesContext(connection) as ba:
        lanh_dao.get(ds)

    assert len(ba) == len(mot)
