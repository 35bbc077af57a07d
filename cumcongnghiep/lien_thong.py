"""What the clusters tell the other programmes: figures of an establishment's project."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cucctdp.donvi import lien_thong
from cucctdp.donvi.lien_thong import SoKhai
from cumcongnghiep.choices import ChiTieuSo
from cumcongnghiep.models import SoLieu


def _so_khai(co_so: Collection[int]) -> Iterator[SoKhai]:
    """Workers on a day; revenue only of a whole calendar year."""
    for s in (
        SoLieu.objects.filter(
            du_an__co_so__in=co_so, chi_tieu__in=(ChiTieuSo.LAO_DONG, ChiTieuSo.DOANH_THU)
        )
        .select_related("cum", "du_an")
        .order_by("ngay", "pk")
    ):
        if s.chi_tieu == ChiTieuSo.DOANH_THU and (
            s.tu_ngay is None
            or (s.tu_ngay.month, s.tu_ngay.day, s.ngay.month, s.ngay.day) != (1, 1, 12, 31)
            or s.tu_ngay.year != s.ngay.year
        ):
            continue
        assert s.du_an is not None
        assert s.du_an.co_so_id is not None
        yield SoKhai(
            s.du_an.co_so_id,
            s.ngay.year,
            s.chi_tieu,
            s.gia_tri,
            f"báo cáo của dự án tại {s.cum.ten}",
        )


def noi() -> None:
    """Register; called when the app is ready."""
    lien_thong.SO_KHAI.dang_ky("cụm công nghiệp", _so_khai)
