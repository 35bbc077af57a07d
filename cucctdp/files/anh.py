"""Pictures without what they tell beside the picture: place, camera, author, remarks.

A phone writes where a picture was taken (EXIF) into it. The picture data are left bit for bit as
they are: only the segments around them go, so nothing is decoded and no quality is lost.
"""

import struct
import zlib
from collections.abc import Iterator

JPEG, PNG = "image/jpeg", "image/png"
CAC_KIEU = (JPEG, PNG)

_PNG_DAU = b"\x89PNG\r\n\x1a\n"
# What changes how a PNG looks; any other chunk (text, EXIF, time, private ones) goes.
_PNG_GIU = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP, _COM = range(0xE0, 0xF0), 0xFE
# Application segments that change how a JPEG looks: JFIF, colour profile, Adobe's colour transform.
_JPEG_GIU = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = b"Exif\0\0"
_HUONG = 0x0112


class AnhHong(ValueError):
    """The bytes are no whole picture of their kind."""


def bo_sieu_du_lieu(noi_dung: bytes, kieu: str) -> bytes:
    """The picture (``image/jpeg`` or ``image/png``) without metadata; other kinds as they are.

    Of EXIF the orientation alone is kept. Raises AnhHong.
    """
    if kieu == JPEG:
        return b"".join(_jpeg(noi_dung))
    return b"".join(_png(noi_dung)) if kieu == PNG else noi_dung


def _jpeg(d: bytes) -> Iterator[bytes]:
    if d[:2] != bytes([0xFF, _SOI]):
        raise AnhHong
    yield d[:2]
    huong = None
    i = 2
    while True:
        i, ma, doan = _doan_jpeg(d, i)
        if ma == _EOI:
            yield bytes([0xFF, _EOI])
            return  # what stands behind the picture (a film, a trailer of the maker) goes
        if ma == 0xE1 and doan[4:10] == _EXIF and huong is None:
            huong = _huong(doan[10:])
            if huong:
                yield _exif_huong(huong)
        elif (ma not in _APP and ma != _COM) or doan[4:].startswith(_JPEG_GIU.get(ma, b"\xff\xff")):
            yield doan
        if ma == _SOS:
            cuoi = _cuoi_quet(d, i)
            yield d[i:cuoi]
            i = cuoi


def _doan_jpeg(d: bytes, i: int) -> tuple[int, int, bytes]:
    """(end, marker, bytes) of the segment at ``i``; fill bytes before it are left out."""
    if i >= len(d) or d[i] != 0xFF:
        raise AnhHong
    while i < len(d) and d[i] == 0xFF:
        i += 1
    if i >= len(d):
        raise AnhHong
    ma = d[i]
    if ma == _EOI or 0xD0 <= ma <= 0xD7 or ma == 0x01:
        return i + 1, ma, bytes([0xFF, ma])
    if ma < 0xC0 or ma == _SOI or i + 3 > len(d):
        raise AnhHong
    cuoi = i + 1 + int.from_bytes(d[i + 1 : i + 3], "big")
    if cuoi < i + 3 or cuoi > len(d):
        raise AnhHong
    return cuoi, ma, d[i - 1 : cuoi]


def _cuoi_quet(d: bytes, i: int) -> int:
    """Where the coded data of a scan end: at a marker that is neither stuffing nor restart."""
    while (i := d.find(b"\xff", i)) >= 0 and i + 1 < len(d):
        if d[i + 1] != 0 and not 0xD0 <= d[i + 1] <= 0xD7:
            return i
        i += 2
    raise AnhHong


def _huong(tiff: bytes) -> int | None:
    """The orientation (1–8) in an EXIF block; None when there is none to keep."""
    thu_tu = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if thu_tu is None:
        return None
    try:
        (dau,) = struct.unpack_from(f"{thu_tu}I", tiff, 4)
        (so,) = struct.unpack_from(f"{thu_tu}H", tiff, dau)
        for k in range(so):
            the, kieu, _, gia = struct.unpack_from(f"{thu_tu}HHIH", tiff, dau + 2 + 12 * k)
            if the == _HUONG and kieu == 3:
                return gia if 1 < gia <= 8 else None
    except struct.error:
        return None
    return None


def _exif_huong(huong: int) -> bytes:
    """An EXIF segment that holds the orientation and nothing else."""
    ifd = struct.pack(">HHHIHHI", 1, _HUONG, 3, 1, huong, 0, 0)
    than = _EXIF + b"MM\0*" + struct.pack(">I", 8) + ifd
    return b"\xff\xe1" + struct.pack(">H", len(than) + 2) + than


def _png(d: bytes) -> Iterator[bytes]:
    if not d.startswith(_PNG_DAU):
        raise AnhHong
    yield _PNG_DAU
    i = len(_PNG_DAU)
    while i + 12 <= len(d):
        dai, ten = int.from_bytes(d[i : i + 4], "big"), d[i + 4 : i + 8]
        cuoi = i + 12 + dai
        if cuoi > len(d) or zlib.crc32(d[i + 4 : cuoi - 4]) != int.from_bytes(
            d[cuoi - 4 : cuoi], "big"
        ):
            raise AnhHong
        if ten in _PNG_GIU:
            yield d[i:cuoi]
        if ten == b"IEND":
            return
        i = cuoi
    raise AnhHong
