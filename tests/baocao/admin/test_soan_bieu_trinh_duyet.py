"""The template editor and its previews in a real Chromium: axe, a phone's width."""

import os
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from baocao.models import BieuMau, ChiTieu, CotBieu
from baocao.services.bieu_mau import tao_ban_thao
from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from tests.factories.accounts import MAT_KHAU, tai_khoan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]

_MO_DONG = ("nav a:text-is('Chỉ tiêu')", "text=CT01 – Tổng số")


@pytest.fixture
def thao(db):
    """A small draft by somebody else: a sum, two parts, a list."""
    dong_bo_nhom()
    bieu = BieuMau(
        ma="X9", ten="Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", ten_ngan="Bán lẻ",
        nhom="TM", bo_cot="A", loai_ky=["quy", "nam"], hieu_luc_tu=date(2027, 1, 1),
        can_cu="Quyết định thử nghiệm",
    )  # fmt: skip
    cot = [
        CotBieu(ma=ma, ten=f"Cột {ma}", thu_tu=i, kieu_cot="nhap", kieu="so", bat_buoc=True)
        for i, ma in enumerate(("A1", "A2", "A3", "A4"), 1)
    ]
    mac_dinh = {"dai_luong": "dong", "tong_hop": "CONG", "bat_buoc": "luon"}
    dong = [
        ChiTieu(ma="CT01", ten="Tổng số", thu_tu=1, kieu="SO_TP", dvt="tỷ đồng",
                tong_cua=["CT02", "CT03"], **mac_dinh),
        ChiTieu(ma="CT02", ten="Bán lẻ hàng hóa", thu_tu=2, kieu="SO_TP", dvt="tỷ đồng", cap=1,
                cha="CT01", bat_buoc_theo_ky={"nam": "tuy_chon"}, **mac_dinh),
        ChiTieu(ma="CT03", ten="Dịch vụ lưu trú, ăn uống", thu_tu=3, kieu="SO_TP", cap=1,
                dvt="tỷ đồng", cha="CT01", **mac_dinh),
        ChiTieu(ma="CT90", ten="Doanh nghiệp lớn", thu_tu=4, kieu="DANH_SACH",
                danh_sach={"so_dong_toi_thieu": 0, "so_dong_toi_da": 5, "cot": [
                    {"ma": "ten", "ten": "Tên", "kieu": "VAN_BAN"}]},
                **mac_dinh | {"tong_hop": "KHONG"}),
    ]  # fmt: skip
    return tao_ban_thao(bieu, cot=cot, chi_tieu=dong, by=tai_khoan("cuc_chuyen_vien"))


@pytest.fixture
def trang(live_server, monkeypatch, thao):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page(viewport={"width": 1440, "height": 900})
        trang.goto(live_server.url + reverse("account_login"))
        trang.fill("[name=login]", tai_khoan("quan_tri").username)
        trang.fill("[name=password]", MAT_KHAU)
        trang.click("button[type=submit]")
        yield trang
        chromium.close()


def _soi(trang, url, ten, bam=(), hien="dialog[open] form"):
    """Serious findings of axe and sideways scrolling of one page at both widths."""
    loi = []
    for rong in (1440, 360):
        trang.set_viewport_size({"width": rong, "height": 800})
        trang.goto(url)
        for nut in bam:
            trang.click(nut)
        if bam:
            trang.wait_for_selector(hien)
        if thu_muc := os.environ.get("ANH_CHUP"):
            trang.screenshot(path=f"{thu_muc}/{ten}-{rong}.png", full_page=True)
        loi += [
            (ten, rong, v["id"], [n["html"][:160] for n in v["nodes"][:3]])
            for v in Axe().run(trang).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        if (that := trang.evaluate("document.documentElement.scrollWidth")) > rong:
            loi.append((ten, rong, "rong", that))
    return loi


def test_editor_and_previews_are_accessible_and_fit_a_phone(trang, live_server, thao):
    def duong(ten, *them):
        return live_server.url + reverse(ten, args=[thao.pk, *them])

    sua = duong("admin:baocao_bieumau_change")
    danh_sach = thao.chi_tieu.get(ma="CT90")

    loi = [
        *_soi(trang, live_server.url + reverse("admin:baocao_bieumau_changelist"), "bm-ds"),
        *_soi(trang, sua, "bm-sua"),
        *_soi(trang, sua, "bm-dong", _MO_DONG, "[name='chi_tieu-0-tong_cua']"),
        *_soi(trang, sua, "bm-ap-dung", ("a[href$='/ap-dung/']",)),
        *_soi(trang, duong("admin:baocao_bieumau_danh_sach", danh_sach.pk), "bm-cot-ds"),
        *_soi(trang, duong("admin:baocao_bieumau_so_sanh"), "bm-so-sanh"),
        *_soi(trang, duong("so:xem_truoc_bieu"), "bm-xem-truoc"),
    ]

    assert [str(x) for x in loi] == []
