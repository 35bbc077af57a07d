"""Certificates on a day: in force, expiring, expired, revoked, by the rows of the funnel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.models import GiayChungNhan, NhomSanPham
from sanpham_tieubieu.statistics.kieu import (
    CAP,
    CHUNG,
    KHU_VUC,
    MA_CHUNG,
    NAM,
    NHOM,
    BangGiay,
    DongGiay,
    Hoi,
)
from sanpham_tieubieu.statistics.pham_vi import PhamVi, doc_pham_vi
from sanpham_tieubieu.statistics.the import SAP_HET

_CHIEU = ("cap", "nam", "ho_so__ky__khu_vuc", "ma_nhom", "don_vi_id")
_So = tuple[int, int, int, int]


def giay_ngay(hoi: Hoi, ngay: date) -> BangGiay:
    """Certificates issued in the years asked, as they stood at the end of ``ngay``; six queries.

    One replaced by then counts nowhere: its successor does. Raises ThamSoSai for unknown units.
    """
    pv = doc_pham_vi(hoi)
    con = GiayChungNhan.objects.con_hieu_luc(ngay).values("pk")
    thu_hoi = Q(thu_hoi_ngay__lte=ngay)
    da_thay = Q(thay_boi__ngay_cap__lte=ngay)
    rows = (
        _trong(hoi, pv)
        .filter(ngay_cap__lte=ngay)
        .order_by()
        .values_list(*_CHIEU)
        .annotate(
            con=Count("pk", filter=Q(pk__in=con)),
            sap=Count("pk", filter=Q(pk__in=con, het_han__lte=ngay + SAP_HET)),
            het=Count("pk", filter=Q(het_han__lt=ngay) & ~thu_hoi & ~da_thay),
            thu=Count("pk", filter=thu_hoi),
        )
    )
    theo: dict[str, list[_So]] = {}
    tat: list[_So] = []
    for *d, c, s, h, t in rows:
        theo.setdefault(_khoa(hoi, pv, d), []).append((c, s, h, t))
        tat.append((c, s, h, t))
    ten = _ten(hoi, pv)
    return BangGiay(
        ngay,
        tuple(DongGiay(k, ten[k], *_cong(theo[k])) for k in ten if k in theo),
        DongGiay(MA_CHUNG, "Tổng", *_cong(tat)),
        (
            "Giấy có giá trị đến 31/12; giấy cấp lại thay giấy cũ nên chỉ tính một lần.",
            *pv.ghi_chu,
        ),
    )


def _trong(hoi: Hoi, pv: PhamVi) -> QuerySet[GiayChungNhan]:
    rows = GiayChungNhan.objects.all()
    if hoi.user is not None:
        rows = rows.visible_to(hoi.user)
    rows = rows.filter(nam__range=(hoi.tu_nam, hoi.den_nam), minh_hoa=hoi.minh_hoa)
    if hoi.cap:
        rows = rows.filter(cap=hoi.cap)
    if hoi.nhom:
        rows = rows.filter(ma_nhom__in=hoi.nhom)
    return rows if pv.loc is None else rows.filter(don_vi__in=pv.loc)


def _khoa(hoi: Hoi, pv: PhamVi, d: list[Any]) -> str:
    cap, nam, khu_vuc, nhom, don_vi = d
    theo = {CHUNG: MA_CHUNG, CAP: cap, NAM: str(nam), NHOM: nhom}
    if hoi.theo in theo:
        return str(theo[hoi.theo])
    if hoi.theo == KHU_VUC:
        return str(khu_vuc or pv.khu_vuc_cua.get(don_vi, ""))
    return pv.khoa_cua[don_vi]


def _ten(hoi: Hoi, pv: PhamVi) -> dict[str, str]:
    if hoi.theo == NHOM:
        rows = NhomSanPham.objects.order_by("thu_tu", "hieu_luc_tu").values_list("ma", "ten_ngan")
        return {**{ma: str(t) for ma, t in rows}, "": "Chưa rõ nhóm"}
    if hoi.theo == KHU_VUC:
        return {**{ma: str(t) for ma, t in KhuVuc.choices}, "": "Chưa xếp khu vực"}
    if hoi.theo == CAP:
        return {ma: str(t) for ma, t in Cap.choices}
    if hoi.theo == NAM:
        return {str(n): f"Năm {n}" for n in range(hoi.tu_nam, hoi.den_nam + 1)}
    return {MA_CHUNG: "Tổng"} if hoi.theo == CHUNG else pv.ten


def _cong(cac: Iterable[_So]) -> _So:
    con = sap = het = thu = 0
    for c, s, h, t in cac:
        con, sap, het, thu = con + c, sap + s, het + h, thu + t
    return con, sap, het, thu
