"""The portal attacked through its pages: uploads, odd texts, headers, races of roles."""

import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baocao.models import GiaTri
from baocao.workbook import tao_tep_mau
from tests.baocao import mau
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def canh():
    cache.clear()
    nguoi = mau.nguoi_dung()
    return nguoi, mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q04"})


def _khach(user, **them):
    client = Client(raise_request_exception=False, **them)
    client.force_login(user)
    return client


def _bom_zip():
    ra = io.BytesIO()
    with zipfile.ZipFile(ra, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", b"<Types/>")
        z.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return ra.getvalue()


def _macro():
    ra = io.BytesIO()
    with zipfile.ZipFile(ra, "w") as z:
        z.writestr("[Content_Types].xml", b"<Types/>")
        z.writestr("xl/vbaProject.bin", b"x")
        z.writestr("xl/workbook.xml", b"<workbook/>")
    return ra.getvalue()


TEP_HONG = {
    "trong": b"",
    "html": b"<html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n",
    "xls_cu": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "zip_cut": b"PK\x03\x04" + b"\0" * 100,
    "bom": _bom_zip,
    "macro": _macro,
    "qua_lon": lambda: b"PK\x03\x04" + b"\0" * (50 * 1024 * 1024),
}


@pytest.mark.parametrize("loai", TEP_HONG)
def test_bad_upload_is_a_sentence_and_writes_nothing(canh, loai):
    nguoi, bo = canh
    noi_dung = TEP_HONG[loai]
    noi_dung = noi_dung() if callable(noi_dung) else noi_dung

    tra = _khach(nguoi.chuyen_vien).post(
        f"/so/bo/{bo.pk}/excel/", {"tep": SimpleUploadedFile("bao-cao.xlsx", noi_dung, XLSX)}
    )

    assert tra.status_code == 422
    assert not GiaTri.objects.filter(phieu__bo=bo).exists()


def test_workbook_of_another_province_is_refused(canh):
    nguoi, bo = canh
    khac = mau.nguoi_dung("34:24")
    noi_dung = tao_tep_mau(bo, by=nguoi.chuyen_vien)

    tra = _khach(khac.chuyen_vien).post(
        f"/so/bo/{bo.pk}/excel/", {"tep": SimpleUploadedFile("bao-cao.xlsx", noi_dung, XLSX)}
    )

    assert tra.status_code == 404


@pytest.mark.parametrize(
    "ten",
    [
        "../../etc/passwd.pdf",
        "a\r\nSet-Cookie: x=1.pdf",
        "\u202efdp.exe",
        "é" * 300 + ".pdf",
        '"><script>.pdf',
        "a\0b.pdf",
    ],
)
def test_signed_pdf_keeps_only_a_harmless_name(canh, ten):
    nguoi, bo = canh
    bo = mau.da_gui(bo, nguoi)
    tep = SimpleUploadedFile("x.pdf", b"%PDF-1.7\n<script>alert(1)</script>", "text/html")
    tep._name = ten
    client = _khach(nguoi.van_thu)
    client.post(f"/so/bo/{bo.pk}/van-ban/", {"so": "1/BC", "ngay": "01/04/2026", "tep": tep})
    bo.refresh_from_db()
    assert bo.tep_ky is not None
    tra = client.get(f"/tep/{bo.tep_ky_id}/")
    assert tra["Content-Type"] == "application/pdf"
    assert tra["Content-Disposition"].startswith("attachment")
    assert tra["X-Content-Type-Options"] == "nosniff"
    assert not set("/\\\r\n\0\u202e") & set(bo.tep_ky.ten)


def test_csrf_is_asked_everywhere(canh):
    nguoi, bo = canh
    phieu = bo.phieu.filter(bieu_mau__la_tinh_toan=False).first()
    c = _khach(nguoi.chuyen_vien, enforce_csrf_checks=True)
    kq = {}
    for u in (
        f"/so/phieu/{phieu.pk}/tu-luu/",
        f"/so/phieu/{phieu.pk}/",
        f"/so/phieu/{phieu.pk}/giai-trinh/",
        f"/so/bo/{bo.pk}/excel/",
        f"/so/bo/{bo.pk}/van-ban/",
        f"/so/phieu/{phieu.pk}/buoc/trinh-phong/",
        f"/so/bo/{bo.pk}/buoc/ky-gui/",
        "/so/co-chu/",
        "/so/phien/",
        "/tai-khoan/logout/",
        "/tai-khoan/password/change/",
    ):
        kq[u] = c.post(u, {}).status_code
    kq["login"] = (
        Client(enforce_csrf_checks=True).post("/tai-khoan/login/", {"login": "a"}).status_code
    )
    assert set(kq.values()) == {403}, kq


def test_headers_on_every_page(canh):
    nguoi, bo = canh
    c = _khach(nguoi.chuyen_vien)
    for u in (
        "/so/",
        f"/so/bo/{bo.pk}/",
        "/tai-khoan/login/",
        "/khong-co/",
        "/suc-khoe/",
        "/api/v1/tai-lieu/",
        "/tai-khoan/quen-mat-khau/",
    ):
        tra = c.get(u)
        assert tra["X-Frame-Options"] == "DENY", u
        assert "frame-ancestors 'none'" in tra["Content-Security-Policy"], u
        assert tra["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("vai_tro", ["quan_tri", "kiem_toan", "bo_lanh_dao"])
def test_posts_of_readers(canh, vai_tro):
    _, bo = canh
    phieu = bo.phieu.filter(bieu_mau__la_tinh_toan=False).first()
    c = _khach(tai_khoan(vai_tro))
    kq = {}
    for u in (
        f"/so/phieu/{phieu.pk}/tu-luu/",
        f"/so/phieu/{phieu.pk}/",
        f"/so/bo/{bo.pk}/excel/",
        f"/so/bo/{bo.pk}/van-ban/",
        f"/so/bo/{bo.pk}/buoc/ky-gui/",
        f"/admin/baocao/bobaocao/{bo.pk}/change/",
        f"/admin/baocao/bobaocao/{bo.pk}/delete/",
        "/admin/baocao/bobaocao/add/",
        f"/admin/baocao/bobaocao/{bo.pk}/buoc/tra_lai/",
        f"/admin/baocao/bobaocao/{bo.pk}/buoc/tiep_nhan/",
        f"/admin/baocao/bobaocao/{bo.pk}/y-kien/",
        f"/admin/baocao/bobaocao/{bo.pk}/gia-han/",
        f"/admin/baocao/kybaocao/{bo.ky_id}/buoc/chot/",
        f"/admin/baocao/kybaocao/{bo.ky_id}/buoc/cong_bo/",
        "/admin/baocao/lantonghop/add/",
        "/admin/baocao/bantin/1/dung/",
        "/admin/baocao/bobaocao/tiep-nhan-nhieu/",
        "/admin/audit/sukien/add/",
    ):
        kq[u] = c.post(u, {"ly_do": "mot ly do du dai"}).status_code
    assert set(kq.values()) <= {403, 404}, kq
