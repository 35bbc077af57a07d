"""What a changed row of the law would do to clusters and open dossiers; nothing is written.

The rules run twice on the same dossiers, with the row put into the catalogues in memory; a clock
is counted twice on the open procedures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cucctdp.quy_tac import ViPham
from cumcongnghiep.choices import PhapLy
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.dong_ho import DongHo, dong_ho
from cumcongnghiep.models import CheDo, Cum, DiaBanUuDai, HoSo, QuyTac, ThoiHan
from cumcongnghiep.rules import SO_CUM, XetCum, doc_xet, kiem_tra_cum

MOI_DOT = 300
HIEN_TOI_DA = 50

# Where a model stands in the catalogues in memory, and the field of its key there.
_CHO: dict[type[Any], tuple[str, str]] = {
    CheDo: ("che_do", ""),
    ThoiHan: ("thoi_han", "loai"),
    QuyTac: ("quy_tac", "ma"),
    DiaBanUuDai: ("dia_ban", "xa_id"),
}
# Rules that ask the commune for its preference.
_QUY_TAC_DIA_BAN = ("V08",)


@dataclass(frozen=True)
class CumDoi:
    """One cluster whose verdict changes: what appears, what goes (rule sentences or due days)."""

    cum: Cum
    ho_so: HoSo | None
    them: list[ViPham] | list[str]
    bot: list[ViPham] | list[str]


@dataclass
class TacDong:
    """``so_doi`` of ``so_xet`` change; the first of them in full. ``dong_ho``: it is due days."""

    dong_ho: bool = False
    so_xet: int = 0
    so_doi: int = 0
    them_chan: int = 0
    bot_chan: int = 0
    cac: list[CumDoi] = field(default_factory=list)

    def ghi(self, doi: CumDoi) -> None:
        self.so_doi += 1
        if len(self.cac) < HIEN_TOI_DA:
            self.cac.append(doi)


def thay_dong(danh_muc: DanhMuc, dong: Any) -> DanhMuc:
    """The catalogues with ``dong`` in the place of its stored row, or added when it is new."""
    ten, khoa = _CHO[type(dong)]
    cu = getattr(danh_muc, ten)
    if not khoa:
        return replace(danh_muc, **{ten: [*(d for d in cu if d.pk != dong.pk), dong]})
    moi = {k: [d for d in cac if dong.pk is None or d.pk != dong.pk] for k, cac in cu.items()}
    cho = getattr(dong, khoa)
    moi[cho] = [*moi.get(cho, []), dong]
    return replace(danh_muc, **{ten: moi})


def tac_dong(dong: Any, cu: Any = None) -> TacDong | None:
    """Compare the verdicts with the stored law and with ``dong`` (unsaved) in it.

    ``cu``: the stored row that is changed, None for a new one. None: no cluster is judged by the
    row (alerts of the night, rules of a form alone, windows, criteria).
    """
    if isinstance(dong, ThoiHan):
        return _thoi_han(dong)
    if type(dong) not in _CHO:
        return None
    chi = None
    rows = Cum.objects.select_related("don_vi").order_by("don_vi", "ten", "pk")
    if isinstance(dong, QuyTac):
        chi = tuple({dong.ma, *([cu.ma] if cu else [])} & set(SO_CUM.cac_ham))
        if not chi:
            return None
    elif isinstance(dong, DiaBanUuDai):
        chi = _QUY_TAC_DIA_BAN
        rows = rows.filter(cac_xa__xa__in=[d.xa_id for d in (dong, cu) if d is not None]).distinct()
    else:
        # A cluster of the plan alone has no dossier for a regime to judge.
        rows = rows.exclude(phap_ly__in=(PhapLy.QUY_HOACH, PhapLy.NGOAI_QUY_HOACH))
    return _quy_tac(rows, dong, chi)


def _quy_tac(rows: QuerySet[Cum], dong: Any, chi: tuple[str, ...] | None) -> TacDong:
    kq, hom_nay = TacDong(), timezone.localdate()
    danh_muc = doc_danh_muc()
    moi = thay_dong(danh_muc, dong)
    for lo in _tung_dot(rows):
        for cum, x in zip(
            lo, doc_xet(lo, hom_nay=hom_nay, danh_muc=danh_muc).values(), strict=True
        ):
            kq.so_xet += 1
            x.thu_tuc = x.ho_so.ho_so_mo(hom_nay)
            truoc = _hoi(x, chi)
            sau = _hoi(replace(x, danh_muc=moi), chi)
            them = [v for v in sau if v not in truoc]
            bot = [v for v in truoc if v not in sau]
            if not them and not bot:
                continue
            kq.them_chan += any(v.chan for v in them)
            kq.bot_chan += any(v.chan for v in bot)
            kq.ghi(CumDoi(cum, x.thu_tuc, them, bot))
    return kq


def _hoi(x: XetCum, chi: tuple[str, ...] | None) -> list[ViPham]:
    luc = ("cap_nhat",) if x.thu_tuc is None else ("cap_nhat", "ho_so")
    return kiem_tra_cum(x, *luc, chi=chi)


def _tung_dot(rows: QuerySet[Cum]) -> Iterator[list[Cum]]:
    ids = list(rows.values_list("pk", flat=True))
    for i in range(0, len(ids), MOI_DOT):
        theo = Cum.objects.select_related("don_vi").in_bulk(ids[i : i + MOI_DOT])
        yield [theo[pk] for pk in ids[i : i + MOI_DOT]]


def _thoi_han(dong: ThoiHan) -> TacDong:
    """Due days of the steps of the open dossiers."""
    kq = TacDong(dong_ho=True)
    rows = HoSo.objects.filter(Q(ket_thuc__isnull=True)).select_related("cum__don_vi")
    cac = list(rows.order_by("cum__don_vi", "cum__ten", "pk"))
    danh_muc = doc_danh_muc()
    truoc = dong_ho(cac, danh_muc=danh_muc)
    sau = dong_ho(cac, danh_muc=thay_dong(danh_muc, dong))
    kq.so_xet = len(cac)
    for h in cac:
        cu, moi = _han(truoc[h.pk]), _han(sau[h.pk])
        if cu != moi:
            kq.ghi(
                CumDoi(h.cum, h, [m for m in moi if m not in cu], [c for c in cu if c not in moi])
            )
    return kq


def _han(d: DongHo) -> list[str]:
    return [f"{b.buoc.ten}: {b.han:%d/%m/%Y}" for b in d.buoc if b.han is not None]
