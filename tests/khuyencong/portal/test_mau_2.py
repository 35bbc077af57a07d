"""Mẫu 2 in the portal: a file of the own province in, its faults marked in it, written, undone."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cucctdp.files.services import doc_tep
from cucctdp.imports.models import PhienNhap
from khuyencong.models import DeAn
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.khuyencong.test_mau_2 import dong, tep

pytestmark = pytest.mark.django_db
GOC = reverse("khuyen_cong:mau_2")


@pytest.fixture
def noi(don_vi):
    """A commune, an executing unit and an establishment that the sample rows name."""
    xa = XaFactory(tinh=don_vi, ten_goi="Thử")
    ToChucFactory(don_vi=don_vi, ten_goi="Trung tâm Thử")
    CoSoFactory(ten="Công ty Chè Thử", ma_so_thue="5900123456", xa=xa)
    return don_vi


@pytest.fixture
def nap(vao, django_capture_on_commit_callbacks):
    """Upload as a user; the session after its check."""

    def _nap(user, noi_dung):
        gui = {"tep": SimpleUploadedFile("mau2.xlsx", noi_dung)}
        with django_capture_on_commit_callbacks(execute=True):
            tra = vao(user).post(GOC, gui)
        assert tra.status_code == 302, tra.content.decode()
        return PhienNhap.objects.get(pk=tra["Location"].rstrip("/").rpartition("/")[2])

    return _nap


@pytest.fixture
def lam(vao, django_capture_on_commit_callbacks):
    """Confirm an act of a session."""

    def _lam(user, phien, ma):
        with django_capture_on_commit_callbacks(execute=True):
            tra = vao(user).post(reverse("khuyen_cong:mau_2_viec", args=[phien.pk, ma]))
        assert tra.status_code == 302, tra.content.decode()
        phien.refresh_from_db()
        return phien

    return _lam


def xem(client, phien):
    return client.get(reverse("khuyen_cong:mau_2_phien", args=[phien.pk]))


@pytest.mark.parametrize("ai", ["trung_tam", "chuyen_vien"])
def test_plan_is_checked_written_seen_and_undone(n, noi, nhap, nap, lam, vao, ai):
    nguoi = n.trung_tam if ai == "trung_tam" else tai_khoan("so_chuyen_vien", don_vi=noi)
    phien = nap(nguoi, tep(dong()))

    trang = xem(vao(nguoi), phien).content.decode()
    assert (phien.trang_thai, phien.so_moi, phien.so_loi) == ("cho_ghi", 1, 0), trang
    assert phien.don_vi == noi
    assert "Ghi cả tệp" in trang
    assert not DeAn.objects.exclude(pk=nhap.pk).exists()

    lam(nguoi, phien, "ghi")
    de_an = DeAn.objects.exclude(pk=nhap.pk).get()
    assert (phien.trang_thai, de_an.ten, de_an.don_vi) == ("da_ghi", "Hỗ trợ máy sấy chè", noi)
    ds = vao(nguoi).get(reverse("khuyen_cong:danh_sach")).content.decode()
    assert de_an.ma in ds, "who took it in sees the draft"

    lam(nguoi, phien, "hoan-tac")
    assert phien.trang_thai == "da_hoan_tac"
    assert not DeAn.objects.filter(pk=de_an.pk).exists()


def test_faults_come_back_in_the_users_own_file_and_nothing_is_written(n, noi, nhap, nap, lam, vao):
    phien = nap(n.trung_tam, tep(dong(), dong("Đề án khác", **{"Thời gian": "mai"})))

    trang = xem(vao(n.trung_tam), phien).content.decode()
    assert (phien.so_moi, phien.so_loi) == (1, 1)
    assert "Ghi cả tệp" not in trang
    assert "Ô G6" in trang

    lam(n.trung_tam, phien, "danh-dau")
    wb = load_workbook(BytesIO(doc_tep(phien.viec_danh_dau.ket_qua)))
    assert wb["Sheet"]["G6"].comment is not None
    tai = reverse("tai_tep", args=[phien.viec_danh_dau.ket_qua_id])
    assert vao(n.trung_tam).get(tai).status_code == 200
    assert DeAn.objects.count() == 1, "only the draft that was there"


def test_rows_of_another_province_are_refused(n, noi, nap, vao):
    khac = DonViFactory(ten_goi="Đà Nẵng", slug="da-nang", ma="48")
    XaFactory(tinh=khac, ten_goi="Thử Hai")

    phien = nap(n.trung_tam, tep(dong(**{"Địa điểm": "Xã Thử Hai, Đà Nẵng"})))

    assert phien.so_loi == 1
    assert "phạm vi" in xem(vao(n.trung_tam), phien).content.decode()


def test_every_reason_against_a_file_is_told_at_once(n, noi, vao):
    tra = vao(n.trung_tam).post(GOC, {"tep": SimpleUploadedFile("a.xlsx", b"khong phai excel")})
    trong = vao(n.trung_tam).post(GOC, {})

    assert (tra.status_code, trong.status_code) == (422, 422)
    assert "Chọn tệp Mẫu 2." in trong.content.decode()
    assert not PhienNhap.objects.exists()


def test_session_of_another_province_does_not_exist_and_of_a_colleague_is_read(n, noi, nap, vao):
    phien = nap(n.trung_tam, tep(dong()))
    khac = tai_khoan("so_khuyen_cong", don_vi=DonViFactory(ma="66"))
    cung_so = tai_khoan("so_chuyen_vien", don_vi=noi)
    viec = reverse("khuyen_cong:mau_2_viec", args=[phien.pk, "ghi"])

    assert [xem(vao(u), phien).status_code for u in (khac, cung_so, n.lanh_dao_so)] == [
        404, 200, 403,
    ]  # fmt: skip
    assert vao(khac).post(viec).status_code == 404
    assert vao(cung_so).post(viec).status_code == 403, "the maker writes what he took in"


def test_own_plan_goes_out_and_comes_back_unchanged(n, noi, nap, lam, vao):
    lam(n.trung_tam, nap(n.trung_tam, tep(dong())), "ghi")
    DeAn.objects.filter(ten="Hỗ trợ máy sấy chè").update(trang_thai="nhap")

    tra = vao(n.trung_tam).get(reverse("khuyen_cong:mau_2_xuat"), {"nam": 2026, "nguon": "kcqg"})
    ra = b"".join(tra.streaming_content)

    ws = load_workbook(BytesIO(ra)).active
    chu = [[c.value for c in r] for r in ws.iter_rows()]
    assert "KHUYẾN CÔNG QUỐC GIA NĂM 2026" in chu[1][0]
    assert any("Hỗ trợ máy sấy chè" in d for d in chu)
    phien = nap(n.trung_tam, ra)
    assert phien.so_loi == 0, list(phien.cac_dong.values_list("loi", flat=True))
    assert phien.so_moi == 0
    khac = vao(tai_khoan("so_khuyen_cong", don_vi=DonViFactory(ma="66")))
    khong = khac.get(reverse("khuyen_cong:mau_2_xuat"), {"nam": 2026, "nguon": "kcqg"})
    assert khong.status_code == 302, "another province has no plan of that year"


def test_sample_names_year_regime_and_unit_so_that_its_head_passes(n, vao):
    tra = vao(n.trung_tam).get(reverse("khuyen_cong:mau_2_tep_mau"))

    ws = load_workbook(BytesIO(b"".join(tra.streaming_content))).worksheets[0]
    assert "KHUYẾN CÔNG QUỐC GIA NĂM" in ws["A2"].value
    assert ws["B4"].value == "Tên đề án (*)"


def test_session_page_asks_the_same_queries_for_one_row_and_three(n, noi, nap, vao):
    def dem(phien):
        client = vao(n.trung_tam)
        xem(client, phien)
        with CaptureQueriesContext(connection) as q:
            assert xem(client, phien).status_code == 200
        return len(q)

    mot = dem(nap(n.trung_tam, tep(dong())))
    ba = dem(nap(n.trung_tam, tep(dong(), dong("Hai"), dong("Ba"))))

    assert ba == mot
