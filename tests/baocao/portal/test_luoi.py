"""The grid over HTTP: plain form, autosave, bad cells, two officers, explanations."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baocao.bang import dung_bang
from baocao.models import GiaTri
from baocao.services.nhap_lieu import GhiO, ghi_o
from tests.factories.accounts import tai_khoan


def url(phieu, ten="phieu"):
    return reverse(f"so:{ten}", args=[phieu.pk])


def gia_tri(phieu):
    return {f"{g.chi_tieu.ma}.{g.cot}": g for g in phieu.gia_tri.hien_tai()}


def tu_luu(client, phieu, *o, **them):
    du_lieu = {"o": list(o), "sl": "uoc", "sl_goc": "uoc", **them}
    return client.post(url(phieu, "tu_luu"), json.dumps(du_lieu), content_type="application/json")


def test_luoi_post_ghi_so_va_ba_ky_hieu(vao, so, phieu):
    client = vao(so.chuyen_vien)

    tra = client.post(
        url(phieu),
        {
            "o:BL00.A3": "1.234,5",
            "g:BL00.A3": "0|",
            "o:BL10.A3": "-",
            "g:BL10.A3": "0|",
            "o:BL20.A3": "x",
            "g:BL20.A3": "0|",
            "o:BL30.A3": "...",
            "g:BL30.A3": "0|",
            "o:BL00.A11": "Thống kê tỉnh",
            "g:BL00.A11": "0|",
        },
    )

    assert tra.status_code == 302
    co = gia_tri(phieu)
    assert {k: (g.trang_thai_o, g.so, g.chu) for k, g in co.items()} == {
        "BL00.A3": ("co_gia_tri", Decimal("1234.5"), ""),
        "BL10.A3": ("khong_phat_sinh", None, ""),
        "BL20.A3": ("khong_ap_dung", None, ""),
        "BL00.A11": ("co_gia_tri", None, "Thống kê tỉnh"),
    }


def test_luoi_o_sai_giu_chu_da_go_va_bao_het(vao, so, phieu):
    client = vao(so.chuyen_vien)

    tra = client.post(
        url(phieu),
        {
            "o:BL00.A3": "12 tỷ",
            "g:BL00.A3": "0|",
            "o:BL00.A4": "1,234.5",
            "g:BL00.A4": "0|",
            "o:BL10.A3": "55",
            "g:BL10.A3": "0|",
            "o:BL00.A7": "9",
            "g:BL00.A7": "0|",
            "o:BL20.A3": "7",
        },
    )

    noi_dung = tra.content.decode()
    assert tra.status_code == 422
    assert 'value="12 tỷ"' in noi_dung
    assert 'value="1,234.5"' in noi_dung
    assert "4 ô chưa lưu được" in noi_dung
    assert list(gia_tri(phieu)) == ["BL10.A3"]


def test_hai_can_bo_cung_o_khong_ai_mat_so(vao, so, phieu, tay_ninh):
    nguoi_khac = tai_khoan("so_chuyen_vien", don_vi=tay_ninh, ho_ten="Lê Văn Phúc")
    ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(10))], by=nguoi_khac)
    client = vao(so.chuyen_vien)
    gui = {"o:BL00.A3": "20", "g:BL00.A3": "0|", "o:BL10.A3": "5", "g:BL10.A3": "0|"}

    tra = client.post(url(phieu), gui)

    noi_dung = tra.content.decode()
    assert tra.status_code == 409
    assert "Lê Văn Phúc" in noi_dung
    assert 'value="toi:1"' in noi_dung
    assert {k: g.so for k, g in gia_tri(phieu).items()} == {
        "BL00.A3": Decimal(10),
        "BL10.A3": Decimal(5),
    }


@pytest.mark.parametrize(("chon", "con_lai"), [("toi:1", Decimal(20)), ("ho:1", Decimal(10))])
def test_xung_dot_nguoi_dung_chon(vao, so, phieu, chon, con_lai):
    ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(10))], by=so.tong_hop)
    client = vao(so.chuyen_vien)

    tra = client.post(url(phieu), {"o:BL00.A3": "20", "g:BL00.A3": "0|", "c:BL00.A3": chon})

    assert tra.status_code == 302
    assert gia_tri(phieu)["BL00.A3"].so == con_lai
    assert GiaTri.objects.filter(phieu=phieu).count() == (2 if chon == "toi:1" else 1)


def test_luoi_cu_khong_ghi_de_o_khong_dung_den(vao, so, phieu):
    ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(10))], by=so.tong_hop)
    client = vao(so.chuyen_vien)

    tra = client.post(
        url(phieu),
        {"o:BL00.A3": "", "g:BL00.A3": "0|", "o:BL10.A3": "5", "g:BL10.A3": "0|"},
    )

    assert tra.status_code == 302
    assert gia_tri(phieu)["BL00.A3"].so == Decimal(10)


def test_tu_luu_o_tot_luu_o_sai_khong(vao, so, phieu):
    client = vao(so.chuyen_vien)

    tra = tu_luu(
        client,
        phieu,
        {"o": "BL00.A3", "chu": "1500", "goc": "", "pb": 0},
        {"o": "BL10.A3", "chu": "1.2", "goc": "", "pb": 0},
    )

    kq = tra.json()
    assert tra.status_code == 422
    assert kq["da_luu"] == {"BL00.A3": {"pb": 1, "chu": "1.500,000"}}
    assert list(kq["loi"]) == ["BL10.A3"]
    assert client.get(url(phieu, "ket_qua")).json()["day_du"]["co"] == 1


def test_tu_luu_xung_dot_tra_ca_hai_so(vao, so, phieu):
    ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(10))], by=so.tong_hop)

    tra = tu_luu(vao(so.chuyen_vien), phieu, {"o": "BL00.A3", "chu": "20", "goc": "", "pb": 0})

    kq = tra.json()
    assert tra.status_code == 409
    assert kq["xung_dot"] == ["BL00.A3"]
    assert "20,000" in kq["xung_dot_html"]
    assert "10,000" in kq["xung_dot_html"]
    assert "Cán bộ tong_hop" in kq["xung_dot_html"]


@pytest.mark.parametrize("than", ["", "[]", "{", '{"o": 5}', '{"o": [1]}'])
def test_tu_luu_du_lieu_hong_la_400(vao, so, phieu, than):
    tra = vao(so.chuyen_vien).post(url(phieu, "tu_luu"), than, content_type="application/json")

    assert tra.status_code == 400


def test_doi_trang_thai_so_lieu_nang_moi_o(vao, so, phieu):
    ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(10))], by=so.tong_hop)

    vao(so.chuyen_vien).post(
        url(phieu), {"sl": "so_bo", "sl_goc": "uoc", "o:BL00.A3": "10,000", "g:BL00.A3": "1|10,000"}
    )

    assert gia_tri(phieu)["BL00.A3"].trang_thai_sl == "so_bo"


def test_lanh_dao_chi_xem(vao, so, phieu):
    client = vao(so.lanh_dao)

    xem = client.get(url(phieu)).content.decode()
    tra = client.post(url(phieu), {"o:BL00.A3": "1", "g:BL00.A3": "0|"})

    assert 'name="o:' not in xem
    assert "không được giao nhập biểu này" in xem
    assert tra.status_code == 422
    assert gia_tri(phieu) == {}


def test_luoi_so_truy_van_khong_theo_so_o(vao, so, phieu, django_assert_num_queries):
    client = vao(so.chuyen_vien)
    ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(3))], by=so.tong_hop)
    client.get(url(phieu))
    with CaptureQueriesContext(connection) as mot_o:
        client.get(url(phieu))
    cac_o = [GhiO(d.chi_tieu.ma, "A3", so=Decimal(3)) for d in dung_bang(phieu)]
    ghi_o(phieu, [o for o in cac_o if o.chi_tieu != "BL00"], by=so.tong_hop)

    with django_assert_num_queries(len(mot_o)):
        client.get(url(phieu))

    assert len(mot_o) <= 32


def test_o_van_ban_khong_doc_kem_don_vi_tinh(vao, so, phieu):
    trang = vao(so.chuyen_vien).get(reverse("so:phieu", args=[phieu.pk])).content.decode()

    assert "ước thực hiện kỳ này, tỷ đồng" in trang
    assert "ghi chú, tỷ đồng" not in trang
