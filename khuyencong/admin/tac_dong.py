"""What a changed row of a catalogue would do: the verdicts of every open đề án, before and after.

Nothing is written: the rules run twice on the same dossiers, with the row put into the catalogue
in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet

from khuyencong.choices import TrangThaiDeAn
from khuyencong.danh_muc import DanhMuc
from khuyencong.ho_so import doc_cac_ho_so
from khuyencong.luc import luc_ke_tiep
from khuyencong.models import (
    CheDoDoiTuong,
    DeAn,
    DeAnNoiDung,
    DinhMuc,
    NganhNghe,
    NoiDung,
    QuyTac,
    ThamQuyen,
    ThoiHan,
    TyLeTamUng,
    YeuCauTaiLieu,
)
from khuyencong.rules import ViPham, kiem_tra

T = TrangThaiDeAn
DA_XONG = (T.NHAP, T.KHONG_DAT, T.NGUNG, T.THANH_LY, T.THEO_DOI, T.DONG)
MOI_DOT = 500
HIEN_TOI_DA = 50

# Where a model stands in the catalogue in memory, and the fields of its key there.
_CHO: dict[type[Any], tuple[str, tuple[str, ...]]] = {
    NoiDung: ("noi_dung", ("ma",)),
    NganhNghe: ("nganh_nghe", ("ma",)),
    CheDoDoiTuong: ("che_do", ()),
    DinhMuc: ("dinh_muc", ("noi_dung", "nguon", "don_vi_id")),
    ThoiHan: ("thoi_han", ("ma", "nguon")),
    TyLeTamUng: ("tam_ung", ("noi_dung", "nguon")),
    YeuCauTaiLieu: ("tai_lieu", ()),
    ThamQuyen: ("tham_quyen", ()),
    QuyTac: ("quy_tac", ("ma",)),
}
CO_TAC_DONG = frozenset(_CHO)
_QUY_TAC_DINH_MUC = ("KC05", "KC06", "KC07", "KC42")


@dataclass(frozen=True)
class DeAnDoi:
    """One đề án whose verdict changes: sentences that appear, sentences that go."""

    de_an: DeAn
    them: list[ViPham]
    bot: list[ViPham]


@dataclass
class TacDong:
    """``so_doi`` of ``so_mo`` open đề án change; the first of them in full."""

    so_mo: int = 0
    so_doi: int = 0
    them_chan: int = 0
    bot_chan: int = 0
    cac: list[DeAnDoi] = field(default_factory=list)


def thay_dong(danh_muc: DanhMuc, dong: Any) -> DanhMuc:
    """The catalogue with ``dong`` in the place of its stored row, or added when it is new."""
    ten, khoa = _CHO[type(dong)]
    cu = getattr(danh_muc, ten)
    if not khoa:
        return replace(danh_muc, **{ten: [*(d for d in cu if d.pk != dong.pk), dong]})
    moi = {k: [d for d in cac if dong.pk is None or d.pk != dong.pk] for k, cac in cu.items()}
    gia = tuple(getattr(dong, k) for k in khoa)
    cho = gia[0] if len(gia) == 1 else gia
    moi[cho] = [*moi.get(cho, []), dong]
    return replace(danh_muc, **{ten: moi})


def _de_an_lien_quan(dong: Any, cu: Any) -> QuerySet[DeAn]:
    """Open đề án that the row can be about; the others are not even read."""
    rows = DeAn.objects.exclude(trang_thai__in=DA_XONG).select_related("don_vi").order_by("ma")
    cac = [d for d in (dong, cu) if d is not None]
    if isinstance(dong, DinhMuc | TyLeTamUng):
        loc = Q()
        for d in cac:
            loc |= Q(nguon=d.nguon) & Q(
                pk__in=DeAnNoiDung.objects.filter(noi_dung=d.noi_dung).values("de_an")
            )
        return rows.filter(loc)
    if isinstance(dong, NoiDung):
        ma = [d.ma for d in cac]
        return rows.filter(pk__in=DeAnNoiDung.objects.filter(noi_dung__in=ma).values("de_an"))
    if isinstance(dong, ThoiHan):
        return rows.filter(nguon__in=[d.nguon for d in cac])
    return rows


def _chi(dong: Any, cu: Any) -> tuple[str, ...] | None:
    """Rules that ask this row; None means any of them."""
    if isinstance(dong, QuyTac):
        return tuple({dong.ma, *([cu.ma] if cu else [])})
    return _QUY_TAC_DINH_MUC if isinstance(dong, DinhMuc) else None


def _tung_dot(rows: QuerySet[DeAn]) -> Iterator[list[DeAn]]:
    ids = list(rows.values_list("pk", flat=True))
    for i in range(0, len(ids), MOI_DOT):
        yield list(rows.filter(pk__in=ids[i : i + MOI_DOT]))


def tac_dong(dong: Any, cu: Any = None) -> TacDong:
    """Compare the verdicts with the stored catalogue and with ``dong`` (unsaved) in it.

    ``cu``: the stored row that is changed, None for a new one.
    """
    ket_qua = TacDong()
    chi = _chi(dong, cu)
    for dot in _tung_dot(_de_an_lien_quan(dong, cu)):
        cac = doc_cac_ho_so(dot)
        moi = thay_dong(cac[0].danh_muc, dong)
        for h in cac:
            ket_qua.so_mo += 1
            luc = luc_ke_tiep(h)
            truoc = kiem_tra(h, *luc, chi=chi)
            h.danh_muc = moi
            sau = kiem_tra(h, *luc, chi=chi)
            them = [v for v in sau if v not in truoc]
            bot = [v for v in truoc if v not in sau]
            if not them and not bot:
                continue
            ket_qua.so_doi += 1
            ket_qua.them_chan += any(v.chan for v in them)
            ket_qua.bot_chan += any(v.chan for v in bot)
            if len(ket_qua.cac) < HIEN_TOI_DA:
                ket_qua.cac.append(DeAnDoi(h.de_an, them, bot))
    return ket_qua
