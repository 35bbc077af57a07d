"""The funnel and the certificates as a table for the page and as a workbook; one set of columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from cucctdp.excel.writer import dat_be_rong, ghi, kieu_o, kieu_tieu_de, ra_bytes, thiet_lap_in
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.statistics.kieu import BangGiay, BangPheu, DongPheu, TyLe

MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
TAC_GIA = "Hệ thống thông tin Công Thương địa phương"
NGUON = f"Nguồn: hồ sơ bình chọn trong {TAC_GIA}."
# (field or rate, heading, what it is of)
COT_DEM = (
    ("dang_ky", "Đăng ký"),
    ("hop_le", "Hợp lệ"),
    ("dat_nguong", "Đạt ngưỡng điểm"),
    ("cong_nhan", "Được công nhận"),
    ("de_cu", "Được đề cử"),
    ("thu_hoi", "Đã thu hồi"),
)
COT_TY_LE = (
    ("hop_le", "Hợp lệ / đăng ký"),
    ("dat_nguong", "Đạt ngưỡng / hợp lệ"),
    ("cong_nhan", "Công nhận / đạt ngưỡng"),
    ("de_cu", "Đề cử / công nhận"),
    ("nu", "Chủ là nữ / công nhận"),
    ("dan_toc", "Chủ là người DTTS / công nhận"),
    ("tai_dat", "Công nhận lại cùng cấp / công nhận"),
    ("ocop", "Có hạng OCOP / công nhận"),
)


@dataclass(frozen=True, slots=True)
class DongXem:
    """One row for the page: counts, change of recognised products, rates with their parts."""

    ten: str
    dem: tuple[int, ...]
    truoc: int | None
    chenh: int | None
    ty_le: tuple[TyLe, ...]
    la_tong: bool = False


def dong_xem(d: DongPheu, *, la_tong: bool = False) -> DongXem:
    """A row as the page shows it."""
    ty_le = d.ty_le
    truoc = d.truoc.cong_nhan if d.truoc else None
    return DongXem(
        d.ten,
        tuple(getattr(d.so, c) for c, _ in COT_DEM),
        truoc,
        None if truoc is None else d.so.cong_nhan - truoc,
        tuple(ty_le[c] for c, _ in COT_TY_LE),
        la_tong,
    )


def cac_dong_xem(b: BangPheu) -> list[DongXem]:
    """The total first, then the rows; the total alone where there is but one row."""
    con = [dong_xem(d) for d in b.cac_dong] if b.hoi.theo != "chung" else []
    return [dong_xem(b.tong, la_tong=True), *con]


def ty_le_chu(t: TyLe) -> str:
    """«70,00% (7/10)»; «– (0/0)» where nothing can be divided."""
    phan = t.phan_tram
    dau = "–" if phan is None else f"{dinh_dang(phan, 2)}%"
    return f"{dau} ({dinh_dang(t.tu)}/{dinh_dang(t.mau)})"


def ban_xlsx(b: BangPheu, g: BangGiay, *, noi: str, luc: datetime) -> bytes:
    """Two sheets: the funnel with each rate and both its parts, the certificates on the day."""
    wb = Workbook()
    _trang_pheu(wb.active, b, noi=noi, luc=luc)
    _trang_giay(wb.create_sheet(), b, g, noi=noi, luc=luc)
    tieu_de = f"Kết quả bình chọn sản phẩm CNNT tiêu biểu, {b.hoi.ten_ky}"
    return bytes(ra_bytes(wb, tieu_de=tieu_de, tac_gia=TAC_GIA))


def _dau(ws: Any, tieu_de: str, cac: list[str]) -> int:
    """Title and notes; the row where the table begins."""
    kieu_tieu_de(ghi(ws.cell(1, 1), tieu_de), cap=1)
    ws.cell(1, 1).alignment = Alignment(horizontal="left")
    for r, chu in enumerate(cac, 2):
        ghi(ws.cell(r, 1), chu)
    return len(cac) + 3


def _ghi_chu(b: BangPheu, noi: str, luc: datetime) -> list[str]:
    dau = [
        f"Phạm vi: {noi}. Các kỳ {b.hoi.ten_ky}.",
        NGUON,
        f"Lập lúc {localtime(luc):%d/%m/%Y %H:%M}.",
    ]
    return dau + ([MINH_HOA] if b.hoi.minh_hoa else [])


def _trang_pheu(ws: Any, b: BangPheu, *, noi: str, luc: datetime) -> None:
    ws.title = "Phễu bình chọn"
    ghi_chu = [*_ghi_chu(b, noi, luc), *b.ghi_chu]
    if b.khong_gui:
        ghi_chu.append(
            f"{len(b.khong_gui)}/{b.so_tinh} tỉnh, thành phố không có hồ sơ: "
            f"{', '.join(b.khong_gui)}."
        )
    r = _dau(ws, f"Kết quả bình chọn sản phẩm CNNT tiêu biểu, {b.hoi.ten_ky}", ghi_chu)
    nhan = ["Phạm vi", *(t for _, t in COT_DEM)]
    if b.nam_truoc is not None:
        nhan += [f"Công nhận năm {b.nam_truoc}", "Tăng, giảm"]
    for _, t in COT_TY_LE:
        nhan += [f"{t} (%)", "tử số", "mẫu số"]
    for i, chu in enumerate(nhan, 1):
        kieu_tieu_de(ghi(ws.cell(r, i), chu), cap=3)
    for d in cac_dong_xem(b):
        r += 1
        o: list[str | int | Decimal | None] = [d.ten, *d.dem]
        if b.nam_truoc is not None:
            o += [d.truoc, d.chenh]
        for tl in d.ty_le:
            o += [tl.phan_tram, tl.tu, tl.mau]
        for i, gia in enumerate(o, 1):
            so_le = 2 if isinstance(gia, Decimal) else None
            kieu_o(ghi(ws.cell(r, i), gia, so_le=so_le), dam=d.la_tong)
    rong = {get_column_letter(i): 34.0 if i == 1 else 12.0 for i in range(1, len(nhan) + 1)}
    dat_be_rong(ws, rong)
    thiet_lap_in(ws)


def _trang_giay(ws: Any, b: BangPheu, g: BangGiay, *, noi: str, luc: datetime) -> None:
    ws.title = "Giấy chứng nhận"
    dau = [*_ghi_chu(b, noi, luc), *g.ghi_chu]
    r = _dau(ws, f"Giấy chứng nhận tính đến ngày {g.ngay:%d/%m/%Y}", dau)
    nhan = ("Phạm vi", "Còn hiệu lực", "Trong đó hết hạn trong 90 ngày", "Hết hạn", "Đã thu hồi")
    for i, chu in enumerate(nhan, 1):
        kieu_tieu_de(ghi(ws.cell(r, i), chu), cap=3)
    con = g.cac_dong if b.hoi.theo != "chung" else ()
    for d in (g.tong, *con):
        r += 1
        dong_giay: list[str | int] = [d.ten, d.con_hieu_luc, d.sap_het, d.het_han, d.thu_hoi]
        for i, gia in enumerate(dong_giay, 1):
            kieu_o(ghi(ws.cell(r, i), gia), dam=d is g.tong)
    dat_be_rong(ws, {"A": 34.0, "B": 14.0, "C": 18.0, "D": 12.0, "E": 12.0})
    thiet_lap_in(ws)
