"""Forms, rules and calendar under fixtures/baocao (pure, no database)."""

import ast
import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from .du_lieu_goc import BIEU, TEP, bieu, doc, dong, lam_tron

BIEN = {"gia_tri", "trung_binh_8", "tong_cac_ky", "tien_do_chuan", "so_ky", "don_vi_cuoi",
        "muc_thuong", "do_lech_thuong", "so_nam_mua"}  # fmt: skip
HAM = {"abs", "min", "max", "tong", "lam_tron"}
TIEN_TO = {"ky_truoc", "cung_ky", "nam_truoc", "sau_thang"}
MAU_NGAY = re.compile(r"nam([+-]1)?-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


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

    assert {k for r in rows for k in r} - {"do_dai_toi_da"} == khoa
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
        if "he_thong" in nguon:
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
    if re.fullmatch(r"Q\d\d", dau):
        return phan_giai(con, dau)
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
    assert len({re.match(r"K[TC][A-Z]?\d\d", m)[0] for m in ma}) >= 30
    assert {r["muc_do"] for r in quy_tac()} <= {"E", "W", "A"}
    assert {r["pham_vi"] for r in quy_tac()} <= {"o", "dong", "bieu", "bo"}


def test_rules_that_replace_another_list_every_row_they_take_over():
    theo_ma = {r["ma"]: r for r in quy_tac()}
    rieng = set(theo_ma["KT27"]["tham_so"]["tru_chi_tieu"])

    con_lai = {r["ma"] for q in BIEU for r in dong(q).values() if r["la_tap_con_cua"]} - rieng

    assert con_lai == {
        "BL50", "NK21", "NK22", "NK23", "KC20d", "KC20e", "SP32a", "SP32b", "SP32c",
        "TM14", "TM15", "QL10b", "LN12", "LN18", "DN10a", "DN10b", "DN10c", "DN10d",
        "NL11a", "NL11b", "NL11c", "NL11d", "NL20b", "NL22",
        "CH05a", "CH05b", "CH05d", "CH07a", "CH07b", "CH07c", "CH07d", "CH07e",
    }  # fmt: skip


@pytest.mark.parametrize("r", quy_tac(), ids=lambda r: r["ma"])
def test_rule_names_and_references_are_known(r: dict[str, Any]):
    ap = r["ap_dung"]
    refs = re.findall(r"\[([^\]]+)\]", r.get("dieu_kien", ""))
    ten = set(re.findall(r"[a-z]\w*", re.sub(r"\[[^\]]+\]", "", r.get("dieu_kien", ""))))
    cac_bieu = ap.get("bieu", [])
    cac_dong = {m for q in cac_bieu for m in dong(q)}
    chi_tieu = [*(ap.get("tru_chi_tieu") or []), *r.get("tham_so", {}).get("tru_chi_tieu", [])]
    if isinstance(ap.get("chi_tieu"), list):
        chi_tieu += ap["chi_tieu"]

    assert ten - BIEN - HAM - set(r["nguong"]) - {"and", "or", "not"} == set()
    assert [x for q in cac_bieu for x in refs if not phan_giai(x, q)] == []
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
        ("tt14_2024", "sau_thang"), ("tt14_2024", "nam"), ("cho", "nam"),
    ]  # fmt: skip
    for x in lich["lich"]:
        assert set(x["han"]) <= buoc
        if x["loai_ky"] == "thang":
            assert x["cua_so"]["tu"] == {"thang": -1, "ngay": 15}
            continue
        mau = [*x["cua_so"].values(), *x["han"].values()]
        assert [m for m in mau if not MAU_NGAY.fullmatch(m)] == []
        # The market form counts the calendar year; all others the window of NĐ 09/2019.
        assert x["cua_so"]["tu"] == ("nam-01-01" if x["che_do"] == "cho" else "nam-1-12-15")
        han = x["han"]["so"]
        assert han.startswith("nam+1") or x["cua_so"]["den"] < han


def test_q07_due_dates_follow_tt14_and_are_exclusive():
    tt14 = [x for x in doc("lich.yaml")["lich"] if x["che_do"] == "tt14_2024"]

    assert [(x["han"]["so"], x["loai_han"]) for x in tt14] == [
        ("nam-06-30", "truoc_ngay"), ("nam-12-31", "truoc_ngay"),
    ]  # fmt: skip
