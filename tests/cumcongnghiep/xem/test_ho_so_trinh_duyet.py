"""The page of a dossier in a real Chromium: a score sheet typed in, axe, a phone's width."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from cumcongnghiep.services.tuyen_chon import xet_dieu_kien
from cumcongnghiep.tuyen_chon import diem_tung_phieu
from tests.cumcongnghiep import mau
from tests.cumcongnghiep.xem.test_trinh_duyet import _xet
from tests.factories.accounts import MAT_KHAU, tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ho_so(db):
    dong_bo_nhom()
    mau.che_do()
    mau.thoi_han()
    mau.tieu_chi()
    so = tai_khoan("so_chuyen_vien", don_vi=DonViFactory())
    cum = mau.cum_quy_hoach(so.don_vi, xa=XaFactory(tinh=so.don_vi))
    ho_so = mau.ho_so_moi(cum, so)
    a, b, _ = mau.den_tieu_chi(ho_so, so, nha_dau_tu=3)
    mau.cham(ho_so, a, so, (12, 11, 22, 33), (12, 11, 22, 30))
    xet_dieu_kien(b, dat=True, by=so)
    return ho_so


def test_officer_types_a_score_sheet(live_server, monkeypatch, ho_so):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    so = ho_so.nguoi_lap
    trang_ho_so = reverse("ccn_ho_so", args=[ho_so.pk])
    u = ho_so.ung_vien.order_by("pk")[1]
    n = ho_so.hoi_dong.thanh_vien.get(vai_tro="chu_tich")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page(viewport={"width": 1440, "height": 900})
        trang.goto(f"{live_server.url}{reverse('account_login')}?next={trang_ho_so}")
        trang.fill("[name=login]", so.username)
        trang.fill("[name=password]", MAT_KHAU)
        trang.click("button[type=submit]")
        trang.wait_for_url(f"**{trang_ho_so}")
        trang.click(f"text=Nhập phiếu của {n.ho_ten} cho {u}")
        for o, diem in zip(trang.locator("#phieu input[type=text]").all(),
                           ("12", "11", "22", "33,5"), strict=True):  # fmt: skip
            o.fill(diem)
        loi, vua = _xet(trang, "ho-so")
        trang.click("text=Lưu phiếu")
        trang.wait_for_url(f"**{trang_ho_so}")
        mo = reverse("ccn_mo_ho_so", args=[ho_so.cum_id])
        trang.goto(f"{live_server.url}{mo}")
        loi_mo, vua_mo = _xet(trang, "mo-ho-so")
        chromium.close()

    assert (loi, vua, loi_mo, vua_mo) == ([], True, [], True)
    assert sum(diem_tung_phieu(ho_so)[u.pk][n.pk].values()) == pytest.approx(78.5)
