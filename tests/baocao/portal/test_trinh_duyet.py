"""The portal in a real Chromium: autosave, and axe on every page."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from cucctdp.embedded.he_thong import tim_chromium
from tests.factories.accounts import MAT_KHAU

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def trang(live_server, so, phieu, monkeypatch):
    """A page of a logged-in specialist."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page(viewport={"width": 1440, "height": 900})
        trang.goto(live_server.url + reverse("account_login"))
        trang.fill("[name=login]", so.chuyen_vien.username)
        trang.fill("[name=password]", MAT_KHAU)
        trang.click("button[type=submit]")
        yield trang
        chromium.close()


def test_moi_trang_khong_loi_truy_cap_nang(trang, live_server, bo, phieu):
    cac_trang = [
        reverse("so:trang_chu"),
        reverse("so:bo", args=[bo.pk]),
        reverse("so:phieu", args=[phieu.pk]),
        reverse("so:buoc_phieu", args=[phieu.pk, "trinh-phong"]),
        reverse("so:excel", args=[bo.pk]),
    ]
    nang = []
    for rong in (1440, 360):
        trang.set_viewport_size({"width": rong, "height": 800})
        for url in cac_trang:
            trang.goto(live_server.url + url)
            rong_that = trang.evaluate("document.documentElement.scrollWidth")
            nang += [
                (url, v["id"])
                for v in Axe().run(trang).response["violations"]
                if v["impact"] in ("serious", "critical")
            ]
            assert rong_that <= rong, url

    assert nang == []


def test_tu_luu_trong_trinh_duyet(trang, live_server, phieu):
    trang.goto(live_server.url + reverse("so:phieu", args=[phieu.pk]))
    trang.fill("#o-BL00-A3", "1234567,5")
    trang.fill("#o-BL10-A3", "12 tỷ")

    trang.wait_for_selector("#o-BL10-A3[aria-invalid=true]", timeout=15000)

    assert trang.input_value("#o-BL00-A3") == "1.234.567,500"
    assert [str(g.so) for g in phieu.gia_tri.hien_tai()] == ["1234567.500000"]
