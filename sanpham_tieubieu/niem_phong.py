"""Commitments of signed sheets: what was signed is what is opened. Pure.

The hash goes into the audit chain at the signature, the scores stay sealed; with the salt nobody
can try scores against the hash before the opening minute.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

_SO_LE = Decimal("0.01")


def diem_chuan(diem: Decimal | str) -> str:
    """Two decimals, plain: the one spelling of a score in a commitment."""
    return format(Decimal(diem).quantize(_SO_LE), "f")


def bam_phieu(
    *,
    phieu_id: int,
    ho_so_id: int,
    giam_khao_id: int,
    khung_id: int,
    diem: Mapping[str, Decimal],
    nhan_xet: str,
    muoi: str,
) -> str:
    """SHA-256 (hex) over the sheet, its scores by code and the salt."""
    noi_dung = {
        "phieu": phieu_id,
        "ho_so": ho_so_id,
        "giam_khao": giam_khao_id,
        "khung": khung_id,
        "diem": {ma: diem_chuan(d) for ma, d in diem.items()},
        "nhan_xet": nhan_xet,
        "muoi": muoi,
    }
    chu = json.dumps(noi_dung, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(chu.encode()).hexdigest()


def bam_ky(cac_bam: Iterable[str]) -> str:
    """SHA-256 (hex) over the commitments of all opened sheets of a round, in any order."""
    return hashlib.sha256("\n".join(sorted(cac_bam)).encode()).hexdigest()
