"""From typing to sending without JavaScript, as five people; who sees and may do what."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baocao.bang import dung_bang
from baocao.choices import KieuCot
from baocao.models import BoBaoCao
from tests.baocao.portal.conftest import mo


def _dien_khong_phat_sinh(phieu):
    """A form post that answers every typed cell with «không phát sinh»."""
    bang = dung_bang(phieu)
    gui = {}
    for dong in bang:
        for cot in bang.cot:
            o = dong.o.get(cot.ma)
            if o and o.nhap_duoc and cot.kieu_cot == KieuCot.NHAP:
                gui[f"o:{dong.chi_tieu.ma}.{cot.ma}"] = "-"
                gui[f"g:{dong.chi_tieu.ma}.{cot.ma}"] = "0|"
    return gui


def test_nam_nguoi_tu_nhap_den_gui_khong_javascript(vao, so, bo, phieu):
    cv, tp, th, ld, vt = (
        vao(u) for u in (so.chuyen_vien, so.truong_phong, so.tong_hop, so.lanh_dao, so.van_thu)
    )
    url_phieu = reverse("so:phieu", args=[phieu.pk])

    def buoc_phieu(ten):
        return reverse("so:buoc_phieu", args=[phieu.pk, ten])

    def buoc_bo(ten):
        return reverse("so:buoc_bo", args=[bo.pk, ten])

    assert cv.post(url_phieu, _dien_khong_phat_sinh(phieu)).status_code == 302
    assert cv.get(buoc_phieu("trinh-phong")).status_code == 200
    assert cv.post(buoc_phieu("trinh-phong")).status_code == 302
    assert cv.post(buoc_phieu("duyet-phong")).status_code == 422
    assert tp.post(buoc_phieu("duyet-phong")).status_code == 302
    assert th.post(buoc_bo("chuyen-lanh-dao")).status_code == 302
    assert th.post(buoc_bo("ky-gui")).status_code == 422
    assert ld.post(buoc_bo("ky-gui")).status_code == 302
    van_ban = {"so": "125/BC-SCT", "ngay": "18/9/2026"}
    assert vt.post(reverse("so:van_ban", args=[bo.pk]), van_ban).status_code == 302

    bo.refresh_from_db()
    lan_gui = bo.lan_gui.get()
    tep = ld.get(reverse("so:anh_chup", args=[bo.pk, 1])).content
    assert (bo.trang_thai, bo.so_van_ban) == ("da_gui", "125/BC-SCT")
    assert hashlib.sha256(tep).hexdigest() == lan_gui.sha256
    assert tp.post(buoc_phieu("phong-tra-lai"), {"ly_do": "x" * 20}).status_code == 422


def test_trinh_phong_thieu_so_neu_het_va_khong_doi_trang_thai(vao, so, phieu):
    url = reverse("so:buoc_phieu", args=[phieu.pk, "trinh-phong"])

    tra = vao(so.chuyen_vien).post(url)

    phieu.refresh_from_db()
    assert tra.status_code == 422
    assert tra.content.decode().count("<li>KT01") == len(tra.context["loi"]) > 1
    assert phieu.trang_thai == "chua_nhap"


@pytest.mark.parametrize(
    "ten", ["so:bo", "so:excel", "so:excel_mau", "so:phieu", "so:tu_luu", "so:van_ban"]
)
def test_tinh_khac_la_404(vao, so, bo, bac_ninh, ten):
    khac = BoBaoCao.objects.get(don_vi=bac_ninh)
    pk = khac.phieu.get().pk if ten in ("so:phieu", "so:tu_luu") else khac.pk
    client = vao(so.van_thu if ten == "so:van_ban" else so.chuyen_vien)
    goi = client.post if ten in ("so:tu_luu", "so:van_ban") else client.get

    tra = goi(reverse(ten, args=[pk]))

    assert tra.status_code == 404


def test_bieu_ngoai_nhom_la_404(vao, so, phieu):
    so.chuyen_vien.nhom_bieu = ["CN"]
    so.chuyen_vien.save()

    tra = vao(so.chuyen_vien).get(reverse("so:phieu", args=[phieu.pk]))

    assert tra.status_code == 404


def test_can_bo_cuc_gap_trang_403_co_loi_ra(vao, cuc, bo):
    tra = vao(cuc).get(reverse("so:trang_chu"))

    assert tra.status_code == 403
    assert "Về trang chủ" in tra.content.decode()


def test_get_khong_thuc_hien_buoc(vao, so, phieu):
    for ten in ("so:tu_luu", "so:giai_trinh"):
        assert vao(so.chuyen_vien).get(reverse(ten, args=[phieu.pk])).status_code == 405


@pytest.mark.parametrize(
    ("noi_dung", "cau"), [(b"MZ...", "Tệp không phải PDF"), (b"%PDF-1.7 x", "Ghi số văn bản")]
)
def test_ban_ky_phai_la_pdf(vao, so, bo, noi_dung, cau):
    from django.core.files.uploadedfile import SimpleUploadedFile

    BoBaoCao.objects.filter(pk=bo.pk).update(trang_thai="cho_ky")
    gui = {"so": "1/BC", "ngay": "1/9/2026", "tep": SimpleUploadedFile("a.pdf", noi_dung)}

    tra = vao(so.van_thu).post(reverse("so:van_ban", args=[bo.pk]), gui)

    bo.refresh_from_db()
    assert (bo.tep_ky is not None) == noi_dung.startswith(b"%PDF")
    assert tra.status_code == (302 if bo.tep_ky else 422)
    assert bo.tep_ky or cau in tra.content.decode()


def test_trang_chu_so_truy_van_khong_theo_so_bo(vao, so, bo, cuc, django_assert_num_queries):
    client = vao(so.chuyen_vien)
    client.get(reverse("so:trang_chu"))
    with CaptureQueriesContext(connection) as mot_bo:
        client.get(reverse("so:trang_chu"))
    mo("2026-N", by=cuc)
    mo("2026-6T", by=cuc)

    with django_assert_num_queries(len(mot_bo)):
        tra = client.get(reverse("so:trang_chu"))

    assert len(tra.context["can_lam"]) == 3
