"""Rules of the forms: each passing and failing, with weight, row and sentence."""

from datetime import date

import pytest

from cumcongnghiep.rules import kiem_tra_bieu
from tests.cumcongnghiep.quy_tac.hoi import NGAY, D, bieu, cac_dong, danh_muc, tra_loi_bieu


def test_v01_bieu_02_against_the_detailed_plan():
    assert tra_loi_bieu(bieu("02", {"4": 55}, dat_cn=D(55)), "V01") == []
    assert tra_loi_bieu(bieu("02", {"4": 56}, dat_cn=D(55)), "V01") == [
        (
            "L",
            "4",
            (
                "Diện tích đất công nghiệp đã cho thuê (56 ha) lớn hơn diện tích đất công nghiệp "
                "theo quy hoạch chi tiết (55 ha)."
            ),
        )
    ]
    assert tra_loi_bieu(bieu("02", {"4": 56}), "V01") == []


def test_v03_share_of_industrial_land():
    assert tra_loi_bieu(bieu("03", {"16": 100, "17": 70}), "V03") == []
    assert tra_loi_bieu(bieu("04", {"16": 100, "17": 40}), "V03") == [
        (
            "C",
            "17",
            (
                "Tỷ lệ đất công nghiệp 40% bất thường (thường 50–85%). Đề nghị kiểm tra quy hoạch "
                "chi tiết."
            ),
        )
    ]


def test_v04_rate_of_a_total_is_weighted():
    assert tra_loi_bieu(bieu("04", {"17": 755.81, "18": 203.76, "19": 26.96}), "V04") == []
    assert tra_loi_bieu(bieu("04", {"17": 755.81, "18": 203.76, "19": 30.49}), "V04") == [
        (
            "L",
            "19",
            (
                "Tỷ lệ lấp đầy khai 30,49% không khớp với số tính lại 26,96% (203,76 ha / "
                "755,81 ha)."
            ),
        )
    ]


def test_v04_bieu_02_is_the_legal_rate_and_another_base_is_named():
    so = {"dat_cn": D(50), "chap_thuan": D(10)}

    assert tra_loi_bieu(bieu("02", {"3": 25, "4": 20, "5": 60}, **so), "V04") == []
    kq = tra_loi_bieu(bieu("02", {"3": 25, "4": 20, "5": 80}, **so), "V04")
    assert [(m, r, "đủ điều kiện cho thuê" in c) for m, r, c in kq] == [("C", "5", True)]
    assert [m for m, *_ in tra_loi_bieu(bieu("02", {"4": 20, "5": 77}, **so), "V04")] == ["L"]


def test_v05_over_a_hundred_blocks_a_cluster_and_warns_in_a_total():
    cau = "Tỷ lệ lấp đầy vượt 100%. Kiểm tra diện tích đất công nghiệp hoặc diện tích đã cho thuê."

    assert tra_loi_bieu(bieu("02", {"5": 100}), "V05") == []
    assert tra_loi_bieu(bieu("02", {"5": 101}), "V05") == [("L", "5", cau)]
    assert tra_loi_bieu(bieu("04", {"19": 101}), "V05") == [("C", "19", cau)]


def test_v26_paid_over_approved():
    cau = (
        "Vốn đã thanh toán 381,5 tỷ vượt tổng mức đầu tư 380 tỷ. Bổ sung quyết định điều chỉnh "
        "dự án."
    )

    assert tra_loi_bieu(bieu("02", {"1": 380, "2": 380}), "V26") == []
    assert tra_loi_bieu(bieu("02", {"1": 380, "2": 381.5}), "V26") == [("C", "2", cau)]
    assert tra_loi_bieu(bieu("04", {"13": 380, "14": 381.5}), "V26") == [("C", "14", cau)]


def test_v29_parts_of_the_projects():
    assert tra_loi_bieu(bieu("02", {"6": 5, "7": 5, "8": 5}), "V29") == []
    assert tra_loi_bieu(bieu("04", {"20": 5, "21": 6, "22": 7}), "V29") == [
        ("L", "21", "Số dự án có vốn nước ngoài lớn hơn tổng số dự án."),
        ("L", "22", "Số dự án đang hoạt động lớn hơn tổng số dự án."),
    ]


@pytest.mark.parametrize(
    ("cum", "du_an", "sai"), [(3, 3, False), (0, 0, False), (3, 2, True), (0, 1, True)]
)
def test_v30_operating_clusters_and_projects(cum, du_an, sai):
    kq = tra_loi_bieu(bieu("03", {"15": cum, "20": du_an}), "V30")

    cau = f"Trạng thái hoạt động không khớp số dự án ({du_an})."
    assert kq == ([("L", "15", cau)] if sai else [])


def test_v31_leased_land_and_projects():
    assert tra_loi_bieu(bieu("02", {"4": 5, "6": 1}), "V31") == []
    assert tra_loi_bieu(bieu("02", {"4": 0, "6": 0}), "V31") == []
    assert tra_loi_bieu(bieu("02", {"4": 5, "6": 0}), "V31") == [
        ("C", "4", "Có diện tích cho thuê nhưng chưa khai dự án.")
    ]
    assert tra_loi_bieu(bieu("02", {"4": 0, "6": 1}), "V31") == [
        ("C", "4", "Có dự án nhưng chưa khai diện tích cho thuê.")
    ]


def test_v32_workers_to_the_hectare():
    assert tra_loi_bieu(bieu("04", {"18": 100, "22": 40, "25": 4200}), "V32") == []
    assert tra_loi_bieu(bieu("04", {"18": 100, "22": 40, "25": 100}), "V32") == [
        ("C", "25", "Mật độ lao động bất thường: 1 người/ha.")
    ]


def test_v33_income():
    cau = "Thu nhập bình quân 9.500 triệu đồng bất thường; kiểm tra đơn vị tính."

    assert tra_loi_bieu(bieu("01", {"4": 9.5}), "V33") == []
    assert tra_loi_bieu(bieu("01", {"4": 0}), "V33") == []
    assert tra_loi_bieu(bieu("01", {"4": 9500}), "V33") == [("C", "4", cau)]
    assert tra_loi_bieu(bieu("02", {"12": 9500}), "V33") == [("C", "12", cau)]


def test_v34_revenue():
    cau = "Doanh thu thay đổi 1.000 lần so với kỳ trước: có thể nhầm đơn vị (tỷ/triệu đồng)."

    assert tra_loi_bieu(bieu("01", {"1": 50}, ky_truoc=cac_dong({"1": 40})), "V34") == []
    assert tra_loi_bieu(bieu("01", {"1": 50_000}, ky_truoc=cac_dong({"1": 50})), "V34") == [
        ("C", "1", cau)
    ]
    assert tra_loi_bieu(bieu("04", {"23": 50}, ky_truoc=None), "V34") == []


def test_v35_a_standard_station_is_one_that_exists():
    cau = "Không thể đạt tiêu chuẩn khi chưa có hệ thống XLNT tập trung."

    assert tra_loi_bieu(bieu("02", {"13": 1, "14": 1}), "V35") == []
    assert tra_loi_bieu(bieu("02", {"13": 0, "14": 1}), "V35") == [("L", "14", cau)]
    assert tra_loi_bieu(bieu("04", {"26": 3, "27": 4}), "V35") == [("L", "27", cau)]


def test_v36_proof_of_the_standard():
    cau = (
        "Chưa có giấy phép môi trường hoặc kết quả quan trắc trong 12 tháng để xác nhận đạt tiêu "
        "chuẩn."
    )
    du = {"co_gpmt": True, "ngay_mau_dat": date(2025, 12, 14)}

    assert tra_loi_bieu(bieu("02", {"14": 1}, **du), "V36") == []
    assert tra_loi_bieu(bieu("02", {"14": 0}), "V36") == []
    assert tra_loi_bieu(bieu("02", {"14": 1}, **{**du, "co_gpmt": False}), "V36") == [
        ("C", "14", cau)
    ]
    cu = {**du, "ngay_mau_dat": date(2025, 12, 13)}
    assert tra_loi_bieu(bieu("02", {"14": 1}, **cu), "V36") == [("C", "14", cau)]


def test_v37_the_year_holds_its_first_half():
    nua = cac_dong({"5": 2, "23": 120})

    assert tra_loi_bieu(bieu("04", {"5": 2, "23": 120}, sau_thang=nua), "V37") == []
    assert tra_loi_bieu(bieu("04", {"5": 1, "23": 119.5}, sau_thang=nua), "V37") == [
        ("L", "5", "Số lũy kế năm (1) nhỏ hơn số 6 tháng (2)."),
        ("L", "23", "Số lũy kế năm (119,5) nhỏ hơn số 6 tháng (120)."),
    ]
    assert tra_loi_bieu(bieu("04", {"5": 1}, sau_thang=nua, loai_ky="6t"), "V37") == []


def test_v38_cumulative_rows_do_not_fall_without_a_document():
    truoc = {"ky_truoc": cac_dong({"3": 40, "14": 900})}

    assert tra_loi_bieu(bieu("04", {"3": 40, "14": 950}, **truoc), "V38") == []
    assert tra_loi_bieu(bieu("04", {"3": 39, "14": 900}, **truoc), "V38") == [
        (
            "C",
            "3",
            "Số cụm đã thành lập giảm so với kỳ trước mà không có quyết định điều chỉnh/bãi bỏ.",
        )
    ]
    co = {**truoc, "co_van_ban": frozenset({"3"})}
    assert tra_loi_bieu(bieu("04", {"3": 39, "14": 900}, **co), "V38") == []


def test_v39_a_total_is_the_sum_of_the_forms_below():
    con = cac_dong({"3": 39, "18": 203.76, "20": None})

    assert tra_loi_bieu(bieu("04", {"3": 39, "18": 203.76, "20": 9}, tong_con=con), "V39") == []
    assert tra_loi_bieu(bieu("04", {"3": 40, "18": 200}, tong_con=con), "V39") == [
        ("L", "3", "Dòng 3: tổng hợp 40 khác tổng các đơn vị 39. Chênh 1."),
        ("L", "18", "Dòng 18: tổng hợp 200 khác tổng các đơn vị 203,76. Chênh -3,76."),
    ]


def test_v40_breakdowns_add_up():
    """Đắk Lắk's published 141 = 140."""
    assert tra_loi_bieu(bieu("03", {"15": 55, "15.1": 51, "15.2": 4}), "V40") == []
    assert tra_loi_bieu(bieu("03", {"15": 56, "15.1": 51, "15.2": 4}), "V40") == [
        ("L", "15", "Các thành phần cộng lại 55, khác tổng 56.")
    ]
    assert tra_loi_bieu(bieu("03", {"15": 56, "15.1": 51}), "V40") == []


def test_v41_a_form_like_the_one_before_is_confirmed():
    truoc = {"ky_truoc": cac_dong({"1": 50, "2": 3})}

    assert tra_loi_bieu(bieu("01", {"1": 51, "2": 3}, **truoc), "V41") == []
    assert tra_loi_bieu(bieu("01", {"1": 50, "2": 3}, **truoc), "V41") == [
        (
            "C",
            "",
            'Toàn bộ số liệu trùng kỳ trước. Xác nhận "không phát sinh" hoặc cập nhật.',
        )
    ]
    da = {**truoc, "khong_phat_sinh": True}
    assert tra_loi_bieu(bieu("01", {"1": 50, "2": 3}, **da), "V41") == []


@pytest.mark.parametrize(
    ("moc", "muc"),
    [
        (date(2026, 12, 14), None),
        (date(2026, 6, 14), None),
        (date(2026, 12, 15), "L"),
        (date(2026, 6, 13), "C"),
    ],
)
def test_v42_as_of_days_within_the_window(moc, muc):
    kq = tra_loi_bieu(bieu("02", {"4": 20}, moc={"4": moc}), "V42")

    cau = f"Số liệu có mốc {moc:%d/%m/%Y} ngoài kỳ báo cáo."
    assert kq == ([] if muc is None else [(muc, "4", cau)])


def test_an_empty_form_breaks_nothing():
    for so in ("01", "02", "03", "04"):
        assert kiem_tra_bieu(bieu(so), danh_muc=danh_muc(), hom_nay=NGAY) == []
