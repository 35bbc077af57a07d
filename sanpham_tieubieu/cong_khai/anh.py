"""Photos of recognised products for everybody: made small, without what the camera wrote."""

from __future__ import annotations

from io import BytesIO

from django.core.cache import cache
from django.db.models import Q
from PIL import Image, ImageOps

from cucctdp.files.services import doc_tep
from sanpham_tieubieu.cong_khai.doc import ho_so_cong_khai
from sanpham_tieubieu.models import AnhHoSo

CANH = 800
_CHAT_LUONG = 82


def anh_cong_khai(pk: int) -> AnhHoSo | None:
    """The photo when its dossier is public, real or demo."""
    cong_khai = Q()
    for minh_hoa in (False, True):
        cong_khai |= Q(ho_so__in=ho_so_cong_khai(minh_hoa=minh_hoa).values("pk"))
    return AnhHoSo.objects.select_related("tep").filter(cong_khai, pk=pk).first()


def anh_nho(anh: AnhHoSo) -> bytes:
    """JPEG of at most ``CANH`` pixels a side. Raises OSError, ValueError for a broken file."""
    khoa = f"anh_binh_chon:{anh.tep.sha256}:{CANH}"
    co = cache.get(khoa)
    if co is not None:
        return bytes(co)
    with Image.open(BytesIO(doc_tep(anh.tep))) as hinh:
        nho = ImageOps.exif_transpose(hinh).convert("RGB")
    nho.thumbnail((CANH, CANH))
    ra = BytesIO()
    nho.save(ra, "JPEG", quality=_CHAT_LUONG, optimize=True)
    cache.set(khoa, ra.getvalue(), 7 * 24 * 3600)
    return ra.getvalue()
