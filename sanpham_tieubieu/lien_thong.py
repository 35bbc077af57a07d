"""What the selection tells the other programmes: certificates of an establishment's products."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone

from cucctdp.donvi import lien_thong
from cucctdp.donvi.lien_thong import GiayCo
from sanpham_tieubieu.choices import TrangThaiGiay
from sanpham_tieubieu.models import GiayChungNhan


def _giay(co_so: Collection[int]) -> Iterator[GiayCo]:
    hom_nay = timezone.localdate()
    for g in (
        GiayChungNhan.objects.filter(san_pham__co_so__in=co_so)
        .select_related("san_pham", "thay_boi")
        .order_by("-ngay_cap", "so")
    ):
        trang_thai = g.trang_thai_ngay(hom_nay)
        yield GiayCo(
            co_so_id=g.san_pham.co_so_id,
            san_pham=g.ten_san_pham,
            cap=g.get_cap_display(),
            nam=g.nam,
            so=g.so,
            ngay_cap=g.ngay_cap,
            het_han=g.het_han,
            con_hieu_luc=trang_thai == TrangThaiGiay.CON_HIEU_LUC,
            bi_thu_hoi=trang_thai == TrangThaiGiay.THU_HOI,
        )


def noi() -> None:
    """Register; called when the app is ready."""
    lien_thong.GIAY.dang_ky("sản phẩm tiêu biểu", _giay)
