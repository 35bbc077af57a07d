"""Files of a cluster or a plan: known by content, kept under their SHA-256, read with it."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File

from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, luu_tep
from cumcongnghiep.models import Cum, QuyHoach
from cumcongnghiep.quyen_tep import TEP_CUM

TOI_DA = 20 * 1024 * 1024
_DAU = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def loi_tep(tep: File | None) -> list[str]:
    """What is wrong with an upload: empty, too big, neither PDF nor picture; None is no upload."""
    if tep is None:
        return []
    if not tep.size:
        return [f"Tệp «{tep.name}» rỗng (0 byte)."]
    loi = []
    if tep.size > TOI_DA:
        loi.append(f"Tệp «{tep.name}» lớn quá 20 MB. Hãy giảm độ phân giải hoặc tách tệp.")
    if not _kieu(tep):
        loi.append(f"Tệp «{tep.name}» không phải PDF hoặc ảnh PNG, JPEG.")
    return loi


def luu_tep_cum(cua: Cum | QuyHoach, tep: File, *, by: Any) -> Tep:
    """Keep an upload that ``loi_tep`` found well; ValidationError for a broken picture."""
    kieu = _kieu(tep)
    return luu_tep(
        tep.read(),
        loai=TEP_CUM,
        ten=tep.name or "van-ban",
        kieu_noi_dung=kieu,
        by=by,
        don_vi=cua.don_vi,
        doi_tuong=cua,
    )


def _kieu(tep: File) -> str:
    tep.seek(0)
    dau_tep = tep.read(8)
    tep.seek(0)
    return next((kieu for dau, kieu in _DAU if dau_tep.startswith(dau)), "")
