"""Threads at a cell: both sides write, the other side settles, rounds do not end them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from baocao.services.trao_doi import (
    DemTraoDoi,
    cac_luong,
    dem_trao_doi,
    giai_quyet,
    viet,
)
from tests.factories.accounts import tai_khoan


def tai_o(phieu, noi_dung, by):
    return viet(phieu, chi_tieu="BL00", cot="A3", noi_dung=noi_dung, by=by)


def test_hai_ben_viet_cung_luong_ben_kia_giai_quyet(so, cuc, phieu):
    tai_o(phieu, "Số này lấy từ đâu?", cuc)
    dong = tai_o(phieu, "Từ Thống kê tỉnh.", so.chuyen_vien)

    giai_quyet(dong.luong, by=so.chuyen_vien)

    (luong,) = cac_luong(phieu, chi_tieu="BL00", cot="A3")
    assert [(m.ben, m.noi_dung) for m in luong.loi.all()] == [
        ("cuc", "Số này lấy từ đâu?"),
        ("so", "Từ Thống kê tỉnh."),
    ]
    assert (luong.ben_mo, luong.ben_giai_quyet) == ("cuc", "so")
    assert dem_trao_doi([phieu.pk]) == {phieu.pk: {("BL00", "A3"): DemTraoDoi(1, 0)}}


def test_ben_neu_khong_tu_giai_quyet(so, phieu):
    dong = tai_o(phieu, "Đề nghị Cục hướng dẫn.", so.chuyen_vien)

    with pytest.raises(ValidationError, match="bên kia"):
        giai_quyet(dong.luong, by=so.lanh_dao)

    assert dem_trao_doi([phieu.pk])[phieu.pk]["BL00", "A3"].dang_mo == 1


def test_luong_song_qua_vong_tra_lai(so, cuc, phieu):
    tai_o(phieu, "Vòng một.", cuc)
    phieu.bo.vong = 2
    phieu.bo.save(update_fields=["vong"])

    tai_o(phieu, "Vòng hai.", so.chuyen_vien)

    (luong,) = cac_luong(phieu)
    assert [m.vong for m in luong.loi.all()] == [1, 2]


def test_noi_dung_sai_bao_het(so, phieu):
    with pytest.raises(ValidationError) as loi:
        viet(phieu, chi_tieu="KHONG", cot="Z9", noi_dung=" ", by=so.chuyen_vien)

    assert len(loi.value.messages) == 2


def test_tinh_khac_khong_doc_khong_viet(vao, so, phieu, bac_ninh):
    nguoi = tai_khoan("so_chuyen_vien", don_vi=bac_ninh)

    with pytest.raises(PermissionDenied):
        tai_o(phieu, "Xin chào", nguoi)

    url = reverse("so:trao_doi", args=[phieu.pk]) + "?chi_tieu=BL00&cot=A3"
    assert vao(nguoi).get(url).status_code == 404


def test_trang_khong_can_javascript(vao, so, phieu):
    client = vao(so.chuyen_vien)
    url = reverse("so:trao_doi", args=[phieu.pk])

    gui = client.post(url, {"chi_tieu": "BL00", "cot": "A3", "noi_dung": "Hỏi Cục"})
    trong = client.post(url, {"chi_tieu": "BL00", "cot": "A3", "noi_dung": ""})
    luoi = client.get(reverse("so:phieu", args=[phieu.pk])).content.decode()

    assert (gui.status_code, trong.status_code) == (302, 422)
    assert "không được để trống" in trong.content.decode()
    assert "1 trao đổi" in luoi
