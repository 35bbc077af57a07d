"""What khuyến công tells the other programmes: its regime of places, supports, figures declared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from cucctdp.donvi import doi_tuong, lien_thong
from cucctdp.donvi.doi_tuong import KetQuaDiaBan, XetDiaBan
from cucctdp.donvi.lien_thong import HoTro, SoKhai
from cucctdp.donvi.models import Xa
from khuyencong.models import CheDoDoiTuong, ThuHuong
from khuyencong.rules.doi_tuong import xet_che_do

NGUON = "khuyến công"


def _doc_che_do() -> XetDiaBan:
    cac = list(CheDoDoiTuong.objects.all())

    def xet(xa: Xa, ngay: date, lang_nghe: bool) -> KetQuaDiaBan:
        che_do = next((c for c in cac if c.con_hieu_luc(ngay)), None)
        if che_do is None:
            return KetQuaDiaBan(
                False, "Chưa có chế độ đối tượng hiệu lực ngày này.", chac=False, xet=False
            )
        duoc, can_cu = xet_che_do(che_do, xa=xa, ngay=ngay, lang_nghe=lang_nghe)
        return KetQuaDiaBan(duoc, can_cu, chac=not che_do.can_xac_minh)

    return xet


def _ho_tro(co_so: Collection[int]) -> Iterator[HoTro]:
    for t in (
        ThuHuong.objects.con_tinh()
        .filter(co_so__in=co_so)
        .select_related("noi_dung__de_an")
        .order_by("-noi_dung__de_an__nam", "noi_dung__de_an__ma", "pk")
    ):
        d = t.noi_dung.de_an
        yield HoTro(
            co_so_id=t.co_so_id,
            nam=d.nam,
            nguon=d.get_nguon_display(),
            ma=d.ma,
            ten=d.ten,
            noi_dung=t.may or t.noi_dung.ten,
            so_tien=t.ho_tro,
            trang_thai=d.get_trang_thai_display(),
        )


def _so_khai(co_so: Collection[int]) -> Iterator[SoKhai]:
    """Workers at registration and at the survey after the support.

    Revenue is not told: the form names no year for it.
    """
    for t in (
        ThuHuong.objects.con_tinh()
        .filter(co_so__in=co_so)
        .select_related("noi_dung__de_an", "hieu_qua")
        .order_by("noi_dung__de_an__nam", "noi_dung__de_an__ma", "pk")
    ):
        d = t.noi_dung.de_an
        if t.lao_dong is not None:
            yield SoKhai(
                t.co_so_id,
                d.dang_ky_ngay.year if d.dang_ky_ngay else d.nam,
                "lao_dong",
                Decimal(t.lao_dong),
                f"đề án {NGUON} {d.ma}",
            )
        sau = getattr(t, "hieu_qua", None)
        if sau is not None and sau.lao_dong_sau is not None:
            yield SoKhai(
                t.co_so_id,
                sau.ngay.year,
                "lao_dong",
                Decimal(sau.lao_dong_sau),
                f"khảo sát hiệu quả đề án {d.ma}",
            )


def noi() -> None:
    """Register; called when the app is ready."""
    doi_tuong.dang_ky(_doc_che_do)
    lien_thong.HO_TRO.dang_ky(NGUON, _ho_tro)
    lien_thong.SO_KHAI.dang_ky(NGUON, _so_khai)
