"""A real Chromium against a real server, one clean window per person."""

import os

import pytest

from cucctdp.embedded.he_thong import tim_chromium
from tests.factories.accounts import MAT_KHAU

CO_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def trinh_duyet(monkeypatch):
    """Chromium of the system; Playwright runs its own event loop beside Django's threads."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=tim_chromium(), args=CO_CHROMIUM)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture
def dang_nhap(trinh_duyet, live_server):
    """Log a person in and give back their page."""

    def _dang_nhap(user, *, rong=1440):
        ngu_canh = trinh_duyet.new_context(
            viewport={"width": rong, "height": 900}, locale="vi-VN", accept_downloads=True
        )
        trang = ngu_canh.new_page()
        trang.goto(f"{live_server.url}/tai-khoan/login/")
        trang.get_by_label("Tên đăng nhập").fill(user.username)
        trang.locator("input[type=password]").fill(MAT_KHAU)
        trang.get_by_role("button", name="Đăng nhập").click()
        trang.wait_for_url(lambda url: "/login" not in url)
        return trang

    return _dang_nhap
