"""A07–A10, A13–A16, A18: works and land, found and not found, at the borders."""

from datetime import date
from decimal import Decimal

import pytest

from cumcongnghiep.models import HangMuc, TaiSan
from cumcongnghiep.rules.canh_bao import (
    DEM,
    SO_CUM_DEM,
    XemCdt,
)
from tests.cumcongnghiep.quy_tac.cum_xem import THANH_LAP, THIET_YEU, cau, hoi, xem, xong
from tests.cumcongnghiep.quy_tac.hoi import (
    D,
    can_doi,
    du_an,
    giao,
    so_lieu,
    thue,
    tram,
    van_ban,
)

# -- A07, A08, A14–A16, A18: works -----------------------------------------------------------


def test_a07_an_operating_cluster_without_a_station():
    cu = du_an(vao_cum=date(2015, 1, 1))

    (v,) = hoi(xem(du_an=[cu]), "A07")

    assert v.thong_bao == (
        "Cụm đang hoạt động chưa có hệ thống XLNT tập trung, quá hạn Luật Bảo vệ môi trường "
        "34 tháng."
    )
    assert (v.han, v.ben) == (date(2023, 12, 31), "ubnd_xa")
    moi = xem(du_an=[du_an(vao_cum=date(2026, 9, 1))])
    assert [v.han for v in hoi(moi, "A07")] == [date(2026, 9, 1)]


def test_a07_is_silent_with_a_station_running_or_stopped_without_firms_and_before_2024():
    cu = [du_an(vao_cum=date(2015, 1, 1))]

    cac = [
        xem(du_an=cu, tram=[tram()]),
        xem(du_an=cu, tram=[tram(tinh_trang="dung")]),
        xem(du_an=cu, hang_muc=xong(date(2020, 1, 1), "xlnt")),
        xem(),
        xem(date(2023, 12, 31), lap=date(2010, 1, 1), du_an=cu),
    ]

    assert [cau(x, "A07") for x in cac] == [[]] * 5
    assert len(cau(xem(du_an=cu, tram=[tram(tinh_trang="dang_xay")]), "A07")) == 1


def test_a08_says_what_is_wrong_with_the_station():
    hong = tram(cong_suat_van_hanh=D(100), luu_luong=D("90.5"), quan_trac_tu_dong=False)
    tot = tram(cong_suat_van_hanh=D(100), luu_luong=D(90), quan_trac_tu_dong=None)

    assert cau(xem(tram=[hong]), "A08") == [
        "Trạm XLNT quá tải (91% công suất), chưa truyền số liệu quan trắc tự động."
    ]
    assert cau(xem(tram=[tram(tinh_trang="dung")]), "A08") == ["Trạm XLNT đã dừng từ 01/01/2025."]
    assert cau(xem(tram=[tot, tram(tinh_trang="chuan_bi")]), "A08") == []


def test_a14_tenants_without_rules_of_service():
    assert cau(xem(du_an=[du_an()]), "A14") == [
        "Có dự án thứ cấp nhưng chưa có Quy chế dịch vụ công cộng, tiện ích."
    ]
    assert cau(xem(du_an=[du_an()], van_ban=[van_ban("quy_che")]), "A14") == []
    assert cau(xem(), "A14") == []


@pytest.mark.parametrize(("tu", "so"), [(date(2026, 9, 14), 0), (date(2026, 9, 15), 1)])
def test_a15_only_projects_begun_under_the_third_regime(tu, so):
    x = xem(
        du_an=[du_an(hoat_dong_tu=tu)],
        hang_muc=[*xong(date(2026, 1, 1), *THIET_YEU[:-1]),
                  HangMuc(cum_id=1, loai="pccc", tinh_trang="dang", den_ngay=date(2026, 1, 1))],
    )  # fmt: skip

    kq = hoi(x, "A15")

    assert [(v.thong_bao, v.noi) for v in kq] == [
        (
            "Dự án Nhà máy A hoạt động khi hạ tầng chung chưa hoàn thành (khoản 1 Điều 21).",
            "Chưa xong: Phòng cháy, chữa cháy",
        )
    ] * so


def test_a15_is_silent_when_works_are_done_or_unknown_or_the_project_stands():
    chay = du_an(hoat_dong_tu=date(2026, 10, 1))
    dung = du_an(hoat_dong_tu=date(2026, 10, 1), ngung_tu=date(2026, 11, 1))

    assert cau(xem(du_an=[chay], hang_muc=xong()), "A15") == []
    assert cau(xem(du_an=[chay]), "A15") == []
    assert cau(xem(du_an=[dung], hang_muc=xong(THANH_LAP, "san_nen")), "A15") == []


@pytest.mark.parametrize(("ngay", "so"), [(date(2025, 1, 24), 0), (date(2025, 1, 23), 1)])
def test_a16_twenty_two_months_after_the_works(ngay, so):
    x = xem(hang_muc=xong(ngay), can_doi=[can_doi(uu_tien=5)])

    assert [v.han for v in hoi(x, "A16")] == [date(2027, 1, 23)] * so


def test_a16_is_silent_with_a_tenant_of_the_group_state_money_or_no_reserved_land():
    cu = {"hang_muc": xong(date(2024, 1, 1)), "can_doi": [can_doi(uu_tien=5)]}

    cac = [
        xem(**cu, du_an=[du_an(nhom_uu_tien="dnnvv")]),
        xem(**cu, so_lieu=[so_lieu("von_nsnn", 1)]),
        xem(hang_muc=cu["hang_muc"], can_doi=[can_doi()]),
    ]

    assert len(cau(xem(**cu, du_an=[du_an()]), "A16")) == 1
    assert [cau(x, "A16") for x in cac] == [[], [], []]


def test_a18_state_money_without_a_record_of_the_asset():
    nsnn = [so_lieu("von_nsnn", 5_000_000_000)]
    co, chua = TaiSan(ten="Đường nội bộ", so_ho_so="01/HS"), TaiSan(ten="Trạm bơm")

    (v,) = hoi(xem(so_lieu=nsnn), "A18")

    assert v.thong_bao == "Hạ tầng từ ngân sách chưa lập hồ sơ tài sản (hạn 06/07/2028)."
    assert [v.noi for v in hoi(xem(so_lieu=nsnn, tai_san=[co, chua]), "A18")] == ["Trạm bơm"]
    assert cau(xem(so_lieu=nsnn, tai_san=[co]), "A18") == []
    assert cau(xem(), "A18") == []
    assert cau(xem(date(2026, 7, 5), so_lieu=[so_lieu("von_nsnn", 5)]), "A18") == []


# -- A09, A10, A13: land ---------------------------------------------------------------------


def day(ha, vao=date(2025, 9, 1), **them):
    d = du_an(vao_cum=vao)
    return {"du_an": [d], "thue": [thue(d, ha)], "can_doi": [can_doi(50)], **them}


@pytest.mark.parametrize(
    ("ha", "nhu_cau", "so"), [(40, "10.1", 1), (40, 10, 0), ("39.9", 20, 0), (40, None, 0)]
)
def test_a09_four_fifths_full_and_more_wanted_than_is_left(ha, nhu_cau, so):
    so_lieu_ = [so_lieu("nhu_cau", nhu_cau)] if nhu_cau is not None else []

    kq = cau(xem(**day(ha), so_lieu=so_lieu_), "A09")

    assert kq == ["Cụm sắp hết quỹ đất: đủ điều kiện xem xét mở rộng."] * so


@pytest.mark.parametrize(
    ("vao", "ha", "so"),
    [
        (date(2021, 11, 23), "14.9", 1),
        (date(2021, 11, 24), "14.9", 0),
        (date(2021, 11, 23), 15, 0),
    ],
)
def test_a10_five_years_and_under_thirty_percent(vao, ha, so):
    x = xem(**day(ha, vao))
    x.ho_so.thue[0].tu_ngay = vao

    kq = cau(x, "A10")

    assert kq == ["Cụm hoạt động 5 năm, lấp đầy 29,8%: hiệu quả thấp."] * so


@pytest.mark.parametrize(("ngay", "so"), [(date(2026, 8, 25), 0), (date(2026, 8, 24), 1)])
def test_a13_publication_older_than_ninety_days(ngay, so):
    x = xem(**day(20), chu_dau_tu=[giao()], so_lieu=[so_lieu("cong_khai_dat", 30, ngay)])

    assert len(hoi(x, "A13")) == so


def test_a13_never_published_is_told_a_full_cluster_or_one_without_developer_is_not():
    assert [v.noi for v in hoi(xem(**day(20), chu_dau_tu=[giao()]), "A13")] == [
        "Chưa có lần công khai nào"
    ]
    assert cau(xem(**day(50), chu_dau_tu=[giao()]), "A13") == []
    assert cau(xem(**day(20)), "A13") == []
    assert cau(xem(can_doi=[can_doi(50)], chu_dau_tu=[giao()]), "A13") == []


def test_figures_that_are_missing_are_no_findings():
    x = xem(lap=date(2026, 10, 1), cum={"cap_nhat_luc": None})

    tat_ca = SO_CUM_DEM.kiem_tra(x, DEM, tim=lambda m: x.danh_muc.tim_quy_tac(m, x.hom_nay))

    assert tat_ca == []
    assert x.lap_day.tu is None
    assert Decimal(0) == XemCdt(1, "A", (("X", None),)).ha
