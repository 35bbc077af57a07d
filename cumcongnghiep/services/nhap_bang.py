"""Rows of a province's flat table into the register, and out of it again as they were before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from cucctdp.audit.record import BanGhi, ghi_nhieu
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.formats.chu import khoa_tim
from cumcongnghiep.choices import ChiTieuSo, CoQuan, LoaiChuDauTu, LoaiVanBan
from cumcongnghiep.models import (
    CanDoiDat,
    ChuDauTu,
    Cum,
    CumXa,
    GiaoChuDauTu,
    SoLieu,
    VanBan,
)
from cumcongnghiep.services.cum import XaCuaCum
from cumcongnghiep.services.nhap_nhieu import BANG, DongNhap, KetQuaNhap, them_nhieu
from cumcongnghiep.services.tinh_lai import tinh_lai

NGUON = "Bảng cụm công nghiệp của tỉnh"
_VAN_BAN = (
    ("thanh_lap", LoaiVanBan.THANH_LAP),
    ("mo_rong", LoaiVanBan.MO_RONG),
    ("qhct", LoaiVanBan.QHCT),
)
_SO = (("da_thue", ChiTieuSo.DA_THUE), ("ty_le_khai", ChiTieuSo.TY_LE_KHAI))
_CHU = ("ten", "huyen_cu", "dia_diem", "ghi_chu")
_LOAI_CDT = (
    ("ubnd huyen", LoaiChuDauTu.UBND_HUYEN),
    ("ubnd thi xa", LoaiChuDauTu.UBND_HUYEN),
    ("ubnd thanh pho", LoaiChuDauTu.UBND_HUYEN),
    ("ubnd", LoaiChuDauTu.UBND_XA),
    ("uy ban nhan dan huyen", LoaiChuDauTu.UBND_HUYEN),
    ("uy ban nhan dan", LoaiChuDauTu.UBND_XA),
    ("hop tac xa", LoaiChuDauTu.HTX),
    ("htx", LoaiChuDauTu.HTX),
    ("ban quan ly", LoaiChuDauTu.BQL),
    ("bql", LoaiChuDauTu.BQL),
    ("trung tam", LoaiChuDauTu.SU_NGHIEP),
)


def loai_chu_dau_tu(ten: str) -> str:
    """Kind of a developer by the first words of its name; a name without them is a firm's."""
    khoa = khoa_tim(ten)
    return next(
        (loai for dau, loai in _LOAI_CDT if khoa.startswith(dau)), LoaiChuDauTu.DOANH_NGHIEP
    )


def cac_con(
    gia_tri: Mapping[str, Any],
    *,
    truoc: Mapping[str, Any],
    ngay: date,
    chu_dau_tu: ChuDauTu | None = None,
) -> list[models.Model]:
    """Unsaved rows of a cluster out of the values of its row that differ from ``truoc``.

    Texts are those of ``nhap_tep.trang_thai``: «số|ngày|ha|x», «giá trị|mốc». ``ngay`` stands in
    for the day a developer came when no decision tells it.
    """

    def doi(cot: str) -> Any:
        v = gia_tri.get(cot)
        return v if v and v != truoc.get(cot) else None

    con: list[models.Model] = []
    qhct: VanBan | None = None
    dau: list[date] = []
    co_quan_qhct = CoQuan.UBND_HUYEN if gia_tri.get("huyen_cu") else CoQuan.UBND_TINH
    for cot, loai in _VAN_BAN:
        if (v := doi(cot)) is None:
            continue
        so, ban_hanh, ha, xac_minh = v.split("|")
        vb = VanBan(
            loai=loai,
            so=so,
            ngay=date.fromisoformat(ban_hanh),
            co_quan=co_quan_qhct if loai == LoaiVanBan.QHCT else CoQuan.UBND_TINH,
            dien_tich=Decimal(ha) if ha else None,
            can_xac_minh=bool(xac_minh),
            nguon_tin=NGUON,
        )
        con.append(vb)
        dau.append(vb.ngay)
        qhct = vb if loai == LoaiVanBan.QHCT else qhct
    if v := doi("dat_cn"):
        cong_nghiep, tu = v.split("|")
        con.append(
            CanDoiDat(
                ngay=date.fromisoformat(tu),
                van_ban=qhct,
                tong=qhct.dien_tich if qhct else None,
                cong_nghiep=Decimal(cong_nghiep),
                can_xac_minh=qhct is None,
                nguon_tin=NGUON,
            )
        )
    for cot, chi_tieu in _SO:
        if v := doi(cot):
            so, moc = v.split("|")
            con.append(
                SoLieu(
                    chi_tieu=chi_tieu,
                    ngay=date.fromisoformat(moc),
                    gia_tri=Decimal(so),
                    nguon_tin=NGUON,
                )
            )
    if chu_dau_tu is not None and doi("chu_dau_tu"):
        con.append(GiaoChuDauTu(chu_dau_tu=chu_dau_tu, tu_ngay=min(dau, default=ngay)))
    return con


@dataclass(frozen=True)
class DongBang:
    """One row to write: a saved cluster or None, the values of the row, what stood before."""

    cum: Cum | None
    gia_tri: Mapping[str, Any]
    truoc: Mapping[str, Any]


@dataclass(frozen=True)
class DongLui:
    """One written row to take back: cluster, whether the import made it, its trace."""

    cum_id: int
    moi: bool
    vet: Mapping[str, Any]


@transaction.atomic
def ghi_bang(cac: Sequence[DongBang], *, by: Any) -> list[tuple[int, dict[str, Any]]]:
    """Write rows; for each the cluster's key and the trace that ``lui_bang`` needs.

    The trace is JSON: {"them": {label: keys}, "doi": [[label, key, {column: before}]],
    "chu_dau_tu": keys of developers that were not there}. Raises as ``them_nhieu``.
    """
    ngay = timezone.localdate()
    ten_moi = {
        d.gia_tri["chu_dau_tu"]
        for d in cac
        if d.gia_tri.get("chu_dau_tu") and d.gia_tri["chu_dau_tu"] != d.truoc.get("chu_dau_tu")
    }
    cdt, cdt_moi = _chu_dau_tu(ten_moi)
    tinh = DonViHanhChinh.objects.in_bulk(_so(cac, "don_vi_id") | _so(cac, "tinh_cu_id"))
    xa = Xa.objects.select_related("tinh").in_bulk(
        {int(x) for d in cac for x in (d.gia_tri.get("cac_xa") or "").split(",") if x}
    )
    dong = [
        DongNhap(
            cum=d.cum,
            truong=_truong(d, tinh),
            xa=_cac_xa(d, xa),
            con=cac_con(
                d.gia_tri,
                truoc=d.truoc,
                ngay=ngay,
                chu_dau_tu=cdt.get(d.gia_tri.get("chu_dau_tu") or ""),
            ),
            noi=str(d.gia_tri.get("ten", "")),
        )
        for d in cac
    ]
    kq = them_nhieu(dong, by=by, nguon=NGUON)
    vet = _vet(kq)
    for d, cum in zip(cac, kq.cac_cum, strict=True):
        if (c := cdt_moi.get(d.gia_tri.get("chu_dau_tu") or "")) is not None:
            vet[cum.pk]["chu_dau_tu"] = [c.pk]
    return [(cum.pk, vet[cum.pk]) for cum in kq.cac_cum]


def _so(cac: Sequence[DongBang], cot: str) -> set[int]:
    return {d.gia_tri[cot] for d in cac if d.gia_tri.get(cot)}


def _truong(d: DongBang, tinh: Mapping[int, DonViHanhChinh]) -> dict[str, Any]:
    """Columns of the cluster that the row changes."""
    g = {k: v for k, v in d.gia_tri.items() if v is not None and v != d.truoc.get(k)}
    truong: dict[str, Any] = {t: g[t] for t in _CHU if t in g}
    if "ten_khac" in g:
        truong["ten_khac"] = [t for t in g["ten_khac"].split("|") if t]
    for cot in ("don_vi", "tinh_cu"):
        if g.get(f"{cot}_id"):
            truong[cot] = tinh[g[f"{cot}_id"]]
    if d.cum is None:
        truong["nguon_tin"] = NGUON
    return truong


def _cac_xa(d: DongBang, xa: Mapping[int, Xa]) -> list[XaCuaCum] | None:
    chu = d.gia_tri.get("cac_xa")
    if not chu or chu == d.truoc.get("cac_xa"):
        return None
    return [XaCuaCum(xa[int(x)]) for x in chu.split(",")]


def _chu_dau_tu(cac_ten: Iterable[str]) -> tuple[dict[str, ChuDauTu], dict[str, ChuDauTu]]:
    """(by name, those of them made here); one query, one insert."""
    can = set(cac_ten)
    if not can:
        return {}, {}
    co: dict[str, ChuDauTu] = {}
    for c in ChuDauTu.objects.filter(ten__in=can).order_by("-pk"):
        co[c.ten] = c
    moi = {t: ChuDauTu(ten=t, loai=loai_chu_dau_tu(t)) for t in sorted(can - co.keys())}
    ChuDauTu.objects.bulk_create(moi.values())
    return co | moi, moi


def _vet(kq: KetQuaNhap) -> dict[int, dict[str, Any]]:
    """What was made and changed, by cluster; clusters themselves are not among «them»."""
    vet: dict[int, dict[str, Any]] = defaultdict(lambda: {"them": {}, "doi": []})
    cua = Cum._meta.label_lower
    for nhan, cac_pk in kq.them.items():
        if nhan == cua:
            continue
        for pk, cum in apps.get_model(nhan).objects.filter(pk__in=cac_pk).values_list("pk", "cum"):
            vet[cum]["them"].setdefault(nhan, []).append(pk)
    con = defaultdict(list)
    for (nhan, pk), cot in kq.doi.items():
        con[nhan].append((pk, {t: thanh_chu(v[0]) for t, v in cot.items()}))
    for nhan, cac in con.items():
        cum_cua = (
            {pk: pk for pk, _ in cac}
            if nhan == cua
            else dict(
                apps.get_model(nhan)
                .objects.filter(pk__in=[pk for pk, _ in cac])
                .values_list("pk", "cum")
            )
        )
        for pk, cot in cac:
            vet[cum_cua[pk]]["doi"].append([nhan, pk, cot])
    return vet


def thanh_chu(gia_tri: Any) -> Any:
    """A value as JSON keeps it; fields read it back by ``to_python``."""
    if isinstance(gia_tri, date | Decimal):
        return str(gia_tri)
    return gia_tri


@transaction.atomic
def lui_bang(cac: Sequence[DongLui], *, by: Any) -> None:
    """Take written rows back: what they made goes, what they changed reads as before.

    Raises PermissionDenied outside the scope, ProtectedError when something holds on to a row.
    """
    if not by.is_active or not by.has_perm("cumcongnghiep.cap_nhat_cum"):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    cum = {
        c.pk: c
        for c in Cum.objects.select_for_update(of=("self",))
        .filter(pk__in=[d.cum_id for d in cac])
        .visible_to(by)
        .order_by("pk")
    }
    if any(d.cum_id not in cum for d in cac):
        raise PermissionDenied("Có cụm công nghiệp không thuộc phạm vi của bạn.")
    _bo_them(cac)
    _tra_cu(cac)
    ghi_nhieu([BanGhi("cum.nhap_hoan_tac", cum[d.cum_id], by, {"moi": d.moi}) for d in cac])
    Cum.objects.filter(pk__in=[d.cum_id for d in cac if d.moi]).delete()
    _bo_chu_dau_tu(cac)
    con = list(Cum.objects.filter(pk__in=[d.cum_id for d in cac if not d.moi]))
    tinh_lai(con)


def _bo_them(cac: Sequence[DongLui]) -> None:
    """Rows that were made, those that point at others first."""
    bo: dict[str, list[int]] = defaultdict(list)
    for d in cac:
        for nhan, cac_pk in d.vet.get("them", {}).items():
            bo[nhan] += cac_pk
    bang: tuple[type[models.Model], ...] = (CumXa, *reversed(BANG))
    thu_tu = [m._meta.label_lower for m in bang]
    for nhan in sorted(bo, key=thu_tu.index):
        apps.get_model(nhan).objects.filter(pk__in=bo[nhan]).delete()


def _tra_cu(cac: Sequence[DongLui]) -> None:
    """Columns of rows that stood before read as they did."""
    doi: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for d in cac:
        for nhan, pk, cot in d.vet.get("doi", []):
            doi[nhan][pk] = cot
    for nhan, theo_pk in doi.items():
        bang = apps.get_model(nhan)
        cot_doi: set[str] = set()
        rows = list(bang.objects.filter(pk__in=theo_pk))
        for r in rows:
            for ten, gia_tri in theo_pk[r.pk].items():
                truong = bang._meta.get_field(ten)
                setattr(r, truong.attname, truong.to_python(gia_tri))
                cot_doi.add(ten)
        if cot_doi:
            bang.objects.bulk_update(rows, sorted(cot_doi), batch_size=1000)


def _bo_chu_dau_tu(cac: Sequence[DongLui]) -> None:
    """Developers the import brought go with the last cluster that names them."""
    moi = {pk for d in cac for pk in d.vet.get("chu_dau_tu", [])}
    if moi:
        con = GiaoChuDauTu.objects.filter(chu_dau_tu__in=moi).values("chu_dau_tu")
        van_ban = VanBan.objects.filter(chu_dau_tu__in=moi).values("chu_dau_tu")
        ChuDauTu.objects.filter(pk__in=moi).exclude(pk__in=con).exclude(pk__in=van_ban).delete()
