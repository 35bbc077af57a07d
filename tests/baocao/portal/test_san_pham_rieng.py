"""«Lấy danh mục của tỉnh»: the empty list SP36 is filled from the province's own products."""

import json
from datetime import date

import pytest
from django.urls import reverse

from baocao.models import BoBaoCao, GiaTri, SanPhamTinh
from tests.baocao.portal.conftest import mo

TU = date(2026, 1, 1)


@pytest.fixture
def q02(mau, tay_ninh, bac_ninh, cuc):
    bo = BoBaoCao.objects.get(ky=mo("2026-9T", bieu=["Q02"], by=cuc), don_vi=tay_ninh)
    return bo.phieu.select_related("bieu_mau", "bo__ky").get()


def san_pham(don_vi, ma, **them):
    return SanPhamTinh.objects.create(
        **{"don_vi": don_vi, "ma": ma, "ten": f"Sản phẩm {ma}", "dvt": "tấn", "hieu_luc_tu": TU}
        | them
    )


def danh_sach():
    chu = GiaTri.objects.filter(chi_tieu__ma="SP36", het_luc__isnull=True).values_list("chu")
    return [json.loads(c) for (c,) in chu]


def test_button_fills_the_list_with_own_products_in_force(vao, so, q02, tay_ninh, bac_ninh):
    san_pham(tay_ninh, "SP37")
    san_pham(tay_ninh, "SP36")
    san_pham(tay_ninh, "SP38", chi_tieu="SP06")
    san_pham(tay_ninh, "SP39", hieu_luc_den=date(2026, 6, 30))
    san_pham(bac_ninh, "SP40")
    client = vao(so.chuyen_vien)
    trang = client.get(reverse("so:phieu", args=[q02.pk]))

    client.post(reverse("so:lay_san_pham", args=[q02.pk]))

    assert "Lấy danh mục của tỉnh (2 sản phẩm)" in trang.content.decode()
    assert danh_sach() == [
        [
            {"ma": "SP36", "ten": "Sản phẩm SP36", "dvt": "tấn"},
            {"ma": "SP37", "ten": "Sản phẩm SP37", "dvt": "tấn"},
        ]
    ]


def test_filled_list_is_left_alone_and_said_so(vao, so, q02, tay_ninh):
    san_pham(tay_ninh, "SP36")
    client = vao(so.chuyen_vien)
    client.post(reverse("so:lay_san_pham", args=[q02.pk]))
    truoc = danh_sach()

    trang = client.post(reverse("so:lay_san_pham", args=[q02.pk]), follow=True)

    assert danh_sach() == truoc
    assert "Danh sách đã có dòng" in trang.content.decode()
    assert "Lấy danh mục của tỉnh" not in trang.content.decode()


def test_list_without_products_is_said_and_others_are_refused(vao, so, q02):
    trang = vao(so.chuyen_vien).post(reverse("so:lay_san_pham", args=[q02.pk]), follow=True)
    vao(so.lanh_dao).post(reverse("so:lay_san_pham", args=[q02.pk]))

    assert "chưa có sản phẩm riêng nào" in trang.content.decode()
    assert danh_sach() == []
