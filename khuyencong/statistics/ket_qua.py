"""B2: results by activity – quantities accepted, đề án, establishments, money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from khuyencong.choices import DA_PHE_DUYET, LoaiButToan, Nguon
from khuyencong.models import ButToan, DeAnNoiDung, NghiemThu, NoiDung
from khuyencong.models.nghiem_thu import THANH_PHAN
from khuyencong.statistics.kieu import Bang, DoPhu, Hoi, KyTinh, TyLe, bang_cua, ty_le
from khuyencong.statistics.pham_vi import PhamVi, doc_pham_vi, theo_thu_tu, trong_pham_vi

CHUA_PHAN = ""
TEN_CHUA_PHAN = "Nghiệm thu cả đề án, chưa phân theo nội dung"


@dataclass(frozen=True, slots=True)
class SoLuong:
    """One unit of an activity: planned by approved đề án, accepted in the period and so far.

    ``so_bien_ban``: minutes counted; ``thieu_so``: accepted minutes that give no quantity.
    ``nu``, ``dan_toc``, ``viec_lam``: of the people so far, each as a share of those whose minutes
    tell it (no numerator: none tells); ``viec_lam_ky``: employed after training, in the period.
    """

    don_vi_tinh: str
    ke_hoach: Decimal
    thuc_hien: Decimal
    luy_ke: Decimal
    tren_ke_hoach: TyLe
    so_bien_ban: int
    thieu_so: int
    nu: TyLe
    dan_toc: TyLe
    viec_lam: TyLe
    viec_lam_ky: Decimal | None


@dataclass(frozen=True, slots=True)
class DongKetQua:
    """One activity of one scope; money is what was accepted so far, đồng.

    ``noi_dung`` "": acceptances of a whole đề án with several activities, which name none.
    """

    pham_vi: str
    ten_pham_vi: str
    noi_dung: str
    ten: str
    so_luong: tuple[SoLuong, ...]
    so_de_an: int
    so_co_so: int
    kcqg: int
    kcdp: int
    doi_ung: int
    khac: int
    do_phu: DoPhu


@dataclass(slots=True)
class _Dem:
    ke_hoach: Decimal = Decimal(0)
    thuc_hien: Decimal = Decimal(0)
    luy_ke: Decimal = Decimal(0)
    bien_ban: int = 0
    thieu: int = 0
    phan: dict[str, list[Decimal]] = field(default_factory=dict)
    viec_lam_ky: Decimal | None = None


@dataclass(slots=True)
class _Nhom:
    so_luong: dict[str, _Dem] = field(default_factory=lambda: defaultdict(_Dem))
    tien: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    de_an: int = 0
    co_so: int = 0
    co: set[int | None] = field(default_factory=set)


def cua_noi_dung(cot: str, de_an: str) -> Coalesce:
    """The column of the beneficiary's activity, else of the only activity of the đề án."""
    mot = (
        DeAnNoiDung.objects.filter(de_an=OuterRef(de_an))
        .order_by()
        .values("de_an")
        .annotate(dem=Count("pk"), cot=Max(cot))
        .filter(dem=1)
        .values("cot")
    )
    return Coalesce(f"thu_huong__noi_dung__{cot}", Subquery(mot))


def _ngay_nghiem_thu(ky: KyTinh) -> Q:
    dk = Q(ngay__gte=date(ky.tu_nam, 1, 1), ngay__lte=date(ky.den_nam, 12, 31))
    return dk & Q(ngay__lte=ky.den) if ky.den else dk


def _ke_hoach(hoi: Hoi, pv: PhamVi) -> Iterable[tuple[Any, ...]]:
    dk = Q(de_an__nam__gte=hoi.ky.tu_nam, de_an__nam__lte=hoi.ky.den_nam)
    if hoi.ky.den:
        dk &= Q(de_an__ngay_quyet_dinh__isnull=True) | Q(de_an__ngay_quyet_dinh__lte=hoi.ky.den)
    return (
        trong_pham_vi(DeAnNoiDung.objects.order_by(), hoi, pv, "de_an__")
        .filter(dk, de_an__trang_thai__in=DA_PHE_DUYET)
        .values_list("de_an__don_vi_id", "noi_dung", "don_vi_tinh")
        .annotate(tong=Sum("so_luong"), de_an=Count("de_an_id", distinct=True))
    )


def _nghiem_thu(hoi: Hoi, pv: PhamVi) -> Iterable[tuple[Any, ...]]:
    ky_nay = Q(ngay__gte=hoi.ky.tu) if hoi.ky.tu else None
    trong_ky = Sum("so_luong", filter=ky_nay)
    de_an = "hop_dong__de_an"
    return (
        trong_pham_vi(NghiemThu.objects.order_by(), hoi, pv, f"{de_an}__")
        .filter(_ngay_nghiem_thu(hoi.ky), dat=True)
        .annotate(ma=cua_noi_dung("noi_dung", de_an), dvt=cua_noi_dung("don_vi_tinh", de_an))
        .values_list("hop_dong__de_an__don_vi_id", "ma", "dvt")
        .annotate(
            tong=Sum("so_luong"),
            ky_nay=trong_ky,
            dem=Count("pk"),
            thieu=Count("pk", filter=Q(so_luong__isnull=True)),
            viec_lam_ky=Sum("so_viec_lam", filter=ky_nay),
            **{f"tu_{o}": Sum(o) for o in THANH_PHAN},
            **{
                f"mau_{o}": Sum("so_luong", filter=Q(**{f"{o}__isnull": False})) for o in THANH_PHAN
            },
        )
    )


def _tien(hoi: Hoi, pv: PhamVi) -> Iterable[tuple[Any, ...]]:
    dk = Q(nam__gte=hoi.ky.tu_nam, nam__lte=hoi.ky.den_nam, loai=LoaiButToan.NGHIEM_THU)
    if hoi.ky.den:
        dk &= Q(ngay__lte=hoi.ky.den)
    return (
        trong_pham_vi(ButToan.objects.order_by(), hoi, pv, "de_an__")
        .filter(dk)
        .annotate(ma=cua_noi_dung("noi_dung", "de_an"))
        .values_list("de_an__don_vi_id", "ma", "nguon")
        .annotate(
            tien=Sum("so_tien"),
            co_so=Count("thu_huong__co_so_id", distinct=True),
            luc=Max("luc"),
        )
    )


def ket_qua(hoi: Hoi) -> Bang[DongKetQua]:
    """B2 – results by activity; a constant number of queries (eight).

    ``so_co_so`` counts establishments that an acceptance names, by its main source of support.
    """
    pv = doc_pham_vi(hoi)
    nhom: dict[tuple[str, str], _Nhom] = defaultdict(_Nhom)
    for don_vi, ma, dvt, tong, de_an in _ke_hoach(hoi, pv):
        n = nhom[pv.dong_cua[don_vi], ma]
        n.so_luong[dvt].ke_hoach += tong
        n.de_an += de_an
        n.co.add(don_vi)
    for don_vi, ma, dvt, tong, ky_nay, dem, thieu, viec_lam, *phan in _nghiem_thu(hoi, pv):
        n = nhom[pv.dong_cua[don_vi], ma or CHUA_PHAN]
        d = n.so_luong[dvt or ""]
        d.luy_ke += tong or 0
        d.thuc_hien += ky_nay or 0
        d.bien_ban += dem
        d.thieu += thieu
        _cong_phan(d, viec_lam, phan)
        n.co.add(don_vi)
    luc: datetime | None = None
    co_so: dict[tuple[str, str, int | None], int] = defaultdict(int)
    for don_vi, ma, nguon, tien, so, moi in _tien(hoi, pv):
        khoa = pv.dong_cua[don_vi], ma or CHUA_PHAN
        nhom[khoa].tien[nguon] += int(tien)
        nhom[khoa].co.add(don_vi)
        # One establishment has entries of several sources: the fullest source counts them all.
        co_so[*khoa, don_vi] = max(co_so[*khoa, don_vi], so)
        luc = moi if luc is None else max(luc, moi)
    for (dong, ma, _), so in co_so.items():
        nhom[dong, ma].co_so += so
    ten, thu_tu = _ten_noi_dung()
    cac_dong = tuple(
        _dong(pv, dong, ma, nhom[dong, ma], ten)
        for dong in theo_thu_tu(pv, {d for d, _ in nhom})
        for ma in sorted(
            {m for d, m in nhom if d == dong}, key=lambda m: (thu_tu.get(m, 10_000), m)
        )
    )
    return bang_cua(
        hoi,
        "B2",
        "Kết quả theo nội dung hoạt động",
        cac_dong,
        do_phu=pv.do_phu(pk for n in nhom.values() for pk in n.co),
        tinh_den=luc,
        don_vi_tinh="theo nội dung; tiền: đồng",
        ghi_chu=(
            *pv.ghi_chu(),
            "Số lượng theo biên bản nghiệm thu đạt; kế hoạch là số của các đề án đã phê duyệt.",
            "Tiền là giá trị đã nghiệm thu lũy kế.",
        ),
    )


def _cong_phan(d: _Dem, viec_lam: int | None, phan: list[Any]) -> None:
    """Numerators first, then the quantities of the minutes that tell them."""
    if viec_lam is not None:
        d.viec_lam_ky = (d.viec_lam_ky or Decimal(0)) + viec_lam
    for o, tu, mau in zip(THANH_PHAN, phan[:3], phan[3:], strict=True):
        if tu is not None:
            cu = d.phan.setdefault(o, [Decimal(0), Decimal(0)])
            cu[0] += tu
            cu[1] += mau


def _trong_do(d: _Dem, o: str, ten: str, dvt: str) -> TyLe:
    tu, mau = d.phan.get(o, (None, None))
    return ty_le(tu, f"{dvt} {ten}", mau, f"{dvt} của các biên bản có ghi")


def _ten_noi_dung() -> tuple[dict[str, str], dict[str, int]]:
    rows = list(NoiDung.objects.order_by("hieu_luc_tu").values_list("ma", "ten", "thu_tu"))
    ten = {ma: ten for ma, ten, _ in rows} | {CHUA_PHAN: TEN_CHUA_PHAN}
    return ten, {ma: thu_tu for ma, _, thu_tu in rows}


def _dong(pv: PhamVi, dong: str, ma: str, n: _Nhom, ten: dict[str, str]) -> DongKetQua:
    return DongKetQua(
        pham_vi=dong,
        ten_pham_vi=pv.ten[dong],
        noi_dung=ma,
        ten=ten.get(ma, ma),
        so_luong=tuple(
            SoLuong(
                dvt,
                d.ke_hoach,
                d.thuc_hien,
                d.luy_ke,
                ty_le(
                    d.luy_ke,
                    f"{dvt} đã nghiệm thu lũy kế",
                    d.ke_hoach,
                    f"{dvt} theo đề án được phê duyệt",
                ),
                d.bien_ban,
                d.thieu,
                _trong_do(d, "so_nu", "nữ", dvt),
                _trong_do(d, "so_dan_toc", "dân tộc thiểu số", dvt),
                _trong_do(d, "so_viec_lam", "có việc làm sau đào tạo", dvt),
                d.viec_lam_ky,
            )
            for dvt, d in sorted(n.so_luong.items())
        ),
        so_de_an=n.de_an,
        so_co_so=n.co_so,
        kcqg=n.tien[Nguon.KCQG],
        kcdp=n.tien[Nguon.KCDP],
        doi_ung=n.tien[Nguon.DOI_UNG],
        khac=n.tien[Nguon.LONG_GHEP] + n.tien[Nguon.KHAC],
        do_phu=pv.do_phu(n.co, dong),
    )
