"""Review and restatement in a real Chromium: axe and width at 1440 and 360 px."""

import os
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from baocao.services import dieu_chinh as dv
from baocao.services import trao_doi
from baocao.services.nhap_lieu import GhiO
from cucctdp.embedded.he_thong import tim_chromium
from cucctdp.files.services import PDF, luu_tep
from tests.baocao import mau
from tests.baocao.dieu_chinh.conftest import DIEN_GIAI
from tests.factories.accounts import MAT_KHAU

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def canh(du_lieu_goc_that, settings, tmp_path):
    """Tây Ninh: a received first quarter with a request to correct it, a sent half year."""
    settings.KHO_TEP = tmp_path
    nguoi = mau.nguoi_dung("34:80")
    bo = mau.da_nhan(mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q00", "Q04"}), nguoi)
    sau = mau.da_gui(mau.bo_moi(nguoi, ma_ky="2026-6T", bieu={"Q00", "Q04"}), nguoi)
    phieu = bo.phieu.get(bieu_mau__ma="Q04")
    tep = luu_tep(
        b"%PDF-1.7 chung minh", loai="chung_minh", ten="cong-van.pdf", kieu_noi_dung=PDF,
        by=nguoi.chuyen_vien, don_vi=bo.don_vi, doi_tuong=bo,
    )  # fmt: skip
    d = dv.lap_sua_loi(
        bo,
        cac_o={phieu.pk: [GhiO("BL10", "A3", so=Decimal(1234567))]},
        ly_do_ma="sai_don_vi",
        dien_giai=DIEN_GIAI,
        by=nguoi.chuyen_vien,
        tep=tep,
    )
    d = dv.ky_gui(dv.trinh_ky(d, by=nguoi.chuyen_vien), by=nguoi.lanh_dao)
    d = dv.tham_dinh(d, by=nguoi.cuc_chuyen_vien, ly_do="Đã đối chiếu chứng từ, hợp lý.")
    phieu_sau = sau.phieu.get(bieu_mau__ma="Q04")
    noi_dung = "Số này đã gồm địa bàn Long An cũ chưa?"
    trao_doi.viet(phieu_sau, chi_tieu="BL10", cot="A3", noi_dung=noi_dung, by=nguoi.lanh_dao)
    return nguoi, bo, sau, d


@pytest.fixture
def trinh_duyet(live_server, monkeypatch):
    """(user) → a page of theirs."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])

        def vao(user):
            trang = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
            trang.goto(live_server.url + reverse("account_login"))
            trang.fill("[name=login]", user.username)
            trang.fill("[name=password]", MAT_KHAU)
            trang.click("button[type=submit]")
            return trang

        yield vao
        chromium.close()


def _xem(trang, goc, cac_duong):
    """Grave findings of axe and pages wider than the screen, at both widths."""
    sai = []
    for rong in (1440, 360):
        trang.set_viewport_size({"width": rong, "height": 800})
        for duong in cac_duong:
            trang.goto(goc + duong)
            sai += [
                (duong, rong, v["id"], [n["html"] for n in v["nodes"]][:3])
                for v in Axe().run(trang).response["violations"]
                if v["impact"] in ("serious", "critical")
            ]
            if trang.evaluate("document.documentElement.scrollWidth") > rong:
                sai.append((duong, rong, "scroll", []))
    return sai


def test_pages_of_review_and_restatement_have_no_grave_fault(canh, trinh_duyet, live_server):
    nguoi, bo, sau, d = canh
    so, cuc = trinh_duyet(nguoi.chuyen_vien), trinh_duyet(nguoi.cuc_lanh_dao_phong)
    cua_so = [
        reverse("so:dieu_chinh_ds"),
        reverse("so:dieu_chinh", args=[d.pk]),
        reverse("so:dieu_chinh_moi", args=[bo.pk]),
    ]
    bo_sau = reverse("admin:baocao_bobaocao_change", args=[sau.pk])
    cua_cuc = [
        reverse("admin:baocao_bobaocao_changelist"),
        bo_sau,
        f"{bo_sau}?the=Q04",
        f"{bo_sau}?the=Q00",
        reverse("admin:baocao_bobaocao_o", args=[sau.pk, "Q04", "BL10", "A3"]),
        reverse("admin:baocao_dieuchinh_changelist"),
        reverse("admin:baocao_dieuchinh_change", args=[d.pk]),
        reverse("admin:baocao_dieuchinh_buoc", args=[d.pk, "duyet"]),
    ]

    sai = _xem(so, live_server.url, cua_so) + _xem(cuc, live_server.url, cua_cuc)

    assert sai == []
