"""Pieces of SVG: escaping, text, hatching, axis marks. Coordinates are floats, figures are not.

No ids and no <defs>: several charts stand in one page without clashing. Presentation attributes
only, so that a Content-Security-Policy without inline styles holds. White ground and black text:
a dark page changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

CHUA_CO_SO_LIEU = "chưa có số liệu"
# The printing engine takes the first family; a browser drops the whole (invalid) value and inherits
# the font of the page, which is what both should do.
_HO_CHU = "CucSerif, inherit"
MAU_CHU = "#000"
MAU_CHINH = "#4a7fb5"
MAU_DAM = "#173f6b"
MAU_VIEN = "#5b6b7b"
MAU_LUOI = "#c4ccd4"
MAU_THIEU = "#8a949e"


def khung(rong: float, cao: float, tieu_de: str, mo_ta: str, phan: Iterable[str]) -> SafeString:
    """A whole <svg>; ``tieu_de`` is the alternative text, ``mo_ta`` tells the figures in words."""
    than = "".join(phan)
    return mark_safe(  # noqa: S308 - every text passed chu() or escape()
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bieu-do" role="img" '
        f'aria-label={quoteattr(tieu_de)} viewBox="0 0 {so(rong)} {so(cao)}" '
        f'width="{so(rong)}" height="{so(cao)}" font-family="{_HO_CHU}" fill="#000">'
        f"<title>{escape(tieu_de)}</title><desc>{escape(mo_ta)}</desc>"
        f'<rect width="{so(rong)}" height="{so(cao)}" fill="#fff"/>{than}</svg>'
    )


def so(x: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{x:.1f}".removesuffix(".0")


def chu(
    x: float,
    y: float,
    noi_dung: str,
    *,
    co: float = 14,
    neo: str = "start",
    dam: bool = False,
    nghieng: bool = False,
    mau: str = MAU_CHU,
) -> str:
    """Text whose baseline starts, is centred or ends (``neo``) at (x, y)."""
    kieu = (' font-weight="700"' if dam else "") + (' font-style="italic"' if nghieng else "")
    neo_chu = "" if neo == "start" else f' text-anchor="{neo}"'
    return (
        f'<text x="{so(x)}" y="{so(y)}" font-size="{so(co)}"{neo_chu}{kieu} fill="{mau}">'
        f"{escape(noi_dung)}</text>"
    )


def chu_tren_nen(x: float, y: float, noi_dung: str, *, co: float = 13, neo: str = "start") -> str:
    """Text on a white plate, readable where it crosses lines."""
    rong = be_rong(noi_dung, co) * 0.9
    trai = {"start": x - 1, "middle": x - rong / 2, "end": x - rong + 1}[neo]
    nen = o(trai, y - co * 0.78, rong, co, mau="#fff", vien="none")
    return nen + chu(x, y, noi_dung, co=co, neo=neo)


def o(
    x: float,
    y: float,
    rong: float,
    cao: float,
    *,
    mau: str,
    vien: str = MAU_VIEN,
    net_dut: bool = False,
    day: float = 0.8,
) -> str:
    """A rectangle."""
    dut = ' stroke-dasharray="4 3"' if net_dut else ""
    return (
        f'<rect x="{so(x)}" y="{so(y)}" width="{so(max(rong, 0))}" height="{so(max(cao, 0))}" '
        f'fill="{mau}" stroke="{vien}" stroke-width="{day}"{dut}/>'
    )


def net(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    mau: str = MAU_CHU,
    day: float = 1,
    kieu: str = "",
) -> str:
    """A straight line; ``kieu`` is a dash pattern such as "6 3"."""
    dut = f' stroke-dasharray="{kieu}"' if kieu else ""
    return (
        f'<line x1="{so(x1)}" y1="{so(y1)}" x2="{so(x2)}" y2="{so(y2)}" stroke="{mau}" '
        f'stroke-width="{day}"{dut}/>'
    )


def gach_cheo(
    x: float, y: float, rong: float, cao: float, *, mau: str = MAU_THIEU, buoc: float = 6
) -> str:
    """Diagonal hatching inside a rectangle, as one path."""
    doan = []
    c = buoc
    while c < rong + cao:
        x1, y1 = (x + c, y) if c <= rong else (x + rong, y + c - rong)
        x2, y2 = (x, y + c) if c <= cao else (x + c - cao, y + cao)
        doan.append(f"M{so(x1)} {so(y1)}L{so(x2)} {so(y2)}")
        c += buoc
    return f'<path d="{"".join(doan)}" stroke="{mau}" stroke-width="0.8" fill="none"/>'


def o_thieu(x: float, y: float, rong: float, cao: float, *, net_dut: bool = False) -> str:
    """A hatched box: the figure is missing, which is not zero."""
    return o(x, y, rong, cao, mau="#fff", vien=MAU_THIEU, net_dut=net_dut) + gach_cheo(
        x, y, rong, cao
    )


def be_rong(noi_dung: str, co: float = 14) -> float:
    """Estimated width of a text, on the wide side so that no label is cut."""
    return len(noi_dung) * co * 0.6


def ngat_dong(noi_dung: str, rong: float, co: float) -> list[str]:
    """Break running text, which is narrower than capitals, into lines that fit ``rong``."""
    dong: list[str] = []
    for tu in noi_dung.split():
        if dong and be_rong(f"{dong[-1]} {tu}", co) * 0.9 <= rong:
            dong[-1] += f" {tu}"
        else:
            dong.append(tu)
    return dong


def dau_de(tieu_de: str, don_vi: str, rong: float) -> tuple[list[str], float]:
    """Title lines with the unit below, and the y where drawing may begin."""
    phan = []
    y = 4.0
    for dong in ngat_dong(tieu_de, rong, 16):
        y += 18
        phan.append(chu(rong / 2, y, dong, co=16, neo="middle", dam=True))
    if don_vi:
        y += 17
        phan.append(chu(rong / 2, y, f"Đơn vị tính: {don_vi}", neo="middle", nghieng=True))
    return phan, y + 12


def moc_truc(nho: Decimal, lon: Decimal, *, so_moc: int = 5) -> list[Decimal]:
    """Round marks that cover [nho, lon], about ``so_moc`` of them, ascending."""
    khoang = (lon - nho) or abs(lon) or Decimal(1)
    tho = khoang / so_moc
    bac = Decimal(1).scaleb(tho.adjusted())
    buoc = next(bac * b for b in (1, 2, Decimal("2.5"), 5, 10) if bac * b >= tho)
    dau = (nho / buoc).to_integral_value(ROUND_FLOOR)
    cuoi = (lon / buoc).to_integral_value(ROUND_CEILING)
    return [buoc * k for k in range(int(dau), int(max(cuoi, dau + 1)) + 1)]
