"""A01–A20 on one cluster, one province, one developer: each found and not found, at its borders."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone

from cumcongnghiep.ho_so_cum import HoSoCum
from cumcongnghiep.models import Cum, HangMuc, TaiSan
from cumcongnghiep.rules.canh_bao import (
    DEM,
    SO_CDT_DEM,
    SO_CUM_DEM,
    SO_TINH_DEM,
    BieuTinh,
    XemCdt,
    XemCum,
    XemTinh,
    cac_ma,
)
from tests.cumcongnghiep.quy_tac.hoi import (
    D,
    can_doi,
    danh_muc,
    du_an,
    giao,
    quy_hoach,
    so_lieu,
    thue,
    tram,
    van_ban,
)

THANH_LAP = date(2024, 1, 15)
THIET_YEU = (
    "giao_thong", "cap_nuoc", "thu_gom_nuoc_thai", "xlnt", "chat_thai_ran", "pccc"
)  # fmt: skip


def xem(hom_nay=date(2026, 11, 23), *, lap=THANH_LAP, cum=None, **phan) -> XemCum:
    """A cluster established on ``lap`` (None: not) with the given rows."""
    if lap is not None:
        phan["van_ban"] = [
            van_ban(ngay=lap, dien_tich=D(50), ngay_gui_bo=lap),
            *phan.get("van_ban", []),
        ]
    goc = Cum(**{"pk": 1, "ma": "CCN00001", "ten": "Minh Quân", "don_vi_id": 1, **(cum or {})})
    return XemCum(HoSoCum(goc, **phan), danh_muc(), hom_nay)


def hoi(x: XemCum, ma: str):
    return SO_CUM_DEM.kiem_tra(
        x, DEM, tim=lambda m: x.danh_muc.tim_quy_tac(m, x.hom_nay), chi=(ma,)
    )


def cau(x: XemCum, ma: str) -> list[str]:
    return [v.thong_bao for v in hoi(x, ma)]


def xong(ngay=date(2025, 1, 10), *loai) -> list[HangMuc]:
    return [
        HangMuc(cum_id=1, loai=m, tinh_trang="xong", hoan_thanh=ngay, den_ngay=ngay)
        for m in loai or THIET_YEU
    ]


def test_every_alert_has_a_test_and_a_row():
    assert cac_ma() == [f"A{n:02d}" for n in range(1, 21)]
    assert set(cac_ma()) == {ma for ma in danh_muc().quy_tac if ma.startswith("A")}


# -- A01–A03: forms --------------------------------------------------------------------------


def tinh(hom_nay, *, da=0, can=1, bieu="04", **them) -> XemTinh:
    return XemTinh(
        7, "Năm 2026", "tỉnh Tây Ninh", hom_nay, danh_muc(),
        {bieu: BieuTinh(date(2026, 12, 31), can, da)}, **them,
    )  # fmt: skip


def hoi_tinh(x: XemTinh, ma: str):
    return SO_TINH_DEM.kiem_tra(
        x, DEM, tim=lambda m: danh_muc().tim_quy_tac(m, x.hom_nay), chi=(ma,)
    )


@pytest.mark.parametrize(
    ("ngay", "khoa", "cau_bao"),
    [
        (date(2026, 12, 16), "7:04:15", "Còn 15 ngày đến hạn nộp Biểu 04 (31/12/2026)."),
        (date(2026, 12, 23), "7:04:15", "Còn 8 ngày đến hạn nộp Biểu 04 (31/12/2026)."),
        (date(2026, 12, 24), "7:04:7", "Còn 7 ngày đến hạn nộp Biểu 04 (31/12/2026)."),
        (date(2026, 12, 28), "7:04:3", "Còn 3 ngày đến hạn nộp Biểu 04 (31/12/2026)."),
        (date(2026, 12, 30), "7:04:1", "Còn 1 ngày đến hạn nộp Biểu 04 (31/12/2026)."),
        (date(2026, 12, 31), "7:04:1", "Hôm nay là ngày hạn nộp Biểu 04 (31/12/2026)."),
    ],
)
def test_a01_counts_down_at_each_of_its_days(ngay, khoa, cau_bao):
    (v,) = hoi_tinh(tinh(ngay), "A01")

    assert (v.khoa, v.thong_bao, v.ben, v.muc) == (khoa, cau_bao, "sct", "N")


@pytest.mark.parametrize(
    "x",
    [tinh(date(2026, 12, 15)), tinh(date(2027, 1, 1)), tinh(date(2026, 12, 30), da=1)],
    ids=["sixteen days", "past", "sent"],
)
def test_a01_is_silent_before_after_and_when_sent(x):
    assert hoi_tinh(x, "A01") == []


def test_a01_of_the_forms_below_names_who_sends_and_how_many_did():
    (v,) = hoi_tinh(tinh(date(2026, 12, 30), bieu="02", can=1200, da=3), "A01")

    assert (v.ben, v.noi) == ("cdt", "Kỳ Năm 2026: 3/1.200 đã gửi")


def test_a02_from_the_day_after_the_due_day():
    (v,) = hoi_tinh(tinh(date(2027, 1, 1)), "A02")

    assert v.thong_bao == "Sở Công Thương tỉnh Tây Ninh chưa nộp Biểu 04 kỳ Năm 2026: trễ 1 ngày."
    assert (v.han, v.ben) == (date(2026, 12, 31), "sct")
    assert hoi_tinh(tinh(date(2026, 12, 31)), "A02") == []
    assert hoi_tinh(tinh(date(2027, 1, 1), da=1), "A02") == []


def test_a03_once_the_so_has_begun_and_somebody_is_missing():
    x = tinh(
        date(2026, 12, 20), bieu="03", can=10, da=7, mo_04=True, cdt_thieu=2, ha_da=D(300),
        ha_can=D(400),
    )  # fmt: skip

    (v,) = hoi_tinh(x, "A03")

    assert v.thong_bao == (
        "3/10 xã, 2 chủ đầu tư chưa gửi số liệu; số tổng hợp mới phủ 75% diện tích."
    )
    assert hoi_tinh(replace(x, mo_04=False), "A03") == []
    du = replace(x, bieu={"03": BieuTinh(date(2026, 12, 25), 10, 10)}, cdt_thieu=0)
    assert hoi_tinh(du, "A03") == []


# -- A04–A06, A11, A12, A19, A20: decisions ---------------------------------------------------


@pytest.mark.parametrize(
    ("ngay", "cau_bao"),
    [
        (date(2026, 10, 1), "còn 91 ngày."),
        (date(2026, 12, 31), "còn 0 ngày."),
        (date(2027, 1, 2), "đã quá 2 ngày."),
    ],
)
def test_a04_counts_to_the_deadline_and_past_it(ngay, cau_bao):
    (v,) = hoi(xem(ngay, lap=None, cum={"truoc_105_2009": True}, du_an=[du_an()]), "A04")

    dau = "Cụm Minh Quân phải xử lý xong trước 31/12/2026 (khoản 4 Điều 35): "
    assert v.thong_bao == dau + cau_bao
    assert (v.han, v.ben, v.muc) == (date(2026, 12, 31), "ubnd_tinh", "C")


def test_a04_is_silent_before_october_when_established_or_abolished_or_younger():
    cu = {"truoc_105_2009": True}

    cac = [
        xem(date(2026, 9, 30), lap=None, cum=cu),
        xem(cum=cu),
        xem(lap=None),
        xem(lap=None, cum=cu, van_ban=[van_ban("bai_bo", date(2026, 5, 1))]),
    ]

    assert [cau(x, "A04") for x in cac] == [[], [], [], []]


def test_a04_stays_while_firms_remain_on_the_land_of_an_abolished_cluster():
    x = xem(
        lap=None, cum={"truoc_105_2009": True}, du_an=[du_an()],
        van_ban=[van_ban("bai_bo", date(2026, 5, 1))],
    )  # fmt: skip

    assert len(cau(x, "A04")) == 1


@pytest.mark.parametrize(
    ("han", "cau_bao"),
    [
        (date(2026, 11, 23), []),
        (date(2026, 11, 22), ["Quá tiến độ 1 ngày so với Quyết định thành lập."]),
        (date(2026, 10, 23), ["Quá tiến độ 1 tháng so với Quyết định thành lập."]),
        (date(2025, 5, 23), ["Quá tiến độ 18 tháng so với Quyết định thành lập."]),
    ],
)
def test_a05_from_the_day_after_the_schedule(han, cau_bao):
    assert cau(xem(van_ban=[van_ban("dieu_chinh", hoan_thanh_du_kien=han)]), "A05") == cau_bao


def test_a05_an_extended_schedule_or_finished_works_are_in_time():
    cham = van_ban("dieu_chinh", date(2024, 3, 1), hoan_thanh_du_kien=date(2025, 1, 1))
    gia_han = van_ban("dieu_chinh", date(2025, 3, 1), hoan_thanh_du_kien=date(2027, 1, 1))

    assert len(cau(xem(van_ban=[cham]), "A05")) == 1
    assert cau(xem(van_ban=[cham, gia_han]), "A05") == []
    assert cau(xem(van_ban=[cham], hang_muc=xong()), "A05") == []


def test_a06_names_the_first_milestone_that_is_missing():
    lap = date(2021, 11, 22)
    qhct = van_ban("qhct", date(2022, 5, 1))
    khoi_cong = van_ban("khoi_cong", date(2023, 5, 1))
    dat = [so_lieu("phai_thu_hoi", 50), so_lieu("da_ban_giao", "24.9")]

    cac = [
        hoi(xem(lap=lap), "A06"),
        hoi(xem(lap=lap, van_ban=[qhct]), "A06"),
        hoi(xem(lap=lap, van_ban=[qhct, khoi_cong], so_lieu=dat), "A06"),
        hoi(xem(lap=lap, van_ban=[qhct, khoi_cong]), "A06"),
    ]

    assert [[(v.khoa, v.thong_bao.split(": ")[0]) for v in vs] for vs in cac] == [
        [("qhct", "Cụm Minh Quân thành lập 60 tháng chưa duyệt quy hoạch chi tiết")],
        [("khoi_cong", "Cụm Minh Quân thành lập 60 tháng chưa khởi công hạ tầng")],
        [("gpmb", "Cụm Minh Quân thành lập 60 tháng chưa giải phóng được 50% mặt bằng")],
        [],
    ]


@pytest.mark.parametrize(
    ("lap", "so"), [(date(2024, 11, 23), 0), (date(2024, 11, 22), 1)], ids=["24 months", "over"]
)
def test_a06_needs_more_than_its_months(lap, so):
    assert len(cau(xem(lap=lap), "A06")) == so


def test_a06_half_of_the_land_cleared_is_enough():
    dat = [so_lieu("phai_thu_hoi", 50), so_lieu("da_ban_giao", 25)]
    van = [van_ban("khoi_cong", date(2023, 5, 1))]

    assert cau(xem(lap=date(2020, 1, 1), van_ban=van, so_lieu=dat), "A06") == []


def test_a11_withdrawn_from_the_plan_with_a_decision_in_force():
    rut = xem(quy_hoach=[quy_hoach(50, "rut")])

    assert cau(rut, "A11") == ["Cụm đã rút khỏi quy hoạch nhưng chưa bãi bỏ quyết định thành lập."]
    assert cau(xem(quy_hoach=[quy_hoach(50)]), "A11") == []
    assert cau(xem(lap=None, quy_hoach=[quy_hoach(50, "rut")]), "A11") == []


def test_a12_a_developer_dissolved_suspended_or_of_the_former_district():
    def voi(loai="doanh_nghiep", tinh_trang="hoat_dong", tu=None):
        g = giao(loai=loai)
        g.chu_dau_tu.tinh_trang, g.chu_dau_tu.tinh_trang_tu = tinh_trang, tu
        return xem(chu_dau_tu=[g])

    huyen = voi("ubnd_huyen")

    assert cau(huyen, "A12") == [
        "Chủ đầu tư Công ty Hạ tầng không còn tư cách hoặc là đơn vị cấp huyện đã giải thể."
    ]
    assert len(cau(voi(tinh_trang="giai_the", tu=date(2026, 11, 23)), "A12")) == 1
    assert cau(voi(tinh_trang="giai_the", tu=date(2026, 11, 24)), "A12") == []
    assert cau(voi(), "A12") == []
    huyen.hom_nay = date(2025, 6, 30)
    assert cau(huyen, "A12") == []


def test_a17_three_unfinished_clusters_or_more_than_two_hundred_hectares():
    def hoi_cdt(*cac_ha):
        x = XemCdt(3, "Công ty A", tuple((f"Cụm {i}", D(h)) for i, h in enumerate(cac_ha)))
        tim = lambda ma: danh_muc().tim_quy_tac(ma, date(2026, 11, 23))  # noqa: E731
        return [(v.khoa, v.noi, v.thong_bao) for v in SO_CDT_DEM.kiem_tra(x, DEM, tim=tim)]

    assert hoi_cdt(10, 20, 30) == [
        (
            "cdt:3",
            "Cụm 0, Cụm 1, Cụm 2",
            "Chủ đầu tư Công ty A đang giữ 3 cụm (60 ha) chưa hoàn thành.",
        )
    ]
    assert len(hoi_cdt(150, "50.01")) == 1
    assert hoi_cdt(150, 50) == []


@pytest.mark.parametrize(
    ("hom_nay", "gui", "so"),
    [
        (date(2026, 3, 11), None, 0),
        (date(2026, 3, 12), None, 1),
        (date(2026, 3, 12), date(2026, 3, 12), 0),
        (date(2026, 3, 12), date(2026, 3, 13), 1),
    ],
)
def test_a19_ten_days_to_send_the_decision(hom_nay, gui, so):
    v = van_ban("dieu_chinh", date(2026, 3, 1), so="9/QĐ-UBND", ngay_gui_bo=gui)

    assert (
        cau(xem(hom_nay, van_ban=[v]), "A19")
        == ["Quyết định 9/QĐ-UBND chưa gửi Bộ Công Thương."] * so
    )


def test_a19_passes_over_decisions_older_than_the_decree():
    v = van_ban("dieu_chinh", date(2024, 4, 30))

    assert cau(xem(van_ban=[v]), "A19") == []


@pytest.mark.parametrize(("ngay", "so"), [(date(2026, 5, 17), 0), (date(2026, 5, 16), 1)])
def test_a20_after_a_hundred_and_ninety_days(ngay, so):
    luc = timezone.make_aware(datetime.combine(ngay, time(23, 30)))

    kq = cau(xem(cum={"cap_nhat_luc": luc}), "A20")

    assert kq == ["Dữ liệu cụm Minh Quân chưa cập nhật 191 ngày."] * so


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
