"""Scopes: which đề án belong to which row of a table, in which boundaries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cucctdp.donvi.choices import BoMa, DiaGioi, MucDichPhanVung
from cucctdp.donvi.models import DonViHanhChinh, ThanhVienVung
from cucctdp.donvi.services.don_vi import anh_xa_dia_gioi
from khuyencong.statistics.kieu import (
    CA_NUOC,
    MA_CA_NUOC,
    MA_NHIEU_TINH,
    TINH,
    DoPhu,
    Hoi,
    ThamSoSai,
)

NHIEU_TINH = "Đề án nhiều tỉnh (trung tâm vùng)"


@dataclass(frozen=True)
class PhamVi:
    """Scopes of a question.

    ``dong_cua``: filing unit id (None: several provinces) → code of its row; ``ten``: code → name
    in printing order; ``tinh_cua``: filing unit id → key of the unit it is told as; ``phai_co``:
    code → keys of the units that make it up; ``loc``: filing units asked for, None for all;
    ``toan_quoc``: nothing is left out, by the question or by the user's scope.
    """

    dong_cua: dict[int | None, str]
    ten: dict[str, str]
    tinh_cua: dict[int, str]
    phai_co: dict[str, frozenset[str]]
    loc: frozenset[int] | None
    toan_quoc: bool

    def do_phu(self, co: Iterable[int | None], dong: str | None = None) -> DoPhu:
        """Coverage of one row, or of the whole table, by the filing units that have records."""
        nhom = self.phai_co.values() if dong is None else [self.phai_co.get(dong, frozenset())]
        phai = frozenset().union(*nhom)
        thay = {self.tinh_cua[pk] for pk in co if pk is not None}
        return DoPhu(len(phai & thay), len(phai), tuple(sorted(phai - thay)))

    def ghi_chu(self) -> tuple[str, ...]:
        """What a reader must know about rows that stand outside the boundaries asked for."""
        return (
            "Tổng chỉ gồm các địa phương có đề án được ghi; địa phương chưa có ghi ở độ phủ.",
            f"«{NHIEU_TINH}» đứng riêng, có trong tổng cả nước.",
        )


def doc_pham_vi(hoi: Hoi) -> PhamVi:
    """Read scopes; four small queries. Raises ThamSoSai for unknown units or regions.

    Told in the 63 provinces a merged unit cannot be divided: it stands in a row of its own, so
    that the total stays the same in every boundary.
    """
    hom_nay = timezone.localdate()
    anh_xa = anh_xa_dia_gioi(dia_gioi=hoi.dia_gioi, ngay=hoi.ky.den or hom_nay)
    don_vi = {d.pk: d for d in DonViHanhChinh.objects.order_by("bo_ma", "ma")}
    vung_cua: dict[int, str] = {}
    ten_vung: dict[str, str] = {}
    for don_vi_id, ma, ten_goi in (
        ThanhVienVung.objects.filter(phan_vung__muc_dich=MucDichPhanVung.KHUYEN_CONG)
        .order_by("phan_vung__hieu_luc_tu", "vung__thu_tu")
        .values_list("don_vi_id", "vung__ma", "vung__ten")
    ):
        vung_cua[don_vi_id] = ma
        ten_vung.setdefault(ma, ten_goi)
    ve = {pk: anh_xa[pk].don_vi_id for pk in don_vi}
    _kiem_tra(hoi, {don_vi[v].khoa for v in ve.values()}, set(ten_vung))
    loc = None
    if hoi.don_vi or hoi.vung:
        loc = frozenset(
            pk
            for pk, v in ve.items()
            if don_vi[v].khoa in hoi.don_vi or vung_cua.get(v) in hoi.vung
        )
    # A regional centre has no province: its rows are told wherever they are.
    theo_to_chuc = hoi.user is not None and hoi.user.theo_to_chuc
    pham_vi = None if hoi.user is None or theo_to_chuc else hoi.user.pham_vi_don_vi()
    trong = [
        pk for pk in don_vi if (loc is None or pk in loc) and (pham_vi is None or pk in pham_vi)
    ]

    def dong(pk: int) -> str:
        if hoi.cap == CA_NUOC:
            return MA_CA_NUOC
        return don_vi[ve[pk]].khoa if hoi.cap == TINH else vung_cua.get(ve[pk], MA_NHIEU_TINH)

    dong_cua: dict[int | None, str] = {pk: dong(pk) for pk in trong}
    dong_cua[None] = MA_CA_NUOC if hoi.cap == CA_NUOC else MA_NHIEU_TINH
    bo = BoMa.B63 if hoi.dia_gioi == DiaGioi.BO_63 else BoMa.B34
    if hoi.dia_gioi == DiaGioi.THEO_THOI_DIEM:
        dau = max((d.hieu_luc_tu for d in don_vi.values() if d.bo_ma == BoMa.B34), default=hom_nay)
        bo = BoMa.B34 if hoi.ky.den_nam >= dau.year else BoMa.B63
    toan_quoc = loc is None and pham_vi is None and not theo_to_chuc
    ten = {
        MA_CA_NUOC: "Cả nước" if toan_quoc else "Tổng các địa phương chọn",
        **ten_vung,
        **{d.khoa: d.ten_goi if d.bo_ma == bo else _ten_bo_khac(d) for d in don_vi.values()},
        MA_NHIEU_TINH: NHIEU_TINH,
    }
    phai_co: dict[str, set[str]] = {}
    for pk in trong:
        if don_vi[ve[pk]].bo_ma == bo:
            phai_co.setdefault(dong(pk), set()).add(don_vi[ve[pk]].khoa)
    return PhamVi(
        dong_cua,
        ten,
        {pk: don_vi[v].khoa for pk, v in ve.items()},
        {ma: frozenset(cac) for ma, cac in phai_co.items()},
        loc,
        toan_quoc,
    )


def _ten_bo_khac(don_vi: DonViHanhChinh) -> str:
    """A unit that stands among those of the other code set says so: names return after mergers."""
    cach = "sau sắp xếp, không tách được" if don_vi.bo_ma == BoMa.B34 else "trước sắp xếp"
    return f"{don_vi.ten_goi} ({cach})"


def _kiem_tra(hoi: Hoi, cac_khoa: set[str], cac_vung: set[str]) -> None:
    loi: dict[str, list[str]] = {}
    if la := [k for k in hoi.don_vi if k not in cac_khoa]:
        loi["don_vi"] = [f"Không có đơn vị «{k[:20]}» trong địa giới được hỏi." for k in la]
    if la := [v for v in hoi.vung if v not in cac_vung]:
        loi["vung"] = [f"Không có vùng khuyến công «{v[:20]}»." for v in la]
    if loi:
        raise ThamSoSai(loi)


def trong_pham_vi(qs: QuerySet[Any], hoi: Hoi, pv: PhamVi, duong: str = "") -> Any:
    """Rows the question may count; ``duong`` is the path to their đề án with its «__»."""
    if hoi.user is not None:
        qs = qs.visible_to(hoi.user)  # type: ignore[attr-defined]
    loc = Q(**{f"{duong}minh_hoa": hoi.minh_hoa})
    if hoi.nguon is not None:
        loc &= Q(**{f"{duong}nguon": hoi.nguon})
    if pv.loc is not None:
        loc &= Q(**{f"{duong}don_vi__in": pv.loc})
    return qs.filter(loc)


def theo_thu_tu(pv: PhamVi, cac_ma: Iterable[str]) -> list[str]:
    """Row codes in printing order."""
    co = set(cac_ma)
    return [ma for ma in pv.ten if ma in co]
