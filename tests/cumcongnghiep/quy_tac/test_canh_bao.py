"""A01–A06, A11, A12, A17, A19, A20: forms and decisions, found and not found, at the borders."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from cumcongnghiep.rules.canh_bao import (
    DEM,
    SO_CDT_DEM,
    SO_TINH_DEM,
    BieuTinh,
    XemCdt,
    XemTinh,
    cac_ma,
)
from tests.cumcongnghiep.quy_tac.cum_xem import cau, hoi, xem, xong
from tests.cumcongnghiep.quy_tac.hoi import (
    D,
    danh_muc,
    du_an,
    giao,
    quy_hoach,
    so_lieu,
    van_ban,
)


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
