"""Readers of fixtures/baocao shared by the data tests."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

GOC = Path(__file__).resolve().parents[2] / "fixtures" / "baocao"
BIEU = [*(f"Q{i:02d}" for i in range(13)), "M10"]
TEP = sorted(GOC.rglob("*.yaml"))


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
