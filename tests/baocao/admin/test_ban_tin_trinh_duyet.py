"""Pages of a run and of its briefing in a real Chromium: axe, a phone's width."""

import os
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from baocao.models import BanTin, KyBaoCao, LanTongHop
from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from cucctdp.files.services import PDF, luu_tep
from tests.baocao.admin.test_soan_bieu_trinh_duyet import _soi
from tests.factories.accounts import MAT_KHAU, tai_khoan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ban_tin(db):
    """A briefing with its file: three hashes of 64 signs stand on its page."""
    dong_bo_nhom()
    ngay = date(2026, 1, 1)
    ky = KyBaoCao.objects.create(
        ma="2026-Q1", loai="quy", nam=2026, so=1, bo_ma_don_vi="34", tu_ngay=ngay,
        den_ngay=date(2026, 3, 14), thang_tk_tu=ngay, thang_tk_den=date(2026, 3, 31),
        trang_thai="da_chot",
    )  # fmt: skip
    lan = LanTongHop.objects.create(
        ky=ky, so=1, phien_ban_du_lieu="1", so_don_vi_co=34, so_don_vi_tong=34, sha256="a" * 64
    )
    tep = luu_tep(b"%PDF-1.7", loai="ban_tin", ten="b.pdf", kieu_noi_dung=PDF, by=None)
    return BanTin.objects.create(
        loai="quy", lan=lan, tep=tep, goc_nhat_ky="b" * 64, bam_so_lieu="c" * 64
    )


@pytest.fixture
def trang(live_server, monkeypatch, ban_tin):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page(viewport={"width": 1440, "height": 900})
        trang.goto(live_server.url + reverse("account_login"))
        trang.fill("[name=login]", tai_khoan("cuc_lanh_dao_phong").username)
        trang.fill("[name=password]", MAT_KHAU)
        trang.click("button[type=submit]")
        yield trang
        chromium.close()


def test_pages_of_run_and_briefing_fit_a_phone(trang, live_server, ban_tin):
    def duong(ten, *args):
        return live_server.url + reverse(f"admin:baocao_{ten}", args=args)

    loi = [
        *_soi(trang, duong("bantin_changelist"), "bt-ds"),
        *_soi(trang, duong("bantin_change", ban_tin.pk), "bt-xem"),
        *_soi(trang, duong("lantonghop_change", ban_tin.lan_id), "lan-xem"),
        *_soi(trang, live_server.url + reverse("admin:index"), "bang"),
    ]

    assert [str(x) for x in loi] == []
