"""Arithmetic of the forms that no V-rule says (section 3.6 of the domain file): RB01–RB07.

What ``rules`` judges (V01–V42) is not said twice. ``ViPham.khoa`` is the number of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import ViPham
from cucctdp.quy_tac.choices import Muc
from cumcongnghiep.bieu.dong_cum import So
from cumcongnghiep.bieu.kieu import TinhChat
from cumcongnghiep.bieu.mau import CAN_CU, CAP_DEM_DIEN_TICH, MAU
from cumcongnghiep.choices import Bieu
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.rules.kieu import BieuXet

# Percent a stock may move within a year unasked; the row of V38 may say another («doi»).
DOI_TOI_DA = "20"


@dataclass(frozen=True)
class Thay:
    """One fault: row, sentence; ``nhe``: only an explanation is asked."""

    dong: str
    cau: str
    nhe: bool = False


@dataclass(frozen=True)
class XetBieu:
    """A form beside the law of its cut-off day."""

    b: BieuXet
    danh_muc: DanhMuc
    hom_nay: date

    def so(self, ma: str) -> So:
        return self.b.dong.get(ma)

    def cong(self, *ma: str) -> So:
        """Sum of rows; None when one is missing."""
        cac = [self.so(m) for m in ma]
        co = [c for c in cac if c is not None]
        return sum(co, Decimal(0)) if len(co) == len(cac) else None

    @property
    def tong_hop(self) -> bool:
        return self.b.bieu in (Bieu.B03, Bieu.B04)


Ham = Callable[[XetBieu], Iterator[Thay]]
SO: dict[str, Ham] = {}


def rang_buoc(ma: str) -> Callable[[Ham], Ham]:
    """Register a constraint under its code."""

    def dang_ky(ham: Ham) -> Ham:
        SO[ma] = ham
        return ham

    return dang_ky


def kiem_bieu(b: BieuXet, *, danh_muc: DanhMuc, hom_nay: date) -> list[ViPham]:
    """Every constraint the form breaks, in the order of the codes; asks the database nothing."""
    xet = XetBieu(b, danh_muc, hom_nay)
    return [
        ViPham(
            ma,
            Muc.CANH_BAO if t.nhe else Muc.LOI,
            t.cau,
            f"Dòng {t.dong}",
            CAN_CU,
            khoa=t.dong,
        )
        for ma in sorted(SO)
        for t in SO[ma](xet)
    ]


def chu(so: So) -> str:
    """A number as people read it; «…» when it is missing."""
    return "…" if so is None else dinh_dang(so)


def _khong_qua(x: XetBieu, ma: str, *tran: str, nhe: bool = False, vi: str = "") -> Iterator[Thay]:
    """Row ``ma`` at most the sum of rows ``tran``; silent while one of them is missing."""
    a, b = x.so(ma), x.cong(*tran)
    if x.tong_hop and a is not None and b is not None and a > b:
        cau = f"Dòng {ma} ({chu(a)}) lớn hơn dòng {' + '.join(tran)} ({chu(b)})."
        yield Thay(ma, f"{cau} {vi}".strip(), nhe)


@rang_buoc("RB01")
def _phan_cua(x: XetBieu) -> Iterator[Thay]:
    """What is counted within something is not more than it."""
    for ma, tran in (
        ("15.1", "3"),
        ("15.3", "15"),
        ("15.4", "15"),
        ("16.1", "4"),
        ("16.3", "16"),
        ("16.4", "16"),
    ):
        yield from _khong_qua(x, ma, tran)
    yield from _khong_qua(x, "26", "3", "15.2")


@rang_buoc("RB02")
def _thuong_khong_qua(x: XetBieu) -> Iterator[Thay]:
    """Mostly not more; an abolition within the window or an early developer explains it."""
    bai_bo = "Có thể do bãi bỏ quyết định ngay trong kỳ; đề nghị giải trình."
    giao_truoc = "Có thể do giao chủ đầu tư trước khi thành lập; đề nghị giải trình."
    yield from _khong_qua(x, "5", "3", nhe=True, vi=bai_bo)
    yield from _khong_qua(x, "6", "4", nhe=True, vi=bai_bo)
    yield from _khong_qua(x, "7", "3", nhe=True, vi=giao_truoc)
    yield from _khong_qua(x, "8", "4", nhe=True, vi=giao_truoc)
    yield from _khong_qua(x, "9", "3", "15.2", nhe=True, vi="Đề nghị giải trình.")
    yield from _khong_qua(x, "11", "9", nhe=True, vi="Đề nghị giải trình.")
    yield from _khong_qua(x, "12", "10", nhe=True, vi="Đề nghị giải trình.")


@rang_buoc("RB03")
def _dem_va_dien_tich(x: XetBieu) -> Iterator[Thay]:
    """No cluster, no area; and the other way round."""
    for dem, dt in CAP_DEM_DIEN_TICH if x.tong_hop else ():
        a, b = x.so(dem), x.so(dt)
        if a is None or b is None or (a == 0) == (b == 0):
            continue
        if a == 0:
            yield Thay(dt, f"Dòng {dem} là 0 cụm nhưng dòng {dt} có {chu(b)} ha.")
        else:
            yield Thay(dt, f"Dòng {dem} có {chu(a)} cụm nhưng dòng {dt} là 0 ha.")


@rang_buoc("RB04")
def _dat_cn(x: XetBieu) -> Iterator[Thay]:
    vi = "Đất công nghiệp không thể lớn hơn diện tích cụm đã hoạt động."
    yield from _khong_qua(x, "17", "16", vi=vi)


@rang_buoc("RB05")
def _da_thue(x: XetBieu) -> Iterator[Thay]:
    vi = "Có thể do cụm chưa có quy hoạch chi tiết đã có dự án thuê đất; đề nghị giải trình."
    yield from _khong_qua(x, "18", "17", nhe=True, vi=vi)


@rang_buoc("RB06")
def _binh_quan_cum(x: XetBieu) -> Iterator[Thay]:
    """Mean size within the limits of the regime of the cut-off day."""
    che_do = x.danh_muc.tim_che_do(x.b.den_ngay)
    if not x.tong_hop or che_do is None:
        return
    san = che_do.dien_tich_toi_thieu_rieng or che_do.dien_tich_toi_thieu
    tran = che_do.dien_tich_toi_da
    for dem, dt in (("1", "2"), ("3", "4")):
        a, b = x.so(dem), x.so(dt)
        if not a or not b:
            continue
        bq = (b / a).quantize(Decimal("0.01"))
        ten = f"Diện tích bình quân một cụm (dòng {dt}/{dem}) là {chu(bq)} ha"
        if tran is not None and bq > tran:
            yield Thay(dt, f"{ten}, trên mức tối đa {chu(tran)} ha.", nhe=True)
        elif san is not None and bq < san:
            yield Thay(dt, f"{ten}, dưới mức tối thiểu {chu(san)} ha.", nhe=True)


@rang_buoc("RB07")
def _nhay(x: XetBieu) -> Iterator[Thay]:
    """A stock that moves by more than a fifth within a year needs a reason."""
    dong = x.danh_muc.tim_quy_tac("V38", x.hom_nay)
    tran = Decimal(str((dong.nguong if dong else {}).get("doi", DOI_TOI_DA)))
    for d in MAU[x.b.bieu]:
        a, b = x.so(d.ma), (x.b.ky_truoc or {}).get(d.ma)
        if d.tinh_chat is not TinhChat.THOI_DIEM or a is None or not b:
            continue
        doi = abs(a - b) * 100 / b
        if doi > tran:
            yield Thay(
                d.ma,
                f"Thay đổi {chu(doi.quantize(Decimal('0.1')))}% so với kỳ trước "
                f"({chu(b)} → {chu(a)}): đề nghị giải trình.",
                nhe=True,
            )
