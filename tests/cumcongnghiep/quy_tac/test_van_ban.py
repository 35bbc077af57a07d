"""V16–V21: the developer's score, sheets, steps, order of days, numbers of decisions."""

from datetime import date

import pytest

from cumcongnghiep.rules import DiemXet, PhieuXet, VanBanTrung
from tests.cumcongnghiep.quy_tac.hoi import (
    NGAY,
    D,
    giao,
    thu_tuc,
    tra_loi,
    van_ban,
    xet,
)


# -- V16 ---------------------------------------------------------------------------------------
def _cua(g, **them):
    return tra_loi(xet(chu_dau_tu=[g], **them), "V16", "giao_cdt")


def test_v16_developer_needs_50_points_since_1_5_2024():
    cau = [("L", "Chủ đầu tư chưa có điểm đánh giá hoặc dưới 50/100 điểm.")]

    assert _cua(giao(50)) == []
    assert _cua(giao("49.99")) == cau
    assert _cua(giao()) == cau
    assert _cua(giao(tu_ngay=date(2024, 4, 30))) == []
    assert _cua(giao(tu_ngay=date(2024, 5, 1))) == cau


def test_v16_goes_by_the_dossier_of_the_appointment():
    t = thu_tuc(ngay_nop=date(2024, 3, 1))
    v = van_ban("giao_cdt", date(2024, 6, 1), ho_so_id=t.pk)

    assert _cua(giao(tu_ngay=date(2024, 6, 1), van_ban_id=v.pk), thu_tuc=[t], van_ban=[v]) == []


def test_v16_state_units_go_on_and_press_records_only_warn():
    assert _cua(giao(loai="su_nghiep")) == []
    assert [m for m, _ in _cua(giao(), cum={"can_xac_minh": True})] == ["C"]


# -- V17 ---------------------------------------------------------------------------------------
def _phieu(diem=(12, 13, 25, 33), tong=83, chi_tiet=()):
    cac = tuple(
        DiemXet(f"Tiêu chí {i}", D(d), D(m))
        for i, (d, m) in enumerate(zip(diem, (15, 15, 30, 40), strict=True))
    )
    return PhieuXet("Thành viên A chấm Công ty B", cac, None if tong is None else D(tong), chi_tiet)


@pytest.mark.parametrize(
    ("phieu", "sai"),
    [
        (_phieu(), False),
        (_phieu(tong=None), False),
        (_phieu(tong=84), True),
        (_phieu((16, 13, 25, 33), 87), True),
        (_phieu((-1, 13, 25, 33), 70), True),
        (_phieu(chi_tiet=(DiemXet("Tiến độ", D(5), D(4)),)), True),
    ],
)
def test_v17_points_within_their_most_and_the_total_their_sum(phieu, sai):
    kq = tra_loi(xet(hoi={"phieu": [phieu]}), "V17", "cham_diem")

    assert kq == (
        [("L", "Điểm thành phần vượt mức tối đa hoặc tổng điểm không khớp.")] if sai else []
    )


# -- V18 ---------------------------------------------------------------------------------------
_T = thu_tuc()


def _buoc(loai, ngay=date(2026, 10, 1), **them):
    return van_ban(loai, ngay, **{"ho_so_id": _T.pk, **them})


def _ghi(v, *da_co):
    return tra_loi(xet(van_ban=list(da_co), hoi={"van_ban": v}), "V18", "van_ban")


def test_v18_a_step_follows_the_one_before_it():
    de_nghi = _buoc("de_nghi")

    assert _ghi(_buoc("tiep_nhan"), de_nghi) == []
    assert _ghi(_buoc("tiep_nhan")) == [("L", "Thiếu bước 2: Văn bản đề nghị đầu tiên.")]


def test_v18_a_step_already_passed_is_refused_with_the_document_that_stands():
    da_co = [_buoc("de_nghi"), _buoc("tiep_nhan", so="12/TB-UBND"),
             _buoc("trinh_so", date(2026, 10, 9), so="45/TTr-UBND")]  # fmt: skip

    assert _ghi(_buoc("tiep_nhan"), *da_co) == [
        (
            "L",
            (
                "Hồ sơ đã có Tờ trình của UBND cấp xã số 45/TTr-UBND ngày 09/10/2026; không thể "
                "ghi nhận lại bước trước."
            ),
        )
    ]


def test_v18_further_applicants_and_documents_of_another_dossier_are_no_repetition():
    khac = van_ban("tiep_nhan", ho_so_id=999)

    assert _ghi(_buoc("de_nghi"), _buoc("de_nghi"), _buoc("tiep_nhan")) == []
    assert _ghi(_buoc("tiep_nhan"), _buoc("de_nghi"), khac) == []


def test_v18_after_the_establishment_steps_go_by_the_cluster():
    qhct = van_ban("qhct", so="15/QĐ-UBND")

    assert _ghi(qhct, van_ban()) == []
    assert _ghi(qhct) == [("L", "Thiếu bước 10: Thành lập, mở rộng.")]
    cu = van_ban("qhct", so="15/QĐ-UBND", ngoai_le="Cụm trước QĐ 105/2009, chưa thành lập")
    assert _ghi(cu) == []


def test_v18_a_document_of_the_past_without_dossier_is_no_step():
    assert _ghi(van_ban("tham_dinh", date(2019, 1, 1), ho_so_id=None)) == []


# -- V19 ---------------------------------------------------------------------------------------
def _day(*cac, **them):
    return tra_loi(xet(van_ban=[van_ban(loai, ngay) for loai, ngay in cac], **them), "V19")


def test_v19_days_follow_the_order_of_the_steps():
    dung = [("thanh_lap", date(2025, 1, 1)), ("qhct", date(2025, 6, 1)),
            ("du_an", date(2025, 6, 1)), ("khoi_cong", date(2026, 1, 1)),
            ("nghiem_thu", date(2026, 9, 1))]  # fmt: skip

    assert _day(*dung) == []
    assert _day(dung[0], ("qhct", date(2024, 6, 1))) == [
        (
            "L",
            (
                "Ngày thành lập (01/01/2025) sau ngày duyệt quy hoạch chi tiết (01/06/2024): sai "
                "trình tự."
            ),
        )
    ]
    assert _day(("du_an", date(2026, 2, 1)), dung[3]) == [
        ("L", "Ngày duyệt dự án (01/02/2026) sau ngày khởi công (01/01/2026): sai trình tự.")
    ]


def test_v19_later_adjustments_do_not_count_and_old_clusters_are_only_told():
    nguoc = [("thanh_lap", date(2025, 1, 1)), ("qhct", date(2005, 6, 1))]

    assert _day(("qhct", date(2025, 6, 1)), ("du_an", date(2025, 9, 1)), ("qhct", NGAY)) == []
    assert [m for m, _ in _day(*nguoc, cum={"truoc_105_2009": True})] == ["C"]


# -- V20, V21 ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("so", "ngay", "sai"),
    [
        ("298/QĐ-UBND", NGAY, False),
        ("27/2020/QĐ-UBND", NGAY, False),
        ("525/QĐ-TTg", NGAY, False),
        ("298/QĐUBND", NGAY, True),
        ("QĐ 298", NGAY, True),
        ("298/QĐ-UBND ", NGAY, True),
        ("298/QĐ-UBND", date(2026, 11, 24), True),
    ],
)
def test_v20_number_and_day_of_a_decision(so, ngay, sai):
    v = van_ban(so=so, ngay=ngay)

    kq = tra_loi(xet(hoi={"van_ban": v}), "V20", "van_ban")

    assert kq == (
        [("L", "Số quyết định không đúng dạng hoặc ngày ban hành ở tương lai.")] if sai else []
    )


def test_v20_only_decisions_have_that_form_and_unverified_ones_only_warn():
    thong_bao = van_ban("tiep_nhan", so="12/TB-UBND")
    chua_ro = van_ban(so="298", can_xac_minh=True)

    assert tra_loi(xet(van_ban=[thong_bao, van_ban(so="", can_xac_minh=True)]), "V20") == []
    assert [m for m, _ in tra_loi(xet(van_ban=[chua_ro]), "V20")] == ["C"]


def test_v21_a_decision_of_another_cluster():
    trung = [VanBanTrung("298/QĐ-UBND", "Bảo Hà")]

    assert tra_loi(xet(dien_tich=75), "V21") == []
    assert tra_loi(xet(dien_tich=75, hoi={"trung_van_ban": trung}), "V21") == [
        ("L", "Quyết định 298/QĐ-UBND đã gắn với cụm Bảo Hà. Kiểm tra lại số, ngày.")
    ]
