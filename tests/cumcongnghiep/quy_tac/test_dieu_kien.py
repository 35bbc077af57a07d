"""V07–V12: size, plan, area, expansion; borders 14/9 and 15/9/2026, exemptions of Điều 35."""

from datetime import date

import pytest

from cumcongnghiep.rules import DiaBanXet, KetLuanDiaBan, ket_luan_dia_ban
from tests.cumcongnghiep.quy_tac.hoi import (
    CUOI_R2,
    DAU_R3,
    NGAY,
    D,
    can_doi,
    cum_xa,
    danh_muc,
    du_an,
    hang_muc,
    mien_nui,
    quy_hoach,
    thu_tuc,
    thue,
    tra_loi,
    van_ban,
    xa,
    xet,
)


def _xin(xin_ha, ngay_nop=DAU_R3, loai="thanh_lap", **them):
    t = thu_tuc(loai, ngay_nop, dien_tich=D(xin_ha))
    return xet(hoi={"thu_tuc": t, **them.pop("hoi", {})}, thu_tuc=[t], **them)


# -- V07 ---------------------------------------------------------------------------------------
def test_v07_a_dossier_over_75_ha_is_stopped_under_either_regime():
    cau = (
        "L",
        (
            "Diện tích 75,5 ha vượt mức tối đa 75 ha. Nếu là cụm chuyển tiếp, chọn căn cứ miễn trừ "
            "(Điều 35)."
        ),
    )

    assert tra_loi(_xin(75), "V07", "ho_so") == []
    assert tra_loi(_xin("75.5", CUOI_R2), "V07", "ho_so") == [cau]
    assert tra_loi(_xin("75.5", DAU_R3), "V07", "ho_so") == [cau]


def test_v07_an_extension_counts_the_total_after():
    assert tra_loi(_xin(25, loai="mo_rong", dien_tich=50), "V07", "mo_rong") == []
    assert [m for m, _ in tra_loi(_xin(26, loai="mo_rong", dien_tich=50), "V07", "mo_rong")] == [
        "L"
    ]


def test_v07_the_decision_comes_before_what_was_asked():
    x = _xin(70, hoi={"van_ban": van_ban(dien_tich=D(76))})

    assert [m for m, _ in tra_loi(x, "V07", "thanh_lap")] == ["L"]


def test_v07_a_standing_cluster_is_only_warned_and_may_be_exempt():
    mien = {"mien_tru_dien_tich": "lon_truoc_105", "ly_do_mien_tru": "khoản 1 Điều 35"}

    assert [m for m, _ in tra_loi(xet(dien_tich=90), "V07")] == ["C"]
    assert tra_loi(xet(dien_tich=90, cum={**mien, "truoc_105_2009": True}), "V07") == []
    assert tra_loi(xet(dien_tich=90, cum=mien), "V07") == [
        ("C", ("Diện tích 90 ha vượt mức tối đa 75 ha; căn cứ miễn trừ chỉ dùng cho cụm hình thành "
              "trước QĐ 105/2009/QĐ-TTg (Điều 35)."))
    ]  # fmt: skip


def test_v07_no_exemption_carries_an_extension_over_75_ha():
    cum = {"mien_tru_dien_tich": "lon_truoc_105", "truoc_105_2009": True}

    kq = tra_loi(_xin(5, loai="mo_rong", dien_tich=80, cum=cum), "V07", "mo_rong")

    assert [m for m, _ in kq] == ["L"]


# -- V08 ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ngay_nop", "dien_tich", "ket_qua"),
    [
        (CUOI_R2, 10, []),
        (CUOI_R2, 7, [("L", ("Diện tích 7 ha nhỏ hơn mức tối thiểu 10 ha áp dụng cho hồ sơ ngày "
                            "14/09/2026."))]),
        (DAU_R3, 7, []),
        (DAU_R3, 5, []),
        (DAU_R3, 4, [("C", ("Diện tích 4 ha nhỏ hơn mức tối thiểu 5 ha áp dụng cho hồ sơ ngày "
                           "15/09/2026."))]),
    ],
)  # fmt: skip
def test_v08_least_area_on_the_two_sides_of_15_9_2026(ngay_nop, dien_tich, ket_qua):
    x = _xin(dien_tich, ngay_nop, luat=mien_nui(xa()), cac_xa=[cum_xa(xa())])

    assert tra_loi(x, "V08", "ho_so") == ket_qua


def test_v08_a_file_under_appraisal_on_15_9_keeps_its_regime():
    """Khoản 2 Điều 35: the day of submission decides, not the day of the decision."""
    t = thu_tuc(ngay_nop=CUOI_R2, dien_tich=D(7))
    v = van_ban(ngay=date(2026, 10, 20), ho_so_id=t.pk, dien_tich=D(7))
    x = xet(luat=mien_nui(xa()), thu_tuc=[t], hoi={"thu_tuc": t, "van_ban": v}, hom_nay=NGAY)

    assert tra_loi(x, "V08", "thanh_lap") == [
        ("L", "Diện tích 7 ha nhỏ hơn mức tối thiểu 10 ha áp dụng cho hồ sơ ngày 14/09/2026.")
    ]


def test_v08_mountain_communes_and_craft_villages_have_their_own():
    nui = xa()

    assert tra_loi(_xin(7, CUOI_R2, luat=mien_nui(nui), cac_xa=[cum_xa(nui)]), "V08", "ho_so") == []
    assert tra_loi(_xin(7, CUOI_R2, cum={"loai_hinh": ["lang_nghe"]}), "V08", "ho_so") == []
    x = _xin(4, CUOI_R2, luat=mien_nui(nui), cac_xa=[cum_xa(nui)])
    assert tra_loi(x, "V08", "ho_so") == [
        ("L", "Diện tích 4 ha nhỏ hơn mức tối thiểu 5 ha áp dụng cho hồ sơ ngày 14/09/2026.")
    ]


def test_v08_only_warns_while_no_list_of_mountain_communes_is_on_file():
    assert [m for m, _ in tra_loi(_xin(7, CUOI_R2), "V08", "ho_so")] == ["C"]
    assert [m for m, _ in tra_loi(_xin(4, CUOI_R2), "V08", "ho_so")] == ["L"]


def test_v08_exempt_when_established_before_decree_68():
    mien = {"mien_tru_dien_tich": "nho_truoc_68", "ly_do_mien_tru": "khoản 1 Điều 35"}

    def nho(ngay, cum):
        return tra_loi(xet(van_ban=[van_ban(ngay=ngay, dien_tich=D(6))], cum=cum), "V08")

    assert nho(date(2017, 7, 14), mien) == []
    assert [m for m, _ in nho(date(2017, 7, 14), {})] == ["C"]
    assert nho(date(2017, 7, 15), mien) == [
        ("C", ("Diện tích 6 ha nhỏ hơn mức tối thiểu 10 ha; căn cứ miễn trừ chỉ dùng cho cụm thành "
              "lập trước NĐ 68/2017/NĐ-CP (Điều 35)."))
    ]  # fmt: skip


# -- V09 ---------------------------------------------------------------------------------------
def test_v09_up_to_5_ha_over_the_plan_goes_with_the_decision():
    assert tra_loi(xet(dien_tich=75, quy_hoach=[quy_hoach(70)]), "V09") == []
    assert tra_loi(xet(dien_tich=75, quy_hoach=[quy_hoach("69.5")]), "V09") == [
        ("C", ("Diện tích thành lập lớn hơn quy hoạch 5,5 ha, vượt mức được quyết định tại Quyết "
              "định thành lập (05 ha). Cần điều chỉnh quy hoạch."))
    ]  # fmt: skip
    assert tra_loi(xet(dien_tich=75, quy_hoach=[quy_hoach(20, "rut")]), "V09") == []


# -- V10 ---------------------------------------------------------------------------------------
def _dia_ban(lap_day, chua_thue, cap="xa", ten="Xã Bảo Hà", so_cum=2, thieu=0):
    return DiaBanXet(cap, ten, so_cum, D(lap_day), D(chua_thue), thieu)


def _v10(dia_ban, ngay_nop, **cum):
    return tra_loi(_xin(50, ngay_nop, cum=cum, hoi={"dia_ban": dia_ban}), "V10", "ho_so")


def test_v10_commune_under_r3_warns_since_the_text_was_not_seen():
    assert _v10(_dia_ban("50.01", 60), DAU_R3) == []
    assert _v10(_dia_ban(30, 50), DAU_R3) == []
    assert _v10(_dia_ban(50, "50.5"), DAU_R3) == [
        ("C", ("Địa bàn xã Bảo Hà có tỷ lệ lấp đầy 50% và còn 50,5 ha chưa cho thuê: chưa đủ điều "
              "kiện thành lập cụm mới (điểm c khoản 1 Điều 8)."))
    ]  # fmt: skip


def test_v10_new_types_are_not_held_to_it_under_r3():
    dia_ban = _dia_ban(10, 80)

    assert _v10(dia_ban, DAU_R3, loai_hinh=["cong_nghe_cao"]) == []
    assert _v10(dia_ban, DAU_R3, loai_hinh=["sinh_thai"]) == []
    assert len(_v10(dia_ban, DAU_R3, loai_hinh=["chuyen_nganh"])) == 1


def test_v10_district_test_of_2024_blocks_above_100_ha():
    huyen = _dia_ban(40, 101, "huyen", "huyện Bảo Yên (cũ)")

    assert _v10(_dia_ban(40, 100, "huyen", "huyện Bảo Yên (cũ)"), date(2025, 6, 30)) == []
    assert _v10(huyen, date(2025, 6, 30)) == [
        ("L", ("Địa bàn huyện Bảo Yên (cũ) có tỷ lệ lấp đầy 40% và còn 101 ha chưa cho thuê: chưa "
              "đủ điều kiện thành lập cụm mới (điểm c khoản 1 Điều 8)."))
    ]  # fmt: skip


def test_v10_without_districts_the_province_decides_until_14_9_2026():
    assert _v10(_dia_ban(40, 101, "tinh", "huyện Bảo Yên (cũ)"), CUOI_R2) == [
        ("C", ("Địa bàn huyện Bảo Yên (cũ) có tỷ lệ lấp đầy 40% và còn 101 ha chưa cho thuê; "
              "UBND cấp tỉnh quyết định cách áp dụng điều kiện này (Điều 12 NĐ 139/2025/NĐ-CP)."))
    ]  # fmt: skip


def test_v10_missing_figures_are_told_not_judged():
    assert _v10(_dia_ban(40, 101, thieu=1), date(2025, 6, 30)) == [
        ("C", ("Chưa xét được điều kiện địa bàn xã Bảo Hà: 1 cụm chưa có số đất công nghiệp hoặc "
              "đất đã cho thuê."))
    ]  # fmt: skip
    assert _v10(DiaBanXet("xa", "xã Bảo Hà", 0), DAU_R3) == []


def test_answer_on_an_area_for_the_page_of_communes():
    r2 = danh_muc().tim_che_do(date(2025, 1, 1))
    r3 = danh_muc().tim_che_do(DAU_R3)

    assert ket_luan_dia_ban(_dia_ban(60, 80), r2) == KetLuanDiaBan(True, True)
    assert ket_luan_dia_ban(_dia_ban(40, 101), r2) == KetLuanDiaBan(False, True)
    assert ket_luan_dia_ban(_dia_ban(40, 80), r3) == KetLuanDiaBan(False, False)
    assert ket_luan_dia_ban(_dia_ban(40, 80), r3, ["sinh_thai"]).dat is True
    assert ket_luan_dia_ban(_dia_ban(40, 80, thieu=1), r3).dat is None


# -- V11, V12 ----------------------------------------------------------------------------------
def _mo_rong(ha, ngay_nop, chung_minh=False, **them):
    d = du_an()
    t = thu_tuc("mo_rong", ngay_nop, dien_tich=D(10), chung_minh_nhu_cau=chung_minh)
    return xet(dien_tich=50, can_doi=[can_doi(30)], du_an=[d], thue=[thue(d, ha)],
               hoi={"thu_tuc": t}, thu_tuc=[t], **them)  # fmt: skip


@pytest.mark.parametrize(
    ("ngay_nop", "ha", "ket_qua"),
    [
        (CUOI_R2, 18, []),
        (CUOI_R2, "17.9", [("L", ("Chưa đạt tỷ lệ lấp đầy 60% để mở rộng và chưa có chứng minh nhu "
                                 "cầu vượt quỹ đất."))]),
        (DAU_R3, 15, []),
        (DAU_R3, "14.9", [("C", ("Chưa đạt tỷ lệ lấp đầy 50% để mở rộng và chưa có chứng minh nhu "
                                "cầu vượt quỹ đất."))]),
    ],
)  # fmt: skip
def test_v11_fill_to_extend_on_the_two_sides_of_15_9_2026(ngay_nop, ha, ket_qua):
    assert tra_loi(_mo_rong(ha, ngay_nop), "V11", "ho_so") == ket_qua


def test_v11_proof_of_demand_stands_for_the_fill_and_unknown_fill_only_warns():
    t = thu_tuc("mo_rong", CUOI_R2)

    assert tra_loi(_mo_rong(1, CUOI_R2, True), "V11", "ho_so") == []
    assert [m for m, _ in tra_loi(xet(hoi={"thu_tuc": t}), "V11", "ho_so")] == ["C"]


_BON = ("giao_thong", "cap_nuoc", "thu_gom_nuoc_thai", "xlnt")


def test_v12_essential_works_of_each_regime():
    bon = [hang_muc(m) for m in _BON]
    do_dang = [*bon[:3], hang_muc("xlnt", xong=False)]

    assert tra_loi(_mo_rong(20, CUOI_R2, hang_muc=bon), "V12", "ho_so") == []
    assert tra_loi(_mo_rong(20, CUOI_R2, hang_muc=do_dang), "V12", "ho_so") == [
        ("L", ("Chưa hoàn thành công trình thiết yếu: trạm xử lý nước thải tập trung. Không đủ "
              "điều kiện mở rộng."))
    ]  # fmt: skip
    assert tra_loi(_mo_rong(20, DAU_R3, hang_muc=bon), "V12", "ho_so") == [
        ("C", ("Chưa hoàn thành công trình thiết yếu: thu gom chất thải rắn; phòng cháy, chữa "
              "cháy. Không đủ điều kiện mở rộng."))
    ]  # fmt: skip


def test_v12_is_waived_for_clusters_before_2009_under_r3_only():
    cu = {"truoc_105_2009": True}

    assert tra_loi(_mo_rong(20, DAU_R3, cum=cu), "V12", "ho_so") == []
    assert len(tra_loi(_mo_rong(20, CUOI_R2, cum=cu), "V12", "ho_so")) == 1
