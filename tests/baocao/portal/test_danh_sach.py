"""Lists inside a form: one cell, real tables on the page, the same list in the workbook."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baocao.bang import dung_bang
from baocao.models import BoBaoCao
from tests.baocao.portal.conftest import mo


@pytest.fixture
def q01(mau, tay_ninh, bac_ninh, cuc):
    ky = mo("2026-9T", bieu=("Q01", "Q05"), by=cuc)
    bo = BoBaoCao.objects.get(ky=ky, don_vi=tay_ninh)
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(bieu_mau__ma="Q01")


def _dien(**them):
    return {
        "s:CN91.B4": "chua_co_so_lieu",
        "g:CN91.B4": "0|chua_co_so_lieu|",
        "d:CN91.B4.0.ten_nganh": "Dệt",
        "d:CN91.B4.0.chi_so": "108,16",
        "d:CN91.B4.2.ten_nganh": "Sản xuất đồ uống",
        "d:CN91.B4.2.chi_so": "1.107,5",
        **them,
    }


HAI_NGANH = [
    {"ten_nganh": "Dệt", "chi_so": "108.16"},
    {"ten_nganh": "Sản xuất đồ uống", "chi_so": "1107.5"},
]


@pytest.mark.parametrize(("bieu", "cot"), [("Q01", "B4"), ("Q05", "A4")])
def test_danh_sach_chi_co_mot_cot(q01, bieu, cot):
    bang = dung_bang(q01.bo.phieu.select_related("bieu_mau", "bo__ky").get(bieu_mau__ma=bieu))

    assert {tuple(d.o) for d in bang if d.chi_tieu.danh_sach} == {(cot,)}


def test_danh_sach_ghi_mot_o_va_hien_thanh_bang(vao, so, q01):
    client = vao(so.chuyen_vien)

    tra = client.post(reverse("so:phieu", args=[q01.pk]), _dien())

    o = q01.gia_tri.hien_tai().get()
    trang = client.get(reverse("so:phieu", args=[q01.pk])).content.decode()
    assert tra.status_code == 302
    assert (o.chi_tieu.ma, o.cot, json.loads(o.chu)) == ("CN91", "B4", HAI_NGANH)
    assert 'name="d:CN91.B4.1.chi_so" value="1.107,50"' in trang


def test_danh_sach_chi_xem_khong_co_json(vao, so, q01):
    vao(so.chuyen_vien).post(reverse("so:phieu", args=[q01.pk]), _dien())

    trang = vao(so.lanh_dao).get(reverse("so:phieu", args=[q01.pk])).content.decode()

    assert "Sản xuất đồ uống" in trang
    assert "ten_nganh" not in trang


def test_danh_sach_tu_luu_va_bao_o_sai(vao, so, q01):
    client, url = vao(so.chuyen_vien), reverse("so:tu_luu", args=[q01.pk])

    tot = client.post(url, json.dumps({"o": [], "ds": _dien()}), content_type="application/json")
    sai = client.post(
        url,
        json.dumps({"o": [], "ds": _dien(**{"d:CN91.B4.0.chi_so": "cao"})}),
        content_type="application/json",
    )

    o = q01.gia_tri.hien_tai().get()
    goc = tot.json()["ds_da_luu"]["CN91.B4"]
    assert (tot.status_code, sai.status_code) == (200, 422)
    assert goc == f"1|co_gia_tri|{o.chu}"
    assert list(sai.json()["loi"]) == ["d:CN91.B4.0.chi_so"]
    assert json.loads(o.chu) == HAI_NGANH


def test_danh_sach_qua_excel_khong_doi(vao, so, q01):
    client = vao(so.chuyen_vien)
    client.post(reverse("so:phieu", args=[q01.pk]), _dien())
    mau = client.get(reverse("so:excel_mau", args=[q01.bo_id])).content

    tra = client.post(
        reverse("so:excel", args=[q01.bo_id]), {"tep": SimpleUploadedFile("bao-cao.xlsx", mau)}
    )

    assert tra.status_code == 200
    assert (tra.context["kq"].da_ghi, tra.context["kq"].loi) == (0, [])
    assert json.loads(q01.gia_tri.hien_tai().get().chu) == HAI_NGANH


def test_bia_tu_tinh_neu_nguon_va_khong_nhan_ghi(vao, so, mau, tay_ninh, bac_ninh, cuc):
    ky = mo("2026-9T", bieu=("Q00", "Q04"), by=cuc)
    bo = BoBaoCao.objects.get(ky=ky, don_vi=tay_ninh)
    q04 = bo.phieu.get(bieu_mau__ma="Q04")
    bia = bo.phieu.get(bieu_mau__la_tinh_toan=True)
    client = vao(so.chuyen_vien)
    client.post(reverse("so:phieu", args=[q04.pk]), {"o:BL00.A4": "1.234,5", "g:BL00.A4": "0|"})

    tra = client.get(reverse("so:phieu", args=[bia.pk]))

    dong = {d.chi_tieu.ma: d for d in tra.context["dong"]}
    assert (dong["TH04a"].chu, dong["TH04a"].nguon) == ("1.234,500", "Q04, ô BL00.A4")
    assert f'href="{reverse("so:phieu", args=[q04.pk])}#o-BL00-A4"' in tra.content.decode()
    assert client.post(reverse("so:phieu", args=[bia.pk])).status_code == 405


def test_dong_thieu_bao_o_box_va_khong_chan_o_khac(vao, so, mau, tay_ninh, bac_ninh, cuc):
    mo("2026-9T", bieu=("Q12",), by=cuc)
    q12 = BoBaoCao.objects.get(don_vi=tay_ninh).phieu.get()
    gui = {
        "o": [{"o": "DG1.D1", "chu": "Kinh tế tăng khá.", "goc": "", "pb": 0}],
        "ds": {
            "s:DG4.D1": "co_gia_tri",
            "g:DG4.D1": "0|chua_co_so_lieu|",
            "d:DG4.D1.0.loai": "Trời mưa",
        },
    }

    tra = vao(so.chuyen_vien).post(
        reverse("so:tu_luu", args=[q12.pk]), json.dumps(gui), content_type="application/json"
    )

    assert tra.status_code == 422
    assert tra.json()["loi_chung"] == []
    assert tra.json()["loi"] == {
        "d:DG4.D1.0.loai": "«Trời mưa» không có trong danh mục; chọn một trong: "
        "Khách quan, Chủ quan.",
        "d:DG4.D1.0.noi_dung": "Chưa có nội dung.",
    }
    assert list(q12.gia_tri.hien_tai().values_list("chi_tieu__ma", "chu")) == [
        ("DG1", "Kinh tế tăng khá.")
    ]


def test_danh_sach_hop_chon_o_ngay_va_van_ban_khong_cot_so_sanh(
    vao, so, mau, tay_ninh, bac_ninh, cuc
):
    mo("2026-9T", bieu=("Q12",), by=cuc)
    q12 = BoBaoCao.objects.get(don_vi=tay_ninh).phieu.get()

    trang = vao(so.chuyen_vien).get(reverse("so:phieu", args=[q12.pk])).content.decode()

    assert '<select name="d:DG4.D1.0.loai"' in trang
    assert '<textarea rows="1" maxlength="2000" name="d:DG4.D1.0.noi_dung"' in trang
    assert "Kỳ trước (" not in trang
