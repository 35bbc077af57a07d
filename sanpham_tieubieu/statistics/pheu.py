"""The funnel: registered → in order → through the threshold → recognised → nominated.

One grouped query, told by rows in memory; comparison asks the same of the last round before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, When

from sanpham_tieubieu.choices import (
    DA_CONG_NHAN,
    DA_DANG_KY,
    DA_DAT_NGUONG,
    DA_HOP_LE,
    DA_QUYET_DINH,
    Cap,
    KhuVuc,
    TrangThaiHoSo,
)
from sanpham_tieubieu.models import (
    DanhHieuCu,
    GiayChungNhan,
    HoSoDangKy,
    KyBinhChon,
    NhomSanPham,
)
from sanpham_tieubieu.statistics.kieu import (
    CAP,
    CHUNG,
    COT_SO,
    KHU_VUC,
    MA_CHUNG,
    NAM,
    NHOM,
    BangPheu,
    DongPheu,
    Hoi,
    SoPheu,
    ThamSoSai,
)
from sanpham_tieubieu.statistics.pham_vi import PhamVi, doc_pham_vi

_CHIEU = ("ky__cap", "ky__nam", "ky__khu_vuc", "ma_nhom", "don_vi_id")
GHI_CHU = (
    "Đạt ngưỡng điểm chưa phải được công nhận: Hội đồng chọn trong số đạt ngưỡng theo chỉ tiêu.",
    "Số chỉ gồm các kỳ có hồ sơ trong hệ thống; kỳ chỉ có số công bố đứng riêng.",
)


def pheu(hoi: Hoi) -> BangPheu:
    """The funnel of a question; seven queries, two more with the comparison.

    Raises ThamSoSai for unknown units or groups.
    """
    pv = doc_pham_vi(hoi)
    nhom = _ten_nhom(hoi)
    dong = _doc(hoi, pv)
    truoc = nam_truoc(hoi)
    dong_truoc = (
        {} if truoc is None else _gop(_doc(replace(hoi, tu_nam=truoc, den_nam=truoc), pv), hoi, pv)
    )
    theo = _gop(dong, hoi, pv)
    ten = _ten_dong(hoi, pv, nhom)
    khoa = [k for k in ten if k in theo]
    if hoi.theo == CHUNG:
        theo.setdefault(MA_CHUNG, SoPheu())
        khoa = [MA_CHUNG]
    co = {pv.khoa_cua[d[4]] for d, so in dong if so.dang_ky}
    cac = tuple(DongPheu(k, ten[k], theo[k], dong_truoc.get(k)) for k in khoa)
    tong = DongPheu(
        MA_CHUNG,
        "Tổng",
        _cong(so for _, so in dong),
        None if truoc is None else _cong(dong_truoc.values()),
    )
    return BangPheu(
        hoi=hoi,
        cac_dong=cac,
        tong=tong,
        khong_gui=tuple(pv.ten[k] for k in pv.ten if k in pv.phai_co - co),
        so_tinh=len(pv.phai_co),
        nam_truoc=truoc,
        ghi_chu=(*GHI_CHU, *pv.ghi_chu),
    )


def nam_truoc(hoi: Hoi) -> int | None:
    """The last year before the question with a round of its level; None for several years."""
    if hoi.tu_nam != hoi.den_nam or hoi.theo == NAM:
        return None
    ky = KyBinhChon.objects.filter(
        nam__lt=hoi.tu_nam, minh_hoa=hoi.minh_hoa, ho_so__trang_thai__in=DA_DANG_KY
    ).exclude(trang_thai="huy")
    if hoi.user is not None:
        ky = ky.filter(pk__in=KyBinhChon.objects.visible_to(hoi.user).values("pk"))
    if hoi.cap:
        ky = ky.filter(cap=hoi.cap)
    return ky.order_by("-nam").values_list("nam", flat=True).first()


def _ten_nhom(hoi: Hoi) -> dict[str, str]:
    rows = NhomSanPham.objects.order_by("thu_tu", "hieu_luc_tu").values_list("ma", "ten_ngan")
    ten = {ma: str(t) for ma, t in rows}
    if la := [ma for ma in hoi.nhom if ma not in ten]:
        raise ThamSoSai({"nhom": [f"Không có nhóm «{ma[:20]}»." for ma in la]})
    return ten


def trong_hoi(hoi: Hoi, pv: PhamVi) -> QuerySet[HoSoDangKy]:
    """Dossiers the question counts; a cancelled round counts none."""
    rows = HoSoDangKy.objects.all() if hoi.user is None else HoSoDangKy.objects.visible_to(hoi.user)
    rows = rows.filter(ky__nam__range=(hoi.tu_nam, hoi.den_nam), ky__minh_hoa=hoi.minh_hoa).exclude(
        ky__trang_thai="huy"
    )
    if hoi.cap:
        rows = rows.filter(ky__cap=hoi.cap)
    if hoi.nhom:
        rows = rows.filter(ma_nhom__in=hoi.nhom)
    return rows if pv.loc is None else rows.filter(don_vi__in=pv.loc)


def _doc(hoi: Hoi, pv: PhamVi) -> list[tuple[tuple[Any, ...], SoPheu]]:
    """(dimensions, counts) of every combination there is; one query."""
    tt = Case(
        When(trang_thai=TrangThaiHoSo.TAM_DUNG, then=F("truoc_tam_dung")),
        default=F("trang_thai"),
        output_field=CharField(),
    )
    giay = GiayChungNhan.objects.filter(
        san_pham=OuterRef("san_pham"), cap=OuterRef("ky__cap"), nam__lt=OuterRef("ky__nam")
    )
    danh_hieu = DanhHieuCu.objects.filter(
        san_pham=OuterRef("san_pham"), cap=OuterRef("ky__cap"), nam__lt=OuterRef("ky__nam")
    )
    cn = Q(tt__in=DA_CONG_NHAN)
    dk = Q(tt__in=DA_DANG_KY)
    dem = {
        "dang_ky": dk,
        "hop_le": Q(tt__in=DA_HOP_LE),
        # Known to the organiser alone until the decision: with few entries a count names one.
        "dat_nguong": Q(tt__in=DA_DAT_NGUONG, ky__trang_thai__in=DA_QUYET_DINH),
        "cong_nhan": cn,
        "de_cu": Q(tt=TrangThaiHoSo.DE_CU),
        "thu_hoi": Q(tt=TrangThaiHoSo.THU_HOI),
        "nu_dang_ky": dk & Q(chu_nu=True),
        "nu_cong_nhan": cn & Q(chu_nu=True),
        "dan_toc_dang_ky": dk & Q(chu_dan_toc=True),
        "dan_toc_cong_nhan": cn & Q(chu_dan_toc=True),
        "tai_dat": cn & (Q(Exists(giay)) | Q(Exists(danh_hieu))),
        "ocop": cn & Q(san_pham__ocop_sao__isnull=False),
    }
    rows = (
        trong_hoi(hoi, pv)
        .annotate(tt=tt)
        .order_by()
        .values_list(*_CHIEU)
        .annotate(**{f"n_{ten}": Count("pk", filter=dk_) for ten, dk_ in dem.items()})
    )
    n = len(_CHIEU)
    return [(tuple(r[:n]), SoPheu(*r[n:])) for r in rows]


def _cong(cac: Iterable[SoPheu]) -> SoPheu:
    ds = list(cac)
    return SoPheu(*(sum(getattr(s, c) for s in ds) for c in COT_SO))


def _khoa_dong(hoi: Hoi, pv: PhamVi) -> Callable[[tuple[Any, ...]], str]:
    def khoa(d: tuple[Any, ...]) -> str:
        cap, nam, khu_vuc, nhom, don_vi = d
        if hoi.theo == CHUNG:
            return MA_CHUNG
        if hoi.theo == CAP:
            return str(cap)
        if hoi.theo == NAM:
            return str(nam)
        if hoi.theo == NHOM:
            return str(nhom)
        if hoi.theo == KHU_VUC:
            # A regional round is its own grouping; others are told by the province's region.
            return str(khu_vuc or pv.khu_vuc_cua.get(don_vi, ""))
        return pv.khoa_cua[don_vi]

    return khoa


def _gop(dong: Iterable[tuple[tuple[Any, ...], SoPheu]], hoi: Hoi, pv: PhamVi) -> dict[str, SoPheu]:
    khoa = _khoa_dong(hoi, pv)
    theo: dict[str, list[SoPheu]] = {}
    for d, so in dong:
        theo.setdefault(khoa(d), []).append(so)
    return {k: _cong(cac) for k, cac in theo.items()}


def _ten_dong(hoi: Hoi, pv: PhamVi, nhom: dict[str, str]) -> dict[str, str]:
    """Row keys to names, in printing order."""
    if hoi.theo == CHUNG:
        return {MA_CHUNG: "Tổng"}
    if hoi.theo == CAP:
        return {ma: str(ten) for ma, ten in Cap.choices}
    if hoi.theo == NAM:
        return {str(n): f"Năm {n}" for n in range(hoi.tu_nam, hoi.den_nam + 1)}
    if hoi.theo == NHOM:
        return nhom
    if hoi.theo == KHU_VUC:
        return {**{ma: str(ten) for ma, ten in KhuVuc.choices}, "": "Chưa xếp khu vực"}
    return pv.ten
