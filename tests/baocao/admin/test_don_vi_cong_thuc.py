"""Units in formulas of a template: mixed ones are told with the place, and stop nobody."""

from decimal import Decimal

import pytest
from django.urls import reverse

from baocao.models import BieuMau, ChiTieu, CotBieu
from baocao.services import bieu_mau as dich_vu
from baocao.services.kiem_don_vi import DonViDo, canh_bao_don_vi, don_vi_do

DVT = {
    "T1": "tấn", "T2": "1000 tấn", "D1": "triệu đồng", "D2": "tỷ đồng", "U1": "triệu USD",
    "P1": "%", "P2": "điểm %", "N1": "người", "K1": "",
}  # fmt: skip


def _dong(ma, dvt, **them):
    return ChiTieu(ma=ma, ten=ma, dvt=dvt, kieu="SO_TP", dai_luong="dong", **them)


def _cau(cong_thuc="", dvt="tấn", **them):
    dong = [_dong("X1", dvt, cong_thuc=cong_thuc, **them), *(_dong(m, d) for m, d in DVT.items())]
    return [str(x) for x in canh_bao_don_vi([], dong)]


@pytest.mark.parametrize(
    ("chu", "can"),
    [
        ("1000 tấn", DonViDo("tấn", Decimal(1000))),
        ("Nghìn tấn", DonViDo("tấn", Decimal(1000))),
        ("tỷ đồng", DonViDo("đồng", Decimal(10**9))),
        ("triệu USD", DonViDo("usd", Decimal(10**6))),
        ("ha", DonViDo("m2", Decimal(10**4))),
        ("điểm %", DonViDo("%", Decimal(1))),
        ("cụm", DonViDo("cụm", Decimal(1))),
        ("", None),
    ],
)
def test_units_are_read(chu, can):
    assert don_vi_do(chu) == can


@pytest.mark.parametrize(
    ("cong_thuc", "dvt", "cau"),
    [
        ("[T1] + [D1]", "tấn",
         "Cộng các số khác đơn vị tính: «T1» (tấn) và «D1» (triệu đồng), ký tự thứ 8."),
        ("[D2] - [D1]", "tỷ đồng",
         "Trừ các số khác đơn vị tính: «D2» (tỷ đồng) và «D1» (triệu đồng), ký tự thứ 8."),
        ("tong([T1], [T1], [N1])", "tấn",
         "Cộng các số khác đơn vị tính: «T1» (tấn) và «N1» (người), ký tự thứ 18."),
        ("[U1] / [D2] * 100", "%",
         ("Tỷ lệ phần trăm của hai số khác đơn vị tính: «U1» (triệu USD) và «D2» (tỷ đồng), "
          "ký tự thứ 8.")),
        ("[D1] + [D1]", "tấn",
         "Kết quả theo đơn vị của «D1» (triệu đồng), nhưng phải ra «tấn» (ký tự thứ 1)."),
    ],
)  # fmt: skip
def test_mixed_units_are_told_with_the_place(cong_thuc, dvt, cau):
    assert _cau(cong_thuc, dvt) == [f"Chỉ tiêu X1, công thức dòng: {cau}"]


@pytest.mark.parametrize(
    ("cong_thuc", "dvt"),
    [
        ("[T1] + [T1] - 5", "tấn"),
        ("[T2] * 1000 + [T1]", "tấn"),
        ("[D1] / [D1] * 100", "%"),
        ("[D2] / [N1]", "tỷ đồng/người"),
        ("[P1] - [P2]", "điểm %"),
        ("[T1] + [K1]", "tấn"),
        ("[T1] + ", "tấn"),
        ("max([T1], 0)", "tấn"),
    ],
)
def test_units_that_go_together_are_not_told(cong_thuc, dvt):
    assert _cau(cong_thuc, dvt) == []


def test_parts_of_a_total_and_of_a_ratio():
    tong = _cau(tong_cua=["T1", "T2"], tong_cua_phu=[])
    ti_le = _cau(dvt="%", tu_so="U1", mau_so="D2")

    assert tong == [
        (
            "Chỉ tiêu X1, tổng của: «T2» tính bằng «1000 tấn», tổng tính bằng «tấn»: "
            "không cộng được với nhau."
        )
    ]
    assert ti_le == [
        "Chỉ tiêu X1, mẫu số: Tử số «U1» (triệu USD) và mẫu số «D2» (tỷ đồng) khác đơn vị tính."
    ]


def test_columns_of_per_cent_and_of_figures():
    cot = [
        CotBieu(ma="A3", kieu="so"),
        CotBieu(ma="A7", kieu="ty_le", cong_thuc="[A3] / [A3] * 100"),
        CotBieu(ma="A9", kieu="so", kieu_cot="tinh", cong_thuc="[A3] + [A7]"),
    ]

    assert [str(x) for x in canh_bao_don_vi(cot, [])] == [
        (
            "Cột A9, công thức: Cộng các số khác đơn vị tính: «A3» (đơn vị của chỉ tiêu) và "
            "«A7» (%), ký tự thứ 8."
        )
    ]


@pytest.mark.django_db
def test_shipped_templates_mix_no_units(bo_gui):
    assert {b.ma: x for b in BieuMau.objects.all() if (x := dich_vu.nen_xem_lai(b))} == {}


@pytest.fixture
def quan_tri(_nen, db):
    return _nen[2]["quan_tri"]


def test_draft_page_says_it_without_stopping(bo_gui, quan_tri, client):
    thao = dich_vu.tao_phien_ban_moi(BieuMau.objects.get(ma="Q04"), by=quan_tri)
    thao.chi_tieu.filter(ma="BL10").update(dvt="tấn")
    client.force_login(quan_tri)

    trang = client.get(reverse("admin:baocao_bieumau_change", args=[thao.pk])).content.decode()

    assert "«BL10» tính bằng «tấn», tổng tính bằng «tỷ đồng»" in trang
    assert "chỗ nên xem lại (không chặn áp dụng)" in trang
