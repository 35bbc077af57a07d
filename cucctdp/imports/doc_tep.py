"""An uploaded table, .xlsx or .csv, as sheets of rows of text."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Protocol

from cucctdp.excel.container import MB, GioiHanTep
from cucctdp.excel.dong import mo_theo_dong
from cucctdp.excel.errors import LoiO, TepKhongDocDuoc
from cucctdp.formats.chu import nfc

GIOI_HAN = GioiHanTep(
    dung_luong=20 * MB, giai_nen=200 * MB, so_dong=100_000, so_cot=200, so_o=1_500_000
)
_NGAN_CACH = (";", ",", "\t", "|")
_O_DAI_NHAT = 32_767  # what one cell of Excel holds
# Encodings that Excel on Vietnamese Windows writes, in the order they can be told apart.
_MA_HOA = ("utf-8-sig", "cp1258")


class Trang(Protocol):
    ten: str
    an: bool

    @property
    def uoc_luong(self) -> int: ...

    def doc(self) -> Iterator[tuple[int, list[str]]]: ...


def doc_du_o(trang: Trang) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet; a cell merged downwards says the same in each of its rows."""
    gop = getattr(trang, "gop_doc", list)()
    dang: dict[int, tuple[int, str]] = {}  # column → (last row, text)
    i = 0
    for so, o in trang.doc():
        while i < len(gop) and gop[i][1] <= so:
            cot, dau, cuoi = gop[i]
            if dau == so:
                dang[cot] = cuoi, o[cot - 1] if cot <= len(o) else ""
            i += 1
        for cot, (cuoi, chu) in dang.items():
            if so <= cuoi and chu and not (cot <= len(o) and o[cot - 1]):
                o = o + [""] * (cot - len(o))
                o[cot - 1] = chu
        yield so, o


@dataclass(frozen=True)
class TrangCsv:
    """The one «sheet» of a CSV file."""

    ten: str
    an: bool
    chu: str
    ngan_cach: str

    @property
    def uoc_luong(self) -> int:
        return self.chu.count("\n") + 1

    def doc(self) -> Iterator[tuple[int, list[str]]]:
        """(record number, texts); records that hold something only."""
        try:
            cac_dong = csv.reader(StringIO(self.chu, newline=""), delimiter=self.ngan_cach)
            for so, hang in enumerate(cac_dong, 1):
                o = [nfc(c).strip() for c in hang]
                while o and not o[-1]:
                    o.pop()
                if not o:
                    continue
                if so > GIOI_HAN.so_dong or len(o) > GIOI_HAN.so_cot:
                    raise TepKhongDocDuoc([_loi("qua_nhieu_dong", _CAU_QUA_DAI)])
                yield so, o
        except csv.Error as exc:
            raise TepKhongDocDuoc([_loi("csv_hong", _CAU_HONG)]) from exc


_CAU_QUA_DAI = (
    f"Tệp có quá {GIOI_HAN.so_dong} dòng hoặc {GIOI_HAN.so_cot} cột. Hãy chia thành nhiều tệp."
)
_CAU_HONG = (
    "Tệp CSV không đọc được: dấu nháy kép chưa đóng hoặc ô quá dài. Hãy mở bằng Excel, "
    "lưu lại dạng .xlsx rồi tải lên."
)


def mo_tep(noi_dung: bytes, *, ten: str) -> list[Trang]:
    """Sheets of the file, by its content and not by its name; TepKhongDocDuoc with all reasons."""
    if ten.lower().endswith((".csv", ".txt")) and not noi_dung.startswith(b"PK\x03\x04"):
        return [_mo_csv(noi_dung, ten)]
    return list(mo_theo_dong(BytesIO(noi_dung), ten=ten, gioi_han=GIOI_HAN))


def _mo_csv(noi_dung: bytes, ten: str) -> TrangCsv:
    if len(noi_dung) > GIOI_HAN.dung_luong:
        cau = f"Tệp «{ten}» vượt giới hạn {GIOI_HAN.dung_luong // MB} MB. Hãy chia thành nhiều tệp."
        raise TepKhongDocDuoc([_loi("qua_lon", cau)])
    chu = _giai_ma(noi_dung, ten)
    if not chu.strip():
        raise TepKhongDocDuoc([_loi("rong", f"Tệp «{ten}» không có dữ liệu.")])
    csv.field_size_limit(_O_DAI_NHAT)
    dau = "\n".join(chu.split("\n", 20)[:20])
    ngan_cach = max(_NGAN_CACH, key=lambda c: (dau.count(c), -_NGAN_CACH.index(c)))
    return TrangCsv("CSV", False, chu, ngan_cach)


def _giai_ma(noi_dung: bytes, ten: str) -> str:
    if noi_dung.startswith((b"\xff\xfe", b"\xfe\xff")):
        bo_ma: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in noi_dung:
        raise TepKhongDocDuoc(
            [_loi("sai_loai", f"Tệp «{ten}» không phải tệp CSV. Hãy chọn tệp .xlsx hoặc .csv.")]
        )
    else:
        bo_ma = _MA_HOA
    for ma in bo_ma:
        try:
            return nfc(noi_dung.decode(ma))
        except UnicodeDecodeError:
            continue
    raise TepKhongDocDuoc(
        [
            _loi(
                "ma_hoa",
                f"Không nhận ra bảng mã chữ của tệp «{ten}». Trong Excel chọn «Lưu dạng CSV UTF-8» "
                "hoặc .xlsx rồi tải lên lại.",
            )
        ]
    )


def _loi(ma: str, thong_diep: str) -> LoiO:
    return LoiO("", "", thong_diep, ma)
