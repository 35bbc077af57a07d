"""Certificates (Giấy chứng nhận, Phụ lục 6 TT 26/2014/TT-BCT) as landscape pages to be printed.

What is printed stands in the certificate's own row: a later change of a name changes no paper. The
QR leads to the public page that says whether the certificate still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from cucctdp.formats.ngay import ngay_chu
from cucctdp.pdf.render import dung_html, html_to_pdf
from cucctdp.pdf.thuoc_chu import rong
from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.giay_to.ten import HA_NOI, dong_ky, ten_cap
from sanpham_tieubieu.models import GiayChungNhan
from sanpham_tieubieu.xac_minh import duong_xac_minh

TEMPLATE = "pdf/giay_chung_nhan.html"
MINH_HOA = "Số liệu minh họa, không phải giấy chứng nhận thật"
# Millimetres between the frames, less a hair.
_RONG = 232
# A name goes in one line while its letters stay large, then in two, then in as many as it needs.
_SAN_PHAM_MOT_DONG = (30, 27, 24)
_SAN_PHAM = (26, 22, 19, 16)
_CO_SO = (20, 18, 16, 14)
_DANH_HIEU = (17, 15, 13)
# Lines of the address at its size; with the names they say whether the middle must be set tighter.
_CO_DONG = 14
_DONG_THOAI_MAI = 3


@dataclass(frozen=True, slots=True)
class TrangGiay:
    """One certificate ready to be set; sizes in points so that long names keep to their lines."""

    giay: GiayChungNhan
    co_quan: str
    danh_hieu: str
    noi_ngay: str
    co_danh_hieu: int
    co_san_pham: int
    co_co_so: int
    chat: bool
    qr: SafeString
    dia_chi_qr: str

    @property
    def cac_dong_chuc_danh(self) -> tuple[str, ...]:
        """Authority and title of the signer, a line each («KT. CỤC TRƯỞNG», «PHÓ CỤC TRƯỞNG»)."""
        return dong_ky(self.giay.cap, self.giay.chuc_danh)

    @property
    def han(self) -> str:
        return ngay_chu(self.giay.het_han)

    @property
    def quyet_dinh(self) -> str:
        return f"Quyết định số {self.giay.quyet_dinh_so} {ngay_chu(self.giay.quyet_dinh_ngay)}"


def trang_giay(giay: GiayChungNhan) -> TrangGiay:
    """What one certificate prints. Reads ``ho_so.ky`` and ``don_vi`` with its names."""
    dia_chi = urljoin(f"{settings.DIA_CHI_HE_THONG}/", duong_xac_minh(giay))
    ky = giay.ho_so.ky if giay.ho_so is not None else None
    khu_vuc = ky.khu_vuc if ky is not None else ""
    cap = ten_cap(Cap(giay.cap), KhuVuc(khu_vuc) if khu_vuc else None)
    danh_hieu = f"Sản phẩm công nghiệp nông thôn tiêu biểu {cap} năm {giay.nam}"
    ten = giay.ten_san_pham.upper()
    co_san_pham = _co_vua(ten, _SAN_PHAM_MOT_DONG, 1)
    if _so_dong(ten, co_san_pham) > 1:
        co_san_pham = _co_vua(ten, _SAN_PHAM, 2)
    co_co_so = _co_vua(giay.ten_co_so, _CO_SO, 1 if len(giay.ten_co_so) < 70 else 2)
    so_dong = (
        _so_dong(ten, co_san_pham)
        + _so_dong(giay.ten_co_so, co_co_so)
        + _so_dong(f"Địa chỉ: {giay.dia_chi}", _CO_DONG)
    )
    return TrangGiay(
        giay=giay,
        co_quan=giay.co_quan_cap.upper(),
        danh_hieu=danh_hieu,
        noi_ngay=f"{_noi_cap(giay)}, {ngay_chu(giay.ngay_cap)}",
        co_danh_hieu=_co_vua(danh_hieu.upper(), _DANH_HIEU, 1),
        co_san_pham=co_san_pham,
        co_co_so=co_co_so,
        chat=so_dong > _DONG_THOAI_MAI,
        qr=ma_qr(dia_chi, f"Mã QR tra cứu giấy chứng nhận số {giay.so}"),
        dia_chi_qr=dia_chi,
    )


def doc_giay(pk: Iterable[int]) -> list[GiayChungNhan]:
    """Certificates with all that their pages need, in the order of printing; four queries."""
    return list(
        GiayChungNhan.objects.filter(pk__in=list(pk))
        .select_related("don_vi", "ho_so__ky__xa", "san_pham")
        .prefetch_related("don_vi__cac_ten", "ho_so__ky__xa__cac_ten")
        .order_by("ma_nhom", "ngay_cap", "pk")
    )


def trang_html(cac_giay: Sequence[GiayChungNhan]) -> str:
    """The finished HTML of one or many certificates, a page each."""
    dau = cac_giay[0]
    ten = dau.so if len(cac_giay) == 1 else f"{dau.co_quan_cap}, {len(cac_giay)} giấy"
    return dung_html(
        TEMPLATE,
        {"cac_trang": [trang_giay(g) for g in cac_giay], "minh_hoa": MINH_HOA},
        tieu_de=f"Giấy chứng nhận sản phẩm công nghiệp nông thôn tiêu biểu – {ten}",
        tac_gia=dau.co_quan_cap,
        tu_khoa=("GIAY-CHUNG-NHAN", *(g.so for g in cac_giay[:20])),
    )


def ban_pdf(cac_giay: Sequence[GiayChungNhan]) -> bytes:
    """Certificates as PDF/UA-1 bytes. Raises PdfError when a letter cannot be set."""
    return html_to_pdf(trang_html(cac_giay))


def ma_qr(noi_dung: str, nhan: str) -> SafeString:
    """A QR as inline SVG: sharp at every size; four light modules around it, as readers want."""
    import segno

    ma = segno.make_qr(noi_dung, error="m")
    return mark_safe(  # noqa: S308 - segno escapes the title and draws the rest
        ma.svg_inline(border=4, omitsize=True, title=nhan, light="#fff", svgclass="ma-qr")
    )


def _noi_cap(giay: GiayChungNhan) -> str:
    """Where the paper is dated: the capital for the Ministry and the Cục, else commune, province.

    An old certificate has no dossier: its commune, its huyện are not known, the province is.
    """
    if giay.cap in (Cap.QUOC_GIA, Cap.KHU_VUC):
        return HA_NOI
    xa = giay.ho_so.ky.xa if giay.ho_so is not None else None
    if giay.cap == Cap.XA and xa is not None:
        return str(xa.ten_ngay(giay.ngay_cap).ten)
    return str(giay.don_vi.ten_ngay(giay.ngay_cap).ten)


def _co_vua(chu: str, cac_co: Sequence[int], so_dong: int) -> int:
    """The largest size at which the words fit ``so_dong`` lines; the smallest when none does."""
    for co in cac_co:
        if _so_dong(chu, co) <= so_dong:
            return co
    return cac_co[-1]


def _so_dong(chu: str, co: int) -> int:
    trong, dong, dang = rong(" ", co, dam=True), 1, 0.0
    for tu in chu.split():
        dai = rong(tu, co, dam=True)
        if dang and dang + trong + dai > _RONG:
            dong, dang = dong + 1, dai
        else:
            dang += dai + (trong if dang else 0)
    return dong
