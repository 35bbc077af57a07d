"""A real Chromium at 360 px: a judge loses the network in mid-sheet, loses no mark, signs."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from sanpham_tieubieu.models import PhanCong, PhieuCham
from sanpham_tieubieu.services.du_lieu_goc import nap
from tests.sanpham_tieubieu.cham.dung import dung_ky

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _nhom_va_luat(monkeypatch, db):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    dong_bo_nhom()
    nap()


@pytest.fixture
def dien_thoai(live_server):
    """A phone of 360 px that holds the session of a user: (page, window)."""
    with sync_playwright() as p:
        may = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])

        def _vao(user):
            client = Client()
            client.force_login(user)
            cua_so = may.new_context(
                viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
            )
            ten = settings.SESSION_COOKIE_NAME
            gia_tri = client.cookies[ten].value
            cua_so.add_cookies([{"name": ten, "value": gia_tri, "url": live_server.url}])
            return cua_so.new_page(), cua_so

        yield _vao
        may.close()


def axe(trang):
    loi = Axe().run(trang).response["violations"]
    return [(v["id"], n["target"]) for v in loi for n in v["nodes"]]


def rong(trang):
    return trang.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_judge_loses_the_network_and_no_mark(dien_thoai, live_server):
    k = dung_ky()
    pc = PhanCong.objects.get(giam_khao=k.gk[1])
    trang, cua_so = dien_thoai(k.nguoi[1])
    loi_js = []
    trang.on("pageerror", lambda e: loi_js.append(str(e)))
    trang.goto(live_server.url + reverse("cham_diem:danh_sach"))
    assert (axe(trang), rong(trang)) == ([], True)
    trang.get_by_role("link", name="B001").click()
    trang.wait_for_selector("#phieu")
    dau = trang.locator("#dau-luu")

    trang.get_by_role("group", name="Chọn nhanh I", exact=True).get_by_role(
        "button", name="30", exact=True
    ).tap()
    trang.get_by_role("button", name="Thêm điểm I", exact=True).tap()
    expect(trang.locator("#dau-luu")).to_contain_text("Đã lưu")
    assert (axe(trang), rong(trang)) == ([], True)

    cua_so.set_offline(True)
    trang.get_by_label("Điểm II Tiêu chí II").fill("33,7")
    trang.get_by_label("Điểm III Tiêu chí III").fill("8,5")
    sai = trang.locator("#d2-loi").text_content()
    trang.get_by_label("Điểm II Tiêu chí II").fill("33,5")
    expect(trang.locator("#dau-luu")).to_contain_text("Mất mạng")
    mat_mang = dau.text_content()
    trong_may = PhieuCham.objects.get().cac_diem.filter(diem__isnull=False).count()

    # The phone is restarted while there is no network: the page goes, the marks stay.
    trang.close()
    cua_so.set_offline(False)
    trang = cua_so.new_page()
    trang.goto(live_server.url + reverse("cham_diem:phieu", args=[pc.pk]))
    expect(trang.locator("#dau-luu")).to_contain_text("Đã lưu")
    trang.get_by_label("Điểm IV Tiêu chí IV").fill("7")
    trang.get_by_role("button", name="Xem lại và ký phiếu").tap()
    trang.wait_for_selector("h1:has-text('Ký phiếu')")
    assert (axe(trang), rong(trang)) == ([], True)
    trang.get_by_role("button", name="Ký phiếu").tap()
    trang.wait_for_selector(".bao--success")

    phieu = PhieuCham.objects.get()
    diem = {d.tieu_chi.ma: str(d.diem) for d in phieu.cac_diem.select_related("tieu_chi")}
    assert sai == "R33: Điểm từ 0 đến 40, bước 0,5."
    assert mat_mang == "Mất mạng. Chưa gửi 2 ô, còn trong máy này, tự gửi khi có mạng"
    assert trong_may == 1
    assert (phieu.trang_thai, diem) == (
        "da_ky",
        {"I": "30.50", "II": "33.50", "III": "8.50", "IV": "7.00"},
    )
    assert loi_js == []
