"""A real Chromium at 360 px: from a dossier to the page of its certificate; a judge loses the
network in mid-sheet and no mark.
"""

import os
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from sanpham_tieubieu.models import GiayChungNhan, KhungDiem, KyBinhChon, PhieuCham
from sanpham_tieubieu.services import cham, giay, hop, ket_qua, khieu_nai
from sanpham_tieubieu.services.du_lieu_goc import nap
from sanpham_tieubieu.services.hop import KetQuaPhieu
from sanpham_tieubieu.services.phan_cong import phan_cong_nhom
from sanpham_tieubieu.xac_minh import duong_xac_minh
from tests.factories.accounts import tai_khoan
from tests.factories.san_pham import BanFactory, GiamKhaoFactory, KhungFactory
from tests.sanpham_tieubieu.cham.dung import DU, dat_phut_mo_qua
from tests.sanpham_tieubieu.cua.mau import ban_nhap, ky_mo, nguoi_xa

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

        def _vao(user=None):
            cua_so = may.new_context(
                viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
            )
            if user is not None:
                client = Client()
                client.force_login(user)
                ten = settings.SESSION_COOKIE_NAME
                gia_tri = client.cookies[ten].value
                cua_so.add_cookies([{"name": ten, "value": gia_tri, "url": live_server.url}])
            return cua_so.new_page(), cua_so

        yield _vao
        may.close()


def dep(trang):
    """Nothing that axe finds, nothing wider than the phone."""
    loi = Axe().run(trang).response["violations"]
    rong = trang.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return ([(v["id"], n["target"]) for v in loi for n in v["nodes"]], rong)


def bam(trang, ten, loai="button"):
    with trang.expect_navigation():
        trang.get_by_role(loai, name=ten, exact=True).first.click()


def dung_cac_ban(ky):
    """Council of five, jury of three, rubric, regulation: what stands on paper. The judges."""
    nay = timezone.now()
    hoi_dong = BanFactory(ky=ky, loai="hoi_dong", kien_toan_luc=nay)
    for i in range(5):
        GiamKhaoFactory(ban=hoi_dong, vai_tro="chu_tich" if i == 0 else "uy_vien")
    ban = BanFactory(ky=ky, kien_toan_luc=nay)
    nguoi = [tai_khoan("sp_giam_khao") for _ in range(3)]
    for i, u in enumerate(nguoi):
        GiamKhaoFactory(
            ban=ban, nhan_su__tai_khoan=u, vai_tro="giam_khao" if i else "truong_ban",
            khong_xung_dot_luc=nay if i else None,
        )  # fmt: skip
    KhungFactory(ky=ky)
    KyBinhChon.objects.filter(pk=ky.pk).update(
        quy_che_so="3/QĐ-HĐBC", quy_che_ngay=timezone.localdate(),
        du_kien_mo_diem=nay + timedelta(hours=2),
    )  # fmt: skip
    return nguoi


def cham_mat_mang(dien_thoai, goc, nguoi):
    """Declare, score, lose the network, restart the phone, sign. (sign shown, script errors)."""
    trang, cua_so = dien_thoai(nguoi)
    loi_js = []
    trang.on("pageerror", lambda e: loi_js.append(str(e)))
    trang.goto(goc)
    assert trang.url == goc + reverse("cham_diem:danh_sach")
    bam(trang, "Khai xung đột lợi ích", "link")
    assert dep(trang) == ([], True)
    trang.get_by_role("checkbox").check()
    bam(trang, "Gửi khai báo")
    assert dep(trang) == ([], True)
    bam(trang, "CBNLTS-001", "link")
    dau = trang.locator("#dau-luu")
    nhanh = trang.get_by_role("group", name="Chọn nhanh I", exact=True)
    nhanh.get_by_role("button", name="30", exact=True).tap()
    trang.get_by_role("button", name="Thêm điểm I", exact=True).tap()
    expect(dau).to_contain_text("Đã lưu")
    assert dep(trang) == ([], True)

    cua_so.set_offline(True)
    trang.get_by_label("Điểm II Tiêu chí II").fill("33,7")
    expect(trang.locator("#d2-loi")).to_have_text("R33: Điểm từ 0 đến 40, bước 0,5.")
    trang.get_by_label("Điểm II Tiêu chí II").fill("33,5")
    trang.get_by_label("Điểm III Tiêu chí III").fill("8,5")
    expect(dau).to_have_text("Mất mạng. Chưa gửi 2 ô, còn trong máy này, tự gửi khi có mạng")
    trong_may = PhieuCham.objects.get().cac_diem.filter(diem__isnull=False).count()

    dia_chi = trang.url
    trang.close()
    cua_so.set_offline(False)
    trang = cua_so.new_page()
    trang.goto(dia_chi)
    expect(trang.locator("#dau-luu")).to_contain_text("Đã lưu")
    trang.get_by_label("Điểm IV Tiêu chí IV").fill("7")
    trang.get_by_role("button", name="Xem lại và ký phiếu").tap()
    trang.wait_for_selector("h1:has-text('Ký phiếu')")
    assert dep(trang) == ([], True)
    bam(trang, "Ký phiếu")
    return trong_may, loi_js


def cong_nhan(ky, h, by):
    """The council meets, votes, the decision, the certificate, the notice."""
    nay = timezone.now()
    hom_nay = timezone.localdate()
    ket_qua.xet_nguong(ky, by=by)
    tv = [t.pk for t in hop.hoi_dong(ky)]
    hop.ghi_phien(ky, bat_dau=nay, dia_diem="UBND xã", co_mat=tv, by=by)
    hop.ghi_bieu_quyet(ky, loai="cong_nhan", phieu={h.pk: KetQuaPhieu(dong_y=5, khong=0)}, by=by)
    hop.ket_luan(ky, chon={h.pk}, ket_thuc=timezone.now(), ket_luan="Nhất trí", by=by)
    qd = ket_qua.ghi_quyet_dinh(
        ky, so="9/QĐ-UBND", ngay=hom_nay, nguoi_ky="Trần Văn Ký", chuc_danh="CHỦ TỊCH",
        co_quan="ubnd_xa", by=by,
    )  # fmt: skip
    giay.cap_giay(qd, ngay_cap=hom_nay, by=by)
    ky.refresh_from_db()
    khieu_nai.thong_bao_ket_qua(ky, so="10/TB-UBND", ngay=hom_nay, by=by)


def test_from_a_dossier_to_the_page_of_its_certificate(dien_thoai, live_server):
    goc = live_server.url
    h, co_so = ban_nhap(ky_mo("xa"))
    ky = h.ky
    ubnd = nguoi_xa(ky.xa)

    trang, _ = dien_thoai(co_so)
    trang.goto(goc)
    assert dep(trang) == ([], True)
    bam(trang, h.ten_san_pham, "link")
    assert dep(trang) == ([], True)
    bam(trang, "Nộp hồ sơ", "link")
    bam(trang, "Nộp hồ sơ")

    xa, _ = dien_thoai(ubnd)
    xa.goto(goc)
    bam(xa, str(ky), "link")
    bam(xa, h.ten_san_pham, "link")
    bam(xa, "Hồ sơ hợp lệ, cấp mã số", "link")
    bam(xa, "Hồ sơ hợp lệ, cấp mã số")
    h.refresh_from_db()
    assert h.ma_so == "CBNLTS-001"

    giam_khao = dung_cac_ban(ky)
    xa.goto(goc + reverse("binh_chon:ky", args=[ky.pk]))
    assert dep(xa) == ([], True)
    bam(xa, "Bắt đầu chấm điểm", "link")
    bam(xa, "Bắt đầu chấm điểm")
    ky.refresh_from_db()
    phan_cong_nhom(ky, by=ubnd)
    trong_may, loi_js = cham_mat_mang(dien_thoai, goc, giam_khao[0])
    for u in giam_khao[1:]:
        phieu = cham.mo_phieu(h, by=u)
        cham.luu_nhap(phieu, DU, 0, by=u)
        cham.ky_phieu(phieu, by=u)

    dat_phut_mo_qua(ky)
    xa.goto(goc + reverse("cham_diem:truong_ban", args=[ky.pk]))
    assert dep(xa) == ([], True)
    bam(xa, "Mở điểm", "link")
    bam(xa, "Mở điểm")
    assert dep(xa) == ([], True)
    ky.refresh_from_db()
    cong_nhan(ky, h, ubnd)

    trang.goto(goc + reverse("binh_chon:ho_so", args=[h.pk]))
    assert dep(trang) == ([], True)
    ket = trang.inner_text("main")
    g = GiayChungNhan.objects.get()
    ai_do, _ = dien_thoai()
    ai_do.goto(goc + duong_xac_minh(g))

    phieu = PhieuCham.objects.get(giam_khao__nhan_su__tai_khoan=giam_khao[0])
    diem = {d.tieu_chi.ma: str(d.diem) for d in phieu.cac_diem.select_related("tieu_chi")}
    assert (trong_may, loi_js) == (1, [])
    assert phieu.trang_thai == "da_ky"
    assert diem == {"I": "30.50", "II": "33.50", "III": "8.50", "IV": "7.00"}
    assert KhungDiem.objects.get().trang_thai == "da_duyet"
    assert f"Giấy chứng nhận số {g.so}" in ket
    assert "82,50" in ket
    assert g.so in ai_do.inner_text("body")
    assert dep(ai_do) == ([], True)
