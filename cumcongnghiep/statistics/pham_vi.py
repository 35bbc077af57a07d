"""Scopes: which clusters make up which row, in which boundaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Min

from cucctdp.donvi.choices import BoMa, DiaGioi, MucDichPhanVung
from cucctdp.donvi.models import DonViHanhChinh, ThanhVienVung, Xa
from cucctdp.donvi.services.don_vi import anh_xa_dia_gioi
from cumcongnghiep.statistics.cum_ngay import CumNgay, doc_cum_ngay
from cumcongnghiep.statistics.kieu import CA_NUOC, MA_CA_NUOC, VUNG, XA, Hoi, ThamSoSai

CHUA_CHU_TRI = "Cụm chưa xác định xã chủ trì"
GHI_CHU_63 = (
    "Địa giới 63 tỉnh: theo tỉnh trước sắp xếp ghi ở từng cụm; cụm chưa ghi thì đứng ở dòng tỉnh "
    "sau sắp xếp."
)


@dataclass(frozen=True)
class Nhom:
    """One row's scope: ``khoa`` as in ``BieuTinh``, its clusters in order of key."""

    khoa: str
    ten: str
    cum: tuple[CumNgay, ...]


@dataclass(frozen=True)
class PhamVi:
    """The clusters of a question by row; ``tinh_co``: keys of provinces (34) with a cluster;
    ``tinh_phai_co``: keys of those that should have one, by the question and the user's scope;
    ``ten_don_vi``, ``khoa_don_vi``: names and keys of provinces by primary key."""

    nhom: tuple[Nhom, ...]
    tinh_co: frozenset[str]
    tinh_phai_co: frozenset[str]
    ten_tinh: dict[str, str]
    ten_don_vi: dict[int, str]
    khoa_don_vi: dict[int, str]
    ghi_chu: tuple[str, ...]

    @property
    def cum(self) -> tuple[CumNgay, ...]:
        return tuple(c for n in self.nhom for c in n.cum)


def doc_pham_vi(hoi: Hoi) -> PhamVi:
    """Clusters on the day, told by rows; seven queries at most.

    Raises ThamSoSai for unknown units, regions or communes, all at once.
    """
    don_vi = {d.pk: d for d in DonViHanhChinh.objects.order_by("bo_ma", "ma")}
    vung_cua, ten_vung = _vung() if hoi.cap == VUNG or hoi.vung else ({}, {})
    xa_hoi = dict(Xa.objects.filter(ma__in=hoi.xa).values_list("ma", "pk")) if hoi.xa else {}
    theo_cu, ve = _dia_gioi(hoi)
    khoa_don_vi = {d.khoa: d.pk for d in don_vi.values()}
    _kiem(hoi, khoa_don_vi, ten_vung, xa_hoi)
    duoc_hoi = {khoa_don_vi[k] for k in hoi.don_vi}

    def don_vi_cua(c: CumNgay) -> int:
        if not theo_cu:
            return c.don_vi_id
        return c.tinh_cu_id or ve.get(c.don_vi_id, c.don_vi_id)

    cac = [
        c
        for c in doc_cum_ngay(hoi)
        if (not hoi.don_vi or don_vi_cua(c) in duoc_hoi)
        and (not hoi.vung or vung_cua.get(c.don_vi_id) in hoi.vung)
        and (not hoi.xa or c.xa_id in xa_hoi.values())
    ]
    xa_cua = _cac_xa(cac) if hoi.cap == XA else {}

    def khoa(c: CumNgay) -> str:
        if hoi.cap == CA_NUOC:
            return MA_CA_NUOC
        if hoi.cap == VUNG:
            return vung_cua.get(c.don_vi_id, "")
        if hoi.cap == XA:
            return xa_cua[c.xa_id].ma if c.xa_id else ""
        return don_vi[don_vi_cua(c)].khoa

    theo_khoa: dict[str, list[CumNgay]] = {MA_CA_NUOC: []} if hoi.cap == CA_NUOC else {}
    for c in cac:
        theo_khoa.setdefault(khoa(c), []).append(c)
    ten = _ten(hoi, theo_cu, don_vi, ten_vung, list(xa_cua.values()))
    thu_tu = [k for k in ten if k in theo_khoa]
    pham_vi = None if hoi.user is None else hoi.user.pham_vi_don_vi()
    return PhamVi(
        tuple(Nhom(k, ten[k], tuple(theo_khoa[k])) for k in thu_tu),
        frozenset(don_vi[c.don_vi_id].khoa for c in cac),
        frozenset(
            d.khoa
            for d in don_vi.values()
            if d.bo_ma == BoMa.B34
            and (pham_vi is None or d.pk in pham_vi)
            and (not hoi.vung or vung_cua.get(d.pk) in hoi.vung)
            and (not hoi.don_vi or theo_cu or d.pk in duoc_hoi)
        ),
        {d.khoa: d.ten_goi for d in don_vi.values()},
        {pk: d.ten_goi for pk, d in don_vi.items()},
        {pk: d.khoa for pk, d in don_vi.items()},
        (GHI_CHU_63,) if theo_cu else (),
    )


def _dia_gioi(hoi: Hoi) -> tuple[bool, dict[int, int]]:
    """Whether rows are old provinces, and what becomes of a new one whose cluster names none."""
    theo_cu = hoi.dia_gioi == DiaGioi.BO_63
    if hoi.dia_gioi == DiaGioi.THEO_THOI_DIEM:
        moi = DonViHanhChinh.objects.filter(bo_ma=BoMa.B34)
        dau = moi.aggregate(dau=Min("hieu_luc_tu"))["dau"]
        theo_cu = dau is not None and hoi.den < dau
    if not theo_cu:
        return False, {}
    anh_xa = anh_xa_dia_gioi(dia_gioi=DiaGioi.BO_63, ngay=hoi.den)
    return True, {pk: a.don_vi_id for pk, a in anh_xa.items()}


def _vung() -> tuple[dict[int, str], dict[str, str]]:
    vung_cua: dict[int, str] = {}
    ten: dict[str, str] = {}
    for pk, ma, ten_goi in (
        ThanhVienVung.objects.filter(
            phan_vung__muc_dich=MucDichPhanVung.KINH_TE_XA_HOI, bo_ma=BoMa.B34
        )
        .order_by("phan_vung__hieu_luc_tu", "vung__thu_tu")
        .values_list("don_vi_id", "vung__ma", "vung__ten")
    ):
        vung_cua[pk] = ma
        ten.setdefault(ma, ten_goi)
    return vung_cua, ten


def _cac_xa(cac: Sequence[CumNgay]) -> dict[int, Xa]:
    ids = {c.xa_id for c in cac if c.xa_id}
    return {x.pk: x for x in Xa.objects.filter(pk__in=ids).order_by("ma")}


def _ten(
    hoi: Hoi,
    theo_cu: bool,
    don_vi: dict[int, DonViHanhChinh],
    ten_vung: dict[str, str],
    cac_xa: list[Xa],
) -> dict[str, str]:
    """Row keys to names, in printing order."""
    if hoi.cap == CA_NUOC:
        tat = not (hoi.don_vi or hoi.vung or hoi.xa or hoi.cum is not None)
        tat = tat and (hoi.user is None or hoi.user.pham_vi_don_vi() is None)
        return {MA_CA_NUOC: "Cả nước" if tat else "Tổng các địa phương chọn"}
    if hoi.cap == VUNG:
        return {**ten_vung, "": "Chưa xếp vùng"}
    if hoi.cap == XA:
        return {**{x.ma: x.ten_goi for x in sorted(cac_xa, key=_thu_tu_xa)}, "": CHUA_CHU_TRI}
    ten = {}
    for d in don_vi.values():
        lac = theo_cu and d.bo_ma == BoMa.B34
        ten[d.khoa] = f"{d.ten_goi} (sau sắp xếp, chưa ghi tỉnh cũ)" if lac else d.ten_goi
    return ten


def _thu_tu_xa(x: Xa) -> tuple[int, str]:
    return x.tinh_id, x.ma


def _kiem(
    hoi: Hoi, khoa_don_vi: dict[str, int], ten_vung: dict[str, str], xa: dict[str, int]
) -> None:
    loi: dict[str, list[str]] = {}
    if la := [k for k in hoi.don_vi if k not in khoa_don_vi]:
        loi["don_vi"] = [f"Không có đơn vị «{k[:20]}»; ghi kèm bộ mã, ví dụ 34:15." for k in la]
    if la := [v for v in hoi.vung if v not in ten_vung]:
        loi["vung"] = [f"Không có vùng «{v[:20]}»." for v in la]
    if la := [x for x in hoi.xa if x not in xa]:
        loi["xa"] = [f"Không có xã, phường mã «{x[:20]}»." for x in la]
    if loi:
        raise ThamSoSai(loi)
