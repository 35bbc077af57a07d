"""Re-reads a PDF and says where it departs from NĐ 30/2020/NĐ-CP. For tests of all documents.

The content streams are interpreted here, since only widths and matrices tell where a text ends:
pypdf gives the operators, not the boxes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject

MM = 72 / 25.4
SAI_SO = 0.6  # points
# Law: 10 (digital signature on copies) to 14; labels of charts and tables may go down to 9,75.
CO_NHO_NHAT, CO_LON_NHAT = 9.7, 14.05
MaTran = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class DoanChu:
    """A run of text: box in points from the lower left corner, size in points, font name."""

    chu: str
    x0: float
    x1: float
    y: float
    co: float
    phong: str


@dataclass(frozen=True)
class Phong:
    ten: str
    be_rong: dict[int, float]
    chu: dict[int, str]


def kiem_tra_nd30(pdf: bytes) -> list[str]:
    """Departures from the decree, one sentence each; an empty list is a clean document."""
    doc = PdfReader(BytesIO(pdf))
    loi = _loi_phong(doc)
    so_trang_truoc = 0
    trai, phai, day_dong = [], [], False
    for thu_tu, trang in enumerate(doc.pages, 1):
        rong, cao = float(trang.mediabox.width), float(trang.mediabox.height)
        if not any(
            abs(rong - a * MM) < 1 and abs(cao - b * MM) < 1 for a, b in ((210, 297), (297, 210))
        ):
            loi.append(f"trang {thu_tu}: không phải khổ A4 ({rong:.0f} × {cao:.0f} pt)")
        doan = [d for d in cac_doan_chu(trang) if d.chu.strip()]
        dau_trang = [d for d in doan if d.y > cao - 20 * MM]
        than = [d for d in doan if d.y <= cao - 20 * MM]
        if not than:
            loi.append(f"trang {thu_tu}: không có chữ")
            continue
        trai.append(min(d.x0 for d in than))
        phai.append(rong - max(d.x1 for d in than))
        day_dong = day_dong or any(d.x1 - d.x0 > 120 * MM for d in than)
        loi += _loi_le(thu_tu, than, rong, cao)
        for co in sorted({round(d.co, 2) for d in doan}):
            if not CO_NHO_NHAT <= co <= CO_LON_NHAT:
                loi.append(f"trang {thu_tu}: cỡ chữ {co} ngoài khoảng cho phép")
        dau_phu_luc = than[0].chu.startswith("Phụ lục")
        so_trang_truoc = 0 if dau_phu_luc else so_trang_truoc
        so_trang_truoc += 1
        mong_doi = "" if thu_tu == 1 or dau_phu_luc else str(so_trang_truoc)
        loi += _loi_so_trang(thu_tu, dau_trang, mong_doi, rong)
    if trai and min(trai) > 35 * MM + SAI_SO:
        loi.append("lề trái rộng hơn 35 mm")
    # Only a full line of text tells where the right margin is.
    if day_dong and min(phai) > 20 * MM + SAI_SO:
        loi.append("lề phải rộng hơn 20 mm")
    return loi + _loi_thanh_phan(doc)


def chu_cua(pdf: bytes) -> str:
    """All text of a PDF with single spaces, pages joined by a line break."""
    doc = PdfReader(BytesIO(pdf))
    return "\n".join(re.sub(r"\s+", " ", trang.extract_text()) for trang in doc.pages)


def cac_doan_chu(trang: PageObject) -> list[DoanChu]:
    """Every run of text of a page, in drawing order, form XObjects included."""
    noi_dung = trang.get_contents()
    if noi_dung is None:
        return []
    nguon = trang["/Resources"].get_object()
    assert isinstance(nguon, DictionaryObject)
    return list(
        _doc_luong(ContentStream(noi_dung, trang.pdf), nguon, (1, 0, 0, 1, 0, 0), trang.pdf)
    )


def _nhan(a: MaTran, b: MaTran) -> MaTran:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _doc_luong(luong: ContentStream, nguon: Any, ctm: MaTran, doc: Any) -> Iterator[DoanChu]:
    chong: list[tuple[MaTran, str, float]] = []
    tm: MaTran = (1, 0, 0, 1, 0, 0)
    ten_phong, co = "", 0.0
    phong = {k: _phong(v.get_object()) for k, v in nguon.get("/Font", {}).get_object().items()}
    for toan_hang, lenh in luong.operations:
        if lenh == b"q":
            chong.append((ctm, ten_phong, co))
        elif lenh == b"Q":
            ctm, ten_phong, co = chong.pop()
        elif lenh == b"cm":
            ctm = _nhan(tuple(float(v) for v in toan_hang), ctm)
        elif lenh == b"Tm":
            tm = tuple(float(v) for v in toan_hang)
        elif lenh == b"Tf":
            ten_phong, co = toan_hang[0], float(toan_hang[1])
        elif lenh == b"TJ":
            yield _doan(toan_hang[0], phong[ten_phong], co, _nhan(tm, ctm))
        elif lenh in (b"Tj", b"Td", b"TD", b"T*", b"'", b'"'):
            raise NotImplementedError(f"text operator {lenh!r} is not expected from WeasyPrint")
        elif lenh == b"Do":
            hinh = nguon["/XObject"][toan_hang[0]].get_object()
            if hinh["/Subtype"] == "/Form":
                trong = tuple(float(v) for v in hinh.get("/Matrix", (1, 0, 0, 1, 0, 0)))
                nguon_trong = hinh["/Resources"].get_object()
                yield from _doc_luong(ContentStream(hinh, doc), nguon_trong, _nhan(trong, ctm), doc)


def _doan(mang: Any, phong: Phong, co: float, ma_tran: MaTran) -> DoanChu:
    chu, rong = "", 0.0
    for phan in mang:
        if isinstance(phan, (int, float)):
            rong -= float(phan)
            continue
        byte = phan if isinstance(phan, bytes) else phan.original_bytes
        for i in range(0, len(byte), 2):
            ma = int.from_bytes(byte[i : i + 2], "big")
            chu += phong.chu.get(ma, "")
            rong += phong.be_rong.get(ma, 0)
    x, y = ma_tran[4], ma_tran[5]
    ty_le = abs(ma_tran[3])
    # A justified line ends in a blank; the box of the letters is what margins are about.
    cuoi = phong.be_rong.get(3, 250) * (len(chu) - len(chu.rstrip(" ")))
    return DoanChu(chu, x, x + (rong - cuoi) * co / 1000 * ma_tran[0], y, co * ty_le, phong.ten)


def _phong(tu_dien: Any) -> Phong:
    con = tu_dien["/DescendantFonts"][0].get_object()
    be_rong: dict[int, float] = {}
    w = list(con["/W"])
    for dau, day in zip(w[::2], w[1::2], strict=True):
        be_rong.update({int(dau) + i: float(v) for i, v in enumerate(day)})
    bang = tu_dien["/ToUnicode"].get_object().get_data().decode()
    chu = {
        int(ma, 16): bytes.fromhex(u).decode("utf-16-be")
        for ma, u in re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", bang, re.M)
    }
    return Phong(str(tu_dien["/BaseFont"]), be_rong, chu)


def _loi_phong(doc: PdfReader) -> list[str]:
    loi = set()
    for trang in doc.pages:
        for tu_dien in trang["/Resources"].get_object().get("/Font", {}).get_object().values():
            con = tu_dien.get_object()["/DescendantFonts"][0].get_object()
            tep = con["/FontDescriptor"].get("/FontFile2")
            if tep is None:
                loi.add(f"phông {con['/BaseFont']} không được nhúng")
                continue
            ten = TTFont(BytesIO(tep.get_object().get_data()))["name"].getDebugName(1)
            if ten != "Liberation Serif":
                loi.add(f"phông {ten} không phải Liberation Serif")
    return sorted(loi)


def _loi_le(thu_tu: int, than: list[DoanChu], rong: float, cao: float) -> list[str]:
    loi = []
    for d in than:
        tren = d.y + 0.66 * d.co  # height of capitals
        trong = (
            d.x0 >= 30 * MM - SAI_SO
            and d.x1 <= rong - 15 * MM + SAI_SO
            and d.y >= 20 * MM - SAI_SO
            and tren <= cao - 20 * MM + SAI_SO
        )
        if not trong:
            loi.append(f"trang {thu_tu}: “{d.chu[:30]}” nằm ngoài lề")
    return loi


def _loi_so_trang(thu_tu: int, dau_trang: list[DoanChu], mong_doi: str, rong: float) -> list[str]:
    co = "".join(d.chu for d in dau_trang)
    if co != mong_doi:
        return [f"trang {thu_tu}: số trang là “{co}”, phải là “{mong_doi}”"]
    loi = []
    for d in dau_trang:
        giua = (d.x0 + d.x1) / 2
        # Centred on the text between the margins, as word processors do; the right one is 15-20.
        if not any(abs(giua - (30 * MM + rong - le * MM) / 2) < 1 for le in (15, 20)):
            loi.append(f"trang {thu_tu}: số trang không ở giữa")
        if not 13 - 0.05 <= d.co <= 14.05:
            loi.append(f"trang {thu_tu}: số trang cỡ {d.co:.1f}")
    return loi


def _loi_thanh_phan(doc: PdfReader) -> list[str]:
    """Size and style of the parts that can be known by their words."""
    luat = (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 13, 14, "Bold"),
        ("Số:", 13, 13, ""),
        ("Nơi nhận:", 12, 12, "Bold-Italic"),
        ("- Lưu:", 11, 11, ""),
    )
    loi = []
    for trang in doc.pages:
        for d in cac_doan_chu(trang):
            for dau, nho, lon, kieu in luat:
                if not d.chu.startswith(dau):
                    continue
                if not nho - 0.05 <= d.co <= lon + 0.05:
                    loi.append(f"“{dau}” cỡ {d.co:.1f}, phải từ {nho} đến {lon}")
                if d.phong.partition("CucSerif")[2].strip("-") != kieu:
                    loi.append(f"“{dau}” sai kiểu chữ: {d.phong}")
    return loi
