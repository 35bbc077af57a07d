"""The portal in a real Chromium: autosave, and axe on every page."""

import json
import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from baocao.models import PhieuBieu
from baocao.services.du_lieu_goc import nap
from cucctdp.embedded.he_thong import tim_chromium
from tests.anh_du_lieu import nap_mot_lan
from tests.baocao.portal.conftest import mo
from tests.factories.accounts import MAT_KHAU

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def mau(transactional_db):
    """Committed, for the browser's server to see; before anything else is in the database."""
    nap_mot_lan(nap)


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


def test_danh_sach_them_xoa_dong_tu_luu_va_vua_man_hinh_hep(trang, live_server, cuc, phieu):
    mo("2026-6T", ("Q01",), by=cuc)
    q01 = PhieuBieu.objects.get(bieu_mau__ma="Q01", bo__don_vi=phieu.bo.don_vi)
    trang.set_viewport_size({"width": 360, "height": 800})
    trang.goto(live_server.url + reverse("so:phieu", args=[q01.pk]))
    trang.fill('[name="d:CN92.B4.1.ten_nganh"]', "Dệt")
    trang.click("#ds-CN92 tbody tr:first-child .nut-xoa")
    trang.wait_for_selector("#luu-luc:has-text('Đã lưu')", timeout=15000)

    trang.click("#ds-CN92 [data-them-dong]")

    o = q01.gia_tri.hien_tai().get()
    assert (o.chi_tieu.ma, json.loads(o.chu)) == ("CN92", [{"ten_nganh": "Dệt"}])
    assert trang.input_value('[name="d:CN92.B4.0.ten_nganh"]') == "Dệt"
    assert trang.locator("#ds-CN92 tbody tr").count() == 5
    assert trang.evaluate("document.documentElement.scrollWidth") <= 360


def test_phim_mui_ten_va_enter_di_giua_cac_o(trang, live_server, phieu):
    trang.goto(live_server.url + reverse("so:phieu", args=[phieu.pk]))
    trang.focus("#o-BL00-A3")
    vi_tri = []
    for phim in ("Enter", "ArrowDown", "Shift+Enter", "ArrowRight", "ArrowUp", "ArrowLeft"):
        trang.keyboard.press(phim)
        vi_tri.append(trang.evaluate("document.activeElement.id"))

    cot = [o.rpartition("-")[2] for o in vi_tri]
    assert cot == ["A3", "A3", "A3", "A4", "A4", "A3"]
    assert vi_tri[0] == vi_tri[2]
    assert vi_tri[-1] == "o-BL00-A3"
    _dien_xuong_bang_ctrl_d(trang, phieu)


def _dien_xuong_bang_ctrl_d(trang, phieu):
    """Fill down: the first cell of the block goes into all below it, and is undone at once."""
    trang.focus("#o-BL00-A3")
    trang.keyboard.type("125,5")
    for phim in ("Shift+ArrowDown", "Shift+ArrowDown", "Control+d"):
        trang.keyboard.press(phim)
    o_a3 = 'document.querySelectorAll(\'[name^="o:"][name$=".A3"]\')'
    khoi = f"[...{o_a3}].slice(0, 4).map((o) => o.value)"
    dien = trang.evaluate(khoi)
    trang.keyboard.press("Control+z")
    hoan_tac = trang.evaluate(khoi)

    assert dien[:3] == ["125,5"] * 3
    assert dien[3] != "125,5"
    assert hoan_tac[:3] == ["125,5", "", ""]


def test_sap_het_phien_thi_bao_va_so_da_tu_luu(trang, live_server, phieu, settings):
    settings.SESSION_COOKIE_AGE = 16
    trang.goto(live_server.url + reverse("so:phieu", args=[phieu.pk]))
    trang.fill("#o-BL00-A3", "12")
    trang.wait_for_selector("#luu-luc:has-text('Đã lưu')", timeout=12000)

    trang.wait_for_selector("#het-phien:not([hidden])", timeout=20000)
    con = int(trang.text_content("#het-phien [data-con]"))
    trang.click("#het-phien button")
    trang.wait_for_selector("#het-phien", state="hidden", timeout=10000)

    assert 0 < con <= 8
    assert [str(g.so) for g in phieu.gia_tri.hien_tai()] == ["12.000000"]


def test_list_typed_without_network_survives_a_reload_and_can_be_undone(
    trang, live_server, cuc, phieu
):
    mo("2026-6T", ("Q01",), by=cuc)
    q01 = PhieuBieu.objects.get(bieu_mau__ma="Q01", bo__don_vi=phieu.bo.don_vi)
    dia_chi = live_server.url + reverse("so:phieu", args=[q01.pk])
    dau, hai = '[name="d:CN92.B4.0.ten_nganh"]', '[name="d:CN92.B4.1.ten_nganh"]'
    so_dong = trang.locator("#ds-CN92 tbody tr")
    trang.goto(dia_chi)
    ban_dau = so_dong.count()
    trang.route("**/tu-luu/**", lambda duong: duong.abort())
    trang.on("dialog", lambda hoi: hoi.accept())
    trang.fill(dau, "Dệt")
    trang.fill(hai, "May")
    trang.click("#ds-CN92 tbody tr:first-child .nut-xoa")
    sau_xoa = (so_dong.count(), trang.input_value(dau))
    trang.keyboard.press("Control+z")
    sau_lui = (so_dong.count(), trang.input_value(dau), trang.input_value(hai))
    trang.keyboard.press("Control+z")
    sau_lui_hai = trang.input_value(hai)
    trang.keyboard.press("Control+y")
    trang.wait_for_selector("#luu-luc:has-text('Mất kết nối')", timeout=15000)

    trang.reload()

    trang.wait_for_selector("#khoi-phuc:has-text('1 danh sách')", timeout=10000)
    trang.unroute("**/tu-luu/**")
    trang.wait_for_selector("#luu-luc:has-text('Đã lưu')", timeout=15000)
    assert (sau_xoa, sau_lui) == ((ban_dau - 1, "May"), (ban_dau, "Dệt", "May"))
    assert sau_lui_hai == ""
    assert json.loads(q01.gia_tri.hien_tai().get().chu) == [
        {"ten_nganh": "Dệt"},
        {"ten_nganh": "May"},
    ]
    trang.reload()
    assert trang.locator("#khoi-phuc").is_hidden()
    assert trang.input_value(hai) == "May"
