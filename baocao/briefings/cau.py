"""Sentences by template: numbers go in, nothing is invented, none stands without its number."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from baocao.briefings.so_lieu import So, SoLieuLan, lien_ket
from cucctdp.formats.so import dinh_dang, lam_tron

NGHIN = 1000


class VietCau:
    """Collects the sentences of one paragraph; ``bo_qua`` is the margin report shared by all."""

    def __init__(self, bo_qua: list[str]) -> None:
        self._bo_qua = bo_qua
        self.cac_cau: list[SafeString] = []

    def cau(self, ten: str, mau: str, /, **gia_tri: object) -> bool:
        """Add the sentence, or note under ``ten`` that a field was missing. True when added."""
        if any(v is None for v in gia_tri.values()):
            self._bo_qua.append(ten)
            return False
        self.cac_cau.append(format_html(mau, **gia_tri) if gia_tri else format_html("{}", mau))
        return True

    @property
    def doan(self) -> SafeString:
        """The paragraph as text of the document."""
        return noi_chuoi(" ", self.cac_cau)


def noi_chuoi(giua: str, phan: list[SafeString]) -> SafeString:
    """Join already safe pieces."""
    return format_html_join(giua, "{}", ((p,) for p in phan))


def tang_giam(so: So | None) -> SafeString | None:
    """Growth of a ratio in words: «tăng 15,5%», «giảm 3,0%», «bằng» when it rounds to zero."""
    if so is None or so.gia_tri is None:
        return None
    tang = lam_tron(so.gia_tri - 100, 1)
    if tang == 0:
        return lien_ket(so, "không đổi")
    return lien_ket(so, f"{'tăng' if tang > 0 else 'giảm'} {dinh_dang(abs(tang), 1)}%")


def phan_tram(so: So | None, so_le: int = 1) -> SafeString | None:
    """«46,8%»."""
    if so is None or so.gia_tri is None:
        return None
    return lien_ket(so, f"{dinh_dang(so.gia_tri, so_le)}%")


def tien(so: So | None, nho: str, lon: str) -> SafeString | None:
    """Amount with its unit: ``nho`` below a thousand, ``lon`` from a thousand on."""
    if so is None or so.gia_tri is None:
        return None
    return lien_ket(so, tien_chu(so.gia_tri, nho, lon))


def tien_chu(gia_tri: Decimal, nho: str, lon: str) -> str:
    """As ``tien``, without the link."""
    if abs(gia_tri) < NGHIN:
        return f"{dinh_dang(gia_tri, 1)} {nho}"
    return f"{dinh_dang(gia_tri / NGHIN, 2 if lon == 'tỷ USD' else 1)} {lon}"


def so_dem(so: So | None, so_le: int = 0) -> SafeString | None:
    """A count or area with thousands marks."""
    if so is None or so.gia_tri is None:
        return None
    return lien_ket(so, dinh_dang(so.gia_tri, so_le))


def chu_ngu(so_lieu: SoLieuLan, chi_tieu: str, cot: str) -> str:
    """Subject of a total in running text: «cả nước» only when complete."""
    so = so_lieu.so(so_lieu.ca_nuoc, chi_tieu, cot)
    if so is None or so.du:
        return "cả nước"
    return f"{so.so_co}/{so.so_tong} địa phương đã có số liệu"
