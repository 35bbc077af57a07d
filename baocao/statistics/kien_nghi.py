"""Figures of the petition register: counts, ages, the groups it would be right to make."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from baocao.choices_theo_doi import (
    KN_CHUA_TRA_LOI,
    KN_DA_TRA_LOI,
    DanhGia,
    LoaiKienNghi,
    NhomVuongMac,
    TrangThaiKienNghi,
)
from baocao.models import DinhMucTheoDoi, KienNghi, KyBaoCao
from baocao.models.kien_nghi import KienNghiQuerySet
from cucctdp.formats.chu import bo_dau

GOM_SO_TINH, GOM_GIONG = "kien_nghi_gom_so_tinh", "kien_nghi_gom_giong"
MANG_SANG = "kien_nghi_mang_sang"


@dataclass(frozen=True, slots=True)
class SoKienNghi:
    """Counts of petitions sent in some days, as they stand on ``ngay``.

    ``trung_vi_ngay``: median calendar days from sending to the answer; None without an answer.
    ``qua_han``: unanswered past the deadline of the answer, or of the step that is due now.
    """

    ngay: date
    tong: int
    cho_tiep_nhan: int
    dang_xu_ly: int
    da_tra_loi: int
    da_dong: int
    qua_han: int
    thoa_dang: int
    chua_thoa_dang: int
    cong_bo: int
    mang_sang: int
    trung_vi_ngay: Decimal | None


def _pham_vi(user: Any) -> KienNghiQuerySet:
    return KienNghi.objects.all() if user is None else KienNghi.objects.visible_to(user)


def dem_kien_nghi(
    *,
    tu: date | None = None,
    den: date | None = None,
    don_vi: Any = None,
    user: Any = None,
    ngay: date | None = None,
) -> SoKienNghi:
    """Count the petitions sent in ``tu``–``den`` (both included) that ``user`` may see."""
    ngay = ngay or timezone.localdate()
    rows = _pham_vi(user)
    if tu is not None:
        rows = rows.filter(ngay_gui__gte=tu)
    if den is not None:
        rows = rows.filter(ngay_gui__lte=den)
    if don_vi is not None:
        rows = rows.filter(don_vi=don_vi)
    mo = Q(trang_thai__in=KN_CHUA_TRA_LOI)
    dem = rows.order_by().aggregate(
        tong=Count("pk"),
        cho_tiep_nhan=Count("pk", filter=Q(trang_thai=TrangThaiKienNghi.MOI)),
        dang_xu_ly=Count("pk", filter=mo & ~Q(trang_thai=TrangThaiKienNghi.MOI)),
        da_tra_loi=Count("pk", filter=Q(trang_thai=TrangThaiKienNghi.DA_TRA_LOI)),
        da_dong=Count("pk", filter=Q(trang_thai=TrangThaiKienNghi.DA_DONG)),
        qua_han=Count("pk", filter=mo & Q(han__lt=ngay)),
        thoa_dang=Count("pk", filter=Q(danh_gia=DanhGia.THOA_DANG)),
        chua_thoa_dang=Count("pk", filter=Q(danh_gia=DanhGia.CHUA)),
        cong_bo=Count("pk", filter=Q(cong_bo_luc__isnull=False)),
    )
    ngay_tra_loi = [
        (timezone.localtime(luc).date() - gui).days
        for gui, luc in rows.filter(trang_thai__in=KN_DA_TRA_LOI).values_list(
            "ngay_gui", "tra_loi_luc"
        )
    ]
    return SoKienNghi(
        ngay=ngay,
        mang_sang=rows.filter(mo, mang_sang__isnull=False).distinct().count(),
        trung_vi_ngay=Decimal(str(median(ngay_tra_loi))) if ngay_tra_loi else None,
        **dem,
    )


@dataclass(frozen=True, slots=True)
class DongKienNghi:
    """One line of a breakdown: province («34:80») or bottleneck group."""

    ma: str
    ten: str
    tong: int
    chua_tra_loi: int
    qua_han: int


def theo_nhom(*, user: Any = None, ngay: date | None = None) -> list[DongKienNghi]:
    """Petitions by bottleneck group, most first."""
    ten = dict(NhomVuongMac.choices)
    return [
        DongKienNghi(d["nhom"], str(ten[d["nhom"]]), d["tong"], d["cho"], d["tre"])
        for d in _chia(_pham_vi(user), ["nhom"], ngay)
    ]


def theo_tinh(*, user: Any = None, ngay: date | None = None) -> list[DongKienNghi]:
    """Petitions by the province that sent them, most first."""
    truong = ["don_vi__bo_ma", "don_vi__ma", "don_vi__ten_goi"]
    return [
        DongKienNghi(
            f"{d['don_vi__bo_ma']}:{d['don_vi__ma']}",
            d["don_vi__ten_goi"],
            d["tong"],
            d["cho"],
            d["tre"],
        )
        for d in _chia(_pham_vi(user), truong, ngay)
    ]


def _chia(rows: QuerySet[KienNghi], truong: list[str], ngay: date | None) -> Iterable[Any]:
    mo = Q(trang_thai__in=KN_CHUA_TRA_LOI)
    tre = mo & Q(han__lt=ngay or timezone.localdate())
    return (
        rows.order_by()
        .values(*truong)
        .annotate(tong=Count("pk"), cho=Count("pk", filter=mo), tre=Count("pk", filter=tre))
        .order_by("-tong", *truong)
    )


def qua_han(ngay: date) -> dict[str, QuerySet[KienNghi]]:
    """What CB07 tells about, by reason: «chua_giao», «chua_tra_loi», «mang_sang».

    «mang_sang» are the unanswered ones carried into as many periods as the dated row says.
    """
    muc = DinhMucTheoDoi.objects.muc(MANG_SANG, ngay)
    rows = KienNghi.objects.select_related("don_vi", "nguoi_phu_trach")
    lau = rows.none()
    if muc is not None:
        lau = rows.chua_tra_loi().annotate(lan=Max("mang_sang__lan")).filter(lan__gte=muc)
    return {
        "chua_giao": rows.chua_giao_qua_han(ngay),
        "chua_tra_loi": rows.chua_tra_loi_qua_han(ngay),
        "mang_sang": lau,
    }


@dataclass(frozen=True, slots=True)
class CumKienNghi:
    """Petitions that look like one matter: group, common words, rows, provinces («34:80»)."""

    nhom: str
    nhom_ten: str
    tu_khoa: tuple[str, ...]
    kien_nghi: tuple[KienNghi, ...]
    don_vi: tuple[str, ...]


def can_gom(ngay: date | None = None, *, user: Any = None) -> list[CumKienNghi]:
    """Offer common petitions (CB08): one bottleneck group, like words, enough provinces.

    Likeness is the share of word pairs that the shorter text has in common with the other. Only
    open petitions without a group are looked at. Empty while no dated row gives the thresholds.
    """
    ngay = ngay or timezone.localdate()
    can = DinhMucTheoDoi.objects.muc(GOM_SO_TINH, ngay)
    giong = DinhMucTheoDoi.objects.muc(GOM_GIONG, ngay)
    if can is None or giong is None:
        return []
    rows = (
        _pham_vi(user)
        .chua_tra_loi()
        .filter(nhom_chung__isnull=True)
        .select_related("don_vi")
        .order_by("pk")
    )
    theo_nhom: dict[str, list[KienNghi]] = defaultdict(list)
    for k in rows:
        theo_nhom[k.nhom].append(k)
    cum = [
        _cum(nhom, nhom_giong)
        for nhom, cac_kn in sorted(theo_nhom.items())
        for nhom_giong in _noi(cac_kn, Decimal(giong))
    ]
    return sorted((c for c in cum if len(c.don_vi) >= can), key=lambda c: (-len(c.don_vi), c.nhom))


def _cap_tu(noi_dung: str) -> set[str]:
    """Pairs of neighbouring words, folded: Vietnamese terms are mostly of two syllables."""
    chu = "".join(c if c.isalnum() else " " for c in bo_dau(noi_dung).lower()).split()
    return {f"{a} {b}" for a, b in pairwise(chu)}


def _noi(cac_kn: list[KienNghi], giong: Decimal) -> list[list[KienNghi]]:
    """Connected groups of like petitions."""
    cap = [_cap_tu(k.noi_dung) for k in cac_kn]
    goc = list(range(len(cac_kn)))

    def tim(i: int) -> int:
        while goc[i] != i:
            i = goc[i]
        return i

    for i in range(len(cac_kn)):
        for j in range(i):
            ngan = min(len(cap[i]), len(cap[j]))
            if ngan and Decimal(len(cap[i] & cap[j]) * 100) / ngan >= giong:
                goc[tim(i)] = tim(j)
    nhom: dict[int, list[KienNghi]] = defaultdict(list)
    for i, k in enumerate(cac_kn):
        nhom[tim(i)].append(k)
    return list(nhom.values())


def _cum(nhom: str, cac_kn: list[KienNghi]) -> CumKienNghi:
    dem = Counter(c for k in cac_kn for c in _cap_tu(k.noi_dung))
    chung = [c for c, so in sorted(dem.items(), key=lambda x: (-x[1], x[0])) if so > 1]
    return CumKienNghi(
        nhom=nhom,
        nhom_ten=NhomVuongMac(nhom).label,
        tu_khoa=tuple(chung[:5]),
        kien_nghi=tuple(cac_kn),
        don_vi=tuple(sorted({k.don_vi.khoa for k in cac_kn})),
    )


def so_th10(ky: KyBaoCao, don_vi: Any, ten: str) -> Decimal | None:
    """Rows TH10a–c of the cover sheet Q00 for one province and period: petitions, no difficulties.

    ``ten``: kien_nghi_moi, kien_nghi_da_tra_loi (both in the period's window) or
    kien_nghi_qua_han (unanswered past its deadline on the window's last day). None while the
    register is empty: nothing known is not zero.
    """
    den = min(ky.den_ngay, timezone.localdate())
    if not KienNghi.objects.filter(ngay_gui__lte=den).exists():
        return None
    rows = KienNghi.objects.filter(don_vi=don_vi, loai=LoaiKienNghi.KIEN_NGHI)
    match ten:
        case "kien_nghi_moi":
            rows = rows.filter(ngay_gui__gte=ky.tu_ngay, ngay_gui__lte=ky.den_ngay)
        case "kien_nghi_da_tra_loi":
            rows = rows.da_tra_loi().filter(
                tra_loi_luc__date__gte=ky.tu_ngay, tra_loi_luc__date__lte=ky.den_ngay
            )
        case "kien_nghi_qua_han":
            chua = Q(tra_loi_luc__isnull=True) | Q(tra_loi_luc__date__gt=den)
            rows = rows.filter(chua, ngay_gui__lte=den, han_tra_loi__lt=den)
        case _:
            return None
    return Decimal(rows.count())


def cau_tra_loi_cong_bo(
    *,
    nhom: str = "",
    don_vi: str = "",
    tu: date | None = None,
    tim: str = "",
    minh_hoa: bool = False,
) -> QuerySet[KienNghi]:
    """Published answers, newest first; never anything else of the register.

    ``tim``: words found without accents in petition, answer, province or code. Demo rows only with
    ``minh_hoa``.
    """
    rows = KienNghi.objects.da_cong_bo().select_related("don_vi")
    if not minh_hoa:
        rows = rows.filter(co_minh_hoa=False)
    if tim:
        cac_o = ("noi_dung", "tra_loi_noi_dung", "don_vi__ten_goi", "ma", "can_cu_phap_ly")
        khop = Q()
        for o in cac_o:
            khop |= Q(**{f"{o}__khong_dau__contains": tim})
        rows = rows.filter(khop)
    if nhom:
        rows = rows.filter(nhom=nhom)
    if don_vi:
        bo_ma, _, ma = don_vi.partition(":")
        rows = rows.filter(don_vi__bo_ma=bo_ma, don_vi__ma=ma)
    if tu is not None:
        rows = rows.filter(cong_bo_luc__date__gte=tu)
    return rows.order_by("-cong_bo_luc", "-pk")


__all__ = [
    "CumKienNghi",
    "DongKienNghi",
    "SoKienNghi",
    "can_gom",
    "cau_tra_loi_cong_bo",
    "dem_kien_nghi",
    "qua_han",
    "so_th10",
    "theo_nhom",
    "theo_tinh",
]
