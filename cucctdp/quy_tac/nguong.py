"""What a person may make of a rule's limits and sentences without breaking its test."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

CAU_HONG = "Dấu ngoặc nhọn phải đi từng cặp, bên trong là tên chỗ điền, ví dụ {ten}."


def cau_hong(cau: str) -> bool:
    """Whether a sentence cannot be filled in: «{», «{}», «{0}»."""
    try:
        cau.format_map(defaultdict(str))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return True
    return False


def loi_nguong(mau: Any, moi: Any, noi: str = "") -> list[str]:
    """Faults of ``moi`` held against limits that the test is known to read.

    Every name stays, a number stays a number, a day a day; rows of a form («dong») keep their
    count. More names, longer lists and other values are the officer's business.
    """
    ten = f"«{noi}»" if noi else "Ngưỡng"
    if isinstance(mau, dict):
        if not isinstance(moi, dict):
            return [f"{ten} phải gồm các mục có tên, viết trong ngoặc nhọn."]
        thieu = [f"Thiếu mục «{_duong(noi, k)}»." for k in mau if k not in moi]
        sau = [loi_nguong(mau[k], moi[k], _duong(noi, k)) for k in mau if k in moi]
        return [*thieu, *(loi for cac in sau for loi in cac)]
    if isinstance(mau, list):
        if not isinstance(moi, list):
            return [f"{ten} phải là một danh sách, viết trong ngoặc vuông."]
        if noi.startswith("dong.") and len(moi) < len(mau):
            return [f"{ten} phải nêu đủ {len(mau)} dòng của biểu."]
        return [loi for g in moi if mau for loi in loi_nguong(mau[0], g, noi)]
    if isinstance(mau, bool):
        return [] if isinstance(moi, bool) else [f"{ten} phải là true hoặc false."]
    if noi.startswith(("dong.", "cau.")) or not isinstance(mau, str | int | float):
        hong = noi.startswith("cau.") and isinstance(moi, str) and cau_hong(moi)
        if hong:
            return [f"{ten}: {CAU_HONG}"]
        return [] if isinstance(moi, type(mau)) else [f"{ten} không đúng kiểu giá trị."]
    if la_so(mau):
        return [] if la_so(moi) else [f"{ten} phải là số; phần thập phân viết sau dấu chấm."]
    if la_ngay(mau):
        return [] if la_ngay(moi) else [f"{ten} phải là ngày dạng 2026-12-31."]
    return [] if isinstance(moi, str) else [f"{ten} phải là chữ."]


def _duong(noi: str, khoa: str) -> str:
    return f"{noi}.{khoa}" if noi else khoa


def la_so(gia_tri: Any) -> bool:
    """A finite number, or text that reads as one."""
    if isinstance(gia_tri, bool) or not isinstance(gia_tri, int | float | str):
        return False
    try:
        return Decimal(gia_tri).is_finite()
    except InvalidOperation:
        return False


def la_ngay(gia_tri: Any) -> bool:
    try:
        date.fromisoformat(gia_tri)
    except (TypeError, ValueError):
        return False
    return True
