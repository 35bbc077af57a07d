"""The pages of a đề án in a real Chromium: axe, a phone's width."""

import os
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from khuyencong.models import DinhMuc, KeHoach
from khuyencong.services import dieu_chinh, thuc_hien
from khuyencong.services.du_lieu_goc import nap
from tests.factories.accounts import MAT_KHAU
from tests.khuyencong import mau

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]
TRIEU = mau.TRIEU


@pytest.fixture
def canh(db):
    """An approved đề án with money, contract, advance, a request; another being appraised."""
    dong_bo_nhom()
    nap()
    don_vi = mau.tinh()
    n = mau.nguoi(don_vi)
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(mau.soan_thao(don_vi, n.trung_tam), n), n), n)
    ke_hoach = KeHoach.objects.create(nam=2026, nguon="kcqg")
    thuc_hien.giao_von(
        ke_hoach, so_dot=1, so_van_ban="437/CTĐP-QLKC", ngay=date(2026, 2, 1),
        phan=[(de_an, "kcqg", 250 * TRIEU)], by=n.cuc_ld,
    )  # fmt: skip
    hd = mau.hop_dong(de_an, n)
    bao = thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * TRIEU, "vuong_mac": "Máy về cảng chậm 20 ngày."},
    )  # fmt: skip
    thuc_hien.xac_nhan_tien_do(bao, by=n.tham_dinh_so)
    thuc_hien.tam_ung(
        hd, nguon="kcqg", so_tien=150 * TRIEU, ngay=date(2026, 4, 1), chung_tu="UNC 01",
        by=n.cuc_phong,
    )  # fmt: skip
    dong = dieu_chinh.de_nghi(
        de_an, viec="sang_nam_sau", noi_dung="Máy về chậm do bão lụt.",
        sau={"den_ngay": "2027-03-31"}, by=n.trung_tam,
    )  # fmt: skip
    dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
    dang_xet = mau.qua_so(mau.soan_thao(don_vi, n.trung_tam, ho_tro=280 * TRIEU), n)
    dang_xet = mau.tham_dinh.gui_cuc(dang_xet, by=n.lanh_dao_so)
    mau.tham_dinh.nhan_tham_dinh(dang_xet, by=n.cuc)
    ba_nam = {"nam": 2026, "tu_ngay": date(2026, 1, 15), "den_ngay": date(2028, 11, 30)}
    cho_duyet = mau.soan_thao(don_vi, n.trung_tam, thong_tin=ba_nam)
    cho_duyet = mau.qua_cuc(mau.qua_so(cho_duyet, n), n)
    return {
        "de_an": de_an, "dang_xet": dang_xet, "cho_duyet": cho_duyet, "ke_hoach": ke_hoach, "n": n
    }  # fmt: skip


def _dang_nhap(trang, goc, user):
    trang.context.clear_cookies()
    trang.goto(goc + reverse("account_login"))
    trang.fill("[name=login]", user.username)
    trang.fill("[name=password]", MAT_KHAU)
    trang.click("button[type=submit]")


def _xet(trang, ten):
    """axe at 1440 px, and no page wider than a phone at 360 px."""
    if anh := os.environ.get("ANH_KHUYEN_CONG"):
        trang.screenshot(path=str(Path(anh, f"{ten}-1440.png")), full_page=True)
    # The library's own autocomplete box has no name; ours all have.
    loi = [
        v["id"]
        for v in Axe().run(trang).response["violations"]
        if v["impact"] in ("serious", "critical") and v["id"] != "aria-input-field-name"
    ]
    trang.set_viewport_size({"width": 360, "height": 740})
    rong = trang.evaluate("document.documentElement.scrollWidth")
    if anh:
        trang.screenshot(path=str(Path(anh, f"{ten}-360.png")), full_page=True)
    trang.set_viewport_size({"width": 1440, "height": 900})
    return loi, rong <= 360


def test_pages_pass_axe_and_fit_a_phone(live_server, monkeypatch, canh):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    goc = live_server.url
    mot = reverse("admin:khuyencong_dean_change", args=[canh["de_an"].pk])
    dm = DinhMuc.objects.filter(noi_dung="KT4", nguon="kcqg").latest("hieu_luc_tu")
    cac = [
        ("cuc_ld", "danh-sach", reverse("admin:khuyencong_dean_changelist")),
        *(
            ("cuc_phong" if the != "dieu-chinh" else "cuc_ld", the, f"{mot}?the={the}")
            for the in (
                "thong-tin", "noi-dung", "du-toan", "tai-lieu", "tham-dinh", "so-cai",
                "thuc-hien", "dieu-chinh", "qua-trinh", "quy-tac",
            )
        ),
        ("cuc_phong", "hop-dong", reverse(
            "admin:khuyencong_dean_viec", args=[canh["de_an"].pk, "nghiem-thu"])),
        ("cuc_ld", "phe-duyet", reverse(
            "admin:khuyencong_dean_viec", args=[canh["cho_duyet"].pk, "phe-duyet"])),
        ("cuc_ld", "giao-von", reverse(
            "admin:khuyencong_kehoach_giao_von", args=[canh["ke_hoach"].pk])),
        ("cuc_phong", "ke-hoach", reverse(
            "admin:khuyencong_kehoach_change", args=[canh["ke_hoach"].pk])),
        ("cuc_phong", "dinh-muc-ds", reverse("admin:khuyencong_dinhmuc_changelist")),
        ("cuc_phong", "dinh-muc", reverse("admin:khuyencong_dinhmuc_change", args=[dm.pk])),
        ("cuc", "phieu", reverse(
            "admin:khuyencong_dean_phieu", args=[canh["dang_xet"].pk])),
        ("cuc", "bo-sung", reverse(
            "admin:khuyencong_dean_bo_sung", args=[canh["dang_xet"].pk])),
    ]  # fmt: skip
    loi = {}
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page(viewport={"width": 1440, "height": 900})
        ai = None
        for nguoi, ten, duong in cac:
            if nguoi != ai:
                _dang_nhap(trang, goc, getattr(canh["n"], nguoi))
                ai = nguoi
            trang.goto(goc + duong)
            loi[ten] = _xet(trang, ten)
            if ten == "dinh-muc":
                trang.fill("[name=muc_toi_da]", "200.000.000")
                trang.click("[name=_save]")
                loi["tac-dong"] = _xet(trang, "tac-dong")
        chromium.close()

    assert loi == {ten: ([], True) for ten in loi}
