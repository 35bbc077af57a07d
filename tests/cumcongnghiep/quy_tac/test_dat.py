"""V01–V06, V13–V15, V40: each passing and failing, with its sentence."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cumcongnghiep.quy_tac.hoi import (
    CUOI_R2,
    DAU_R3,
    D,
    can_doi,
    cum_xa,
    du_an,
    so_lieu,
    thu_tuc,
    thue,
    tra_loi,
    van_ban,
    xa,
    xet,
)


def _cho_thue(ha, **them):
    d = du_an()
    return xet(dien_tich=75, can_doi=[can_doi(55, **them)], du_an=[d], thue=[thue(d, ha)])


def test_v01_leased_land_within_the_industrial_land():
    assert tra_loi(_cho_thue(55), "V01") == []
    assert tra_loi(_cho_thue("55.5"), "V01") == [
        ("L", ("Diện tích đất công nghiệp đã cho thuê (55,5 ha) lớn hơn diện tích đất công nghiệp "
              "theo quy hoạch chi tiết (55 ha)."))
    ]  # fmt: skip


def test_v01_is_silent_without_a_detailed_plan_and_warns_on_unverified_land():
    assert tra_loi(_cho_thue(60, van_ban_id=None), "V01") == []
    assert [m for m, _ in tra_loi(_cho_thue(60, can_xac_minh=True), "V01")] == ["C"]


def test_v02_industrial_land_within_the_cluster():
    assert tra_loi(xet(dien_tich=55, can_doi=[can_doi(55)]), "V02") == []
    assert tra_loi(xet(dien_tich=50, can_doi=[can_doi(55)]), "V02") == [
        ("L", "Diện tích đất công nghiệp (55 ha) không thể lớn hơn diện tích cụm (50 ha).")
    ]


@pytest.mark.parametrize(("cn", "cau"), [(50, None), (85, None), (49, "49%"), (86, "86%")])
def test_v03_share_of_industrial_land(cn, cau):
    kq = tra_loi(xet(dien_tich=100, can_doi=[can_doi(cn)]), "V03")

    assert kq == (
        []
        if cau is None
        else [("C", (f"Tỷ lệ đất công nghiệp {cau} bất thường (thường 50–85%). "
                    "Đề nghị kiểm tra quy hoạch chi tiết."))]
    )  # fmt: skip


def _khai(ty_le, **them):
    d = du_an()
    so = [so_lieu("ty_le_khai", ty_le), *them.pop("so", [])]
    return xet(
        dien_tich=75,
        can_doi=[can_doi(50)],
        du_an=[d],
        thue=[thue(d, 20), thue(d, 30, "chap_thuan"), *them.pop("thue", [])],
        so_lieu=so,
        **them,
    )


def test_v04_declared_fill_against_the_legal_one():
    # 20 leased and 10 approved beyond the lease, of 50: 60 %.
    assert tra_loi(_khai("60.1"), "V04") == []
    assert tra_loi(_khai("60.2"), "V04") == [
        ("L", "Tỷ lệ lấp đầy khai 60,2% không khớp với số tính lại 60% (30 ha / 50 ha).")
    ]


def test_v04_names_another_base_and_only_warns():
    assert tra_loi(_khai(40), "V04") == [
        ("C", ("Tỷ lệ lấp đầy khai 40% là đất đã cho thuê trên đất công nghiệp theo quy hoạch chi "
              "tiết; theo khoản 7 Điều 2 NĐ 32/2024/NĐ-CP là 60% (30 ha / 50 ha)."))
    ]  # fmt: skip
    kq = tra_loi(_khai(80, so=[so_lieu("du_dieu_kien", 25)]), "V04")
    assert [(m, "đất công nghiệp đủ điều kiện cho thuê" in c) for m, c in kq] == [("C", True)]


def test_v05_fill_over_a_hundred():
    assert tra_loi(_cho_thue(55), "V05") == []
    assert tra_loi(_cho_thue(56), "V05") == [
        ("L", ("Tỷ lệ lấp đầy vượt 100%. Kiểm tra diện tích đất công nghiệp hoặc diện tích đã cho "
              "thuê."))
    ]  # fmt: skip


def test_v06_a_memorandum_is_not_occupancy():
    ghi_nho = [so_lieu("ghi_nho", 13)]

    assert tra_loi(_khai(60, so=ghi_nho), "V06") == []
    assert tra_loi(_khai(86), "V06") == []
    assert tra_loi(_khai(86, so=ghi_nho), "V06") == [
        ("C", ("Diện tích mới có thỏa thuận nguyên tắc/biên bản ghi nhớ không được tính vào tỷ lệ "
              "lấp đầy (khoản 7 Điều 2 NĐ 32/2024)."))
    ]  # fmt: skip


def _loai_hinh(loai, ngay_nop, **dat):
    t = thu_tuc(ngay_nop=ngay_nop)
    return xet(cum={"loai_hinh": [loai]}, can_doi=[can_doi(50, **dat)], hoi={"thu_tuc": t})


@pytest.mark.parametrize(
    ("ngay_nop", "ha", "ket_qua"),
    [
        (CUOI_R2, "37.5", []),
        (CUOI_R2, 30, [("L", ("Cụm làng nghề phải dành tối thiểu 75% đất công nghiệp cho cơ sở "
                             "làng nghề; hiện khai 60%."))]),
        (DAU_R3, 30, []),
        (DAU_R3, 29, [("C", ("Cụm làng nghề phải dành tối thiểu 60% đất công nghiệp cho cơ sở làng "
                            "nghề; hiện khai 58%."))]),
    ],
)  # fmt: skip
def test_v13_craft_share_by_the_regime_of_submission(ngay_nop, ha, ket_qua):
    assert tra_loi(_loai_hinh("lang_nghe", ngay_nop, cho_lang_nghe=ha), "V13", "ho_so") == ket_qua


def test_v13_a_share_that_nobody_declared_is_not_zero():
    assert tra_loi(_loai_hinh("lang_nghe", CUOI_R2), "V13", "ho_so") == [
        ("C", ("Cụm làng nghề phải dành tối thiểu 75% đất công nghiệp cho cơ sở làng nghề; chưa "
              "khai diện tích này."))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("loai", "ngay_nop", "ha", "ket_qua"),
    [
        ("chuyen_nganh", CUOI_R2, 30, []),
        ("chuyen_nganh", CUOI_R2, 29, [("L", ("Tỷ lệ đất cho ngành chính mới đạt 58%, thấp hơn mức "
                                             "60% của loại hình."))]),
        ("ho_tro", DAU_R3, 29, [("C", ("Tỷ lệ đất cho công nghiệp hỗ trợ mới đạt 58%, thấp hơn mức "
                                      "60% của loại hình."))]),
        ("cong_nghe_cao", DAU_R3, 15, []),
        ("cong_nghe_cao", DAU_R3, 14, [("C", ("Tỷ lệ đất cho công nghệ cao mới đạt 28%, thấp hơn "
                                             "mức 30% của loại hình."))]),
        ("cong_nghe_cao", CUOI_R2, 1, []),
    ],
)  # fmt: skip
def test_v14_share_of_the_type(loai, ngay_nop, ha, ket_qua):
    assert tra_loi(_loai_hinh(loai, ngay_nop, cho_chuyen_nganh=ha), "V14", "ho_so") == ket_qua


def test_v15_services_at_most_a_tenth():
    assert tra_loi(xet(dien_tich=75, can_doi=[can_doi(55, dich_vu="7.5")]), "V15") == []
    assert tra_loi(xet(dien_tich=75, can_doi=[can_doi(55, dich_vu=9)]), "V15") == [
        ("C", "Diện tích dịch vụ kho bãi… chiếm 12%, vượt 10% diện tích cụm.")
    ]


_PHAN = {"giao_thong": 8, "cay_xanh": 7, "ky_thuat": 3, "dich_vu": 2, "khac": 0}


def test_v40_parts_of_the_land_add_up():
    assert tra_loi(xet(can_doi=[can_doi(55, tong=75, **_PHAN)]), "V40") == []
    assert tra_loi(xet(can_doi=[can_doi(55, tong=76, **_PHAN)]), "V40") == [
        ("L", "Các thành phần cộng lại 75, khác tổng 76.")
    ]
    assert tra_loi(xet(can_doi=[can_doi(55, tong=76, **{**_PHAN, "khac": None})]), "V40") == []


def test_v40_communes_add_up_to_the_cluster():
    hai_xa = [cum_xa(xa(), True, D(40)), cum_xa(xa("Xã Xuân Hòa"), False, D(35))]

    assert tra_loi(xet(dien_tich=75, cac_xa=hai_xa), "V40") == []
    assert tra_loi(xet(dien_tich=70, cac_xa=hai_xa), "V40") == [
        ("L", "Các thành phần cộng lại 75, khác tổng 70.")
    ]


def test_a_switched_off_rule_is_silent():
    x = xet(dien_tich=50, can_doi=[can_doi(55)])
    dong = x.danh_muc.quy_tac["V02"][0]
    tat = type(dong)(**{f.name: getattr(dong, f.name) for f in dong._meta.fields} | {"bat": False})
    x.danh_muc = replace(x.danh_muc, quy_tac={**x.danh_muc.quy_tac, "V02": [tat]})

    assert tra_loi(x, "V02") == []


def test_the_day_of_the_dossier_stands_for_a_decision_made_later():
    t = thu_tuc(ngay_nop=CUOI_R2)
    x = xet(
        cum={"loai_hinh": ["lang_nghe"]},
        thu_tuc=[t],
        van_ban=[van_ban(ngay=date(2026, 10, 20), ho_so_id=t.pk, dien_tich=D(40))],
        can_doi=[can_doi(50, cho_lang_nghe=31)],
    )

    assert x.ngay_che_do == CUOI_R2
    assert [m for m, _ in tra_loi(x, "V13")] == ["L"]
