"""V22–V25: name, communes, lead commune, boundary."""

from datetime import date
from decimal import Decimal

import pytest

from cumcongnghiep.rules.ranh_gioi import dien_tich_ha, nam_trong
from tests.cumcongnghiep.quy_tac.hoi import D, cum_xa, tra_loi, xa, xet

# 1 000 m by 750 m at 21° north: 75 ha within a thousandth.
DAI, RONG = 1000 / 103_965.3, 750 / 110_716.5
O_VUONG = [[104.0, 21.0], [104.0 + DAI, 21.0], [104.0 + DAI, 21.0 + RONG], [104.0, 21.0 + RONG]]
VUNG = {"type": "Polygon", "coordinates": [[*O_VUONG, O_VUONG[0]]]}


def test_v22_another_cluster_of_the_name_or_an_industrial_park():
    assert tra_loi(xet(), "V22") == []
    assert tra_loi(xet(hoi={"trung_ten": ["Minh Quân"]}), "V22") == [
        ("C", "Trùng tên với CCN Minh Quân. Xác nhận đây là cụm công nghiệp.")
    ]
    assert tra_loi(xet(cum={"ten": "KCN Tằng Loỏng"}), "V22") == [
        ("C", "Trùng tên với KCN Tằng Loỏng. Xác nhận đây là cụm công nghiệp.")
    ]


def test_v23_a_commune_that_is_no_more():
    het = xa("Xã Kim Sơn", hieu_luc_den=date(2026, 6, 30))

    assert tra_loi(xet(cac_xa=[cum_xa(xa())]), "V23") == []
    assert tra_loi(xet(cac_xa=[cum_xa(het)]), "V23") == [
        (
            "L",
            (
                "Xã/phường Xã Kim Sơn không có trong danh mục đơn vị hành chính hiện hành; chọn "
                "tên mới và giữ tên cũ."
            ),
        )
    ]
    assert tra_loi(xet(cac_xa=[cum_xa(het)], hom_nay=date(2026, 6, 30)), "V23") == []


def test_v24_an_inter_commune_cluster_names_who_leads():
    hai = [cum_xa(xa()), cum_xa(xa("Xã Xuân Hòa"))]

    assert tra_loi(xet(cac_xa=hai[:1]), "V24") == []
    assert tra_loi(xet(cac_xa=[cum_xa(xa(), chu_tri=True), hai[1]]), "V24") == []
    assert tra_loi(xet(cac_xa=hai), "V24") == [
        ("C", "Cụm liên xã chưa xác định Ủy ban nhân dân cấp xã chủ trì.")
    ]


def test_v25_drawn_area_against_the_decision():
    cum = {"ranh_gioi": VUNG}

    assert tra_loi(xet(dien_tich=75, cum=cum), "V25") == []
    assert tra_loi(xet(dien_tich=72, cum=cum), "V25") == []
    assert tra_loi(xet(dien_tich=60, cum=cum), "V25") == [
        ("L", f"Ranh giới bản đồ {_in(VUNG)} ha lệch 25% so với quyết định 60 ha.")
    ]


def _in(vung):
    return str(dien_tich_ha(vung)).rstrip("0").rstrip(".").replace(".", ",")


def test_v25_the_marked_point_lies_within():
    trong = {"ranh_gioi": VUNG, "kinh_do": D("104.004"), "vi_do": D("21.003")}

    assert tra_loi(xet(dien_tich=75, cum=trong), "V25") == []
    assert tra_loi(xet(dien_tich=75, cum={**trong, "vi_do": D("21.01")}), "V25") == [
        ("L", "Tọa độ của cụm nằm ngoài ranh giới bản đồ đã nhập.")
    ]


def test_area_of_a_boundary_takes_holes_off_and_adds_parts_up():
    lo = [[x + (x0 - x) / 2, y + (y0 - y) / 2] for (x, y), (x0, y0) in
          zip(O_VUONG, [O_VUONG[0]] * 4, strict=True)]  # fmt: skip
    co_lo = {"type": "Polygon", "coordinates": [O_VUONG, lo]}
    hai = {"type": "MultiPolygon", "coordinates": [[O_VUONG], [[[x + 1, y] for x, y in O_VUONG]]]}

    assert abs(dien_tich_ha(VUNG) - 75) < Decimal("0.1")
    assert abs(dien_tich_ha(co_lo) - Decimal("56.25")) < Decimal("0.1")
    assert abs(dien_tich_ha(hai) - 150) < Decimal("0.2")
    assert nam_trong(co_lo, D("104.001"), D("21.001")) is False


@pytest.mark.parametrize(
    "hong", [{}, [], {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon"},
             {"type": "Polygon", "coordinates": [[["a", "b"]]]}]
)  # fmt: skip
def test_a_boundary_that_cannot_be_read_is_no_boundary(hong):
    assert dien_tich_ha(hong) is None
    assert tra_loi(xet(dien_tich=60, cum={"ranh_gioi": hong}), "V25") == []
