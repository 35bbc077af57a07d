"""V26–V34, V36, V38 on a cluster: capital, station, projects, labour, income, revenue."""

from datetime import date

import pytest

from cumcongnghiep.rules import kiem_tra_cum
from tests.cumcongnghiep.quy_tac.hoi import (
    CUOI_R2,
    NGAY,
    D,
    can_doi,
    du_an,
    giao,
    mau,
    so_lieu,
    thue,
    tra_loi,
    tram,
    van_ban,
    xet,
)

TY = 1_000_000_000


def _von(tmdt, **them):
    return xet(dien_tich=50, so_lieu=[so_lieu("tmdt", tmdt * TY), *them.pop("so", [])], **them)


def test_v26_paid_within_the_approved():
    assert tra_loi(_von(380, so=[so_lieu("von_da_tra", 380 * TY)]), "V26") == []
    assert tra_loi(_von(380, so=[so_lieu("von_da_tra", 381_500_000_000)]), "V26") == [
        (
            "C",
            (
                "Vốn đã thanh toán 381,5 tỷ vượt tổng mức đầu tư 380 tỷ. Bổ sung quyết định điều "
                "chỉnh dự án."
            ),
        )
    ]


def test_v26_takes_the_decision_where_no_figure_is_given():
    v = van_ban("du_an", dien_tich=None, tong_muc_dau_tu=100 * TY)
    x = xet(dien_tich=50, van_ban=[v], so_lieu=[so_lieu("von_da_tra", 101 * TY)])

    assert [m for m, _ in tra_loi(x, "V26")] == ["C"]


@pytest.mark.parametrize(
    ("tmdt", "suat"), [(150, None), (1250, None), (149, "2,98"), (1251, "25,02")]
)
def test_v27_cost_of_a_hectare(tmdt, suat):
    kq = tra_loi(_von(tmdt), "V27")

    assert kq == (
        []
        if suat is None
        else [
            (
                "C",
                (
                    f"Suất đầu tư {suat} tỷ đồng/ha bất thường (tham chiếu 7,611 tỷ đồng/ha, "
                    "QĐ 425/QĐ-BXD)."
                ),
            )
        ]
    )


def test_v28_budget_support_up_to_30_percent_under_r2():
    def ho_tro(ty, **them):
        so = [so_lieu("von_nsnn", ty * TY)]
        return tra_loi(_von(100, so=so, chu_dau_tu=[giao(60, **them)]), "V28")

    assert ho_tro(30) == []
    assert ho_tro(31) == [("L", "Hỗ trợ ngân sách 31% vượt 30% tổng mức đầu tư.")]
    assert ho_tro(100, loai="bql") == []


def test_v28_is_silent_where_the_regime_does_not_restate_the_cap():
    v = van_ban(ngay=date(2026, 10, 1), dien_tich=D(50))
    so = [so_lieu("tmdt", 100 * TY), so_lieu("von_nsnn", 60 * TY)]

    assert tra_loi(xet(van_ban=[v], so_lieu=so, chu_dau_tu=[giao(60)]), "V28") == []


def test_v29_parts_of_the_projects_within_the_whole():
    def khai(fdi, chay, tong=10):
        so = [("so_du_an", tong), ("so_du_an_fdi", fdi), ("so_du_an_chay", chay)]
        return tra_loi(xet(so_lieu=[so_lieu(c, n) for c, n in so]), "V29")

    assert khai(10, 10) == []
    assert khai(11, 12) == [
        ("L", "Số dự án có vốn nước ngoài lớn hơn tổng số dự án."),
        ("L", "Số dự án đang hoạt động lớn hơn tổng số dự án."),
    ]


@pytest.mark.parametrize(
    ("khai", "so_du_an", "sai"),
    [
        ("dang_hoat_dong", 1, False),
        ("chua_co_du_an", 0, False),
        ("ngung", 0, False),
        ("dang_hoat_dong", 0, True),
        ("chua_co_du_an", 2, True),
        ("", 2, False),
    ],
)
def test_v30_a_declared_state_fits_the_projects(khai, so_du_an, sai):
    x = xet(so_lieu=[so_lieu("so_du_an", so_du_an)], hoi={"khai_hoat_dong": khai})

    cau = f"Trạng thái hoạt động không khớp số dự án ({so_du_an})."
    assert tra_loi(x, "V30") == ([("L", cau)] if sai else [])


def test_v31_leased_land_and_projects_come_together():
    d = du_an()

    assert tra_loi(xet(du_an=[d], thue=[thue(d, 2)]), "V31") == []
    assert tra_loi(xet(du_an=[d], thue=[thue(d, 2, "chap_thuan")]), "V31") == []
    assert tra_loi(xet(so_lieu=[so_lieu("da_thue", 5)]), "V31") == [
        ("C", "Có diện tích cho thuê nhưng chưa khai dự án.")
    ]
    assert tra_loi(xet(du_an=[d]), "V31") == [("C", "Có dự án nhưng chưa khai diện tích cho thuê.")]


def _lao_dong(nguoi, ha=10, chay=True):
    d = du_an(hoat_dong_tu=date(2026, 1, 1) if chay else None)
    so = [so_lieu("lao_dong", 1, date(2025, 12, 31), du_an_id=d.pk),
          so_lieu("lao_dong", nguoi, du_an_id=d.pk)]  # fmt: skip
    return tra_loi(xet(du_an=[d], thue=[thue(d, ha)], so_lieu=so), "V32")


def test_v32_workers_to_the_hectare_and_to_the_project():
    assert _lao_dong(420) == []
    assert _lao_dong(19) == [("C", "Mật độ lao động bất thường: 1,9 người/ha.")]
    assert _lao_dong(4001, chay=False) == [("C", "Mật độ lao động bất thường: 400,1 người/ha.")]
    assert _lao_dong(3001) == [("C", "Lao động bất thường: 3.001 người/dự án đang hoạt động.")]


@pytest.mark.parametrize(("dong", "x"), [(3_000_000, None), (40_000_000, None), (9_500, "0,01")])
def test_v33_income_in_the_right_unit(dong, x):
    kq = tra_loi(xet(so_lieu=[so_lieu("thu_nhap", dong)]), "V33")

    assert kq == (
        []
        if x is None
        else [("C", f"Thu nhập bình quân {x} triệu đồng bất thường; kiểm tra đơn vị tính.")]
    )


def _doanh_thu(*cac):
    so = [so_lieu("doanh_thu", g, den, tu_ngay=tu) for tu, den, g in cac]
    return tra_loi(xet(so_lieu=so), "V34")


def test_v34_revenue_jumps_against_the_same_kind_of_window():
    nam = [(date(n - 1, 12, 15), date(n, 12, 14)) for n in (2024, 2025)]
    nua = (date(2025, 12, 15), date(2026, 6, 14))

    assert _doanh_thu((*nam[0], 100), (*nam[1], 999)) == []
    assert _doanh_thu((*nam[0], 100), (*nam[1], 1250)) == [
        (
            "C",
            "Doanh thu thay đổi 12,5 lần so với kỳ trước: có thể nhầm đơn vị (tỷ/triệu đồng).",
        )
    ]
    assert len(_doanh_thu((*nam[0], 1000), (*nam[1], 100))) == 1
    assert _doanh_thu((*nam[1], 1250), (*nua, 10)) == []
    assert _doanh_thu((*nam[0], 0), (*nam[1], 100)) == []


def test_v36_a_running_station_proves_its_standard():
    co = tram(so_gpmt="12/GPMT-UBND")
    cau = [
        (
            "C",
            (
                "Chưa có giấy phép môi trường hoặc kết quả quan trắc trong 12 tháng để xác nhận "
                "đạt tiêu chuẩn."
            ),
        )
    ]

    assert tra_loi(xet(tram=[co], mau=[mau(date(2025, 11, 23))]), "V36") == []
    assert tra_loi(xet(tram=[co], mau=[mau(date(2025, 11, 22))]), "V36") == cau
    assert tra_loi(xet(tram=[co], mau=[mau(NGAY, dat=False)]), "V36") == cau
    assert tra_loi(xet(tram=[tram()], mau=[mau(NGAY)]), "V36") == cau
    gpmt = van_ban("gpmt", so="12/GPMT-UBND")
    assert tra_loi(xet(tram=[tram()], mau=[mau(NGAY)], van_ban=[gpmt]), "V36") == []
    assert tra_loi(xet(tram=[tram(tinh_trang="dang_xay")]), "V36") == []


def test_v38_paid_capital_falls_only_by_a_document():
    truoc = so_lieu("von_da_tra", 50 * TY, date(2026, 1, 1))

    assert tra_loi(xet(so_lieu=[truoc, so_lieu("von_da_tra", 50 * TY)]), "V38") == []
    assert tra_loi(xet(so_lieu=[truoc, so_lieu("von_da_tra", 49 * TY)]), "V38") == [
        (
            "C",
            ("Vốn đã thanh toán giảm so với kỳ trước mà không có quyết định điều chỉnh/bãi bỏ."),
        )
    ]
    giam = so_lieu("von_da_tra", 49 * TY, van_ban_id=7)
    assert tra_loi(xet(so_lieu=[truoc, giam]), "V38") == []


def test_a_whole_sound_cluster_breaks_nothing():
    d = du_an(hoat_dong_tu=date(2026, 1, 1))
    x = xet(
        dien_tich=75,
        can_doi=[can_doi(55)],
        du_an=[d],
        thue=[thue(d, 20)],
        chu_dau_tu=[giao(82)],
        so_lieu=[so_lieu("lao_dong", 420, du_an_id=d.pk), so_lieu("tmdt", 570 * TY)],
    )

    assert kiem_tra_cum(x, "cap_nhat") == []
    assert x.ngay_che_do < CUOI_R2
