"""The file as a container: type, size and what the zip holds, judged before any parser runs.

openpyxl trusts what it opens: it expands merged ranges and link ranges cell by cell, follows
whatever part a relationship names and builds a tree of every part. The limits here bound that.
"""

import re
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from openpyxl.utils import column_index_from_string

from cucctdp.formats.so import dinh_dang

from .errors import LoiO, TepKhongDocDuoc

MB = 1024 * 1024
_CFB = bytes.fromhex("d0cf11e0a1b11ae1")
_KHOI = 256 * 1024
_LUU_LAI = "Hãy mở bằng Excel, chọn «Lưu lại dạng .xlsx» (Save As, Excel Workbook) rồi nộp lại."

# Leading bytes of what people rename to .xlsx, and the words for it.
_DAU_TEP: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "tệp PDF"),
    (b"{\\rtf", "văn bản RTF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZ"),
    (b"\x09\x00", "tệp Excel đời cũ (.xls)"),
    (b"\x09\x02", "tệp Excel đời cũ (.xls)"),
    (b"\x09\x04", "tệp Excel đời cũ (.xls)"),
    (b"\x09\x08", "tệp Excel đời cũ (.xls)"),
)
_DUOI_MACRO = (".xlsm", ".xltm", ".xlam")
_PHAN_MACRO = re.compile(r"(^|/)(vbaproject\w*\.bin$|macrosheets/|activex/|ctrlprops/)", re.I)
_PHAN_NGOAI = re.compile(r"(^|/)(externallinks/|connections\.xml$|querytables/)", re.I)
_PHAN_NHUNG = re.compile(r"(^|/)embeddings/", re.I)
_STRICT = b"http://purl.oclc.org/ooxml/"  # namespaces openpyxl does not know
_MACRO_KIEU = re.compile(rb"macroenabled", re.I)

_TEN = rb"<(?:[^\s<>/:\"'=]+:)?(mergeCell|hyperlink|comment)(?=[\s/>])"
_THE_LONG = re.compile(_TEN)
_THE = re.compile(
    _TEN + rb"((?:\s+[^\s=<>\"'/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>",
)
_REF = re.compile(rb"\sref\s*=\s*[\"']([^\"']*)[\"']")
_VUNG = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_MA_HOA = re.compile(rb"^<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True, kw_only=True)
class GioiHanTep:
    """Limits of one upload. Sizes in bytes; `ti_le` is decompressed over stored, per part."""

    dung_luong: int = 10 * MB
    giai_nen: int = 80 * MB
    ti_le: int = 200
    so_phan: int = 2_000
    so_trang: int = 60
    so_dong: int = 20_000
    so_cot: int = 500
    so_o: int = 200_000


def _mb(so_byte: int) -> str:
    """Megabytes rounded up to one decimal, so that no refused file reads as within the limit."""
    return dinh_dang(Decimal(-(-so_byte * 10 // MB)) / 10)


def loi_tep(thong_diep: str, ma: str) -> LoiO:
    """A finding about the whole file."""
    return LoiO("", "", thong_diep, ma)


def loi_hong(ten: str) -> LoiO:
    """The sentence for everything a parser chokes on."""
    return loi_tep(
        f"Tệp «{ten}» bị hỏng hoặc chưa tải lên đủ. Hãy mở lại bằng Excel, lưu lại rồi nộp lại.",
        "hong",
    )


def _loi_nen(ten: str) -> LoiO:
    return loi_tep(
        f"Tệp «{ten}» phình ra quá lớn khi giải nén nên không được mở. Hãy xóa các dòng, cột trống "
        "có định dạng và ảnh thừa rồi lưu lại; nếu tệp không do bạn tạo thì không dùng tệp này.",
        "nen_bat_thuong",
    )


def doc_trong_han(tep: BinaryIO, *, ten: str, gioi_han: GioiHanTep) -> bytes:
    """Bytes of `tep`, never reading more than the limit plus one byte.

    A seekable file over the limit is refused from its length and first bytes alone.
    """
    loi: list[LoiO] = []
    tong = -1
    if tep.seekable():
        tong = tep.seek(0, 2)
        tep.seek(0)
    dau = tep.read(512 if tong > gioi_han.dung_luong else gioi_han.dung_luong + 1)
    if max(tong, len(dau)) > gioi_han.dung_luong:
        nang = f"nặng {_mb(tong)} MB, " if tong >= 0 else ""
        loi.append(
            loi_tep(
                f"Tệp «{ten}» {nang}vượt giới hạn {_mb(gioi_han.dung_luong)} MB. "
                "Hãy xóa ảnh và trang tính không cần thiết rồi lưu lại.",
                "qua_lon",
            )
        )
    if not dau:
        loi.append(
            loi_tep(f"Tệp «{ten}» rỗng (0 byte). Hãy lưu lại tệp trong Excel rồi nộp lại.", "rong")
        )
    elif (la := _khong_phai_zip(dau, du=not loi)) is not None:
        loi.append(_loi_loai(ten, la))
    if loi:
        raise TepKhongDocDuoc(loi)
    return dau


def _khong_phai_zip(dau: bytes, *, du: bool) -> str | None:
    """Words for what the bytes are, or None when they may be an .xlsx. `du`: all bytes given."""
    if dau.startswith(b"PK\x03\x04"):
        return None
    if dau.startswith(_CFB):
        if not du:
            return None
        if "EncryptedPackage".encode("utf-16-le") in dau:
            return "mat_khau"
        if "WordDocument".encode("utf-16-le") in dau:
            return "văn bản Word đời cũ (.doc)"
        return "tệp Excel đời cũ (.xls)"
    for magic, loai in _DAU_TEP:
        if dau.startswith(magic):
            return loai
    dau_chu = dau[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if dau_chu.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "trang web (HTML) đổi tên"
    if dau_chu.startswith(b"<?xml"):
        return "tệp XML"
    if dau.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in dau[:512]:
        return "tệp văn bản hoặc CSV"
    return "tệp không rõ loại"


def _loi_loai(ten: str, loai: str) -> LoiO:
    if loai == "mat_khau":
        return loi_tep(
            f"Tệp «{ten}» có đặt mật khẩu mở tệp nên không đọc được. Hãy bỏ mật khẩu "
            "(Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại và nộp lại.",
            "mat_khau",
        )
    return loi_tep(f"Tệp «{ten}» là {loai}, không phải Excel .xlsx. {_LUU_LAI}", "sai_loai")


def kiem_goi(du_lieu: bytes, *, ten: str, gioi_han: GioiHanTep) -> list[LoiO]:
    """Findings about an .xlsx package that do not stop one from looking at its sheets.

    Raises TepKhongDocDuoc when the package must not be opened any further (not a zip, another
    kind of document, password, decompression over the limits, structure meant to exhaust memory).
    """
    try:
        with zipfile.ZipFile(BytesIO(du_lieu)) as goi:
            return _kiem_goi(goi, ten=ten, gioi_han=gioi_han, kich_thuoc=len(du_lieu))
    except TepKhongDocDuoc:
        raise
    except Exception as exc:  # zipfile and zlib raise half a dozen unrelated types on damage
        raise TepKhongDocDuoc([loi_hong(ten)]) from exc


def _kiem_goi(
    goi: zipfile.ZipFile, *, ten: str, gioi_han: GioiHanTep, kich_thuoc: int
) -> list[LoiO]:
    cac_phan = goi.infolist()
    ten_phan = [phan.filename for phan in cac_phan]
    if any(phan.flag_bits & 0x1 for phan in cac_phan):
        raise TepKhongDocDuoc([_loi_loai(ten, "mat_khau")])
    loai = _loai_trong_zip(ten_phan)
    if loai is not None:
        raise TepKhongDocDuoc([_loi_loai(ten, loai)])

    loi = list(_loi_noi_dung(ten, ten_phan, goi))
    khai = sum(phan.file_size for phan in cac_phan)
    if len(cac_phan) > gioi_han.so_phan or khai > gioi_han.giai_nen:
        raise TepKhongDocDuoc([*loi, _loi_nen(ten)])
    if any(
        phan.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for phan in cac_phan
    ):
        raise TepKhongDocDuoc([*loi, loi_hong(ten)])

    con_lai, the_con_lai, o_con_lai = gioi_han.giai_nen, 8 * gioi_han.so_o, gioi_han.so_o
    for phan in cac_phan:
        noi_dung = _giai_nen(
            goi, phan, con_lai=con_lai, kich_thuoc=kich_thuoc, ti_le=gioi_han.ti_le
        )
        if noi_dung is None:
            raise TepKhongDocDuoc([*loi, _loi_nen(ten)])
        con_lai -= len(noi_dung)
        if not _la_xml(phan.filename, noi_dung):
            if _giong_xml(noi_dung) or (phan.filename.endswith((".xml", ".rels")) and noi_dung):
                raise TepKhongDocDuoc([*loi, loi_hong(ten)])
            continue
        if phan.filename == "xl/workbook.xml" and _STRICT in noi_dung:
            raise TepKhongDocDuoc([*loi, _loi_strict(ten)])
        the_con_lai -= noi_dung.count(b"<")
        vung = _so_o_trong_vung(noi_dung)
        if vung is None:
            raise TepKhongDocDuoc([*loi, loi_hong(ten)])
        o_con_lai -= vung
        if the_con_lai < 0 or o_con_lai < 0:
            raise TepKhongDocDuoc([*loi, loi_qua_nhieu_o(ten, gioi_han)])
    return loi


def _loi_strict(ten: str) -> LoiO:
    return loi_tep(
        f"Tệp «{ten}» được lưu ở dạng «Strict Open XML» nên không đọc được. Trong Excel, chọn "
        "Lưu thành (Save As), kiểu tệp Excel Workbook (*.xlsx) rồi nộp lại.",
        "dang_strict",
    )


def loi_qua_nhieu_o(ten: str, gioi_han: GioiHanTep) -> LoiO:
    """Too many cells, counted in the XML or spanned by merged and linked ranges."""
    return loi_tep(
        f"Tệp «{ten}» có quá nhiều ô (tối đa {dinh_dang(gioi_han.so_o)} ô, kể cả ô trống có định "
        "dạng và vùng hợp nhất). Hãy xóa các dòng, cột trống có định dạng rồi lưu lại.",
        "qua_nhieu_o",
    )


def _loai_trong_zip(ten_phan: list[str]) -> str | None:
    if "xl/workbook.bin" in ten_phan:
        return "Excel nhị phân (.xlsb)"
    if any(ten.startswith("word/") for ten in ten_phan):
        return "văn bản Word (.docx)"
    if any(ten.startswith("ppt/") for ten in ten_phan):
        return "bản trình chiếu PowerPoint (.pptx)"
    if "content.xml" in ten_phan and "mimetype" in ten_phan:
        return "tệp OpenDocument (.ods)"
    if "[Content_Types].xml" not in ten_phan:
        return "tệp nén ZIP"
    return None


def _loi_noi_dung(ten: str, ten_phan: list[str], goi: zipfile.ZipFile) -> Iterator[LoiO]:
    duoi = PurePosixPath(ten).suffix.lower()
    with goi.open("[Content_Types].xml") as muc_luc:
        kieu = muc_luc.read(MB)
    macro = duoi in _DUOI_MACRO or any(_PHAN_MACRO.search(phan) for phan in ten_phan)
    if macro or _MACRO_KIEU.search(kieu):
        yield loi_tep(
            f"Tệp «{ten}» có macro nên không được nhận. {_LUU_LAI}",
            "macro",
        )
    elif duoi != ".xlsx":
        yield loi_tep(f"Tên tệp «{ten}» không kết thúc bằng .xlsx. {_LUU_LAI}", "sai_duoi")
    if any(_PHAN_NGOAI.search(phan) for phan in ten_phan):
        yield loi_lien_ket_ngoai(ten)
    if any(_PHAN_NHUNG.search(phan) for phan in ten_phan):
        yield loi_tep(
            f"Tệp «{ten}» có tệp khác nhúng bên trong. Hãy xóa đối tượng nhúng rồi lưu lại.",
            "doi_tuong_nhung",
        )


def loi_lien_ket_ngoai(ten: str) -> LoiO:
    """Links to other workbooks, data connections, DDE."""
    return loi_tep(
        f"Tệp «{ten}» có liên kết sang tệp hoặc nguồn dữ liệu khác. Trong Excel, chọn Dữ liệu, "
        "Sửa liên kết, Ngắt liên kết (Data, Edit Links, Break Link) rồi lưu lại.",
        "lien_ket_ngoai",
    )


def _giai_nen(
    goi: zipfile.ZipFile, phan: zipfile.ZipInfo, *, con_lai: int, kich_thuoc: int, ti_le: int
) -> bytes | None:
    """The part's real bytes, or None once they pass what is left or the ratio.

    zipfile stops at the declared size; the copy declares more, so that a lying header shows.
    """
    thuc = copy(phan)
    thuc.file_size = con_lai + 2 * _KHOI  # beyond where the loop stops
    tran = max(MB, ti_le * min(phan.compress_size, kich_thuoc))
    khoi: list[bytes] = []
    tong = 0
    with goi.open(thuc) as nguon:
        while doan := nguon.read(_KHOI):
            tong += len(doan)
            if tong > con_lai or tong > tran:
                return None
            khoi.append(doan)
    if tong != phan.file_size:
        raise zipfile.BadZipFile(phan.filename)
    return b"".join(khoi)


def _giong_xml(noi_dung: bytes) -> bool:
    return noi_dung[:64].lstrip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf").startswith(b"<")


def _la_xml(ten_phan: str, noi_dung: bytes) -> bool:
    """UTF-8 XML without a DTD in a part named as XML: the only kind the byte checks can judge."""
    chu = noi_dung.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not ten_phan.lower().endswith((".xml", ".rels", ".vml")) or not chu.startswith(b"<"):
        return False
    ma_hoa = _MA_HOA.match(chu[:512])
    if ma_hoa and ma_hoa[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return False
    return b"\x00" not in chu[:64] and b"<!DOCTYPE" not in noi_dung


def _so_o_trong_vung(noi_dung: bytes) -> int | None:
    """Cells openpyxl would create for merged ranges and links; None when it cannot be told."""
    cho = [noi_dung.find(chu) for chu in (b"mergeCell", b"hyperlink", b"comment")]
    if max(cho) < 0:
        return 0
    tu = noi_dung.rfind(b"<", 0, min(x for x in cho if x >= 0))
    noi_dung = noi_dung[max(tu, 0) :]  # usually the few bytes after the cells
    tong = so_the = 0
    for the in _THE.finditer(noi_dung):
        so_the += 1
        ref = _REF.search(the[2])
        vung = _VUNG.fullmatch(ref[1].decode("ascii", "replace")) if ref else None
        if vung is None or (the[1] == b"comment" and vung[3]):
            return None
        cot_1, cot_2 = (column_index_from_string(vung[i] or vung[1]) for i in (1, 3))
        dong_1, dong_2 = (int(vung[i] or vung[2]) for i in (2, 4))
        tong += (abs(cot_2 - cot_1) + 1) * (abs(dong_2 - dong_1) + 1)
    return tong if so_the == len(_THE_LONG.findall(noi_dung)) else None
