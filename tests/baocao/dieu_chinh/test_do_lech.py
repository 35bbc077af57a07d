"""Quality of estimates on the leadership page and in the API; documents behind «căn cứ»."""

from decimal import Decimal

import pytest
from django.test import Client

from baocao.models import QuyTacLich, VanBan
from baocao.services import dieu_chinh as dv
from baocao.services.nhap_lieu import GhiO
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def _da_cap_nhat(phieu, nguoi):
    o = [GhiO("BL10", "A3", so=Decimal(100), trang_thai_sl="so_bo")]
    dv.cap_nhat_trang_thai(phieu, o, by=nguoi.chuyen_vien, ly_do="Số sơ bộ của Thống kê")


def _vao(vai_tro, **khac):
    khach = Client()
    khach.force_login(tai_khoan(vai_tro, **khac))
    return khach


@pytest.mark.usefixtures("_da_cap_nhat")
def test_page_shows_province_and_form(phieu):
    khach = _vao("cuc_lanh_dao")

    trang = khach.get("/do-lech-uoc/", {"nam": "2026"})
    trong = khach.get("/do-lech-uoc/", {"nam": "x"})

    dong = [(d.ten, d.nhom, d.so_o, d.tuyet_doi) for d, _ in trang.context["dong"]]
    assert dong == [("Tây Ninh", "", 1, 100), ("Tây Ninh", "Q04", 1, 100)]
    assert "+100,0" in trang.content.decode()
    assert "<option selected>2026</option>" in trang.content.decode()
    assert trong.context["nam"] is None


@pytest.mark.usefixtures("_da_cap_nhat")
def test_api_gives_the_same_and_revalidates():
    khach = _vao("cuc_lanh_dao")

    tra = khach.get("/api/v1/thong-ke/do-lech-uoc/?nam=2026")
    lai = khach.get(
        "/api/v1/thong-ke/do-lech-uoc/?nam=2026", headers={"If-None-Match": tra["ETag"]}
    )
    sai = khach.get("/api/v1/thong-ke/do-lech-uoc/?nam=²&la=1")

    muc = tra.json()["so_lieu"]
    assert [(m["don_vi"], m["bieu"], m["lech_binh_quan"]) for m in muc] == [
        ("34:80", None, "100.0000"),
        ("34:80", "Q04", "100.0000"),
    ]
    assert (lai.status_code, sai.status_code) == (304, 400)
    assert set(sai.json()["chi_tiet"]) == {"nam", "la"}


def test_basis_of_a_dated_row_leads_to_the_document():
    dong = QuyTacLich.objects.get(ma="tt14_2024.nam")
    vb = VanBan.objects.filter(so_ky_hieu="14/2024/TT-BCT").first() or VanBan.objects.create(
        loai="thong_tu", trich_yeu="Về cụm công nghiệp", so_ky_hieu="14/2024/TT-BCT"
    )
    duong = f"/admin/baocao/quytaclich/{dong.pk}/change/"

    cuc = _vao("cuc_lanh_dao").get(duong).content.decode()
    quan_tri = _vao("quan_tri").get(duong).content.decode()

    lien_ket = f"/admin/baocao/vanban/{vb.pk}/xem/"
    assert (lien_ket in cuc, lien_ket in quan_tri) == (True, False)
    assert "14/2024/TT-BCT (" in quan_tri


@pytest.mark.parametrize("ten", ["bieumau", "quytackiemtra", "nguongkiemtra", "quytaclich"])
def test_every_register_of_rules_shows_the_documents(ten):
    from django.apps import apps

    dong = apps.get_model("baocao", ten).objects.first()
    khach = _vao("quan_tri")

    trang = khach.get(f"/admin/baocao/{ten}/{dong.pk}/change/")
    moi = khach.get(f"/admin/baocao/{ten}/add/")

    assert "văn bản trong sổ" in trang.content.decode().lower()
    assert moi.status_code in (200, 403)
