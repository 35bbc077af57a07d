"""A real Chromium: one đề án from registration to the answer of the Cục's question."""

import os
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import sync_playwright

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.embedded.he_thong import tim_chromium
from khuyencong.models import DeAn, KeHoach, YeuCauBoSung
from khuyencong.services import tham_dinh, thuc_hien
from khuyencong.services.du_lieu_goc import nap
from khuyencong.services.so_cai import ghi_but_toan
from tests.factories.donvi import CoSoFactory, ToChucFactory, XaFactory
from tests.factories.khuyencong import DeAnFactory
from tests.khuyencong import mau

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _moi_truong(monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def canh(db):
    dong_bo_nhom()
    nap()
    don_vi = mau.tinh()
    return don_vi, mau.nguoi(don_vi)


@pytest.fixture
def chromium():
    with sync_playwright() as p:
        trinh_duyet = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        yield trinh_duyet
        trinh_duyet.close()


def _vao(chromium, goc, user):
    """A clean window that holds the session of ``user``."""
    client = Client()
    client.force_login(user)
    cua_so = chromium.new_context(viewport={"width": 1440, "height": 900})
    ten = settings.SESSION_COOKIE_NAME
    cua_so.add_cookies([{"name": ten, "value": client.cookies[ten].value, "url": goc}])
    return cua_so.new_page()


def _nut(trang, ten):
    with trang.expect_navigation():
        trang.get_by_role("button", name=ten, exact=True).last.click()


def _lien(trang, ten):
    with trang.expect_navigation():
        trang.get_by_role("link", name=ten, exact=True).first.click()


def _dang_ky(trang, goc, co_so, pdf):
    """The centre fills in the five parts and hands in."""
    trang.goto(goc + reverse("khuyen_cong:danh_sach"))
    _lien(trang, "Đăng ký đề án mới")
    trang.fill("[name=ten]", "Hỗ trợ ứng dụng máy sấy chè")
    for ten, gia_tri in (("nguon", "kcqg"), ("hinh_thuc", "rieng_le")):
        trang.select_option(f"[name={ten}]", gia_tri)
    trang.select_option("[name=thuc_hien]", index=1)
    nay = timezone.localdate()
    o = {"nam": str(nay.year), "tu_ngay": f"15/01/{nay.year}", "den_ngay": f"30/11/{nay.year}"}
    for ten, gia_tri in (o | mau.PHAN).items():
        trang.fill(f"[name={ten}]", gia_tri)
    _nut(trang, "Lưu và tiếp tục")
    trang.select_option("[name=d-0-noi_dung]", "KT4")
    o = {"d-0-ten": "Máy sấy", "d-0-so_luong": "1", "d-0-don_vi_tinh": "cơ sở"}
    for ten, gia_tri in o.items():
        trang.fill(f"[name={ten}]", gia_tri)
    _nut(trang, "Lưu nội dung")
    trang.locator(".the-bieu a", has_text="Đơn vị thụ hưởng").click()
    _lien(trang, "Thêm đơn vị thụ hưởng")
    trang.fill("[name=q]", co_so.ma_so_thue)
    _nut(trang, "Tìm")
    _lien(trang, f"Chọn {co_so.ten}")
    trang.select_option("[name=nganh_nghe]", "N1")
    trang.select_option("[name=tinh_trang_may]", "moi")
    o = {"may": "Máy sấy chè", "kcqg": "300.000.000", "doi_ung": "400.000.000"}
    for ten, gia_tri in o.items():
        trang.fill(f"[name={ten}]", gia_tri)
    _nut(trang, "Lưu")
    trang.locator(".the-bieu a", has_text="Dự toán").click()
    trang.select_option("[name=d-0-noi_dung_id]", index=1)
    o = {"muc_chi": "Máy sấy chè", "don_vi_tinh": "máy", "so_luong": "1",
         "don_gia": "700.000.000", "kcqg": "300.000.000", "doi_ung": "400.000.000"}  # fmt: skip
    for ten, gia_tri in o.items():
        trang.fill(f"[name=d-0-{ten}]", gia_tri)
    _nut(trang, "Lưu dự toán")
    trang.locator(".the-bieu a", has_text="Tài liệu").click()
    while trang.get_by_text("Còn thiếu", exact=True).count():
        muc = trang.locator("li.the", has=trang.get_by_text("Còn thiếu", exact=True)).first
        muc.locator("summary").click()
        muc.locator("[type=file]").set_input_files(pdf)
        with trang.expect_navigation():
            muc.get_by_role("button", name="Nộp", exact=True).click()
    _lien(trang, "Kiểm tra và nộp hồ sơ")
    _nut(trang, "Nộp hồ sơ")


def test_one_de_an_from_the_centre_to_the_cuc_and_its_question_answered(
    live_server, canh, chromium, tmp_path
):
    don_vi, n = canh
    goc = live_server.url
    ToChucFactory(don_vi=don_vi, loai="trung_tam_kc")
    co_so = CoSoFactory(ma_so_thue="5900123456", xa=XaFactory(tinh=don_vi))
    pdf = tmp_path / "quet.pdf"
    pdf.write_bytes(b"%PDF-1.7 thu")

    trung_tam = _vao(chromium, goc, n.trung_tam)
    _dang_ky(trung_tam, goc, co_so, str(pdf))
    d = DeAn.objects.get()
    da_nop = d.trang_thai
    xem = goc + reverse("khuyen_cong:xem", args=[d.pk])

    so = _vao(chromium, goc, n.tham_dinh_so)
    so.goto(xem)
    _lien(so, "Nhận thẩm định")
    _nut(so, "Nhận thẩm định")
    _lien(so, "Ghi phiếu thẩm định")
    so.select_option("[name=cach]", "chuyen_vien")
    so.select_option("[name=ket_luan]", "dat")
    so.fill("[name=y_kien]", "Đủ điều kiện.")
    for o in so.locator("select[name^=tc_]").all():
        o.select_option("co")
    _nut(so, "Ký phiếu")
    so.goto(xem)
    _lien(so, "Kết luận thẩm định")
    _nut(so, "Kết luận thẩm định")
    lanh_dao = _vao(chromium, goc, n.lanh_dao_so)
    lanh_dao.goto(xem)
    _lien(lanh_dao, "Ký gửi Cục")
    _nut(lanh_dao, "Ký gửi Cục")

    cuc = _vao(chromium, goc, n.cuc)
    cuc.goto(goc + reverse("admin:khuyencong_dean_viec", args=[d.pk, "nhan-tham-dinh"]))
    _nut(cuc, "Nhận thẩm định")
    cuc.goto(goc + reverse("admin:khuyencong_dean_bo_sung", args=[d.pk]))
    cuc.select_option("[name=yc-0-phan]", "du_toan")
    cuc.fill("[name=yc-0-noi_dung]", "Nêu căn cứ của đơn giá máy sấy.")
    cuc.fill("[name=ly_do]", "Thiếu căn cứ đơn giá")
    _nut(cuc, "Trả hồ sơ, yêu cầu bổ sung")

    trung_tam.goto(xem)
    _lien(trung_tam, "Trả lời 1 yêu cầu bổ sung")
    trung_tam.get_by_role("link", name="Sửa phần này").click()
    trung_tam.fill("[name=d-0-can_cu]", "Báo giá số 12")
    _nut(trung_tam, "Lưu dự toán")
    trung_tam.goto(goc + reverse("khuyen_cong:bo_sung", args=[d.pk]))
    trung_tam.get_by_label("Giải trình, bổ sung").fill("Đã ghi báo giá số 12.")
    _nut(trung_tam, "Lưu và nộp lại")
    _nut(trung_tam, "Nộp hồ sơ")

    d.refresh_from_db()
    assert (da_nop, d.trang_thai, d.vong, d.dung_tu) == ("nop_so", "tham_dinh_bo", 2, None)
    assert YeuCauBoSung.objects.get().tra_loi == "Đã ghi báo giá số 12."


def _xet(trang, ten):
    """axe at 1440 px, and no page wider than a phone at 360 px."""
    if anh := os.environ.get("ANH_KHUYEN_CONG"):
        trang.screenshot(path=str(Path(anh, f"{ten}-1440.png")), full_page=True)
    loi = [
        v["id"]
        for v in Axe().run(trang).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    trang.set_viewport_size({"width": 360, "height": 740})
    rong = trang.evaluate("document.documentElement.scrollWidth")
    if anh:
        trang.screenshot(path=str(Path(anh, f"{ten}-360.png")), full_page=True)
    trang.set_viewport_size({"width": 1440, "height": 900})
    return loi, rong <= 360


def test_pages_pass_axe_and_fit_a_phone(live_server, canh, chromium):
    don_vi, n = canh
    nhap = mau.soan_thao(don_vi, n.trung_tam, ho_tro=310 * mau.TRIEU)
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(mau.soan_thao(don_vi, n.trung_tam), n), n), n)
    thuc_hien.giao_von(
        KeHoach.objects.create(nam=2026, nguon="kcqg"), so_dot=1, so_van_ban="1",
        ngay=date(2026, 2, 1), phan=[(de_an, "kcqg", 300 * mau.TRIEU)], by=n.cuc_ld,
    )  # fmt: skip
    hd = mau.hop_dong(de_an, n)
    thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * mau.TRIEU, "vuong_mac": "Máy về cảng chậm 20 ngày."},
    )  # fmt: skip
    xet = mau.soan_thao(don_vi, n.trung_tam, ho_tro=280 * mau.TRIEU)
    xet = tham_dinh.nhan_tham_dinh(tham_dinh.nop(xet, by=n.trung_tam), by=n.tham_dinh_so)
    tra = mau.soan_thao(don_vi, n.trung_tam, ho_tro=270 * mau.TRIEU)
    tra = tham_dinh.nhan_tham_dinh(tham_dinh.nop(tra, by=n.trung_tam), by=n.tham_dinh_so)
    tham_dinh.yeu_cau_bo_sung(
        tra, yeu_cau=[{"phan": "du_toan", "noi_dung": "Bổ sung báo giá."}],
        ly_do="Thiếu căn cứ đơn giá", by=n.tham_dinh_so,
    )  # fmt: skip

    cua_tinh = KeHoach.objects.create(nam=2026, nguon="kcdp", don_vi=don_vi)
    ghi_but_toan(
        DeAnFactory(don_vi=don_vi, trang_thai="thuc_hien", nguon="kcdp"),
        loai="phe_duyet", nguon="kcdp", nam=2026, so_tien=40 * mau.TRIEU,
        ngay=date(2025, 12, 30), chung_tu="12/QĐ-UBND", by=n.lanh_dao_so,
    )  # fmt: skip

    def mot(ten, d, *them):
        return reverse(f"khuyen_cong:{ten}", args=[d.pk, *them])

    cac = [
        ("trung_tam", "danh-sach", reverse("khuyen_cong:danh_sach")),
        ("trung_tam", "moi", reverse("khuyen_cong:moi")),
        ("trung_tam", "thu-huong", mot("thu_huong", nhap)),
        ("trung_tam", "sua", mot("thu_huong_moi", nhap)),
        ("trung_tam", "du-toan", mot("du_toan", nhap)),
        ("trung_tam", "tai-lieu", mot("tai_lieu", nhap)),
        *(("trung_tam", f"xem-{the}", f"{mot('xem', de_an)}?the={the}")
          for the in ("tong-quan", "ho-so", "thuc-hien")),
        ("trung_tam", "tien-do", mot("tien_do", de_an)),
        ("trung_tam", "nghiem-thu", mot("ho_so_nt", de_an)),
        ("trung_tam", "bo-sung", mot("bo_sung", tra)),
        ("trung_tam", "dieu-chinh", f"{mot('dieu_chinh', de_an)}?viec=noi_dung"),
        ("tham_dinh_so", "trang-chu", reverse("so:trang_chu")),
        ("tham_dinh_so", "phieu", mot("phieu", xet)),
        ("tham_dinh_so", "yeu-cau", mot("yeu_cau", xet)),
        ("lanh_dao_so", "ke-hoach", reverse("khuyen_cong:ke_hoach")),
        ("lanh_dao_so", "giao-von", mot("giao_von", cua_tinh)),
    ]  # fmt: skip
    loi = {}
    ai, trang = None, None
    for nguoi, ten, duong in cac:
        if nguoi != ai:
            ai, trang = nguoi, _vao(chromium, live_server.url, getattr(n, nguoi))
        trang.goto(live_server.url + duong)
        loi[ten] = _xet(trang, ten)

    assert loi == {ten: ([], True) for ten in loi}
