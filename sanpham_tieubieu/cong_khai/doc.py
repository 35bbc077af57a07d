"""Recognised products as the public reads them: of our rounds, old certificates, past awards.

A product stands here once its decision is recorded. Real and demo rows are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
)
from django.utils import timezone

from cucctdp.donvi.models import DonViHanhChinh
from sanpham_tieubieu.choices import DA_QUYET_DINH, Cap, TrangThaiGiay, TrangThaiHoSo
from sanpham_tieubieu.models import (
    AnhHoSo,
    DanhHieuCu,
    GiayChungNhan,
    HoSoDangKy,
    KyBinhChon,
    NhomSanPham,
)
from sanpham_tieubieu.statistics.kieu import Hoi
from sanpham_tieubieu.statistics.pham_vi import doc_pham_vi
from sanpham_tieubieu.xac_minh import duong_xac_minh

H = TrangThaiHoSo
HO_SO, GIAY, CU = "ho_so", "giay", "cu"
_COT = (
    "nguon", "dong", "cap", "nam", "ten_san_pham", "ten_co_so", "don_vi_id", "ma_nhom", "giai",
)  # fmt: skip
_THU_TU_CAP = {"quoc_gia": 0, "khu_vuc": 1, "tinh": 2, "huyen": 3, "xa": 4}


@dataclass(frozen=True, slots=True)
class Loc:
    """What is asked; empty: everything. ``tinh``: key of a present province («34:15»)."""

    tim: str = ""
    cap: str = ""
    nam: int | None = None
    nhom: str = ""
    tinh: str = ""
    ky: int | None = None
    minh_hoa: bool = False


@dataclass(frozen=True, slots=True)
class SanPhamXem:
    """One recognised product in one round, or a published award of the past.

    ``trang_thai``: of its certificate today, "" without one in the system; ``nguon_tin``: where a
    past award was published; ``anh``: keys of its photos.
    """

    nguon: str
    dong: int
    cap: str
    ten_cap: str
    nam: int
    ten: str
    co_so: str
    tinh: str
    nhom: str
    giai: str
    san_pham: int | None
    ky: int | None
    so_giay: str
    het_han: date | None
    trang_thai: str
    nhan_trang_thai: str
    xac_minh: str
    quyet_dinh: str
    nguon_tin: str
    anh: tuple[int, ...] = field(default=())


def ho_so_cong_khai(*, minh_hoa: bool = False) -> QuerySet[HoSoDangKy]:
    """Dossiers recognised by a recorded decision of a round whose results are out."""
    return HoSoDangKy.objects.filter(
        trang_thai__in=(H.CONG_NHAN, H.DE_CU, H.THU_HOI),
        ket_qua__quyet_dinh__isnull=False,
        ky__trang_thai__in=DA_QUYET_DINH,
        ky__minh_hoa=minh_hoa,
    )


def giay_cong_khai(*, minh_hoa: bool = False) -> QuerySet[GiayChungNhan]:
    """Certificates listed without a dossier of ours; one issued anew is told by its successor."""
    return GiayChungNhan.objects.filter(
        ho_so__isnull=True, thay_boi__isnull=True, minh_hoa=minh_hoa
    )


def danh_hieu_cong_khai(*, minh_hoa: bool = False) -> QuerySet[DanhHieuCu]:
    """Published awards that no certificate and no dossier of ours already tells."""
    khop = {
        "san_pham": OuterRef("san_pham"), "cap": OuterRef("cap"), "nam": OuterRef("nam"),
    }  # fmt: skip
    co_giay = GiayChungNhan.objects.filter(**khop)
    co_ho_so = ho_so_cong_khai(minh_hoa=minh_hoa).filter(
        san_pham=OuterRef("san_pham"), ky__cap=OuterRef("cap"), ky__nam=OuterRef("nam")
    )
    return DanhHieuCu.objects.filter(~Exists(co_giay), ~Exists(co_ho_so), minh_hoa=minh_hoa)


def _loc(rows: QuerySet[Any], loc: Loc, don_vi: Iterable[int] | None, dau: str) -> QuerySet[Any]:
    if loc.tim:
        rows = rows.filter(
            Q(ten_san_pham__khong_dau__contains=loc.tim) | Q(ten_co_so__khong_dau__contains=loc.tim)
        )
    if loc.cap:
        rows = rows.filter(**{f"{dau}cap": loc.cap})
    if loc.nam is not None:
        rows = rows.filter(**{f"{dau}nam": loc.nam})
    if loc.nhom:
        rows = rows.filter(ma_nhom=loc.nhom)
    return rows if don_vi is None else rows.filter(don_vi__in=don_vi)


def tim(loc: Loc) -> QuerySet[Any]:
    """Rows of ``_COT``, newest and highest first; countable and sliceable.

    Raises ThamSoSai for an unknown province.
    """
    nam = loc.nam or timezone.localdate().year
    don_vi = None
    if loc.tinh:
        don_vi = doc_pham_vi(Hoi(nam, nam, don_vi=(loc.tinh,))).loc

    def chu(nguon: str) -> Value:
        return Value(nguon, output_field=CharField())

    ho_so = _loc(ho_so_cong_khai(minh_hoa=loc.minh_hoa), loc, don_vi, "ky__")
    if loc.ky is not None:
        ho_so = ho_so.filter(ky=loc.ky)
    cac = ho_so.annotate(
        nguon=chu(HO_SO), dong=F("pk"), cap=F("ky__cap"), nam=F("ky__nam"), giai=F("ket_qua__giai")
    ).values_list(*_COT)
    cac = cac.order_by()
    if loc.ky is None:
        giay = _loc(giay_cong_khai(minh_hoa=loc.minh_hoa), loc, don_vi, "")
        cu = _loc(danh_hieu_cong_khai(minh_hoa=loc.minh_hoa), loc, don_vi, "")
        cac = cac.union(
            giay.order_by().annotate(nguon=chu(GIAY), dong=F("pk")).values_list(*_COT),
            cu.order_by().annotate(nguon=chu(CU), dong=F("pk")).values_list(*_COT),
            all=True,
        )
    return cac.order_by("-nam", "cap", "ten_san_pham", "nguon", "dong")


def ke(rows: Sequence[Sequence[Any]]) -> list[SanPhamXem]:
    """The rows of a page with names, certificates and photos; seven queries at most."""
    theo: dict[str, list[int]] = {HO_SO: [], GIAY: [], CU: []}
    for r in rows:
        theo[r[0]].append(r[1])
    anh = Prefetch("anh", AnhHoSo.objects.order_by("thu_tu", "pk"))
    ho_so = (
        HoSoDangKy.objects.filter(pk__in=theo[HO_SO])
        .select_related("giay__thay_boi", "ket_qua__quyet_dinh")
        .prefetch_related(anh)
        .in_bulk()
    )
    giay = GiayChungNhan.objects.select_related("thay_boi").in_bulk(theo[GIAY])
    cu = DanhHieuCu.objects.in_bulk(theo[CU])
    tinh = dict(
        DonViHanhChinh.objects.filter(pk__in={r[6] for r in rows}).values_list("pk", "ten_goi")
    )
    nhom = dict(NhomSanPham.objects.order_by("hieu_luc_tu").values_list("ma", "ten_ngan"))

    def mot(r: Sequence[Any]) -> SanPhamXem:
        nguon, dong, cap, nam, ten, co_so, don_vi, ma_nhom, giai = r
        g: GiayChungNhan | None = None
        chung: dict[str, Any] = {"san_pham": None, "ky": None, "quyet_dinh": "", "nguon_tin": ""}
        if nguon == HO_SO:
            h = ho_so[dong]
            g = getattr(h, "giay", None)
            qd = h.ket_qua.quyet_dinh
            chung |= {
                "san_pham": h.san_pham_id,
                "ky": h.ky_id,
                "quyet_dinh": str(qd),
                "anh": tuple(a.pk for a in h.anh.all()),
            }
        elif nguon == GIAY:
            g = giay[dong]
            chung |= {"san_pham": g.san_pham_id, "quyet_dinh": _quyet_dinh(g)}
        else:
            d = cu[dong]
            chung |= {
                "san_pham": d.san_pham_id,
                "quyet_dinh": _quyet_dinh(d),
                "nguon_tin": d.nguon_tin,
            }
        tt = g.trang_thai_ngay() if g is not None else None
        return SanPhamXem(
            nguon=nguon,
            dong=dong,
            cap=cap,
            ten_cap=str(Cap(cap).label),
            nam=nam,
            ten=ten,
            co_so=co_so,
            tinh=tinh.get(don_vi, ""),
            nhom=str(nhom.get(ma_nhom, "")),
            giai=giai or "",
            so_giay=g.so if g is not None else (cu[dong].gcn_so if nguon == CU else ""),
            het_han=g.het_han if g is not None else (cu[dong].het_han if nguon == CU else None),
            trang_thai=tt.value if tt else "",
            nhan_trang_thai=str(TrangThaiGiay(tt).label) if tt else "",
            xac_minh=duong_xac_minh(g) if g is not None else "",
            **chung,
        )

    return [mot(r) for r in rows]


def _quyet_dinh(dong: GiayChungNhan | DanhHieuCu) -> str:
    if not dong.quyet_dinh_so:
        return ""
    ngay = f" ngày {dong.quyet_dinh_ngay:%d/%m/%Y}" if dong.quyet_dinh_ngay else ""
    return f"Quyết định {dong.quyet_dinh_so}{ngay}"


def cac_ky(*, minh_hoa: bool = False) -> QuerySet[KyBinhChon]:
    """Rounds with a recorded decision whose results are out, newest first."""
    return (
        KyBinhChon.objects.filter(
            pk__in=ho_so_cong_khai(minh_hoa=minh_hoa).values("ky"), minh_hoa=minh_hoa
        )
        .select_related("don_vi", "xa")
        .order_by("-nam", "cap", "pk")
    )


def cua_san_pham(san_pham: int, *, minh_hoa: bool = False) -> list[SanPhamXem]:
    """Every recognition of one product, newest first."""
    rows: list[tuple[Any, ...]] = []
    for nguon, qs, dau in (
        (HO_SO, ho_so_cong_khai(minh_hoa=minh_hoa), "ky__"),
        (GIAY, giay_cong_khai(minh_hoa=minh_hoa), ""),
        (CU, danh_hieu_cong_khai(minh_hoa=minh_hoa), ""),
    ):
        giai = "ket_qua__giai" if nguon == HO_SO else "giai"
        cot = (
            "pk", f"{dau}cap", f"{dau}nam", "ten_san_pham", "ten_co_so", "don_vi_id", "ma_nhom",
            giai,
        )  # fmt: skip
        rows += [(nguon, *r) for r in qs.filter(san_pham=san_pham).values_list(*cot)]
    rows.sort(key=lambda r: (-r[3], _THU_TU_CAP[r[2]], r[1]))
    return ke(rows)
