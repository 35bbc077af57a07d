"""How many đề án came to each stage, in a period and so far, by the day of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q, Sum

from khuyencong.choices import (
    NGUON_KHUYEN_CONG,
    LoaiButToan,
    TrangThaiDeAn,
    ViecDieuChinh,
)
from khuyencong.models import ButToan, DeAn, DieuChinhDeAn, HopDong, NghiemThu
from khuyencong.statistics.kieu import Hoi
from khuyencong.statistics.pham_vi import doc_pham_vi, trong_pham_vi

T = TrangThaiDeAn
DA_XONG = (T.NGHIEM_THU, T.QUYET_TOAN, T.THANH_LY, T.THEO_DOI, T.DONG)


@dataclass(frozen=True, slots=True)
class DemKy:
    """Đề án that came there in the period's days, and since the start of its years."""

    trong_ky: int
    luy_ke: int


@dataclass(frozen=True, slots=True)
class DemDeAn:
    """``duyet``: approved so far. ``giao``: with money allotted; ``hop_dong``: with a contract;
    ``hoan_thanh``: accepted as a whole, by the day of the last minute; ``dieu_chinh``, ``ngung``:
    by the day of the decision.
    """

    duyet: int
    giao: DemKy
    hop_dong: DemKy
    hoan_thanh: DemKy
    dieu_chinh: DemKy
    ngung: DemKy


def dem_de_an(hoi: Hoi) -> DemDeAn:
    """Đề án of the question's years over its whole scope; a constant number of queries."""
    pv = doc_pham_vi(hoi)
    den = hoi.ky.den or date.max

    def cua(qs: Any, duong: str) -> Any:
        nam = {f"{duong}nam__gte": hoi.ky.tu_nam, f"{duong}nam__lte": hoi.ky.den_nam}
        return trong_pham_vi(qs.order_by(), hoi, pv, duong).filter(**nam)

    def dem(cap: Any) -> DemKy:
        cac_ngay = [ngay for _, ngay, *_ in cap if ngay is not None and ngay <= den]
        tu = hoi.ky.tu or date.min
        return DemKy(sum(ngay >= tu for ngay in cac_ngay), len(cac_ngay))

    giao = (
        cua(ButToan.objects.all(), "de_an__")
        .filter(loai=LoaiButToan.GIAO, nguon__in=NGUON_KHUYEN_CONG, ngay__lte=den)
        .values_list("de_an_id")
        .annotate(dau=Min("ngay"), tong=Sum("so_tien"))
        .filter(tong__gt=0)
    )
    hop_dong = cua(HopDong.objects.all(), "de_an__").values_list("de_an_id")
    xong = (
        cua(NghiemThu.objects.all(), "hop_dong__de_an__")
        .filter(dat=True, hop_dong__de_an__trang_thai__in=DA_XONG)
        .values_list("hop_dong__de_an_id")
    )
    quyet_dinh = cua(DieuChinhDeAn.objects.all(), "de_an__").filter(
        trang_thai=DieuChinhDeAn.TrangThai.DA_DUYET
    )
    doi = quyet_dinh.exclude(viec=ViecDieuChinh.NGUNG).values_list("de_an_id", "ngay_van_ban")
    ngung = quyet_dinh.filter(viec=ViecDieuChinh.NGUNG).values_list("de_an_id")
    duyet = cua(DeAn.objects.all(), "").filter(
        Q(ngay_quyet_dinh__lte=den), ngay_quyet_dinh__isnull=False
    )
    cac_lan_doi = [(d, ngay) for d, ngay in doi if ngay is not None and ngay <= den]
    tu = hoi.ky.tu or date.min
    return DemDeAn(
        duyet=duyet.count(),
        giao=dem(giao),
        hop_dong=dem(hop_dong.annotate(dau=Min("ngay"))),
        hoan_thanh=dem(xong.annotate(cuoi=Max("ngay"))),
        # One đề án may be adjusted again: it counts once in the period and once in the year.
        dieu_chinh=DemKy(
            len({d for d, ngay in cac_lan_doi if ngay >= tu}), len({d for d, _ in cac_lan_doi})
        ),
        ngung=dem(ngung.annotate(dau=Min("ngay_van_ban"))),
    )
