"""The grid as a spreadsheet in a real Chromium: keys, blocks, undo, lost network, two tabs."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import sync_playwright

from baocao.models import BoBaoCao
from baocao.services.du_lieu_goc import nap
from cucctdp.embedded.he_thong import tim_chromium
from tests.anh_du_lieu import nap_mot_lan
from tests.factories.accounts import MAT_KHAU, tai_khoan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def mau(transactional_db):
    """Committed, for the browser's server to see; before anything else is in the database."""
    nap_mot_lan(nap)


DA_LUU = "#luu-luc:has-text('Đã lưu')"
DAN = """
(chu) => {
  const dt = new DataTransfer();
  dt.setData("text/plain", chu);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: dt, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture
def vao_luoi(live_server, phieu, monkeypatch):
    """Open the grid for an account, each in a window of their own."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])

        def _vao(user, *, rong=1440):
            khung = chromium.new_context(viewport={"width": rong, "height": 900})
            trang = khung.new_page()
            trang.loi_js = []
            trang.on("pageerror", lambda loi: trang.loi_js.append(str(loi)))
            trang.goto(live_server.url + reverse("account_login"))
            trang.fill("[name=login]", user.username)
            trang.fill("[name=password]", MAT_KHAU)
            trang.click("button[type=submit]")
            trang.goto(live_server.url + reverse("so:phieu", args=[phieu.pk]))
            return trang

        yield _vao
        chromium.close()


def so_lieu(phieu):
    return {
        f"{g.chi_tieu.ma}.{g.cot}": "-" if g.so is None else str(g.so.normalize())
        for g in phieu.gia_tri.hien_tai()
    }


def cho_luu(trang):
    trang.wait_for_selector(DA_LUU, timeout=20000)


def test_chi_ban_phim_nhap_hoan_tac_va_doc_so(vao_luoi, so, phieu):
    trang = vao_luoi(so.chuyen_vien)
    trang.focus("#o-BL00-A3")

    trang.keyboard.type("20150,333")
    dang_go = trang.input_value("#o-BL00-A3")
    doc = trang.text_content("#thanh-o-doc")
    trang.keyboard.press("Enter")
    trang.keyboard.type("7")
    trang.keyboard.press("Tab")
    trang.keyboard.type("8")
    trang.keyboard.press("Escape")
    sau_esc = trang.evaluate("document.activeElement.value")
    trang.keyboard.press("Control+z")
    hoan = trang.input_value("#o-BL10-A3")
    trang.keyboard.press("Control+y")
    cho_luu(trang)

    assert (dang_go, sau_esc, hoan) == ("20.150,333", "", "")
    assert doc.startswith("≈ 20,15 nghìn tỷ")
    assert so_lieu(phieu) == {"BL00.A3": "20150.333", "BL10.A3": "7"}
    assert trang.loi_js == []


def test_dan_khoi_o_tot_luu_o_sai_neu_ten(vao_luoi, so, phieu):
    trang = vao_luoi(so.chuyen_vien)
    trang.focus("#o-BL00-A3")

    trang.evaluate(DAN, "1.000\t2.000\r\n12 tỷ\t30,5\r\n-\tx\r\n")
    cho_luu(trang)
    trang.wait_for_selector("#o-sai:not([hidden])", timeout=10000)
    sai = trang.text_content("#o-sai")

    assert "1 ô sai chưa lưu" in sai
    assert "12 tỷ" in sai
    luu = so_lieu(phieu)
    assert (luu["BL00.A3"], luu["BL00.A4"], luu["BL10.A4"]) == ("1E+3", "2E+3", "30.5")
    assert len(luu) == 5
    assert trang.loi_js == []


def test_mat_mang_roi_co_mang_khong_mat_so(vao_luoi, so, phieu):
    trang = vao_luoi(so.chuyen_vien)
    trang.context.set_offline(True)
    trang.fill("#o-BL00-A3", "55")
    trang.wait_for_selector("#luu-luc:has-text('Mất kết nối')", timeout=15000)
    khi_mat = so_lieu(phieu)

    trang.context.set_offline(False)
    cho_luu(trang)

    assert (khi_mat, so_lieu(phieu)) == ({}, {"BL00.A3": "55"})


def test_sap_may_khi_mat_mang_mo_lai_con_so_da_go(vao_luoi, so, phieu):
    trang = vao_luoi(so.chuyen_vien)
    dia_chi = trang.url
    trang.context.set_offline(True)
    trang.fill("#o-BL00-A3", "66")
    trang.wait_for_selector("#luu-luc:has-text('Mất kết nối')", timeout=15000)
    trang.close()
    trang.context.set_offline(False)

    moi = trang.context.new_page()
    moi.goto(dia_chi)
    moi.wait_for_selector("#khoi-phuc:not([hidden])", timeout=10000)
    cho_luu(moi)

    assert so_lieu(phieu) == {"BL00.A3": "66"}


def test_hai_the_cua_mot_can_bo_khong_xung_dot(vao_luoi, so, phieu):
    the_1 = vao_luoi(so.chuyen_vien)
    the_2 = the_1.context.new_page()
    the_2.goto(the_1.url)
    the_1.fill("#o-BL00-A3", "1")
    cho_luu(the_1)
    the_2.fill("#o-BL00-A3", "2")
    cho_luu(the_2)

    assert so_lieu(phieu) == {"BL00.A3": "2"}
    assert the_2.locator("#xung-dot .bao").count() == 0


def test_hai_can_bo_cung_o_thay_ca_hai_so(vao_luoi, so, phieu, tay_ninh):
    nguoi_khac = tai_khoan("so_chuyen_vien", don_vi=tay_ninh, ho_ten="Lê Văn Phúc")
    trang_1, trang_2 = vao_luoi(so.chuyen_vien), vao_luoi(nguoi_khac)
    trang_1.fill("#o-BL00-A3", "1")
    cho_luu(trang_1)
    trang_2.fill("#o-BL00-A3", "2")
    trang_2.wait_for_selector("#xung-dot .bao", timeout=15000)

    assert so_lieu(phieu) == {"BL00.A3": "1"}
    assert "Ghi số của tôi" in trang_2.text_content("#xung-dot")


def test_man_hinh_hep_va_khong_loi_truy_cap(vao_luoi, so, phieu):
    trang = vao_luoi(so.chuyen_vien, rong=360)
    trang.fill("#o-BL00-A3", "12 tỷ")
    trang.wait_for_selector("#o-BL00-A3[aria-invalid=true]", timeout=15000)
    trang.click("#thanh-o-trao-doi")
    trang.wait_for_selector("#trao-doi-noi-dung", timeout=10000)

    nang = [
        v["id"]
        for v in Axe().run(trang).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]

    assert nang == []
    assert trang.evaluate("document.documentElement.scrollWidth") <= 360


def test_trang_cap_nhat_la_bang_tinh_khong_tu_luu(vao_luoi, so, phieu):
    luc = timezone.now()
    BoBaoCao.objects.filter(pk=phieu.bo_id).update(
        trang_thai="tiep_nhan", tiep_nhan_luc=luc, gui_luc=luc, gui_lan_dau_luc=luc
    )
    trang = vao_luoi(so.chuyen_vien)
    da_goi = []
    trang.on("request", lambda r: da_goi.append(r.url) if r.method == "POST" else None)

    trang.goto(trang.url + "cap-nhat/")
    trang.focus("#o-BL101-A3")
    trang.evaluate(DAN, "1.000,5\t2.000\n3,25\t4\n")
    trang.keyboard.press("Enter")
    trang.wait_for_timeout(2000)

    assert trang.input_value("#o-BL102-A4") == "4"
    assert trang.evaluate("document.activeElement.id") == "o-BL102-A3"
    assert (trang.loi_js, da_goi) == ([], [])
