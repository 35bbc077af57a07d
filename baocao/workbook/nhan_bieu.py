"""A form template guessed from somebody's workbook: heading row, columns, rows, levels, units.

Nothing is stored and nothing is certain: every guess is shown for correction, and every place
where the sheet does not say enough is listed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from baocao.workbook.nhan_dong import DongDoc, SoDong
from cucctdp.excel.errors import LoiO, TepKhongDocDuoc
from cucctdp.excel.reader import mo_an_toan, o_hop_nhat
from cucctdp.formats.chu import khoa_tim, nfc

_DONG_TIEU_DE_TOI_DA = 60
_HANG_TIEU_DE_TOI_DA = 4
DONG_TOI_DA, COT_TOI_DA = 300, 30
_TEN = re.compile(r"(ten )?(chi tieu|noi dung|danh muc|san pham|ten chi tieu)\b.*")
_STT = re.compile(r"(so )?(tt|stt|thu tu)\b.*")
_DVT = re.compile(r"(don vi( tinh)?|dvt|dv tinh|d v t)\b.*")
_MA = re.compile(r"ma( so| chi tieu)?")
_DANH_SO = re.compile(r"\(?[a-z]\)?|\(?\d{1,2}\)?(\s*=.*)?")
_HET_BANG = re.compile(r"(nguoi (lap|kiem tra)|thu truong|giam doc|noi nhan|lanh dao|ky ten).*")
_GHI_CHU = re.compile(r"ghi chu\b.*")
# Columns of the common set A (kỳ này, lũy kế, cùng kỳ) by words of their heads; order counts.
_BO_A = (
    ("A9", r"so( voi)? ke hoach|%.*ke hoach|ke hoach.*%"),
    ("A8", r"luy ke.*(so (voi )?cung ky|%)|(so|%).*luy ke.*cung ky"),
    ("A7", r"so (voi )?cung ky|(%|ty le|toc do).*cung ky|cung ky.*%"),
    ("A6", r"luy ke.*cung ky"),
    ("A5", r"cung ky"),
    ("A4", r"luy ke|tu dau nam|cong don"),
    ("A2", r"(thuc hien|so).*(ky|quy|thang) truoc|(ky|quy|thang) truoc"),
    ("A3", r"uoc|thuc hien.*(ky|quy|thang)|(ky|quy|thang) (nay|bao cao)"),
    ("A1", r"ke hoach"),
    ("A10", r"nguon"),
    ("A11", r"ghi chu"),
)


@dataclass
class CotDoc:
    """A column; ``o``: address of its head."""

    ma: str
    ten: str
    kieu_cot: str
    kieu: str
    o: str
    bat_buoc: bool = False


@dataclass
class BieuDoc:
    """What a sheet says. ``loi`` not empty: no form could be read."""

    trang: str = ""
    ten: str = ""
    bo_cot: str = ""
    cot: list[CotDoc] = field(default_factory=list)
    dong: list[DongDoc] = field(default_factory=list)
    don_vi_tinh_chung: str = ""
    ghi_chu_in: str = ""
    chua_ro: list[LoiO] = field(default_factory=list)
    loi: list[LoiO] = field(default_factory=list)


@dataclass
class _TieuDe:
    dong: int
    dong_cuoi: int
    ten: int
    stt: int | None
    dvt: int | None
    ma: int | None


def doc_bieu(
    tep: BinaryIO,
    *,
    ten: str,
    trang: str = "",
    tien_to: str = "CT",
    ma_cu: Mapping[str, str] | None = None,
    da_dung: Iterable[str] = (),
) -> BieuDoc:
    """Guess a form from an uploaded workbook; never raises for its contents.

    ``trang``: the sheet, "" the first with a heading row. ``tien_to``: letters of proposed codes.
    ``ma_cu``: folded name → code of the version before, whose rows keep their codes; ``da_dung``:
    codes that must not be proposed.
    """
    try:
        wb = mo_an_toan(tep, ten=ten)
    except TepKhongDocDuoc as exc:
        return BieuDoc(loi=list(exc.loi))
    chon = _chon_trang(wb, nfc(trang).strip())
    if chon is None:
        cau = (
            f"Tệp không có trang «{trang}»." if trang else "Không thấy dòng tiêu đề bảng nào."
        ) + " Dòng tiêu đề cần có cột «Chỉ tiêu» và ít nhất một cột số liệu."
        return BieuDoc(loi=[LoiO(trang, "", cau, "khong_tieu_de")])
    ws, dau = chon
    bieu = BieuDoc(trang=nfc(ws.title))
    doc = _Doc(ws, dau, bieu)
    doc.dau_trang()
    doc.cac_cot()
    so_dong = SoDong(tien_to, dict(ma_cu or {}), set(da_dung), bieu.trang)
    doc.cac_dong(so_dong)
    bieu.dong = so_dong.xong(bieu.don_vi_tinh_chung)
    bieu.chua_ro += so_dong.chua_ro
    if not bieu.cot or not bieu.dong:
        thieu = "cột số liệu" if not bieu.cot else "chỉ tiêu"
        cau = f"Dưới dòng tiêu đề (dòng {dau.dong}) không thấy {thieu} nào."
        bieu.loi.append(LoiO(bieu.trang, f"A{dau.dong}", cau, "bang_trong"))
    return bieu


def _chon_trang(wb: Workbook, trang: str) -> tuple[Worksheet, _TieuDe] | None:
    for ws in wb.worksheets:
        if trang and nfc(ws.title) != trang:
            continue
        if (dau := _tim_tieu_de(ws)) is not None:
            return ws, dau
    return None


def _chu(o: Cell | MergedCell) -> str:
    if o.value is None or isinstance(o, MergedCell):
        return ""
    return " ".join(nfc(str(o.value)).split())


def _tim_tieu_de(ws: Worksheet) -> _TieuDe | None:
    """The first row with a name column and another known or filled column."""
    for hang in ws.iter_rows(max_row=min(ws.max_row, _DONG_TIEU_DE_TOI_DA)):
        co = {o.column: khoa_tim(_chu(o)) for o in hang if _chu(o)}
        ten = next((c for c, chu in co.items() if _TEN.fullmatch(chu)), None)
        if ten is None or len(co) < 2:
            continue

        def tim(mau: re.Pattern[str], co: Mapping[int, str] = co, bo: int = ten) -> int | None:
            return next((c for c, chu in co.items() if c != bo and mau.fullmatch(chu)), None)

        dong = hang[0].row
        cuoi = _dong_cuoi(ws, dong, ten)
        stt = tim(_STT)
        if stt is None and ten > 1 and ten - 1 not in co:
            stt = ten - 1
        return _TieuDe(dong, cuoi, ten, stt, tim(_DVT), tim(_MA))
    return None


def _dong_cuoi(ws: Worksheet, dong: int, ten: int) -> int:
    """Last heading row: the merge of the name cell, lines of sub-heads, the line «A B 1 2 3»."""
    cuoi = max((v.max_row for v in ws.merged_cells.ranges if (dong, ten) in _goc(v)), default=dong)
    while cuoi - dong < _HANG_TIEU_DE_TOI_DA and cuoi < ws.max_row:
        ke = [o for o in ws[cuoi + 1] if _chu(o)]
        danh_so = len(ke) > 1 and all(_DANH_SO.fullmatch(khoa_tim(_chu(o))) for o in ke)
        cot_so = [o for o in ke if o.column > ten and not isinstance(o.value, int | float)]
        phan_dau = not _chu(ws.cell(cuoi + 1, ten)) and bool(cot_so) and len(cot_so) == len(ke)
        if not danh_so and not phan_dau:
            break
        cuoi += 1
        if danh_so:
            break
    return cuoi


def _goc(vung: object) -> tuple[tuple[int, int], ...]:
    return ((vung.min_row, vung.min_col),)  # type: ignore[attr-defined]


class _Doc:
    def __init__(self, ws: Worksheet, dau: _TieuDe, bieu: BieuDoc) -> None:
        self.ws, self.dau, self.bieu = ws, dau, bieu
        self.hop_nhat = o_hop_nhat(ws.merged_cells.ranges)

    def chua_ro(self, o: str, cau: str, ma: str) -> None:
        self.bieu.chua_ro.append(LoiO(self.bieu.trang, o, cau, ma, "canh_bao"))

    def dau_trang(self) -> None:
        """Title and common unit above the table."""
        for hang in self.ws.iter_rows(max_row=self.dau.dong - 1):
            for o in hang:
                chu = _chu(o)
                khoa = khoa_tim(chu)
                if khoa.startswith("don vi tinh") and ":" in chu:
                    self.bieu.don_vi_tinh_chung = chu.partition(":")[2].strip(" .;()")
                elif chu.isupper() and len(chu) > len(self.bieu.ten) and "CỘNG HÒA" not in chu:
                    self.bieu.ten = chu
        self.bieu.ten = self.bieu.ten[:1] + self.bieu.ten[1:].lower()

    def cac_cot(self) -> None:
        bo = {self.dau.ten, self.dau.stt, self.dau.dvt, self.dau.ma}
        heads = [
            (c, self._ten_cot(c))
            for c in range(self.dau.ten + 1, self.ws.max_column + 1)
            if c not in bo
        ]
        co = [(c, ten) for c, ten in heads if ten]
        if len(co) > COT_TOI_DA:
            cau = f"Bảng có {len(co)} cột, chỉ lấy {COT_TOI_DA} cột đầu."
            self.chua_ro(f"A{self.dau.dong}", cau, "nhieu_cot")
            co = co[:COT_TOI_DA]
        theo_a = self._bo_a([ten for _, ten in co])
        bo_a = {"A3", "A4"} <= set(theo_a.values())
        self.bieu.bo_cot = "A" if bo_a else "M"
        so_moi = 12 if bo_a else 1
        da_co: set[str] = set()
        for i, (c, ten) in enumerate(co):
            dia_chi = f"{get_column_letter(c)}{self.dau.dong}"
            ma = theo_a.get(i, "") if bo_a else ""
            if not ma:
                ma = f"{self.bieu.bo_cot}{so_moi}"
                so_moi += 1
                if bo_a:
                    cau = f"Cột «{ten}» không thuộc bộ cột chuẩn; xem lại mã và cách có số."
                    self.chua_ro(dia_chi, cau, "cot_la")
            if ten in da_co:
                self.chua_ro(dia_chi, f"Hai cột cùng tên «{ten}».", "cot_trung")
            da_co.add(ten)
            khoa = khoa_tim(ten)
            van_ban = ma in ("A10", "A11") or re.match(r"ghi chu|nguon|nguyen nhan", khoa)
            kieu = "van_ban" if van_ban else "ty_le" if "%" in ten else "so"
            kieu_cot = "van_ban" if van_ban else "nhap"
            chinh = ma in (("A3", "A4") if bo_a else ("M1",))
            self.bieu.cot.append(CotDoc(ma, ten[:160], kieu_cot, kieu, dia_chi, chinh))

    def _ten_cot(self, cot: int) -> str:
        """Texts of the heading rows over a column, through merged cells, each once."""
        phan: list[str] = []
        for dong in range(self.dau.dong, self.dau.dong_cuoi + 1):
            d, c = self.hop_nhat.get((dong, cot), (dong, cot))
            chu = _chu(self.ws.cell(d, c))
            danh_so = dong > self.dau.dong and _DANH_SO.fullmatch(khoa_tim(chu))
            if chu and not danh_so and chu not in phan:
                phan.append(chu)
        return " – ".join(phan)

    def _bo_a(self, cac_ten: list[str]) -> dict[int, str]:
        """Place of a column → its code in set A; each code once."""
        ra: dict[int, str] = {}
        for i, ten in enumerate(cac_ten):
            khoa = khoa_tim(ten) + (" %" if "%" in ten else "")
            for ma, mau in _BO_A:
                if ma not in ra.values() and re.search(mau, khoa):
                    ra[i] = ma
                    break
        return ra

    def cac_dong(self, so: SoDong) -> None:
        trong, co_so, so_dong = 0, False, 0
        for hang in self.ws.iter_rows(min_row=self.dau.dong_cuoi + 1):
            dong = hang[0].row
            ten = _chu(self.ws.cell(dong, self.dau.ten))
            stt = _chu(self.ws.cell(dong, self.dau.stt)) if self.dau.stt else ""
            dvt = _chu(self.ws.cell(dong, self.dau.dvt)) if self.dau.dvt else ""
            chu_hang = " ".join(filter(None, (_chu(o) for o in hang)))
            if not chu_hang:
                trong += 1
                if trong > 5:
                    break
                continue
            trong = 0
            khoa = khoa_tim(chu_hang)
            if _HET_BANG.match(khoa):
                break
            if _GHI_CHU.match(khoa_tim(stt or ten)) and not dvt:
                self.bieu.ghi_chu_in = chu_hang.partition(":")[2].strip() or chu_hang
                continue
            if self.bieu.ghi_chu_in and not dvt:
                self.bieu.ghi_chu_in += f" {chu_hang}"
                continue
            if so_dong >= DONG_TOI_DA:
                cau = f"Bảng dài quá {DONG_TOI_DA} dòng; các dòng từ đây không được lấy."
                self.chua_ro(f"A{dong}", cau, "nhieu_dong")
                break
            o_ten = self.ws.cell(dong, self.dau.ten)
            dia_chi = f"{get_column_letter(self.dau.ten)}{dong}"
            if not ten:
                if stt:
                    ten = stt if not re.fullmatch(r"[\dIVXa-z.)\-–+]+", stt) else ""
                if not ten:
                    self.chua_ro(f"A{dong}", f"Dòng {dong} có chữ nhưng không có tên chỉ tiêu.",
                                 "thieu_ten")  # fmt: skip
                    continue
                stt = ""
            so_dong += 1
            gia_tri = [o.value for o in hang if o.column > self.dau.ten
                       and o.column not in (self.dau.dvt, self.dau.ma)]  # fmt: skip
            co_so = co_so or any(isinstance(g, int | float) for g in gia_tri)
            so.them(
                stt=stt,
                ten=ten,
                dvt=dvt,
                ma=_chu(self.ws.cell(dong, self.dau.ma)) if self.dau.ma else "",
                thut=int(o_ten.alignment.indent or 0),
                dam=bool(o_ten.font and o_ten.font.b),
                co_so=any(isinstance(g, int | float) for g in gia_tri),
                o=dia_chi,
            )
        if co_so:
            cau = "Tệp có số liệu trong bảng; số không được lấy, chỉ lấy khung của biểu."
            self.chua_ro("", cau, "co_so_lieu")
