"""An answer to a leader's question as a workbook and as a paper; rates with both their parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from cucctdp.excel.writer import (
    dat_be_rong,
    ghi,
    kieu_o,
    kieu_tieu_de,
    ra_bytes,
    thiet_lap_in,
)
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.render import render_pdf
from cucctdp.van_ban.do_rong import rong_cot
from cumcongnghiep.cau_hoi import BangHoi, Dong, Kieu
from cumcongnghiep.giay_to.ten import CoQuanLap
from cumcongnghiep.lap_day import TyLe

TEMPLATE = "cum_cong_nghiep/giay_to/cau_hoi.html"
TAC_GIA = "Hệ thống thông tin Công Thương địa phương"
NGUON = f"Cơ sở dữ liệu cụm công nghiệp, {TAC_GIA}"
MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
TRONG = "Ô trống hoặc «…»: chưa có số liệu, không phải số 0."
# Cells that a paper sets in about two seconds, and the most it is good for at all.
O_NGAY, DONG_TOI_DA = 500, 1000
_SO_LE = {
    Kieu.DEM: 0, Kieu.NGUOI: 0, Kieu.THANG: 0, Kieu.HA: 4, Kieu.TY: 4, Kieu.TRIEU: 4,
    Kieu.PHAN_TRAM: 2,
}  # fmt: skip
# Columns that still stand on an upright page; millimetres between the margins of both.
_COT_DUNG, _RONG_TRANG = 7, (160, 252)


@dataclass(frozen=True, slots=True)
class CotPhang:
    """A column of plain values; ``so_le`` None keeps the decimals a figure has."""

    ten: str
    don_vi: str
    la_so: bool
    so_le: int | None = None


GiaTri = str | int | Decimal | date | None


def cac_cot(b: BangHoi) -> list[CotPhang]:
    """Columns with each rate as percent, numerator and denominator."""
    kq = []
    for c in b.cot:
        if c.kieu is Kieu.TY_LE:
            kq += [
                CotPhang(c.ten, "%", True, 2),
                CotPhang(f"{c.ten}: tử số", "ha", True, 4),
                CotPhang(f"{c.ten}: mẫu số", "ha", True, 4),
            ]
        else:
            don_vi = c.kieu.value if c.la_so and c.kieu is not Kieu.SO else ""
            kq.append(CotPhang(c.ten, don_vi, c.la_so, _SO_LE.get(c.kieu)))
    return kq


def phang(b: BangHoi, dong: Dong) -> list[GiaTri]:
    """A row as plain values, one per ``cac_cot``."""
    kq: list[GiaTri] = []
    for c, o in zip(b.cot, dong.o, strict=True):
        if c.kieu is Kieu.TY_LE:
            kq += [o.phan_tram, o.tu, o.mau] if isinstance(o, TyLe) else [None, None, None]
        elif isinstance(o, bool):
            kq.append("Có" if o else "Không")
        else:
            kq.append(o)  # type: ignore[arg-type]
    return kq


def so_o(b: BangHoi) -> int:
    """Cells of an answer: what the time of its paper depends on."""
    return len(b.cac_dong) * len(cac_cot(b))


def dau_bang(b: BangHoi) -> list[str]:
    """Cut-off, coverage and base: the lines no answer goes without."""
    tu = f"; số trong kỳ từ {ngay_ngan(b.hoi.tu)}" if b.hoi.tu else ""
    phu = f"Độ phủ: {b.do_phu.cau}"
    if b.do_phu.ha_tong:
        tren = b.do_phu.ha_co * 100 / b.do_phu.ha_tong
        phu += (
            f"; {dinh_dang(b.do_phu.ha_co, 2)}/{dinh_dang(b.do_phu.ha_tong, 2)} ha có số liệu "
            f"({dinh_dang(tren, 1)}%)"
        )
    if b.do_phu.thieu:
        phu += f". Chưa có: {', '.join(b.do_phu.thieu)}"
    return [f"Số liệu đến hết ngày {ngay_ngan(b.hoi.den)}{tu}.", f"{phu}.", b.co_so]


def so_sang_chu(o: GiaTri, cot: CotPhang) -> str:
    """A value as printed; «…» when unknown."""
    match o:
        case None:
            return "…"
        case date():
            return ngay_ngan(o)
        case str():
            return o
    return dinh_dang(o, min(cot.so_le, 2) if cot.so_le is not None else None)


def ban_xlsx(b: BangHoi, *, luc: datetime) -> bytes:
    """One sheet ready to print; numbers as numbers, unknown figures empty cells."""
    wb = Workbook()
    ws = wb.active
    ws.title = f"Câu {b.so}"
    cot = cac_cot(b)
    hang = [*b.cac_dong, *([b.tong] if b.tong else [])]
    rong = [_rong(c, i, [phang(b, d) for d in hang[:200]]) for i, c in enumerate(cot)]
    dat_be_rong(ws, {get_column_letter(i): r for i, r in enumerate(rong, 1)})
    kieu_tieu_de(ghi(ws.cell(1, 1), f"Câu {b.so}. {b.ten}"), cap=1)
    dau = [b.cau, *dau_bang(b), f"Nguồn: {NGUON}. Lập lúc {localtime(luc):%d/%m/%Y %H:%M}."]
    dau += [MINH_HOA] if b.hoi.minh_hoa else []
    for r, chu in enumerate(dau, 2):
        _dong_chu(ws, r, chu, sum(rong))
    ws.cell(1, 1).alignment = Alignment(horizontal="left", vertical="center")
    r = len(dau) + 3
    for i, c in enumerate(cot, 1):
        nhan = f"{c.ten}\n({c.don_vi})" if c.don_vi else c.ten
        kieu_tieu_de(ghi(ws.cell(r, i), nhan), cap=3)
    dau_than = r + 1
    nhom = ""
    for d in hang:
        r += 1
        if d.nhom and d.nhom != nhom:
            nhom = d.nhom
            kieu_o(ghi(ws.cell(r, 1), nhom), dam=True)
            r += 1
        for i, (o, c) in enumerate(zip(phang(b, d), cot, strict=True), 1):
            so_le = c.so_le if c.la_so and not isinstance(o, str) else None
            x = kieu_o(ws.cell(r, i), dam=d is b.tong, can="right" if c.la_so else None)
            ghi(x, None if o == "" else o, so_le=so_le)
    for i, chu in enumerate((TRONG, *b.ghi_chu), r + 2):
        _dong_chu(ws, i, chu, sum(rong))
    ws.freeze_panes = f"B{dau_than}"
    thiet_lap_in(ws, dong_lap=f"{dau_than - 1}:{dau_than - 1}", ngang=len(cot) > _COT_DUNG)
    return ra_bytes(wb, tieu_de=f"Câu {b.so}. {b.ten}", tac_gia=TAC_GIA, luc=luc)


def _dong_chu(ws, r: int, chu: str, rong: float) -> None:
    o = kieu_tieu_de(ghi(ws.cell(r, 1), chu), cap=2)
    o.alignment = Alignment(horizontal="left", vertical="top", wrap_text=False)


def _rong(c: CotPhang, i: int, hang: list[list[GiaTri]]) -> float:
    dai = [len(so_sang_chu(h[i], c)) for h in hang]
    tu = [len(t) for t in f"{c.ten} {c.don_vi}".split()]
    return float(min(max([*dai, *tu, 8]) + 3, 44))


def ban_pdf(b: BangHoi, *, lap: CoQuanLap, luc: datetime) -> bytes:
    """PDF/UA-1 bytes. Raises PdfError when a text cannot be set."""
    bang = _bang(b)
    ngang = len(bang.cot) > _COT_DUNG
    co = 9.5 if ngang else 10.5
    rong = rong_cot(bang, _RONG_TRANG[ngang], co)
    cot = tuple(
        Cot(c.nhan, c.don_vi, kieu=c.kieu, so_le=c.so_le, rong=int(r))
        for c, r in zip(bang.cot, rong, strict=True)
    )
    van_ban: TieuDeVanBan = lap.tieu_de(ten_loai=f"CÂU HỎI {b.so}", trich_yeu=b.ten, ngay=b.hoi.den)
    ngu_canh = {
        "b": b,
        "van_ban": van_ban,
        "ngang": ngang,
        "co": f"{co:g}",
        "bang": BangSoLieu("", cot, bang.hang),
        "dau": dau_bang(b),
        "nguon": NGUON,
        "trong": TRONG,
        "canh_bao": MINH_HOA if b.hoi.minh_hoa else "",
        "lap_luc": f"{localtime(luc):%d/%m/%Y %H:%M}",
    }
    return render_pdf(
        TEMPLATE, ngu_canh, tieu_de=f"Câu {b.so}. {b.ten}", tac_gia=lap.ten,
        tu_khoa=("CUM-CONG-NGHIEP", f"CAU-{b.so}"),
    )  # fmt: skip


def _bang(b: BangHoi) -> BangSoLieu:
    cot = cac_cot(b)
    hang: list[Hang] = []
    nhom = ""
    for d in b.cac_dong:
        if d.nhom and d.nhom != nhom:
            nhom = d.nhom
            hang.append(Hang((nhom,), "nhom"))
        hang.append(_hang(b, d, cot))
    if b.tong is not None:
        hang.append(Hang(_hang(b, b.tong, cot).o, "tong"))
    return BangSoLieu(
        "",
        tuple(Cot(c.ten, c.don_vi, kieu="so" if c.la_so else "chu") for c in cot),
        tuple(hang),
    )


def _hang(b: BangHoi, d: Dong, cot: list[CotPhang]) -> Hang:
    o: list[GiaTriO] = [so_sang_chu(v, c) for v, c in zip(phang(b, d), cot, strict=True)]
    return Hang(tuple(o))
