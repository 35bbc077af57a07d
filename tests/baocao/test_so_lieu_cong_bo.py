"""Published real figures under fixtures/baocao/so_lieu_cong_bo (pure, no database)."""

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

from .du_lieu_goc import BIEU, cong_bo, doc, dong, lam_tron, lay

MA_KY = re.compile(r"20\d\d-(T(0[1-9]|1[0-2])|Q[1-4]|6T|9T|N)")


def test_every_published_value_has_a_known_source_period_and_unit():
    nguon = doc("nguon.yaml")
    ma_dong = {m for q in BIEU for m in dong(q)}
    khoa_tu_do = {
        "GRDP", "GDP", "GRDP_MUC_TIEU", "GRDP_KHOANG_CAC_TINH", "GRDP_SO_TINH_TREN_10",
        "GRDP_SO_TINH_7_10", "GRDP_SO_TINH_DUOI_7", "SO_TINH_IIP_TANG", "XK_TRONG_NUOC",
        "DU_AN_DANG_TRIEN_KHAI", "DU_AN_TAM_DUNG",
    }  # fmt: skip
    gia_tri = cong_bo()

    assert {k for g in gia_tri for k in g["nguon"]} == set(nguon)
    assert [g for g in gia_tri if not g["nguon"]] == []
    assert {g["chi_tieu"] for g in gia_tri} <= ma_dong | khoa_tu_do
    assert [g for g in gia_tri if not re.fullmatch(r"(63|34):\d\d|ca_nuoc", g["don_vi"])] == []
    assert [g for g in gia_tri if not (MA_KY.fullmatch(g["ky"] or "") or "giai_doan" in g)] == []
    assert {g["trang_thai"] for g in gia_tri} <= {"uoc", "so_bo", "chinh_thuc"}
    assert all(g.get("ly_do") for g in gia_tri if g.get("chua_xac_minh"))
    assert all(n["dia_chi"] and n["noi_dung"] for n in nguon.values())


def test_a_bound_or_range_is_never_stored_as_a_number():
    for g in cong_bo():
        la_so = re.fullmatch(r"[+−]?[\d.]+(,\d+)?", g["gia_tri_goc"]) is not None

        assert (g["gia_tri"] is not None) == la_so, g
        assert la_so or "so_sanh" in g or "gia_tri_tu" in g, g


def test_contradicting_values_of_one_cell_are_flagged():
    o = defaultdict(list)
    for g in cong_bo():
        if g["gia_tri"] is not None:
            o[g["don_vi"], g["ky"], g["chi_tieu"], g["cot"], g.get("phien_ban")].append(g)

    mau_thuan = {k: v for k, v in o.items() if len({Decimal(g["gia_tri"]) for g in v}) > 1}

    assert {k[:3] for k in mau_thuan} == {
        ("34:56", "2025-6T", "XK00"), ("34:01", "2025-N", "XK00"), ("63:31", "2025-6T", "CN00"),
    }  # fmt: skip
    assert all(any(g.get("chua_xac_minh") for g in v) for v in mau_thuan.values())


def tn(ky: str, chi_tieu: str, cot: str = "A3", **loc: Any) -> Decimal:
    return lay("tay_ninh_2026", ky, chi_tieu, cot, **loc)


def thuc_hien(thang: range) -> Decimal:
    return sum((tn(f"2026-T{m:02d}", "BL00", phien_ban=2) for m in thang), Decimal(0))


def cong(nam: int, thang: range, chi_tieu: str) -> Decimal:
    return sum((tn(f"{nam}-T{m:02d}", chi_tieu) for m in thang), Decimal(0))


def tang(a: Decimal, b: Decimal) -> Decimal:
    return lam_tron(a / b * 100 - 100, 2)


def test_tay_ninh_retail_quarters_match_the_derived_figures():
    q1, q2, h1 = thuc_hien(range(1, 4)), thuc_hien(range(4, 7)), thuc_hien(range(1, 7))
    n1, n2 = cong(2025, range(1, 4), "BL00"), cong(2025, range(4, 7), "BL00")
    uoc_6 = tn("2026-T06", "BL00", phien_ban=1)

    assert (q1, q2, h1) == (Decimal("55642.371"), Decimal("58162.819"), Decimal("113805.190"))
    assert (n1, n2) == (Decimal("48072.23"), Decimal("48375.34"))
    assert (tang(q1, n1), tang(q2, n2)) == (Decimal("15.75"), Decimal("20.23"))
    assert thuc_hien(range(1, 6)) + uoc_6 == tn("2026-T06", "BL00", "A4") == Decimal("113738.513")
    assert h1 - tn("2026-T06", "BL00", "A4") == Decimal("66.677")


def test_tay_ninh_printed_cumulative_differs_in_may_july_august():
    chenh = {}
    for m in range(1, 9):
        ky = f"2026-T{m:02d}"
        tong = thuc_hien(range(1, m)) + tn(ky, "BL00", phien_ban=1)
        chenh[m] = (tn(ky, "BL00", "A4") - tong) * 1000

    assert chenh == {1: 0, 2: 0, 3: 0, 4: 0, 5: -200, 6: 0, 7: -30000, 8: -30000}


def test_tay_ninh_trade_matches_the_derived_figures():
    q1, q2 = range(1, 4), range(4, 7)
    xk1, xk2 = cong(2026, q1, "XK00"), cong(2026, q2, "XK00")
    nk1, nk_h1 = cong(2026, q1, "NK00"), cong(2026, range(1, 7), "NK00")

    assert (xk1, xk2, nk1) == (Decimal("4636.53"), Decimal("5299.97"), Decimal("3638.37"))
    assert tang(xk1, cong(2025, q1, "XK00")) == Decimal("16.90")
    assert tang(xk2, cong(2025, q2, "XK00")) == Decimal("17.15")
    assert tang(nk1, cong(2025, q1, "NK00")) == Decimal("13.28")
    assert (xk1 + xk2, nk_h1) == (Decimal("9936.50"), Decimal("7800.04"))
    assert lam_tron((xk1 + xk2) / tn("2026-N", "XK00", "A1") * 100, 1) == Decimal("50.7")
    assert lam_tron(nk_h1 / tn("2026-N", "NK00", "A1") * 100, 1) == Decimal("50.0")


def test_lao_cai_clusters_give_29_02_percent_and_234_projects():
    cc = {
        g["chi_tieu"]: Decimal(g["gia_tri"])
        for g in doc("so_lieu_cong_bo/lao_cai_ccn.yaml")["gia_tri"]
    }

    assert lam_tron(cc["CC18"] / cc["CC17"] * 100, 2) == Decimal("29.02")
    assert lam_tron(cc["CC17"] / cc["CC10"] * 100, 0) == 72
    assert cc["CC22"] + cc["DU_AN_DANG_TRIEN_KHAI"] + cc["DU_AN_TAM_DUNG"] == cc["CC20"] == 234


def test_quang_nam_total_is_the_sum_of_its_parts():
    q = {
        m: lay("quang_nam_quy1_2025", "2025-Q1", m, "A4")
        for m in ("BL00", "BL10", "BL20", "BL30", "BL40")
    }

    assert sum(q[m] for m in dong("Q04")["BL00"]["tong_cua"]) == q["BL00"] == 20587


def test_merged_growth_lies_between_the_old_units_and_weights_add_up():
    g = doc("so_lieu_cong_bo/so_ket_sap_nhap.yaml")["gia_tri"]
    phu_tho = [x for x in g if x["sap_nhap"] == "Phú Thọ"]

    cu = [(Decimal(x["gia_tri"]), Decimal(x["ty_trong"])) for x in phu_tho if "ty_trong" in x]

    assert sum(w for _, w in cu) == 100
    assert lam_tron(sum(t * w for t, w in cu) / 100, 2) == Decimal("10.08")
    for ten in ("Hải Phòng", "Phú Thọ", "Bắc Ninh"):
        nhom = [x for x in g if x["sap_nhap"] == ten]
        moi = next(Decimal(x["gia_tri"]) for x in nhom if x["don_vi"].startswith("34:"))
        cu_ = [Decimal(x["gia_tri"]) for x in nhom if x["don_vi"].startswith("63:")]
        assert min(cu_) <= moi <= max(cu_)


def test_all_34_provinces_have_a_growth_target():
    g = [x for x in doc("so_lieu_cong_bo/tinh_34_2025.yaml")["gia_tri"] if x.get("giai_doan")]

    assert len({x["don_vi"] for x in g}) == len(g) == 34


def test_national_contributions_add_up_to_iip_growth():
    diem = sum(lay("ca_nuoc", "2025-6T", m, "B5") for m in ("CN10", "CN20", "CN50", "CN60"))

    assert diem == lay("ca_nuoc", "2025-6T", "CN00", "B4") - 100 == Decimal("9.2")
