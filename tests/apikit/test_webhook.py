"""Webhooks: registration, one row per occasion, signed delivery, no way into our own network."""

import hashlib
import hmac
import ipaddress
import json
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.apikit import webhook
from cucctdp.apikit.choices import SuKienNhan
from cucctdp.apikit.gui_https import KhongGuiDuoc, duoc_gui, gui_https, tach_dia_chi
from cucctdp.apikit.models import DiaChiNhan, GuiSuKien
from cucctdp.thong_bao.choices import TrangThaiGui
from tests.apikit.may_nhan import MayNhan
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db
MOI_SU_KIEN = list(SuKienNhan.values)


@pytest.fixture
def may_nhan(tmp_path, monkeypatch, settings):
    may = MayNhan(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(may.chung_thu))
    settings.WEBHOOK_MANG_CHO_PHEP = ["127.0.0.1/32"]
    yield may
    may.dong()


@pytest.fixture
def quan_tri(db):
    dong_bo_nhom()
    return tai_khoan("quan_tri")


def _dang_ky(quan_tri, dia_chi="https://nhan.example.vn/su-kien", su_kien=None):
    dong = DiaChiNhan(
        ten="Cổng dữ liệu",
        nguoi_dung=tai_khoan("api_client"),
        dia_chi=dia_chi,
        su_kien=su_kien or MOI_SU_KIEN,
    )
    return dong, webhook.luu_dia_chi(dong, by=quan_tri)


def test_message_is_signed_and_delivered_once(quan_tri, may_nhan):
    dong, bi_mat = _dang_ky(quan_tri, may_nhan.dia_chi)

    moi = [
        webhook.phat(SuKienNhan.CONG_BO, khoa="cong-bo:2026-Q1:1", noi_dung={"ky": "2026-Q1"})
        for _ in range(2)
    ]
    gui = [webhook.phat_di(), webhook.phat_di()]

    (dau, than), *con = may_nhan.thu
    t, v1 = (p.split("=", 1)[1] for p in dau["X-Cucctdp-Signature"].split(","))
    dung = hmac.new(bi_mat.encode(), f"{t}.".encode() + than, hashlib.sha256).hexdigest()
    assert (moi, gui, con) == ([1, 0], [1, 0], [])
    assert (v1, dau["X-Cucctdp-Delivery"]) == (dung, "cong-bo:2026-Q1:1")
    assert json.loads(than) == {"su_kien": "cong_bo", "ma": "cong-bo:2026-Q1:1", "ky": "2026-Q1"}
    assert GuiSuKien.objects.values_list("trang_thai", "ma_tra_loi").get() == ("da_gui", 200)
    assert bi_mat not in dong.bi_mat


@pytest.mark.parametrize(("tra_loi", "loi"), [(500, "trả lời mã 500"), (302, "chuyển hướng")])
def test_refused_message_is_tried_later_and_later_then_waits_for_people(
    quan_tri, may_nhan, tra_loi, loi
):
    _dang_ky(quan_tri, may_nhan.dia_chi)
    webhook.phat(SuKienNhan.BAN_TIN, khoa="b:1", noi_dung={})
    may_nhan.tra_loi = tra_loi

    webhook.phat_di()
    lan_1 = GuiSuKien.objects.get()
    webhook.phat_di()
    webhook.phat_di(luc=timezone.now() + timedelta(minutes=3))
    lan_2 = GuiSuKien.objects.get()
    GuiSuKien.objects.update(so_lan=webhook.SO_LAN_TOI_DA - 1)
    webhook.phat_di(luc=timezone.now() + timedelta(hours=1))
    cuoi = GuiSuKien.objects.get()

    assert [lan_1.so_lan, lan_2.so_lan, len(may_nhan.thu)] == [1, 2, 3]
    assert lan_2.gui_sau - lan_1.gui_sau > timedelta(minutes=1)
    assert loi in cuoi.loi
    assert cuoi.trang_thai == TrangThaiGui.LOI
    may_nhan.tra_loi = 204
    webhook.gui_lai(cuoi, by=quan_tri)
    assert webhook.phat_di() == 1


def test_message_of_a_dead_sender_goes_out_again(quan_tri, may_nhan, settings):
    _dang_ky(quan_tri, may_nhan.dia_chi)
    webhook.phat(SuKienNhan.CONG_BO, khoa="c:1", noi_dung={})
    treo = timezone.now() - timedelta(seconds=settings.VIEC_TREO_SAU + 1)
    GuiSuKien.objects.update(trang_thai=TrangThaiGui.DANG_GUI, nhan_luc=treo, so_lan=1)

    assert webhook.phat_di() == 1


def test_only_who_asked_and_may_read_is_told(quan_tri):
    dong, _ = _dang_ky(quan_tri, su_kien=[SuKienNhan.BAN_TIN])
    khoa, _ = _dang_ky(quan_tri, "https://khac.example.vn/")
    khoa.nguoi_dung.is_active = False
    khoa.nguoi_dung.save()

    cong_bo = webhook.phat(SuKienNhan.CONG_BO, khoa="c:2", noi_dung={})
    ban_tin = webhook.phat(SuKienNhan.BAN_TIN, khoa="b:2", noi_dung={})

    assert (cong_bo, ban_tin) == (0, 1)
    assert GuiSuKien.objects.get().dia_chi == dong


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:a00:1::", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1"],
)  # fmt: skip
def test_address_inside_is_never_sent_to(ip):
    assert duoc_gui(ipaddress.ip_address(ip)) is False


def test_public_address_is_sent_to():
    assert duoc_gui(ipaddress.ip_address("8.8.8.8")) is True
    assert duoc_gui(ipaddress.ip_address("2606:4700::1")) is True


def test_name_that_leads_inside_is_refused_when_sending():
    with pytest.raises(KhongGuiDuoc, match="trong mạng nội bộ"):
        gui_https("https://localhost/", b"{}", {})


def test_answer_that_drips_in_is_cut_off(may_nhan, monkeypatch):
    monkeypatch.setattr("cucctdp.apikit.gui_https.GIAY_TOI_DA", 0.3)
    may_nhan.nho_giot = 20.0
    tu = time.monotonic()

    with suppress(KhongGuiDuoc):
        gui_https(may_nhan.dia_chi, b"{}", {})

    assert time.monotonic() - tu < 10


@pytest.mark.parametrize(
    "dia_chi",
    ["http://nhan.example.vn/", "https://", "https://a:b@nhan.example.vn/", "ftp://x.vn",
     "https://10.0.0.1/", "https://nhan.example.vn/#a", "https://nhan.example.vn/ a",
     "https://nhan.example.vn:99999/", "https://[::1]/", "https://máy.vn/"],
)  # fmt: skip
def test_bad_address_is_refused_at_registration(quan_tri, dia_chi):
    with pytest.raises(ValidationError):
        _dang_ky(quan_tri, dia_chi)

    assert DiaChiNhan.objects.count() == 0


def test_address_is_parted_for_the_request():
    assert tach_dia_chi("https://nhan.example.vn:8443/a?b=1") == (
        "nhan.example.vn",
        8443,
        "/a?b=1",
    )


def test_registration_is_for_administrators(db):
    dong_bo_nhom()

    with pytest.raises(PermissionDenied):
        _dang_ky(tai_khoan("cuc_lanh_dao"))


def test_admin_shows_the_secret_once_and_the_log(quan_tri, client):
    may = tai_khoan("api_client")
    client.force_login(quan_tri)
    du_lieu = {"ten": "Cổng", "nguoi_dung": may.pk, "dia_chi": "https://nhan.example.vn/",
               "su_kien": ["cong_bo"], "dang_dung": "on"}  # fmt: skip

    xau = client.post("/admin/apikit/diachinhan/add/", du_lieu | {"dia_chi": "https://10.0.0.1/"})
    them = client.post("/admin/apikit/diachinhan/add/", du_lieu, follow=True)
    dong = DiaChiNhan.objects.get()
    trang = client.get(f"/admin/apikit/diachinhan/{dong.pk}/change/")
    client.post(
        "/admin/apikit/diachinhan/", {"action": "doi_bi_mat", "_selected_action": [dong.pk]}
    )
    webhook.phat("cong_bo", khoa="c:3", noi_dung={})

    assert "trong mạng nội bộ" in xau.content.decode()
    assert "Bí mật ký của «Cổng»" in them.content.decode()
    assert "bi_mat" not in trang.content.decode()
    assert DiaChiNhan.objects.get().bi_mat != dong.bi_mat
    assert "c:3" in client.get("/admin/apikit/guisukien/").content.decode()
