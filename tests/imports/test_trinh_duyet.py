"""Pages of import sessions in a real Chromium: axe, narrow and wide, dialogs, both registers."""

import os
from contextlib import nullcontext

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from cucctdp.embedded.he_thong import tim_chromium
from cucctdp.files.models import CongViec
from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from tests.factories.accounts import MAT_KHAU
from tests.factories.donvi import CoSoFactory
from tests.imports.mau import dong, kiem, mo

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]
GOC = "/admin/imports/phiennhap/"


@pytest.fixture
def lam_ngay():
    """In place of django_capture_on_commit_callbacks: commits are real here, tasks run at once."""
    return lambda **_: nullcontext()


@pytest.fixture
def vao(live_server, monkeypatch):
    """Open pages logged in: ``vao(user)`` gives a page of Chromium."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])

        def mo_trang(user):
            trang = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
            trang.goto(live_server.url + reverse("account_login"))
            trang.fill("[name=login]", user.username)
            trang.fill("[name=password]", MAT_KHAU)
            trang.click("button[type=submit]")
            return trang

        yield mo_trang
        chromium.close()


def _chup(trang, ten, rong):
    if thu_muc := os.environ.get("ANH_CHUP"):
        trang.screenshot(path=f"{thu_muc}/{ten}-{rong}.png", full_page=True)


def _soi(trang, url, ten, bam=""):
    """Serious findings of axe and sideways scrolling of one page at both widths."""
    loi = []
    for rong in (1440, 360):
        trang.set_viewport_size({"width": rong, "height": 800})
        trang.goto(url)
        if bam:
            trang.click(bam)
            trang.wait_for_selector("dialog[open] form")
        _chup(trang, ten, rong)
        loi += [
            (ten, rong, v["id"], v["nodes"][0]["html"][:120])
            for v in Axe().run(trang).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        if (that := trang.evaluate("document.documentElement.scrollWidth")) > rong:
            loi.append((ten, rong, "rong", that))
    return loi


def test_every_page_and_dialog_is_accessible_and_fits_a_phone(vao, live_server, canh, lam_ngay):
    nguoi = canh["nguoi"]
    CoSoFactory(ten="Cơ sở Cũ", ma_so_thue="2300000001", xa=canh["xa"], quy_mo="vua")
    cac_dong = [dong("Cơ sở Mới"), dong("Cơ sở Cũ", "2300000001"), dong("", "12", xa="Không Có")]
    ghep = mo(nguoi, *cac_dong, ten="danh-sach-co-so-cong-nghiep-nong-thon-tinh-bac-ninh-2026.xlsx")
    cho = kiem(nguoi, *cac_dong, chay=lam_ngay)
    dang = kiem(nguoi, dong("Cơ sở Đang ghi"), chay=lam_ngay)
    PhienNhap.objects.filter(pk=dang.pk).update(trang_thai=TrangThaiPhien.DANG_GHI)
    CongViec.objects.filter(pk=dang.viec_id).update(trang_thai="dang_chay", ket_thuc_luc=None)
    xong = kiem(nguoi, dong("Cơ sở Khác"), chay=lam_ngay)
    yeu_cau_ghi(xong, by=nguoi)
    lui = kiem(nguoi, dong("Cơ sở Lùi"), chay=lam_ngay)
    yeu_cau_ghi(lui, by=nguoi)
    lui.refresh_from_db()
    yeu_cau_hoan_tac(lui, by=nguoi)
    goc = live_server.url + GOC
    trang = vao(nguoi)

    loi = [
        *_soi(trang, goc, "danh-sach"),
        *_soi(trang, f"{goc}tai-len/co_so/", "tai-len"),
        *_soi(trang, f"{goc}{ghep.pk}/change/", "ghep-cot"),
        *_soi(trang, f"{goc}{cho.pk}/change/", "dong-loi"),
        *_soi(trang, f"{goc}{cho.pk}/change/?loc=doi", "dong-doi"),
        *_soi(trang, f"{goc}{cho.pk}/change/", "hop-sua", "a[data-hop-thoai][href*='/dong/']"),
        *_soi(trang, f"{goc}{cho.pk}/change/", "hop-ghi", "a[href$='/viec/ghi/']"),
        *_soi(trang, f"{goc}{dang.pk}/change/", "dang-ghi"),
        *_soi(trang, f"{goc}{xong.pk}/change/", "da-ghi"),
        *_soi(trang, f"{goc}{xong.pk}/change/", "hop-lui", "a[href$='/viec/hoan-tac/']"),
        *_soi(trang, f"{goc}{lui.pk}/change/", "da-lui"),
        *_soi(trang, f"{live_server.url}/admin/donvi/coso/", "so-co-so"),
    ]

    assert loi == []
