"""The pages of clusters in a real Chromium: axe, a phone's width."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from cumcongnghiep.services.du_lieu_goc import nap
from cumcongnghiep.xem.trang_cum import CAC_THE
from tests.cumcongnghiep.xem.mau import cum_day_du
from tests.factories.accounts import MAT_KHAU, tai_khoan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cum(db):
    dong_bo_nhom()
    nap()
    return cum_day_du(du_an=55)


def _xet(trang, ten):
    """axe at 1440 px, and no page wider than a phone at 360 px."""
    anh = os.environ.get("ANH_CUM")
    if anh:
        trang.screenshot(path=str(Path(anh, f"{ten}-1440.png")), full_page=True)
    loi = [
        v["id"]
        for v in Axe().run(trang).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    trang.set_viewport_size({"width": 360, "height": 740})
    rong = trang.evaluate("document.documentElement.scrollWidth")
    if anh:
        trang.screenshot(path=str(Path(anh, f"{ten}-360.png")), full_page=True)
    trang.set_viewport_size({"width": 1440, "height": 900})
    return loi, rong <= 360


def test_pages_pass_axe_and_fit_a_phone(live_server, monkeypatch, cum):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    mot = reverse("ccn_cum", args=[cum.pk])
    cac = {
        **{the: f"{mot}?the={the}" for the in CAC_THE},
        "ca-nuoc": reverse("ccn_ca_nuoc"),
        "ca-nuoc-63": reverse("ccn_ca_nuoc") + "?dia_gioi=63&chi_tieu=15",
        "danh-sach": reverse("ccn_danh_sach"),
        "tinh": reverse("ccn_tinh", args=["15"]),
        "cau-hoi": reverse("ccn_cau_hoi"),
        "cau-2": reverse("ccn_mot_cau_hoi", args=[2]),
    }
    loi = {}
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page(viewport={"width": 1440, "height": 900})
        trang.goto(live_server.url + reverse("account_login"))
        trang.fill("[name=login]", tai_khoan("cuc_lanh_dao").username)
        trang.fill("[name=password]", MAT_KHAU)
        trang.click("button[type=submit]")
        for ten, duong in cac.items():
            trang.goto(live_server.url + duong)
            loi[ten] = _xet(trang, ten)
        chromium.close()

    assert loi == {ten: ([], True) for ten in cac}
