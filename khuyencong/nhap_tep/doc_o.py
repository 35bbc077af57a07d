"""Cells of Mẫu 2 as officers write them: money, periods, places, beneficiaries, activities."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.formats.chu import khoa_tim, nfc
from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay
from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so
from cucctdp.imports.chuyen_doi import OSai
from cucctdp.imports.nhap_tep.co_so import ma_so_thue
from khuyencong.choices import Nguon

TRIEU = 1_000_000
# Units a head may name, in đồng; the form itself counts in triệu đồng.
_DON_VI = {"dong": 1, "nghin dong": 1_000, "ngan dong": 1_000, "trieu dong": TRIEU,
           "tr.d": TRIEU, "tr.dong": TRIEU, "ty dong": 1_000_000_000}  # fmt: skip
_DVT = re.compile(r"(?:don vi(?: tinh)?|dvt)\s*:?\s*([a-z. ]*?dong|tr\.d)\b")
_TRONG_NGOAC = re.compile(r"\(\s*((?:nghin |ngan |trieu |ty |tr\.)?dong|tr\.d)\s*\)")
_NGAY_THANG = re.compile(r"\bngay \S+ thang \S+ nam 20\d\d")  # of a letter, not of the plan
_NAM = re.compile(r"\bnam (?:ke hoach )?(20\d\d)\b")
_KHONG_TIEN = {"", "-", "–", "—", "…", "..."}
CHUA_RO = {"", "…", "...", "-", "–", "chua xac dinh", "theo ke hoach chi tiet (mau 11)", "nhom"}
_MST = re.compile(r"^(?P<ten>.*?)[\s,(–-]*\b(?:MST|mã số thuế)\s*[:.]?\s*(?P<ma>[^()]*)\)?$", re.I)
_SO = re.compile(r"^(?P<ten>.*?)\s*\(số (?P<so>\d{1,18})\)$")
_MA_CUOI = re.compile(r"^(?P<ten>.*?)\s*\((?P<ma>[A-Za-z0-9_-]{2,40})\)$")
_MA_DE_AN = re.compile(r"\bKC(?:QG|ĐP|DP)-20\d\d-\d{5}\b")
_TACH_NOI_DUNG = re.compile(r";\s*(?=[A-ZĐƯ]{2,4}\d?\s*[–-])")
_MOT_NOI_DUNG = re.compile(
    r"^(?P<ma>[A-ZĐƯ]{2,4}\d?)\s*[–-]\s*(?P<ten>.+?)"
    r"\s*\((?P<so>[\d., ]+?)\s+(?P<dvt>[^()\d][^()]*)\)\.?$"
)
_NHAN_PHAN = "Mục tiêu|Nội dung|Quy mô|MỤC TIÊU|NỘI DUNG|QUY MÔ"
_PHAN = re.compile(
    rf"(?:^|(?<=\s))(?P<nhan>{_NHAN_PHAN})\s*:(?P<chu>.*?)(?=\s(?:{_NHAN_PHAN})\s*:|\Z)", re.S
)
_KHOANG = re.compile(r"\s*(?:–|—|đến|den|\s-\s|~)\s*", re.I)
_THANG = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.-]\s*(20\d\d)", re.I)


def gon(van_ban: str) -> str:
    """One line: NFC, single blanks; what texts of the form are compared by."""
    return " ".join(nfc(van_ban).split())


def van_ban(dai: int):  # type: ignore[no-untyped-def]
    """Converter of a text that may have several lines, at most ``dai`` characters; lines kept."""

    def doi(chu: str) -> str:
        sach = nfc(chu).strip()
        if sach[:1] in ("=", "@"):
            raise OSai(
                "cong_thuc",
                f"Ô bắt đầu bằng «{sach[:1]}», giống công thức. Hãy xóa dấu này hoặc gõ lại chữ.",
            )
        if len(sach) > dai:
            raise OSai("qua_dai", f"Ô có {len(sach)} ký tự, tối đa {dai}. Hãy viết ngắn lại.")
        return sach

    return doi


def so_tien(chu: str) -> str:
    """A number of the file's unit, as exact text; «–» is no money."""
    if chu.strip() in _KHONG_TIEN:
        return "0"
    try:
        so = doc_so(chu)
    except SoKhongHopLe as exc:
        ma = "phan_tram" if chu.rstrip().endswith("%") else "khong_phai_so"
        raise OSai(ma, f"{exc} Ô này là số tiền theo đơn vị ghi ở đầu biểu.") from exc
    if so < 0:
        raise OSai("so_am", f"Số tiền «{chu}» âm. Kinh phí không được âm.")
    return format(so, "f")


def khoang_ngay(chu: str) -> str:
    """«15/01/2026–30/11/2026» or «01/2026–11/2026» as «2026-01-15/2026-11-30»."""
    phan = [p for p in _KHOANG.split(chu.strip()) if p]
    if len(phan) == 1:
        phan = [p for p in re.split(r"(?<=20\d\d)\s*-\s*", chu.strip()) if p]
    if len(phan) != 2:
        raise OSai(
            "thoi_gian_sai",
            f"«{chu[:60]}» không rõ từ ngày nào đến ngày nào. Ghi như «15/01/2026–30/11/2026» "
            "hoặc «01/2026–11/2026».",
        )
    tu, den = _dau_cuoi(phan[0], cuoi=False), _dau_cuoi(phan[1], cuoi=True)
    if den < tu:
        raise OSai(
            "thoi_gian_nguoc",
            f"Ngày kết thúc {den:%d/%m/%Y} trước ngày bắt đầu {tu:%d/%m/%Y}. Hãy đổi lại.",
        )
    return f"{tu}/{den}"


def _dau_cuoi(chu: str, *, cuoi: bool) -> date:
    khop = _THANG.fullmatch(chu.strip())
    if khop and 1 <= int(khop[1]) <= 12:
        thang, nam = int(khop[1]), int(khop[2])
        return date(nam, thang, monthrange(nam, thang)[1] if cuoi else 1)
    try:
        return doc_ngay(chu)
    except NgayKhongHopLe as exc:
        raise OSai("khong_phai_ngay", str(exc)) from exc


@dataclass(frozen=True)
class ThuHuongGhi:
    """One name of the beneficiaries' cell with what identifies it."""

    ten: str
    mst: str = ""
    so: int | None = None


def tach_thu_huong(chu: str) -> list[ThuHuongGhi]:
    """Beneficiaries of a cell, separated by «;» or lines; none when they are fixed later.

    Raises OSai for a tax code that cannot be one.
    """
    if khoa_tim(gon(chu)) in CHUA_RO:
        return []
    kq = []
    for phan in re.split(r"[;\n]", chu):
        ten = gon(phan).removeprefix("- ")
        if not ten:
            continue
        if khop := _SO.match(ten):
            kq.append(ThuHuongGhi(khop["ten"], so=int(khop["so"])))
        elif khop := _MST.match(ten):
            mst = ma_so_thue(khop["ma"].strip())
            kq.append(ThuHuongGhi(khop["ten"], mst if isinstance(mst, str) else mst[0]))
        else:
            kq.append(ThuHuongGhi(ten))
    return kq


def tach_ma(chu: str) -> tuple[str, str]:
    """(name, code) of «Trung tâm Khuyến công (ttkc-34-52)»; code "" when there is none."""
    khop = _MA_CUOI.match(chu)
    return (khop["ten"], khop["ma"]) if khop else (chu, "")


def tach_phan(chu: str) -> dict[str, str]:
    """Parts of «Mục tiêu, nội dung, quy mô»: muc_tieu, noi_dung, quy_mo, those that are written."""
    ten = {"muc tieu": "muc_tieu", "noi dung": "noi_dung", "quy mo": "quy_mo"}
    return {ten[khoa_tim(k["nhan"])]: gon(k["chu"]) for k in _PHAN.finditer(chu)}


@dataclass(frozen=True)
class NoiDungGhi:
    """One activity line: «KT4 – Máy sấy chè (1 cơ sở)»."""

    ma: str
    ten: str
    so_luong: Decimal
    don_vi_tinh: str

    def __str__(self) -> str:
        return f"{self.ma} – {gon(self.ten)} ({dinh_dang(self.so_luong)} {gon(self.don_vi_tinh)})"


def tach_noi_dung(chu: str) -> list[NoiDungGhi]:
    """Activity lines of the part «Nội dung». Raises OSai when one cannot be read."""
    kq = []
    for phan in _TACH_NOI_DUNG.split(chu):
        khop = _MOT_NOI_DUNG.match(phan.strip().removesuffix(";"))
        try:
            so = doc_so(khop["so"]) if khop else None
        except SoKhongHopLe:
            so = None
        if khop is None or so is None or so <= 0:
            raise OSai(
                "noi_dung_sai",
                f"Không đọc được nội dung «{phan[:80]}». Ghi như «Nội dung: KT4 – Máy sấy chè "
                "(1 cơ sở)»: mã nội dung, tên, số lượng và đơn vị tính trong ngoặc; nhiều nội "
                "dung cách nhau bằng dấu chấm phẩy.",
            )
        kq.append(NoiDungGhi(khop["ma"], khop["ten"].strip(), so, khop["dvt"].strip()))
    return kq


def ma_de_an(chu: str) -> str:
    """Code of a đề án named in a note, or ""."""
    khop = _MA_DE_AN.search(chu)
    return khop[0] if khop else ""


@dataclass(frozen=True)
class DauBieu:
    """What the head of the form says; empty where it is silent, several where it differs."""

    nam: frozenset[int]
    nguon: frozenset[str]
    don_vi_tien: frozenset[int]


def doc_dau_bieu(cac_dong: Sequence[str], tieu_de: Sequence[str]) -> DauBieu:
    """Year, source and unit of money from the lines above the heading and the heading itself."""
    khoa = [_NGAY_THANG.sub("", khoa_tim(gon(d))) for d in cac_dong]
    nam = {int(n) for k in khoa for n in _NAM.findall(k)}
    nguon = {
        n.value
        for k in khoa
        for n, ten in ((Nguon.KCQG, "khuyen cong quoc gia"), (Nguon.KCDP, "khuyen cong dia phuong"))
        if ten in k
    }
    don_vi = {_DON_VI[m.strip()] for k in khoa for m in _DVT.findall(k) if m.strip() in _DON_VI}
    don_vi |= {
        _DON_VI[m.strip()]
        for k in (khoa_tim(gon(t)) for t in tieu_de)
        for m in _TRONG_NGOAC.findall(k)
    }
    return DauBieu(frozenset(nam), frozenset(nguon), frozenset(don_vi))
