"""Dates on Vietnamese papers and screens."""

import re
from datetime import date

from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.so import la_ma

__all__ = ["NgayKhongHopLe", "doc_ngay", "ngay_chu", "ngay_ngan", "quy_la_ma"]

_DANG = (
    re.compile(r"(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII),
    re.compile(r"(?:ngay )?(?P<d>\d{1,2}) thang (?P<m>\d{1,2}) nam (?P<y>\d{4})", re.ASCII),
)


class NgayKhongHopLe(ValueError):
    """Text that is not a calendar date; `gia_tri` is the text as given."""

    def __init__(self, gia_tri: str) -> None:
        self.gia_tri = gia_tri
        super().__init__(
            f"«{gia_tri.strip()[:40]}» không phải là ngày. Nhập dạng ngày/tháng/năm, "
            "ví dụ 05/02/2026."
        )


def ngay_ngan(d: date | None) -> str:
    """05/02/2026; None prints as ""."""
    return "" if d is None else f"{d.day:02d}/{d.month:02d}/{d.year:04d}"


def ngay_chu(d: date | None) -> str:
    """Date line of a document: "ngày 05 tháng 02 năm 2026"; None prints as "".

    A zero goes before days under 10 and before months 1 and 2 only
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 4).
    """
    if d is None:
        return ""
    thang = f"{d.month:02d}" if d.month <= 2 else str(d.month)
    return f"ngày {d.day:02d} tháng {thang} năm {d.year}"


def doc_ngay(van_ban: str) -> date:
    """Read 05/02/2026, 5-2-2026, 5.2.2026, 2026-02-05 or "ngày 05 tháng 02 năm 2026".

    Day comes first. Two-digit years are refused. Raises NgayKhongHopLe.
    """
    khoa = khoa_tim(van_ban)
    for dang in _DANG:
        khop = dang.fullmatch(khoa)
        if khop:
            try:
                return date(int(khop["y"]), int(khop["m"]), int(khop["d"]))
            except ValueError:
                break
    raise NgayKhongHopLe(van_ban)


def quy_la_ma(n: int) -> str:
    """Roman numeral of a quarter: 1 -> "I"; ValueError outside 1..4."""
    if not 1 <= n <= 4:
        raise ValueError(f"Quý phải từ 1 đến 4, không phải {n}.")
    return la_ma(n)
