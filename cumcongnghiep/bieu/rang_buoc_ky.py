"""What a form must satisfy against other periods: half year and year, period before, as-of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cumcongnghiep.bieu.kieu import TinhChat
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.bieu.so_rang_buoc import Thay, XetBieu, chu, quy_tac
from cumcongnghiep.choices import Bieu, LoaiKy


@quy_tac("V34")
def _nhay_don_vi(x: XetBieu) -> Iterator[Thay]:
    cac = ("23",) if x.tong_hop else ("1",) if x.b.bieu == Bieu.B01 else ("9",)
    for ma in cac:
        a, b = x.so(ma), (x.b.ky_truoc or {}).get(ma)
        if not a or not b:
            continue
        lan = max(a / b, b / a)
        if lan >= x.muc("lan"):
            yield Thay(
                ma,
                f"Doanh thu thay đổi {chu(lan.quantize(Decimal('0.1')))} lần so với kỳ trước "
                f"({chu(b)} → {chu(a)} tỷ đồng): có thể nhầm đơn vị (tỷ/triệu đồng).",
                nhe=True,
            )


@quy_tac("V37")
def _nam_va_sau_thang(x: XetBieu) -> Iterator[Thay]:
    """The year is no sum of halves, yet what was counted by June is counted by December."""
    if x.b.loai_ky != LoaiKy.NAM or x.b.sau_thang is None:
        return
    for d in MAU[x.b.bieu]:
        a, b = x.so(d.ma), x.b.sau_thang.get(d.ma)
        if d.trong_ky and a is not None and b is not None and a < b:
            yield Thay(d.ma, f"Số lũy kế năm ({chu(a)}) nhỏ hơn số 6 tháng ({chu(b)}).")


@quy_tac("V38")
def _giam(x: XetBieu) -> Iterator[Thay]:
    """Cumulative rows do not fall without a document."""
    luy_ke = ("3", "4", "14") if x.tong_hop else ("2",) if x.b.bieu == Bieu.B02 else ()
    for ma in luy_ke:
        a, b = x.so(ma), (x.b.ky_truoc or {}).get(ma)
        if a is not None and b is not None and a < b and ma not in x.b.co_van_ban:
            yield Thay(
                ma,
                f"Số lũy kế giảm so với kỳ trước ({chu(b)} → {chu(a)}) mà không có quyết định "
                "điều chỉnh, bãi bỏ.",
                nhe=True,
            )


@quy_tac("RB07")
def _nhay(x: XetBieu) -> Iterator[Thay]:
    """A stock that moves by more than a fifth within a year needs a reason."""
    for d in MAU[x.b.bieu]:
        a, b = x.so(d.ma), (x.b.ky_truoc or {}).get(d.ma)
        if d.tinh_chat is not TinhChat.THOI_DIEM or a is None or not b:
            continue
        doi = abs(a - b) * 100 / b
        if doi > x.muc("doi"):
            yield Thay(
                d.ma,
                f"Thay đổi {chu(doi.quantize(Decimal('0.1')))}% so với kỳ trước "
                f"({chu(b)} → {chu(a)}): đề nghị giải trình.",
                nhe=True,
            )


@quy_tac("V41")
def _trung_ky_truoc(x: XetBieu) -> Iterator[Thay]:
    co = {ma: so for ma, so in x.b.dong.items() if so is not None}
    if x.b.khong_phat_sinh or not any(co.values()) or x.b.ky_truoc is None:
        return
    if all(x.b.ky_truoc.get(ma) == so for ma, so in co.items()):
        dau = next(iter(co))
        yield Thay(
            dau,
            "Toàn bộ số liệu trùng kỳ trước. Đánh dấu «không phát sinh» hoặc cập nhật.",
            nhe=True,
        )


@quy_tac("V42")
def _moc(x: XetBieu) -> Iterator[Thay]:
    som = _lui_thang(x.b.den_ngay, int(x.muc("thang")))
    for ma, moc in x.b.moc.items():
        if x.so(ma) is not None and not som <= moc <= x.b.den_ngay:
            yield Thay(ma, f"Số liệu có mốc {moc:%d/%m/%Y} ngoài kỳ báo cáo.", nhe=True)


def _lui_thang(ngay: date, so: int) -> date:
    """The same day some months before, or the last one of that month."""
    tu_dau = ngay.year * 12 + ngay.month - 1 - so
    nam, thang = divmod(tu_dau, 12)
    for d in range(ngay.day, 27, -1):
        try:
            return date(nam, thang + 1, d)
        except ValueError:
            continue
    return date(nam, thang + 1, min(ngay.day, 27))
