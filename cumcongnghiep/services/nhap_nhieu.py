"""Many clusters written at once: what an import hands over after a person confirmed it.

The queries do not grow with the rows: one lock, one read of each table, one ``bulk_create`` of
each, one computation of the states, one chain of audit events. Undo reads ``KetQuaNhap``: what was
made and what every changed column held before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from cucctdp.audit.record import BanGhi, ghi_nhieu
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.models import (
    CanDoiDat,
    Cum,
    CumXa,
    DuAn,
    GiaoChuDauTu,
    HangMuc,
    Lo,
    MucQuyHoach,
    SoLieu,
    TaiSan,
    ThueDat,
    TramXuLy,
    VanBan,
)
from cumcongnghiep.services import trinh_tu
from cumcongnghiep.services.cum import TRUONG, XaCuaCum, cap_ma, loi_xa
from cumcongnghiep.services.tinh_lai import tinh_lai

# Tables an import may write, in the order their foreign keys ask, with what names a row of a
# cluster; no key: always a new row.
BANG: dict[type[models.Model], tuple[str, ...]] = {
    VanBan: ("loai", "so", "ngay"),
    CanDoiDat: ("ngay",),
    GiaoChuDauTu: ("chu_dau_tu_id", "tu_ngay"),
    MucQuyHoach: ("quy_hoach_id",),
    HangMuc: ("loai", "giai_doan"),
    TramXuLy: ("ten",),
    DuAn: ("ten", "nha_dau_tu"),
    Lo: ("ma",),
    TaiSan: ("ten",),
    ThueDat: ("du_an_id", "lo_id", "loai", "tu_ngay"),
    SoLieu: ("du_an_id", "chi_tieu", "tu_ngay", "ngay"),
}
_LO = 1000


@dataclass
class DongNhap:
    """One cluster of an import and everything said of it.

    ``cum``: a saved cluster, or None for a new one (``truong`` then needs ``ten`` and ``don_vi``).
    ``truong``: columns of the cluster (``services.cum.TRUONG``). ``xa``: None leaves the communes.
    ``con``: unsaved rows of the tables in ``BANG`` without their ``cum``; they may point at each
    other (``CanDoiDat(van_ban=VanBan(…))``). A row whose key stands already is changed: only by
    columns that say something, an empty one never wipes. ``noi`` names the place for messages.
    """

    cum: Cum | None = None
    truong: Mapping[str, Any] = field(default_factory=dict)
    xa: Sequence[XaCuaCum] | None = None
    con: Sequence[models.Model] = ()
    noi: str = ""


@dataclass(frozen=True)
class LoiNhap:
    """One fault: row of the import (its position), column of ours if known, sentence."""

    dong: int
    noi: str
    truong: str
    cau: str

    def __str__(self) -> str:
        return f"{self.noi}: {self.cau}" if self.noi else self.cau


@dataclass
class KetQuaNhap:
    """What was written. ``cac_cum``: one a row of the import, in order.

    ``them``: label of model → primary keys made, clusters included. ``doi``: (label, key) →
    {column: [before, after]} of rows that stood before.
    """

    cac_cum: list[Cum] = field(default_factory=list)
    them: dict[str, list[int]] = field(default_factory=dict)
    doi: dict[tuple[str, int], dict[str, list[Any]]] = field(default_factory=dict)

    def ghi_them(self, cac: Sequence[models.Model]) -> None:
        if cac:
            nhan = cac[0]._meta.label_lower
            self.them.setdefault(nhan, []).extend(d.pk for d in cac)


def kiem_nhieu(cac_dong: Sequence[DongNhap], *, ngay: date | None = None) -> list[LoiNhap]:
    """Faults that need no write: columns, communes, decision numbers (V20), V21, doubles.

    Three queries whatever the number of rows. Constraints between rows are the database's:
    ``them_nhieu`` finds them.
    """
    ngay = ngay or timezone.localdate()
    loi: list[LoiNhap] = []
    van_ban: list[tuple[int, DongNhap, VanBan]] = []
    for so, dong in enumerate(cac_dong):
        cum = _cum_sau(dong)
        loi += _loi_cot(so, dong, cum, ("don_vi", "tinh_cu") if dong.cum is None else ())
        if dong.xa is not None and cum.don_vi_id is not None:
            loi += [LoiNhap(so, dong.noi, "xa", c) for c in loi_xa(cum, dong.xa)]
        loi += _loi_trung(so, dong)
        for con in dong.con:
            if type(con) not in BANG:
                raise TypeError(f"an import does not write {con._meta.label}")
            loi += _loi_cot(so, dong, con, ())
            if isinstance(con, VanBan):
                van_ban.append((so, dong, con))
    cac_v = [(v, d.cum or _cum_sau(d)) for _, d, v in van_ban]
    trung = trinh_tu.loi_trung_so(cac_v)
    for i, (so, dong, v) in enumerate(van_ban):
        cac_cau = [*trinh_tu.loi_so_ngay(v, ngay), *trung.get(i, ())]
        loi += [LoiNhap(so, dong.noi, "so", c) for c in cac_cau]
    return loi


@transaction.atomic
def them_nhieu(
    cac_dong: Sequence[DongNhap],
    *,
    by: Any,
    nguon: str,
    danh_muc: DanhMuc | None = None,
    quyen: str = "cap_nhat_cum",
) -> KetQuaNhap:
    """Write every row, or none. ``nguon`` names the import in the audit trail.

    Raises PermissionDenied for a province outside the scope, ValidationError with every fault
    (each ends up as «dòng …: câu»); nothing is written then.
    """
    _doi_quyen(cac_dong, by, quyen)
    if loi := kiem_nhieu(cac_dong):
        raise ValidationError([str(x) for x in loi])
    kq = KetQuaNhap()
    _dat_cum(cac_dong, kq)
    _dat_xa(cac_dong, kq)
    for bang, khoa in BANG.items():
        _dat_con(bang, khoa, cac_dong, kq, by)
    khac_nhau = list({c.pk: c for c in kq.cac_cum}.values())
    tinh_lai(khac_nhau, danh_muc=danh_muc)
    ghi_nhieu(
        [
            BanGhi("cum.nhap", cum, by, {"nguon": nguon, "moi": dong.cum is None, "noi": dong.noi})
            for dong, cum in zip(cac_dong, kq.cac_cum, strict=True)
        ]
    )
    return kq


def _doi_quyen(cac_dong: Sequence[DongNhap], by: Any, quyen: str) -> None:
    """The right once, the scope by one query: rows of a province one does not keep are refused."""
    if not by.is_active or not by.has_perm(f"cumcongnghiep.{quyen}"):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    co = {d.cum.pk for d in cac_dong if d.cum is not None}
    khoa = Cum.objects.select_for_update(of=("self",)).filter(pk__in=co).order_by("pk")
    hien = {c.pk: c for c in khoa.visible_to(by)}
    if co - hien.keys():
        raise PermissionDenied("Có cụm công nghiệp không thuộc phạm vi của bạn.")
    for d in cac_dong:
        if d.cum is not None:
            d.cum = hien[d.cum.pk]
    pham_vi = by.pham_vi_don_vi()
    tinh = {getattr(d.truong.get("don_vi"), "pk", None) for d in cac_dong} - {None}
    if pham_vi is not None and not tinh <= set(pham_vi):
        raise PermissionDenied("Có tỉnh, thành phố không thuộc phạm vi của bạn.")


def _cum_sau(dong: DongNhap) -> Cum:
    """The cluster as the import would leave it, not saved."""
    la = sorted(set(dong.truong) - set(TRUONG))
    if la:
        raise TypeError(f"not columns of a cluster: {', '.join(la)}")
    if dong.cum is None:
        return Cum(ma="CCN", **dong.truong)
    cum = Cum.__new__(Cum)
    cum.__dict__.update(dong.cum.__dict__)
    cum._state = dong.cum._state
    for ten, gia_tri in dong.truong.items():
        setattr(cum, ten, gia_tri)
    return cum


def _loi_cot(so: int, dong: DongNhap, hang: models.Model, phai_co: Sequence[str]) -> list[LoiNhap]:
    """Faults of single columns; foreign keys are rows the caller read, they are not asked again."""
    bo = [f.name for f in hang._meta.concrete_fields if f.is_relation or f.primary_key]
    try:
        hang.clean_fields(exclude=bo)
    except ValidationError as e:
        nhan = {f.name: f.verbose_name for f in hang._meta.concrete_fields}
        return [
            LoiNhap(so, dong.noi, cot, f"{nhan[cot]}: {cau}")
            for cot, cac in e.message_dict.items()
            for cau in cac
        ]
    if "don_vi" in phai_co and getattr(hang, "don_vi_id", None) is None:
        return [LoiNhap(so, dong.noi, "don_vi", "Chưa rõ tỉnh, thành phố của cụm.")]
    return []


def _loi_trung(so: int, dong: DongNhap) -> list[LoiNhap]:
    """The same fact told twice in one row of the import."""
    thay: set[tuple[Any, ...]] = set()
    loi = []
    for con in dong.con:
        khoa = (type(con), *(_gia_tri_khoa(con, k) for k in BANG.get(type(con), ())))
        if khoa in thay:
            ten = con._meta.verbose_name
            loi.append(LoiNhap(so, dong.noi, "", f"Nêu hai lần cùng một {ten}: {con}."))
        thay.add(khoa)
    return loi


def _gia_tri_khoa(con: models.Model, cot: str) -> Any:
    """A part of a key; a row not saved yet is itself."""
    gia_tri = getattr(con, cot)
    if gia_tri is None and cot.endswith("_id"):
        lien_quan = con.__dict__["_state"].fields_cache.get(cot.removesuffix("_id"))
        return id(lien_quan) if lien_quan is not None else None
    return gia_tri


def _dat_cum(cac_dong: Sequence[DongNhap], kq: KetQuaNhap) -> None:
    moi = [d for d in cac_dong if d.cum is None]
    cho_moi = dict(zip(map(id, moi), cap_ma(len(moi)), strict=True)) if moi else {}
    tao, sua = [], []
    for dong in cac_dong:
        if dong.cum is None:
            pk, ma = cho_moi[id(dong)]
            cum = Cum(pk=pk, ma=ma, **dong.truong)
            tao.append(cum)
        else:
            cum = dong.cum
            doi = _khac(cum, dong.truong)
            if doi:
                kq.doi[cum._meta.label_lower, cum.pk] = doi
                sua.append(cum)
        kq.cac_cum.append(cum)
    Cum.objects.bulk_create(tao, batch_size=_LO)
    kq.ghi_them(tao)
    if sua:
        cot = sorted({t for c in sua for t in kq.doi[c._meta.label_lower, c.pk]})
        Cum.objects.bulk_update(sua, cot, batch_size=_LO)


def _dat_xa(cac_dong: Sequence[DongNhap], kq: KetQuaNhap) -> None:
    """Communes are set as a whole; what stood before is kept for the undo in ``doi``."""
    cap = [(c, d) for c, d in zip(kq.cac_cum, cac_dong, strict=True) if d.xa is not None]
    cu: dict[int, list[CumXa]] = defaultdict(list)
    for x in CumXa.objects.filter(cum__in=[c.pk for c, d in cap if d.cum is not None]):
        cu[x.cum_id].append(x)
    bo: list[int] = []
    tao: list[CumXa] = []
    for cum, dong in cap:
        xa = list(dong.xa or ())
        moi = [(x.xa.pk, x.dien_tich, x.chu_tri or len(xa) == 1) for x in xa]
        truoc = [(x.xa_id, x.dien_tich, x.chu_tri) for x in cu[cum.pk]]
        if sorted(moi, key=lambda m: m[0]) == sorted(truoc, key=lambda m: m[0]):
            continue
        if truoc:
            kq.doi.setdefault((cum._meta.label_lower, cum.pk), {})["cac_xa"] = [truoc, moi]
            bo += [x.pk for x in cu[cum.pk]]
        tao += [CumXa(cum=cum, xa_id=pk, dien_tich=ha, chu_tri=ct) for pk, ha, ct in moi]
    CumXa.objects.filter(pk__in=bo).delete()
    CumXa.objects.bulk_create(tao, batch_size=_LO)
    kq.ghi_them(tao)


def _dat_con(
    bang: Any,
    khoa: tuple[str, ...],
    cac_dong: Sequence[DongNhap],
    kq: KetQuaNhap,
    by: Any,
) -> None:
    """Rows of one table: those with the key of a row that stands change it, the rest are new."""
    cap: list[tuple[int, Any]] = [
        (so, con) for so, dong in enumerate(cac_dong) for con in dong.con if type(con) is bang
    ]
    if not cap:
        return
    ql = bang._default_manager
    cu_cum = {kq.cac_cum[so].pk for so, _ in cap if cac_dong[so].cum is not None}
    co = {(x.cum_id, *(getattr(x, k) for k in khoa)): x for x in ql.filter(cum__in=cu_cum)}
    tao: list[tuple[int, Any]] = []
    sua: list[Any] = []
    for so, con in cap:
        con.cum = kq.cac_cum[so]
        # Rows it points at were saved above: their keys are known now.
        con._prepare_related_fields_for_save(operation_name="bulk_create")
        da_co = co.get((con.cum_id, *(getattr(con, k) for k in khoa)))
        if da_co is None:
            if hasattr(con, "nguoi_nhap_id"):
                con.nguoi_nhap = by
            tao.append((so, con))
            continue
        con.pk = da_co.pk
        doi = _khac(da_co, _noi_gi(con, khoa))
        if doi:
            if hasattr(da_co, "nguoi_nhap_id"):
                doi |= _khac(da_co, {"nguoi_nhap": by})
            if getattr(da_co, "nguoi_xac_nhan_id", None) is not None:
                doi |= _khac(da_co, {"nguoi_xac_nhan": None, "xac_nhan_luc": None})
            kq.doi[bang._meta.label_lower, da_co.pk] = doi
            sua.append(da_co)
    try:
        with transaction.atomic():
            ql.bulk_create([c for _, c in tao], batch_size=_LO)
            if sua:
                cot = sorted({t for d in sua for t in kq.doi[bang._meta.label_lower, d.pk]})
                ql.bulk_update(sua, cot, batch_size=_LO)
    except IntegrityError as e:
        cac_sua = [(so, x) for so, con in cap for x in sua if x.pk == con.pk]
        raise ValidationError(_tim_loi([*tao, *cac_sua], cac_dong) or [str(e)]) from e
    kq.ghi_them([c for _, c in tao])


def _noi_gi(con: models.Model, khoa: tuple[str, ...]) -> dict[str, Any]:
    """Columns of a given row that say something: neither empty nor the column's own default."""
    bo = {"id", "cum", *(k.removesuffix("_id") for k in khoa)}
    kq = {}
    for f in con._meta.concrete_fields:
        gia_tri = getattr(con, f.attname)
        if f.name in bo or not (f.editable or f.is_relation) or gia_tri in (None, ""):
            continue
        if f.has_default() and gia_tri == f.get_default():
            continue
        kq[f.name] = getattr(con, f.name) if f.is_relation else gia_tri
    return kq


def _khac(dong: Any, gia_tri: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set columns; {column: [before, after]} of those that changed, keys of rows as numbers."""
    doi: dict[str, list[Any]] = {}
    for ten, moi in gia_tri.items():
        cot = dong._meta.get_field(ten)
        truoc = getattr(dong, cot.attname)
        setattr(dong, ten, moi)
        sau = getattr(dong, cot.attname)
        if truoc != sau:
            doi[ten] = [truoc, sau]
    return doi


def _tim_loi(cac: Sequence[tuple[int, Any]], cac_dong: Sequence[DongNhap]) -> list[str]:
    """The database refused a batch: ask row by row which ones, and why.

    Rows told before are taken as written, so that two rows of the import that exclude each other
    are both looked at against what stands.
    """
    loi = []
    for so, con in cac:
        try:
            with transaction.atomic():
                con.full_clean()
                con.save()
        except (ValidationError, IntegrityError) as e:
            cac_cau = e.messages if isinstance(e, ValidationError) else [str(e)]
            noi = cac_dong[so].noi
            loi += [f"{noi}: {c}" if noi else c for c in cac_cau]
            con.pk = con.pk if not con._state.adding else None
    return loi
