"""B1: money by source. One aggregate over the ledger a period; sources are rows, kinds columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum

from khuyencong.choices import NGUON_KHUYEN_CONG, LoaiButToan, Nguon
from khuyencong.models import ButToan, DeAn, KeHoach
from khuyencong.statistics.kieu import CA_NUOC, Bang, DoPhu, Hoi, KyTinh, TyLe, bang_cua, ty_le
from khuyencong.statistics.pham_vi import PhamVi, doc_pham_vi, theo_thu_tu, trong_pham_vi

L = LoaiButToan
KHUYEN_CONG, TONG = "khuyen_cong", "tong"
# Rows of the table in printing order, each the sum of these sources.
CAC_DONG: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("kcqg", "Khuyến công quốc gia", (Nguon.KCQG,)),
    ("kcdp", "Khuyến công địa phương", (Nguon.KCDP,)),
    (KHUYEN_CONG, "Cộng kinh phí khuyến công", NGUON_KHUYEN_CONG),
    ("long_ghep", "Lồng ghép", (Nguon.LONG_GHEP,)),
    ("khac", "Tài trợ, nguồn khác", (Nguon.KHAC,)),
    ("doi_ung", "Đối ứng", (Nguon.DOI_UNG,)),
    (TONG, "Tổng các nguồn", tuple(Nguon)),
)
CUA_NHA_NUOC = (*NGUON_KHUYEN_CONG, KHUYEN_CONG)
KHONG_GIAO = (
    "Chỉ kinh phí khuyến công có kế hoạch năm và được giao; các nguồn khác không có, nên dòng này "
    "và dòng tổng không cộng được kế hoạch, không tính được tỷ lệ trên kế hoạch, trên số được giao."
)


@dataclass(frozen=True, slots=True)
class DongKinhPhi:
    """One source of one scope, whole đồng.

    ``ke_hoach``: what the plans entered for these years say, None unless every plan that has
    approved money is there; ``phe_duyet``: approved đề án in the ledger. ``thuc_hien``: accepted
    in the period, ``luy_ke`` since the start of the years. ``so_but_toan``: entries counted.
    ``khong_ap_dung``: why this source has no plan and no rate of plan or allotment, "" when it has.
    """

    pham_vi: str
    ten_pham_vi: str
    nguon: str
    ten_nguon: str
    ke_hoach: int | None
    phe_duyet: int
    duoc_giao: int
    hop_dong: int
    thuc_hien: int
    luy_ke: int
    tam_ung: int
    quyet_toan: int
    hoan_tra: int
    tren_phe_duyet: TyLe
    tren_ke_hoach: TyLe
    tren_duoc_giao: TyLe
    giai_ngan: TyLe
    so_cung_ky: TyLe
    so_but_toan: int
    do_phu: DoPhu
    khong_ap_dung: str = ""


@dataclass(slots=True)
class _O:
    luy_ke: int = 0
    trong_ky: int = 0
    dem: int = 0


class _So:
    """Sums of one period by (row, source, kind), with who has records."""

    def __init__(self) -> None:
        self.o: dict[tuple[str, str, str], _O] = defaultdict(_O)
        self.co: dict[str, set[int | None]] = defaultdict(set)
        self.luc: datetime | None = None

    def luy_ke(self, dong: str, cac_nguon: tuple[str, ...], loai: str) -> int:
        return sum(self.o[dong, n, loai].luy_ke for n in cac_nguon)


def _dieu_kien_ky(ky: KyTinh) -> Q:
    dk = Q(nam__gte=ky.tu_nam, nam__lte=ky.den_nam)
    return dk & Q(ngay__lte=ky.den) if ky.den else dk


def cau_hoi(hoi: Hoi, ky: KyTinh, pv: PhamVi) -> Any:
    """The ledger entries behind a period of B1."""
    return trong_pham_vi(ButToan.objects.order_by(), hoi, pv, "de_an__").filter(_dieu_kien_ky(ky))


def _doc(hoi: Hoi, ky: KyTinh, pv: PhamVi) -> _So:
    so = _So()
    # Few groups and no sum asked twice: the database then shares the ledger among its workers.
    tinh = {"tong": Sum("so_tien"), "dem": Count("pk"), "luc": Max("luc")}
    if ky.tu:
        tinh["ky_nay"] = Sum("so_tien", filter=Q(ngay__gte=ky.tu))
    for don_vi, loai, nguon, tong, dem, luc, *rieng in (
        cau_hoi(hoi, ky, pv).values_list("de_an__don_vi_id", "loai", "nguon").annotate(**tinh)
    ):
        ky_nay = rieng[0] if ky.tu else tong
        dong = pv.dong_cua[don_vi]
        o = so.o[dong, nguon, loai]
        o.luy_ke += int(tong)
        o.trong_ky += int(ky_nay or 0)
        o.dem += dem
        so.co[dong].add(don_vi)
        so.luc = luc if so.luc is None else max(so.luc, luc)
    return so


def _can_ke_hoach(hoi: Hoi, pv: PhamVi) -> dict[tuple[str, str], set[tuple[int | None, int]]]:
    """(row, source) → (unit, year) with approved money, each of which needs its plan."""
    duyet = cau_hoi(hoi, hoi.ky, pv).filter(loai=L.PHE_DUYET, nguon__in=NGUON_KHUYEN_CONG)
    can: dict[tuple[str, str], set[tuple[int | None, int]]] = defaultdict(set)
    for don_vi, nam, nguon in duyet.values_list("de_an__don_vi_id", "nam", "nguon").distinct():
        can[pv.dong_cua[don_vi], nguon].add((don_vi, nam))
    return can


def _ke_hoach(hoi: Hoi, pv: PhamVi) -> dict[tuple[str, str], int]:
    """(row, source) → plan in đồng, where no plan that approved money needs is missing.

    Plans are real papers: demo tables have none. The national plan belongs to the whole country.
    """
    if hoi.minh_hoa:
        return {}
    qs = KeHoach.objects.filter(
        nam__gte=hoi.ky.tu_nam, nam__lte=hoi.ky.den_nam, kinh_phi__isnull=False
    )
    if hoi.user is not None:
        qs = qs.visible_to(hoi.user)
    tong: dict[tuple[str, str], int] = defaultdict(int)
    co: dict[tuple[str, str], set[tuple[int | None, int]]] = defaultdict(set)
    for nguon, don_vi, nam, kinh_phi in qs.values_list("nguon", "don_vi_id", "nam", "kinh_phi"):
        ca_nuoc = don_vi is None
        if (ca_nuoc and (hoi.cap != CA_NUOC or not pv.toan_quoc)) or don_vi not in pv.dong_cua:
            continue
        khoa = pv.dong_cua[don_vi], nguon
        tong[khoa] += int(kinh_phi)
        co[khoa].add((don_vi, nam))
    can = _can_ke_hoach(hoi, pv)
    return {
        (dong, nguon): tien
        for (dong, nguon), tien in tong.items()
        if _du_ke_hoach(nguon, co[dong, nguon], can[dong, nguon], hoi.ky)
    }


def _du_ke_hoach(
    nguon: str, co: set[tuple[int | None, int]], can: set[tuple[int | None, int]], ky: KyTinh
) -> bool:
    if nguon == Nguon.KCQG:
        return {nam for _, nam in co} == set(ky.cac_nam)
    return can <= co


def kinh_phi(hoi: Hoi) -> Bang[DongKinhPhi]:
    """B1 – money by source, scope by scope; a constant number of queries (ten)."""
    pv = doc_pham_vi(hoi)
    so, truoc = _doc(hoi, hoi.ky, pv), _doc(hoi, hoi.ky.cung_ky(), pv)
    ke_hoach = _ke_hoach(hoi, pv)
    cac_dong = tuple(
        _dong(hoi, pv, ma, dong, so, truoc, ke_hoach)
        for ma in theo_thu_tu(pv, {*so.co, *truoc.co, *(d for d, _ in ke_hoach)})
        for dong in CAC_DONG
    )
    return bang_cua(
        hoi,
        "B1",
        "Tổng hợp kinh phí khuyến công",
        cac_dong,
        do_phu=pv.do_phu(pk for cac in so.co.values() for pk in cac),
        tinh_den=so.luc,
        ghi_chu=(
            *pv.ghi_chu(),
            "«Thực hiện» là giá trị đã nghiệm thu; mỗi tỷ lệ ghi rõ mẫu số.",
            *_chi_co_tong(hoi, pv),
        ),
    )


def _chi_co_tong(hoi: Hoi, pv: PhamVi) -> tuple[str, ...]:
    """A note for each published đề án of several years, touching those asked for, of which the
    source tells one sum: all of it stands in its first year, none in the others.
    """
    duyet = ButToan.objects.filter(de_an=OuterRef("pk"), loai=L.PHE_DUYET)
    cac = (
        trong_pham_vi(DeAn.objects.order_by("ma"), hoi, pv)
        .exclude(nguon_tin="")
        .filter(
            Exists(duyet),
            ~Exists(duyet.exclude(nam=OuterRef("nam"))),
            den_ngay__year__gt=F("nam"),
            den_ngay__year__gte=hoi.ky.tu_nam,
            nam__lte=hoi.ky.den_nam,
        )
        .values_list("ma", "nam", "den_ngay__year")
    )
    return tuple(
        f"Đề án {ma} ({tu}–{den}): nguồn chỉ công bố tổng nhiều năm, ghi cả vào năm đầu ({tu})."
        for ma, tu, den in cac
    )


def _dong(
    hoi: Hoi,
    pv: PhamVi,
    ma: str,
    dong: tuple[str, str, tuple[str, ...]],
    so: _So,
    truoc: _So,
    ke_hoach: dict[tuple[str, str], int],
) -> DongKinhPhi:
    nguon, ten, cac = dong
    loai = {str(x): so.luy_ke(ma, cac, x) for x in L}
    kh = _cong_ke_hoach(ma, cac, ke_hoach)
    thuc_hien = sum(so.o[ma, n, L.NGHIEM_THU].trong_ky for n in cac)
    ky_truoc = sum(truoc.o[ma, n, L.NGHIEM_THU].trong_ky for n in cac)
    luy_ke, cua = loai[L.NGHIEM_THU], f"của {ten}"
    ten_luy_ke = f"thực hiện lũy kế {cua}"
    ly_do = "" if nguon in CUA_NHA_NUOC else KHONG_GIAO
    return DongKinhPhi(
        pham_vi=ma,
        ten_pham_vi=pv.ten[ma],
        nguon=nguon,
        ten_nguon=ten,
        ke_hoach=kh,
        phe_duyet=loai[L.PHE_DUYET],
        duoc_giao=loai[L.GIAO],
        hop_dong=loai[L.HOP_DONG],
        thuc_hien=thuc_hien,
        luy_ke=luy_ke,
        tam_ung=loai[L.TAM_UNG],
        quyet_toan=loai[L.QUYET_TOAN],
        hoan_tra=loai[L.HOAN_TRA],
        tren_phe_duyet=ty_le(
            luy_ke, ten_luy_ke, loai[L.PHE_DUYET], f"kinh phí đề án được phê duyệt {cua}"
        ),
        tren_ke_hoach=ty_le(luy_ke, ten_luy_ke, kh, f"kế hoạch năm được duyệt {cua}").khi(ly_do),
        tren_duoc_giao=ty_le(luy_ke, ten_luy_ke, loai[L.GIAO], f"kinh phí được giao {cua}").khi(
            ly_do
        ),
        giai_ngan=ty_le(
            loai[L.QUYET_TOAN], f"quyết toán {cua}", loai[L.GIAO], f"kinh phí được giao {cua}"
        ).khi(ly_do),
        so_cung_ky=ty_le(
            thuc_hien,
            f"thực hiện trong kỳ {cua}",
            ky_truoc,
            f"thực hiện cùng kỳ ({hoi.ky.cung_ky().ten}) {cua}",
        ),
        so_but_toan=sum(so.o[ma, n, x].dem for n in cac for x in L),
        do_phu=pv.do_phu(so.co[ma], ma),
        khong_ap_dung=ly_do,
    )


def _cong_ke_hoach(
    ma: str, cac_nguon: tuple[str, ...], ke_hoach: dict[tuple[str, str], int]
) -> int | None:
    """Plans exist for the State's khuyến công money only; a sum needs every part."""
    cac = [ke_hoach.get((ma, n)) for n in cac_nguon]
    return None if None in cac else sum(k for k in cac if k is not None)


def but_toan_cua(hoi: Hoi, *, pham_vi: str, nguon: str, loai: str | None = None) -> tuple[int, ...]:
    """Ids of the ledger entries behind one row (or one column) of B1, in order; for tracing.

    Raises ThamSoSai as the table does, KeyError for a source that is no row of it.
    """
    pv = doc_pham_vi(hoi)
    cac_nguon = {ma: cac for ma, _, cac in CAC_DONG}[nguon]
    don_vi = [pk for pk, ma in pv.dong_cua.items() if ma == pham_vi and pk is not None]
    dk = Q(de_an__don_vi__in=don_vi)
    if pv.dong_cua[None] == pham_vi:
        dk |= Q(de_an__don_vi__isnull=True)
    qs = cau_hoi(hoi, hoi.ky, pv).filter(dk, nguon__in=cac_nguon)
    if loai is not None:
        qs = qs.filter(loai=loai)
    return tuple(qs.order_by("pk").values_list("pk", flat=True))
