"""Cells that an uploaded workbook and the system hold differently: kept, shown, chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from baocao.choices import KetQuaXungDot
from baocao.models import BoBaoCao, GiaTri, PhieuBieu, XungDotNop
from baocao.services.khoa_phieu import khoa_cac_phieu
from baocao.services.nhap_lieu import (
    GhiO,
    ghi_nhieu_phieu,
    kiem_tra_duoc_nhap,
)
from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep

KhoaO = tuple[int, str, str]
CUA_TEP, HE_THONG = KetQuaXungDot.CUA_TEP, KetQuaXungDot.HE_THONG


@dataclass(frozen=True, slots=True)
class OXungDot:
    """A pending cell with the version on the system now and the one the file started from."""

    dong: XungDotNop
    hien_tai: GiaTri
    goc: GiaTri | None


@dataclass(frozen=True, slots=True)
class LuaChon:
    """``ben`` is CUA_TEP or HE_THONG; ``phien_ban``: the version on the system that was shown."""

    ben: str
    phien_ban: int


@dataclass(frozen=True, slots=True)
class KetQuaChon:
    """How many cells took the file's figure, kept the system's, and changed again meanwhile."""

    cua_tep: int = 0
    he_thong: int = 0
    doi_lai: int = 0


def luu_xung_dot(
    tep: Tep,
    xung_dot: Iterable[tuple[PhieuBieu, GhiO, str]],
    da_ghi: Iterable[tuple[PhieuBieu, GhiO]],
    *,
    by: Any,
) -> list[XungDotNop]:
    """Keep the conflicts of an upload inside its transaction: (form, cell, address in the file).

    The same person's pending rows of cells that this file writes or asks for again are closed.
    """
    xung_dot = list(xung_dot)
    khoa = {(p.pk, o.chi_tieu, o.cot) for p, o, _ in xung_dot}
    khoa |= {(p.pk, o.chi_tieu, o.cot) for p, o in da_ghi}
    cu = [
        x.pk
        for x in XungDotNop.objects.cho_chon()
        .filter(phieu__in={pk for pk, _, _ in khoa}, nguoi=by)
        .select_related("chi_tieu")
        if (x.phieu_id, x.chi_tieu.ma, x.cot) in khoa
    ]
    if cu:
        XungDotNop.objects.filter(pk__in=cu).update(
            ket_qua=KetQuaXungDot.NOP_LAI, chon_boi=by, chon_luc=timezone.now()
        )
    pk_dong = {
        p.pk: {c.ma: c.pk for c in p.bieu_mau.chi_tieu.all()} for p in {p for p, _, _ in xung_dot}
    }
    return XungDotNop.objects.bulk_create(
        XungDotNop(
            tep=tep,
            phieu=phieu,
            chi_tieu_id=pk_dong[phieu.pk][o.chi_tieu],
            cot=o.cot,
            dia_chi=dia_chi,
            phien_ban_goc=o.phien_ban_goc or 0,
            trang_thai_o=o.trang_thai_o,
            so=o.so,
            chu=o.chu,
            trang_thai_sl=o.trang_thai_sl or "",
            nguoi=by,
        )
        for phieu, o, dia_chi in xung_dot
    )


def xung_dot_cho_chon(bo: BoBaoCao, *, by: Any) -> list[OXungDot]:
    """Pending cells of a pack in forms this user works on, in printed order; two queries.

    Cells that meanwhile hold the same on both sides are left out: there is nothing to choose.
    """
    cho = (
        XungDotNop.objects.visible_to(by)
        .cho_chon()
        .filter(phieu__bo=bo)
        .select_related("chi_tieu", "nguoi", "tep", "phieu__bieu_mau")
        .order_by("phieu__bieu_mau__thu_tu", "chi_tieu__thu_tu", "cot", "luc", "pk")
    )
    nhom = by.pham_vi_nhom()
    cac_dong = list(cho if nhom is None else cho.filter(phieu__bieu_mau__nhom__in=nhom))
    ban = _cac_ban(cac_dong)
    return [
        OXungDot(x, hien_tai, ban.get((x.phieu_id, x.chi_tieu_id, x.cot, x.phien_ban_goc)))
        for x in cac_dong
        if (hien_tai := ban.get((x.phieu_id, x.chi_tieu_id, x.cot, None)))
        and not _giong(x, hien_tai)
    ]


def _cac_ban(cac_dong: Sequence[XungDotNop]) -> dict[tuple[int, int, str, int | None], GiaTri]:
    """Current (key ends with None) and base versions of the cells of these rows."""
    if not cac_dong:
        return {}
    can = reduce(
        or_,
        (
            Q(phieu=x.phieu_id, chi_tieu=x.chi_tieu_id, cot=x.cot)
            & (Q(het_luc__isnull=True) | Q(phien_ban=x.phien_ban_goc))
            for x in cac_dong
        ),
    )
    ket_qua: dict[tuple[int, int, str, int | None], GiaTri] = {}
    for g in GiaTri.objects.filter(can).select_related("nguoi").order_by():
        ket_qua[g.phieu_id, g.chi_tieu_id, g.cot, g.phien_ban] = g
        if g.het_luc is None:
            ket_qua[g.phieu_id, g.chi_tieu_id, g.cot, None] = g
    return ket_qua


def _giong(x: XungDotNop, g: GiaTri) -> bool:
    return (x.trang_thai_o, x.so, x.chu) == (g.trang_thai_o, g.so, g.chu) and (
        x.trang_thai_sl or g.trang_thai_sl
    ) == g.trang_thai_sl


@transaction.atomic
def chon_xung_dot(bo: BoBaoCao, lua_chon: Mapping[int, LuaChon], *, by: Any) -> KetQuaChon:
    """Settle pending cells, XungDotNop id → choice; cells that changed again stay pending.

    PermissionDenied or ValidationError when a form may not be typed into; then nothing is done.
    """
    can = _cho(bo).filter(pk__in=list(lua_chon)).values_list("phieu_id", flat=True)
    cac_phieu = {p.pk: p for p in khoa_cac_phieu(bo.pk, set(can))}
    for phieu in cac_phieu.values():
        kiem_tra_duoc_nhap(phieu, by=by)
    dong = list(
        _cho(bo)
        .filter(pk__in=list(lua_chon), phieu__in=list(cac_phieu))
        .select_for_update(of=("self",))
        .select_related("chi_tieu", "tep")
        .order_by("pk")
    )
    hai_lan = _hai_lan([x for x in dong if lua_chon[x.pk].ben == CUA_TEP])
    if hai_lan:
        raise ValidationError(hai_lan)
    ghi_xong = _ghi_cua_tep(bo, dong, lua_chon, by)
    hien_tai = _cac_ban(dong)
    giu = [
        x
        for x in dong
        if lua_chon[x.pk].ben == HE_THONG
        and hien_tai[x.phieu_id, x.chi_tieu_id, x.cot, None].phien_ban == lua_chon[x.pk].phien_ban
    ]
    luc = timezone.now()
    for ket_qua, cac_dong in ((CUA_TEP, ghi_xong), (HE_THONG, giu)):
        if cac_dong:
            XungDotNop.objects.filter(pk__in=[x.pk for x in cac_dong]).update(
                ket_qua=ket_qua, chon_boi=by, chon_luc=luc
            )
    xong = len(ghi_xong) + len(giu)
    if xong:
        du_lieu = {"cua_tep": len(ghi_xong), "he_thong": len(giu)}
        ghi("bobaocao.chon_xung_dot", bo, by=by, du_lieu=du_lieu)
    return KetQuaChon(len(ghi_xong), len(giu), len(dong) - xong)


def _cho(bo: BoBaoCao) -> "QuerySet[XungDotNop]":
    return XungDotNop.objects.cho_chon().filter(phieu__bo=bo)


def _hai_lan(dong: Sequence[XungDotNop]) -> list[str]:
    """Two files may ask for one cell; only one of them can be taken."""
    da_gap: set[KhoaO] = set()
    loi = []
    for x in dong:
        khoa = (x.phieu_id, x.chi_tieu.ma, x.cot)
        if khoa in da_gap:
            ten = f"{x.chi_tieu.ma}.{x.cot} – {x.chi_tieu.ten}"
            loi.append(f"{ten}: chọn số của hai tệp cho cùng một ô. Chỉ chọn một tệp.")
        da_gap.add(khoa)
    return loi


def _ghi_cua_tep(
    bo: BoBaoCao, dong: Sequence[XungDotNop], lua_chon: Mapping[int, LuaChon], by: Any
) -> list[XungDotNop]:
    """Write the chosen figures of the files through the one door; return the rows that went in."""
    theo_phieu: dict[int, list[GhiO]] = {}
    chon = [x for x in dong if lua_chon[x.pk].ben == CUA_TEP]
    for x in chon:
        theo_phieu.setdefault(x.phieu_id, []).append(
            GhiO(
                x.chi_tieu.ma,
                x.cot,
                so=x.so,
                chu=x.chu,
                trang_thai_o=x.trang_thai_o,
                trang_thai_sl=x.trang_thai_sl or None,
                phien_ban_goc=lua_chon[x.pk].phien_ban,
            )
        )
    if not theo_phieu:
        return []
    ket_qua = ghi_nhieu_phieu(
        bo.pk, theo_phieu, by=by, ly_do="Chọn số trong tệp Excel khi có xung đột"
    )
    con = {(pk, xd.chi_tieu, xd.cot) for pk, kq in ket_qua.items() for xd in kq.xung_dot}
    return [x for x in chon if (x.phieu_id, x.chi_tieu.ma, x.cot) not in con]
