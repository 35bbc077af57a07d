"""The YAML under fixtures/baocao: forms, rules, calendar, published figures (pure, no database)."""

import ast
import re
import unicodedata
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

GOC = Path(__file__).resolve().parents[2] / "fixtures" / "baocao"
BIEU = ["Q00", "Q01", "Q04", "Q05", "Q07", "Q08"]
TEP = sorted(GOC.rglob("*.yaml"))
BIEN = {"gia_tri", "trung_binh_8", "tong_cac_ky", "tien_do_chuan", "so_ky", "don_vi_cuoi"}
HAM = {"abs", "min", "max", "tong", "lam_tron"}
TIEN_TO = {"ky_truoc", "cung_ky", "nam_truoc", "sau_thang"}
MA_KY = re.compile(r"20\d\d-(T(0[1-9]|1[0-2])|Q[1-4]|6T|9T|N)")
MAU_NGAY = re.compile(r"nam([+-]1)?-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@cache
def doc(duong_dan: str) -> Any:
    return yaml.safe_load((GOC / duong_dan).read_text(encoding="utf-8"))


def bieu(ma: str) -> dict[str, Any]:
    return doc(f"bieu_mau/{ma}.yaml")


def dong(ma: str) -> dict[str, dict[str, Any]]:
    b = bieu(ma)
    return {r["ma"]: {**b["mac_dinh_chi_tieu"], **r} for r in b["chi_tieu"]}


def cong_bo() -> list[dict[str, Any]]:
    tep = sorted((GOC / "so_lieu_cong_bo").glob("*.yaml"))
    return [g for p in tep for g in doc(f"so_lieu_cong_bo/{p.name}")["gia_tri"]]


def lay(ten_tep: str, ky: str, chi_tieu: str, cot: str, **loc: Any) -> Decimal:
    gia_tri = [
        Decimal(g["gia_tri"])
        for g in doc(f"so_lieu_cong_bo/{ten_tep}.yaml")["gia_tri"]
        if (g["ky"], g["chi_tieu"], g["cot"]) == (ky, chi_tieu, cot)
        and all(g.get(k) == v for k, v in loc.items())
    ]
    assert len(gia_tri) == 1, (ten_tep, ky, chi_tieu, cot, loc)
    return gia_tri[0]


def lam_tron(x: Decimal, n: int | Decimal = 0) -> Decimal:
    return x.quantize(Decimal(1).scaleb(-int(n)), ROUND_HALF_UP)


@pytest.mark.parametrize("tep", TEP, ids=lambda p: p.name)
def test_file_loads_and_is_nfc(tep: Path):
    text = tep.read_text(encoding="utf-8")

    du_lieu = yaml.safe_load(text)

    assert du_lieu
    assert unicodedata.is_normalized("NFC", text)


def test_no_figure_or_threshold_is_a_binary_float():
    def floats(o: Any) -> list[float]:
        if isinstance(o, dict):
            return [f for v in o.values() for f in floats(v)]
        if isinstance(o, list):
            return [f for v in o for f in floats(v)]
        return [o] if isinstance(o, float) else []

    found = {p.name: floats(yaml.safe_load(p.read_text(encoding="utf-8"))) for p in TEP}

    assert {k: v for k, v in found.items() if v} == {}


@pytest.mark.parametrize("ma", BIEU)
def test_form_codes_are_unique_and_references_exist(ma: str):
    b, rows = bieu(ma), dong(ma)
    cot = [c["ma"] for c in b["cot"]]

    tro_toi = {
        t
        for r in rows.values()
        for t in [r["cha"], r["la_tap_con_cua"], r["tu_so"], r["mau_so"], *r["tong_cua"]]
        + [x for nhom in r["tong_cua_phu"] for x in nhom]
        if t
    }

    assert b["ma"] == ma
    assert len(rows) == len(b["chi_tieu"])
    assert len(set(cot)) == len(cot)
    assert tro_toi - set(rows) == set()
    assert {r["muc"] for r in rows.values()} == {m["ma"] for m in b["muc"]}
    assert {c for r in rows.values() for c in r["cot_khong_ap_dung"]} <= set(cot)
    assert not set(cot) & set(rows)


@pytest.mark.parametrize("ma", BIEU)
def test_form_values_are_from_the_closed_lists(ma: str):
    b, rows = bieu(ma), dong(ma).values()
    khoa = set(b["mac_dinh_chi_tieu"]) | {"ma", "stt", "ten", "muc", "dvt", "kieu"}

    assert {k for r in rows for k in r} == khoa
    assert {r["kieu"] for r in rows} <= {
        "SO_NGUYEN", "SO_TP", "CHI_SO", "TY_LE", "TANG", "VAN_BAN", "DANH_SACH",
    }  # fmt: skip
    assert {r["dai_luong"] for r in rows} <= {"dong", "thoi_diem", "ty_le", "chi_so", "van_ban"}
    assert {r["tong_hop"] for r in rows} <= {"CONG", "TINH_LAI", "KHONG"}
    assert {r["bat_buoc"] for r in rows} <= {"luon", "neu_co", "tuy_chon"}
    assert {c["kieu_cot"] for c in b["cot"]} <= {"nhap", "tu_csdl", "tinh", "van_ban"}
    assert {k for r in rows for k in r["loai_ky"] or []} <= set(b["loai_ky"])
    assert all(r["tong_hop"] == "KHONG" for r in rows if r["dai_luong"] == "chi_so")
    assert all(r["danh_sach"] for r in rows if r["kieu"] == "DANH_SACH")


def test_q07_has_the_27_official_rows_and_8_subrows_in_order():
    expected = []
    for n in range(1, 28):
        expected.append((f"CC{n:02d}", str(n)))
        if n in (15, 16):
            expected += [(f"CC{n}.{i}", f"{n}.{i}") for i in range(1, 5)]

    rows = dong("Q07")

    assert [(r["ma"], r["stt"]) for r in rows.values()] == expected
    assert [r["ma"] for r in rows.values() if r["dai_luong"] == "dong"] == [
        "CC05", "CC06", "CC23", "CC24",
    ]  # fmt: skip
    assert (rows["CC19"]["tu_so"], rows["CC19"]["mau_so"]) == ("CC18", "CC17")
    assert rows["CC15"]["tong_cua"] == ["CC15.1", "CC15.2"]


def test_q07_light_version_has_the_eleven_agreed_rows():
    nhe = [r["ma"] for r in dong("Q07").values() if r["loai_ky"] is None]

    assert nhe == [
        "CC03", "CC04", "CC05", "CC06", "CC14", "CC15", "CC17", "CC18", "CC19", "CC20", "CC25",
    ]  # fmt: skip


def test_q01_has_the_24_manufacturing_divisions():
    nganh = [r["ma_nganh"]["ma"] for r in dong("Q01").values() if r["cha"] == "CN20"]

    assert nganh == [str(n) for n in range(10, 34)]


def test_q00_sources_point_to_existing_rows_and_columns():
    for r in dong("Q00").values():
        nguon = r["nguon"]
        if "he_thong" in nguon or nguon["bieu"] not in BIEU:
            assert r["ma"] in {"TH03a", "TH03b", "TH09a", "TH09b"} or "he_thong" in nguon
            continue
        cot = {c["ma"] for c in bieu(nguon["bieu"])["cot"]}
        dung = [nguon["cot"]] if "cot" in nguon else re.findall(r"\[(\w+)\]", nguon["bieu_thuc"])

        assert nguon["chi_tieu"] in dong(nguon["bieu"]), r["ma"]
        assert dung, r["ma"]
        assert set(dung) <= cot, r["ma"]


def quy_tac() -> list[dict[str, Any]]:
    return doc("quy_tac.yaml")["quy_tac"]


def phan_giai(ref: str, ma_bieu: str) -> bool:
    """True if a bracket reference names a column, a row, or row.column of the form."""
    rows, cot = dong(ma_bieu), {c["ma"] for c in bieu(ma_bieu)["cot"]}
    dau, _, con = ref.partition(".")
    if dau in TIEN_TO:
        ref = con
    if ref in cot or ref in rows:
        return True
    ma_dong, _, ma_cot = ref.rpartition(".")
    return ma_dong in rows and ma_cot in cot


def tinh(bieu_thuc: str, gia_tri: dict[str, Any]) -> bool:
    """Evaluate one condition; used only to prove that its two examples differ."""
    ten = {"tong": lambda *a: sum(a), "lam_tron": lam_tron, "abs": abs, "min": min, "max": max}
    bien = {k: Decimal(str(v)) for k, v in gia_tri.items()}

    def the(m: re.Match[str]) -> str:
        ten[khoa := "r_" + re.sub(r"\W", "_", m[1])] = bien[m[1]]
        return khoa

    text = re.sub(r"\[([^\]]+)\]", the, bieu_thuc)
    text = re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"so('\1')", text)
    ten |= {k: v for k, v in bien.items() if k.isidentifier()} | {"so": Decimal}
    return bool(eval(compile(ast.parse(text, mode="eval"), "", "eval"), {"__builtins__": {}}, ten))


def test_rule_codes_are_unique_and_enough_are_typed():
    ma = [r["ma"] for r in quy_tac()]

    assert len(set(ma)) == len(ma)
    assert len({re.match(r"KT[CX]?\d\d", m)[0] for m in ma}) >= 30
    assert {r["muc_do"] for r in quy_tac()} <= {"E", "W", "A"}
    assert {r["pham_vi"] for r in quy_tac()} <= {"o", "dong", "bieu", "bo"}


def test_rules_that_replace_another_list_every_row_they_take_over():
    theo_ma = {r["ma"]: r for r in quy_tac()}
    rieng = set(theo_ma["KT27"]["tham_so"]["tru_chi_tieu"])

    con_lai = {r["ma"] for q in BIEU for r in dong(q).values() if r["la_tap_con_cua"]} - rieng

    assert con_lai == {"BL50", "NK21", "NK22", "NK23", "KC20d", "KC20e"}


@pytest.mark.parametrize("r", quy_tac(), ids=lambda r: r["ma"])
def test_rule_names_and_references_are_known(r: dict[str, Any]):
    ap = r["ap_dung"]
    refs = re.findall(r"\[([^\]]+)\]", r.get("dieu_kien", ""))
    ten = set(re.findall(r"[a-z]\w*", re.sub(r"\[[^\]]+\]", "", r.get("dieu_kien", ""))))
    cac_dong = {m for q in ap["bieu"] for m in dong(q)}
    chi_tieu = [*(ap.get("tru_chi_tieu") or []), *r.get("tham_so", {}).get("tru_chi_tieu", [])]
    if isinstance(ap.get("chi_tieu"), list):
        chi_tieu += ap["chi_tieu"]

    assert ten - BIEN - HAM - set(r["nguong"]) - {"and", "or", "not"} == set()
    assert [x for q in ap["bieu"] for x in refs if not phan_giai(x, q)] == []
    assert [c for c in chi_tieu if c not in cac_dong | {"CC15", "CC16", "KC10"} | set(dong("Q07"))
            | set(dong("Q08"))] == []  # fmt: skip
    assert r["loai"] == ("ham" if "ham" in r else "dieu_kien")
    assert r["thong_bao"].endswith((".", "?"))
    assert r["can_cu"]


@pytest.mark.parametrize(
    "r", [r for r in quy_tac() if r["loai"] == "dieu_kien"], ids=lambda r: r["ma"]
)
def test_rule_examples_break_and_keep_the_condition(r: dict[str, Any]):
    sai = tinh(r["dieu_kien"], {**r["nguong"], **r["vi_du"]["sai"]})
    dung = tinh(r["dieu_kien"], {**r["nguong"], **r["vi_du"]["dung"]})

    assert (sai, dung) == (True, False)


def test_calendar_templates_are_well_formed_and_due_after_the_window():
    lich = doc("lich.yaml")
    buoc = {b["ma"] for b in lich["buoc"]}

    assert [(x["che_do"], x["loai_ky"]) for x in lich["lich"]] == [
        ("hanh_chinh", "thang"), ("hanh_chinh", "quy"), ("hanh_chinh", "sau_thang"),
        ("hanh_chinh", "chin_thang"), ("hanh_chinh", "nam"),
        ("tt14_2024", "sau_thang"), ("tt14_2024", "nam"),
    ]  # fmt: skip
    for x in lich["lich"]:
        assert set(x["han"]) <= buoc
        if x["loai_ky"] == "thang":
            assert x["cua_so"]["tu"] == {"thang": -1, "ngay": 15}
            continue
        mau = [*x["cua_so"].values(), *x["han"].values()]
        assert [m for m in mau if not MAU_NGAY.fullmatch(m)] == []
        assert x["cua_so"]["tu"] == "nam-1-12-15"
        assert x["cua_so"]["den"] < x["han"]["so"]


def test_q07_due_dates_follow_tt14_and_are_exclusive():
    tt14 = [x for x in doc("lich.yaml")["lich"] if x["che_do"] == "tt14_2024"]

    assert [(x["han"]["so"], x["loai_han"]) for x in tt14] == [
        ("nam-06-30", "truoc_ngay"), ("nam-12-31", "truoc_ngay"),
    ]  # fmt: skip


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
