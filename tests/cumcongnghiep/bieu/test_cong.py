"""Pages of the forms in the portal: who opens which, autosave, every fault at once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cumcongnghiep.models import BieuNop
from cumcongnghiep.portal.views import tong_quan
from cumcongnghiep.services import bieu_nop
from tests.cumcongnghiep.bieu import mau
from tests.cumcongnghiep.bieu.mau import D
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumXaFactory, DuAnFactory
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def vao():
    def _vao(user):
        client = Client()
        client.force_login(user)
        return client

    return _vao


def _duong(ten, *args):
    return reverse(f"cum_bieu:{ten}", args=args)


def test_each_reporter_sees_what_it_owes(t, vao):
    thay = {
        ten: vao(getattr(t.n, ten)).get(_duong("viec")).content.decode()
        for ten in ("dn_1", "cdt", "xa_1")
    }

    assert all("Nhập biểu" in x for x in thay.values())
    assert t.a1.ten in thay["dn_1"]
    assert t.a2.ten not in thay["dn_1"]
    assert "Biểu 02" in thay["cdt"]
    assert "Biểu 03" in thay["xa_1"]


def test_front_page_leads_a_reporter_to_its_works(t, vao):
    tra = vao(t.n.cdt).get("/", follow=True)

    assert tra.redirect_chain[-1][0] == _duong("viec")
    assert tra.status_code == 200


def test_firm_types_sees_faults_and_sends(t, vao):
    c = vao(t.n.dn_1)
    c.post(_duong("lap", t.ky.pk, "01", t.a1.pk))
    b = BieuNop.objects.get()

    do = c.post(_duong("bieu", b.pk), {"gt:1": "12,x", "gt:3": "2,5"}, **JSON)
    dung = c.post(
        _duong("bieu", b.pk),
        {"gt:1": "120,5", "gt:2": "6,25", "gt:3": "300", "gt:4": "9,5"},
        **JSON,
    )
    tra = c.post(_duong("buoc", b.pk, "gui"), {"nguoi_ky": "Lê An", "chuc_vu_ky": "Giám đốc"})

    b.refresh_from_db()
    assert (do.status_code, sorted(do.json()["loi"])) == (422, ["1", "3"])
    assert (dung.status_code, dung.json()["chan"]) == (200, 0)
    assert (tra.status_code, b.trang_thai, b.nguoi_ky) == (302, "da_gui", "Lê An")
    assert mau.so(b) == {"1": D("120.5"), "2": D("6.25"), "3": 300, "4": D("9.5")}


def test_sending_tells_every_fault_on_one_page(t, vao):
    c = vao(t.n.cdt)
    b = mau.bieu_02(t, t.a, t.n.cdt, **{"4": D(31), "14": D(1), "1": None})

    tra = c.post(_duong("buoc", b.pk, "gui"), {"nguoi_ky": "Lê An", "chuc_vu_ky": "Giám đốc"})

    chu = tra.content.decode()
    assert tra.status_code == 409
    assert all(ma in chu for ma in ("V01", "V35", "B00", "V04"))
    assert BieuNop.objects.get(pk=b.pk).trang_thai == "nhap"


@pytest.mark.parametrize(
    ("ai", "ma"),
    [("dn_1", 200), ("dn_2", 404), ("cdt", 404), ("xa_1", 200), ("xa_2", 404), ("cv", 200)],
)
def test_a_firm_s_figures_are_seen_by_itself_its_lead_commune_and_the_so(t, vao, ai, ma):
    b = mau.bieu_01(t, t.a1, t.n.dn_1)

    assert vao(getattr(t.n, ai)).get(_duong("bieu", b.pk)).status_code == ma


def test_form_of_another_reporter_or_province_does_not_exist(t, vao):
    """404 at each form alike; the account that only reads or signs is refused by its right."""
    so_khac = tai_khoan("so_chuyen_vien", don_vi=DonViFactory(bo_ma="34", ma="15"))
    cua = {"01": t.a1.pk, "02": t.a.pk, "03": t.xa_1.pk}

    def lap(user, so, pk):
        return vao(user).post(_duong("lap", t.ky.pk, so, pk)).status_code

    assert [lap(t.n.dn_2, so, pk) for so, pk in cua.items()] == [404, 404, 404]
    assert [lap(t.n.xa_2, so, pk) for so, pk in cua.items()] == [404, 404, 404]
    assert [lap(so_khac, so, pk) for so, pk in cua.items()] == [404, 404, 404]
    assert lap(t.n.dn_1, "02", t.a.pk) == 404
    assert lap(t.n.dn_1, "04", 0) == 404
    assert lap(t.n.ld, "02", t.a.pk) == 403
    assert BieuNop.objects.count() == 0


def test_officer_of_the_so_reads_who_acts_next(t, vao):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)
    c = vao(t.n.cv)

    nhap = c.get(_duong("bieu", b.pk)).content.decode()
    chung = c.get(_duong("tinh", t.ky.pk)).content.decode()
    ky = vao(t.n.ld).get(_duong("bieu", b.pk)).content.decode()
    mau.dat(b)
    gui = c.get(_duong("bieu", b.pk)).content.decode()

    cau = "lãnh đạo Sở ký gửi Biểu 04 cho Cục"
    assert (cau in nhap, cau in chung, "Bước tiếp theo" in ky) == (True, True, False)
    assert "Đã gửi. Bước tiếp theo: Cục tiếp nhận hoặc trả lại." in gui


def test_projects_of_a_large_province_are_told_by_cluster(t, vao, monkeypatch):
    monkeypatch.setattr(tong_quan, "MOI_TRANG", 2)
    c = vao(t.n.cv)

    gop = c.get(_duong("tinh", t.ky.pk))
    mot = c.get(_duong("tinh", t.ky.pk), {"cum": t.a.pk}).content.decode()
    la = c.get(_duong("tinh", t.ky.pk), {"cum": "٣x", "t01": "99"}).content.decode()

    nhom = next(m["nhom"] for m in gop.context["bang"] if m["ma"] == "01")
    assert nhom == [(t.a, 0, 2), (t.b, 0, 1)]
    assert (t.a1.ten in gop.content.decode(), t.a1.ten in mot, t.b1.ten in mot) == (
        False, True, False,
    )  # fmt: skip
    assert t.a1.ten not in la


def test_commune_enters_for_a_cluster_without_developer(t, vao):
    c = vao(t.n.xa_1)

    c.post(_duong("lap", t.ky.pk, "02", t.b.pk))

    b = BieuNop.objects.get()
    assert (b.cum, b.thay_mat) == (t.b, "UBND Một")
    assert "nhập thay" in c.get(_duong("bieu", b.pk)).content.decode()


def test_overviews_of_commune_and_province(t, vao):
    mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)

    xa = vao(t.n.xa_1).get(_duong("xa", t.ky.pk, t.xa_1.pk))
    tinh = vao(t.n.cv).get(_duong("tinh", t.ky.pk))

    assert (xa.status_code, tinh.status_code) == (200, 200)
    assert "50,00/70,00 ha" in xa.content.decode()
    assert "50,00/145,00 ha" in tinh.content.decode()
    assert vao(t.n.xa_2).get(_duong("xa", t.ky.pk, t.xa_1.pk)).status_code == 404
    assert vao(t.n.xa_1).get(_duong("tinh", t.ky.pk)).status_code == 404


def test_so_returns_with_a_reason_and_the_reporter_reads_it(t, vao):
    b = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)

    thieu = vao(t.n.cv).post(_duong("buoc", b.pk, "tra-lai"), {"ly_do": "sai"})
    tra = vao(t.n.cv).post(_duong("buoc", b.pk, "tra-lai"), {"ly_do": "Dòng 4 khác hợp đồng thuê"})

    trang = vao(t.n.cdt).get(_duong("bieu", b.pk)).content.decode()
    assert (thieu.status_code, tra.status_code) == (422, 302)
    assert "Dòng 4 khác hợp đồng thuê" in trang


def test_reconciliation_page_takes_and_drops_a_cause(t, vao):
    b = mau.bao_het(t)
    mau.cong_them(b, "22", "1")
    c = vao(t.n.cv)
    gui = {
        "ma_dong": "22", "nguyen_nhan": "ngoai_danh_muc", "gia_tri": "1",
        "dien_giai": "Cụm Tân Phú chưa có trong cơ sở dữ liệu",
    }  # fmt: skip

    tra = c.post(_duong("doi_chieu", b.pk), gui)
    sai = c.post(_duong("doi_chieu", b.pk), gui | {"gia_tri": "một"})
    trang = c.get(_duong("doi_chieu", b.pk)).content.decode()
    c.post(_duong("bo_giai_thich", b.pk, b.giai_thich.get().pk))

    assert (tra.status_code, sai.status_code) == (302, 422)
    assert "Tân Phú" in trang
    assert b.giai_thich.count() == 0


@pytest.mark.parametrize("dinh_dang", ["pdf", "docx", "xlsx"])
def test_a_form_downloads(t, vao, dinh_dang):
    b = mau.bieu_02(t, t.a, t.n.cdt)

    tra = vao(t.n.cdt).get(_duong("tai", b.pk, dinh_dang))

    assert tra.status_code == 200
    assert tra["Content-Disposition"].endswith(f'-{b.pk}.{dinh_dang}"')
    assert vao(t.n.dn_1).get(_duong("tai", b.pk, dinh_dang)).status_code == 404


def test_form_page_makes_as_many_queries_for_a_large_province(t, vao, django_assert_num_queries):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)
    c = vao(t.n.cv)
    c.get(_duong("bieu", b.pk))
    with CaptureQueriesContext(connection) as mot:
        c.get(_duong("bieu", b.pk))
    for _ in range(3):
        DuAnFactory(cum=CumXaFactory(cum__don_vi=t.tinh, xa=t.xa_1).cum)
    with django_assert_num_queries(len(mot)):
        c.get(_duong("bieu", b.pk))


def test_who_signs_bieu_04_sees_coverage_and_what_is_unexplained(t, vao):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)
    bieu_nop.luu(b, by=t.n.cv, so={"7": D(2)})

    chu = vao(t.n.ld).get(_duong("buoc", b.pk, "gui")).content.decode()

    assert "Biểu 03: <strong>0/2</strong> xã đã gửi" in chu
    assert "<strong>1</strong> dòng còn phần chưa giải thích" in chu
    assert _duong("doi_chieu", b.pk) in chu
