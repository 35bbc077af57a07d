"""The file of a configuration pack: a zip of JSON files with the list of their hashes."""

import hashlib
import json
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError

DINH_DANG = "cucctdp-cau-hinh/1"
MUC_LUC = "goi.json"
SO_TEP_TOI_DA = 20
BYTE_TOI_DA = 20 * 1024 * 1024
_CACH_NEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HONG = (
    TypeError,
    ValueError,
    OverflowError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    AttributeError,
    RuntimeError,
)


def json_chuan(gia_tri: Any) -> bytes:
    """Canonical JSON of a pack: sorted keys, Vietnamese letters as they are."""
    chu = json.dumps(gia_tri, ensure_ascii=False, sort_keys=True, indent=1, default=str)
    return chu.encode()


def bam(gia_tri: Any) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(json_chuan(gia_tri)).hexdigest()


def mo_goi(noi_dung: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Manifest and parsed files of a pack whose hashes all fit."""
    try:
        with zipfile.ZipFile(BytesIO(noi_dung)) as goi:
            cac = goi.infolist()
            if len(cac) > SO_TEP_TOI_DA or sum(i.file_size for i in cac) > BYTE_TOI_DA:
                raise ValidationError("Gói cấu hình quá lớn.")
            if any(i.compress_type not in _CACH_NEN for i in cac):
                raise ValidationError("Gói cấu hình nén theo cách lạ.")
            tho = {i.filename: goi.read(i) for i in cac}
        muc_luc = json.loads(tho.pop(MUC_LUC))
        tep = muc_luc["tep"]
        if muc_luc["dinh_dang"] != DINH_DANG:
            raise ValidationError(f"Hệ thống này chỉ đọc gói định dạng {DINH_DANG}.")
        dung = {ten: hashlib.sha256(b).hexdigest() for ten, b in sorted(tho.items())}
        if dung != tep or muc_luc["bam"] != bam(tep):
            raise ValidationError(
                "Nội dung gói không khớp mã băm: gói đã bị sửa hoặc hỏng. "
                "Hãy xuất lại ở hệ thống gốc."
            )
        cac_tep = {ten: json.loads(b) for ten, b in tho.items()}
        json_chuan([muc_luc, cac_tep])  # half characters, which nothing could store or show
        return muc_luc, cac_tep
    except _HONG as loi:
        raise ValidationError(
            "Tệp này không phải gói cấu hình do hệ thống xuất ra (.zip)."
        ) from loi


def danh_sach(cac_tep: dict[str, Any], ten: str) -> list[dict[str, Any]]:
    """Rows of one file of a pack. Raises ValidationError when it is no list of rows."""
    rows = cac_tep.get(ten, [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise ValidationError(f"Tệp {ten} trong gói không phải danh sách các dòng.")
    return rows
