"""Cells, titles and group rows of lists of winners, as offices wrote them; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cucctdp.formats.chu import khoa_tim, nfc
from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay
from cucctdp.imports.chuyen_doi import OSai
from sanpham_tieubieu.choices import Cap, KhuVuc

_NT = {"nt", "n.t", "nhu tren", "(nt)", "-nt-", '"', "''", "”", "“", "〃"}
_TRONG = {"", "-", "–", "khong", "khong co", "chua co", "x", "/"}
_NAM = re.compile(r"\bnam (\d{4})\b")
_CAP = (
    ("quoc gia", Cap.QUOC_GIA),
    ("khu vuc", Cap.KHU_VUC),
    ("cap huyen", Cap.HUYEN),
    ("cap xa", Cap.XA),
    ("cap tinh", Cap.TINH),
)
_MIEN = (
    ("phia bac", KhuVuc.BAC),
    ("phia nam", KhuVuc.NAM),
    ("mien trung", KhuVuc.TRUNG),
    ("tay nguyen", KhuVuc.TRUNG),
)
_SO_DK = re.compile(r"(\d+)\s*(?:san pham|ho so)?[^.;\d]{0,20}?(?:dang ky|tham gia|du thi)")
_DK_SO = re.compile(r"(?:dang ky|tham gia|du thi)\D{0,30}?(\d+)\s*(?:san pham|ho so)?")
_CN_SO = re.compile(r"(?:cong nhan|cap giay|dat giai)\D{0,30}?(\d+)\s*(?:san pham)?")
_NHOM_DAU = re.compile(r"^(?:[ivx]+|\d{1,2}|[a-d])\s*[.)/:–-]?\s*(?=nhom\b)")
_SO_CUOI = re.compile(r"[(:–-]?\s*(\d{1,3})\s*(?:san pham|sp|bo san pham)\b")
_HUYEN = ("huyen ", "thi xa ", "thanh pho ", "quan ", "tp ", "tp. ", "tx ", "tx. ")
_TONG = ("tong cong", "tong so", "tong", "cong")


def nhu_tren(chu: str) -> bool:
    """«nt», «như trên», a ditto mark: the cell above is meant."""
    return khoa_tim(chu).strip(" .") in _NT or chu.strip() in _NT


def ngay_cu(chu: str) -> str | None:
    """A day written in any way offices wrote it, as ISO; None for «không», «-».

    «ngày 07 tháng 10 năm 2022», «7/10/2022», «07-10-2022». A month or year alone is refused.
    """
    if khoa_tim(chu).strip(". ") in _TRONG:
        return None
    gon = re.sub(r"^\s*(?:ngày|đến|hết|đến hết)\s+(?=\d)", "", nfc(chu).strip(), flags=re.I)
    gon = re.sub(r"\s*([/.-])\s*", r"\1", gon).split(" 00:00")[0]
    try:
        return doc_ngay(gon).isoformat()
    except NgayKhongHopLe as exc:
        raise OSai("khong_phai_ngay", str(exc)) from exc


def han_cu(chu: str) -> str | tuple[str, str] | None:
    """The end of a certificate: a day, or a year alone («2026», «hết năm 2026») as its last day."""
    if khop := re.fullmatch(r"(?:(?:den|het|den het)\s+)?(?:nam\s+)?(\d{4})", khoa_tim(chu)):
        ngay = date(int(khop[1]), 12, 31)
        return ngay.isoformat(), f"«{chu}» chỉ nêu năm: ghi có giá trị đến 31/12/{khop[1]}."
    return ngay_cu(chu)


def nam(chu: str) -> int:
    """«2022», «Năm 2022»."""
    khop = re.search(r"(?<!\d)(20\d{2})(?!\d)", chu)
    if khop is None:
        raise OSai("khong_phai_nam", f"«{chu[:30]}» không phải năm. Ghi bốn chữ số, ví dụ 2022.")
    return int(khop[1])


@dataclass
class DauBang:
    """What the lines above the heading say; counts are missing when they do not say them."""

    nam: set[int] = field(default_factory=set)
    cap: str = ""
    khu_vuc: str = ""
    dang_ky: int | None = None
    cong_nhan: int | None = None


def doc_dau(cac_chu: Sequence[str]) -> DauBang:
    """Year, level, region, «đăng ký 45 sản phẩm, công nhận 30 sản phẩm»."""
    kq = DauBang()
    for chu in cac_chu:
        khoa = khoa_tim(" ".join(nfc(chu).split()))
        kq.nam |= {int(n) for n in _NAM.findall(khoa)}
        kq.cap = kq.cap or next((c for dau, c in _CAP if dau in khoa), "")
        kq.khu_vuc = kq.khu_vuc or next((k for dau, k in _MIEN if dau in khoa), "")
        if (dk := _DK_SO.search(khoa) or _SO_DK.search(khoa)) and kq.dang_ky is None:
            kq.dang_ky = int(dk[1])
        if (cn := _CN_SO.search(khoa)) and kq.cong_nhan is None and int(cn[1]) < 1900:
            kq.cong_nhan = int(cn[1])
    return kq


def ten_huyen(co: Sequence[str]) -> str | None:
    """«II | Huyện Đại Từ» alone in a row: the district of the rows below."""
    if not 1 <= len(co) <= 2 or (len(co) == 2 and len(co[0]) > 5):
        return None
    return co[-1] if khoa_tim(co[-1]).startswith(_HUYEN) else None


def ten_nhom(co: Sequence[str]) -> tuple[str, int | None] | None:
    """«I | Nhóm sản phẩm thủ công mỹ nghệ (12 sản phẩm)» → (name, 12); None for another row."""
    if not 1 <= len(co) <= 3:
        return None
    chu = next((c for c in co if len(c) > 5), "")
    gon = " ".join(nfc(chu).split())
    khoa = khoa_tim(gon)
    if not _NHOM_DAU.sub("", khoa).startswith("nhom"):
        return None
    so = _SO_CUOI.search(khoa)
    # Folding keeps the length: the same cut holds for the text as it was written.
    ten = gon[: so.start()] if so else gon
    ten = ten[len(khoa) - len(_NHOM_DAU.sub("", khoa)) :].strip(" (:–-.")
    if so is None and len(co) > 1 and co[-1].isdigit() and co[-1] != chu:
        return ten, int(co[-1])
    return ten, int(so[1]) if so else None


def la_tong(co: Sequence[str]) -> bool:
    dau = khoa_tim(next((c for c in co if any(k.isalpha() for k in c)), "")).rstrip(":. ")
    return any(dau == t or dau.startswith(f"{t} ") for t in _TONG)
