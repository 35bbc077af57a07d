"""Files of a dossier: known by content, limited in size, kept under their SHA-256."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from cucctdp.files.anh import JPEG, PNG, bo_sieu_du_lieu
from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, luu_tep
from sanpham_tieubieu.models import HoSoDangKy
from sanpham_tieubieu.quyen_tep import ANH_SAN_PHAM, TAI_LIEU_SAN_PHAM

ANH_TOI_DA = 15 * 1024 * 1024
TEP_TOI_DA = 20 * 1024 * 1024
DIEM_ANH_TOI_DA = 60_000_000
_DAU = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_DINH_DANG = {JPEG: ("JPEG",), PNG: ("PNG",)}
_HUONG = 0x0112


@dataclass(frozen=True)
class Anh:
    """A photo that was decoded: its bytes, kind, size as it is looked at (pixels)."""

    noi_dung: bytes
    ten: str
    kieu: str
    rong: int
    cao: int


def _kieu(dau_tep: bytes) -> str:
    return next((kieu for dau, kieu in _DAU if dau_tep.startswith(dau)), "")


def _mb(so: int) -> str:
    return f"{so / 1024 / 1024:.1f}".replace(".", ",")


def doc_anh(tep: File) -> tuple[Anh | None, list[str]]:
    """(photo, faults): a whole colour picture, JPEG or PNG, no bigger than the limits.

    The picture is decoded: a file that only begins like one is found out here.
    """
    ten = tep.name or "ảnh"
    if not tep.size:
        return None, [f"Ảnh «{ten}» rỗng (0 byte)."]
    if tep.size > ANH_TOI_DA:
        return None, [
            (
                f"Ảnh «{ten}» {_mb(tep.size)} MB, lớn quá {ANH_TOI_DA // 1024 // 1024} MB. "
                "Hãy giảm độ phân giải rồi gửi lại."
            )
        ]
    tep.seek(0)
    noi_dung = tep.read()
    kieu = _kieu(noi_dung[:8])
    if kieu not in _DINH_DANG:
        return None, [
            f"Tệp «{ten}» không phải ảnh JPEG hoặc PNG. Ảnh HEIC của điện thoại cần đổi sang JPEG."
        ]
    hong = [f"Ảnh «{ten}» hỏng hoặc chưa tải đủ. Mở ảnh, lưu lại rồi gửi tệp mới."]
    try:
        bo_sieu_du_lieu(noi_dung, kieu)  # decoders forgive a torn end, a print does not
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(noi_dung), formats=_DINH_DANG[kieu]) as hinh:
                rong, cao = hinh.size
                if rong * cao > DIEM_ANH_TOI_DA:
                    return None, [f"Ảnh «{ten}» {rong}×{cao} điểm ảnh, lớn quá 60 triệu điểm ảnh."]
                hinh.load()
                if hinh.mode in ("1", "L", "LA"):
                    return None, [f"Ảnh «{ten}» là ảnh đen trắng; hồ sơ cần ảnh màu."]
                if hinh.getexif().get(_HUONG) in (5, 6, 7, 8):
                    rong, cao = cao, rong
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ):
        return None, hong
    return Anh(noi_dung, ten, kieu, rong, cao), []


def luu_anh(ho_so: HoSoDangKy, anh: Anh, *, by: Any) -> Tep:
    """Keep a photo without its metadata (place, camera). Raises ValidationError when broken."""
    return luu_tep(
        anh.noi_dung,
        loai=ANH_SAN_PHAM,
        ten=anh.ten,
        kieu_noi_dung=anh.kieu,
        by=by,
        don_vi=ho_so.don_vi,
        doi_tuong=ho_so,
    )


def loi_tep(tep: File | None) -> list[str]:
    """What is wrong with an upload: empty, too big, neither PDF nor picture; None is no upload."""
    if tep is None:
        return []
    if not tep.size:
        return [f"Tệp «{tep.name}» rỗng (0 byte)."]
    if tep.size > TEP_TOI_DA:
        return [
            (
                f"Tệp «{tep.name}» {_mb(tep.size)} MB, lớn quá {TEP_TOI_DA // 1024 // 1024} MB. "
                "Hãy giảm độ phân giải hoặc tách tệp."
            )
        ]
    tep.seek(0)
    if not _kieu(tep.read(8)):
        return [f"Tệp «{tep.name}» không phải PDF hoặc ảnh PNG, JPEG."]
    return []


def luu_giay(
    doi_tuong: Any, tep: File, *, don_vi: Any, by: Any, loai: str = TAI_LIEU_SAN_PHAM
) -> Tep:
    """Keep an upload that ``loi_tep`` found well; ValidationError for a broken picture."""
    tep.seek(0)
    noi_dung = tep.read()
    return luu_tep(
        noi_dung,
        loai=loai,
        ten=tep.name or "giay-to",
        kieu_noi_dung=_kieu(noi_dung[:8]),
        by=by,
        don_vi=don_vi,
        doi_tuong=doi_tuong,
    )
