"""Rules R01–R60 of the selection and how the doors ask them.

A ``ViPham`` with ``chan`` stops the door; the others are told and do not stop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from cucctdp.quy_tac import ViPham
from sanpham_tieubieu.danh_muc import DanhMuc, doc_danh_muc
from sanpham_tieubieu.ho_so_xet import XetHoSo, doc_xet
from sanpham_tieubieu.models import HoSoDangKy, KhungDiem, KyBinhChon, QuyTac
from sanpham_tieubieu.rules import (  # noqa: F401  (each module registers its rules)
    cac_ho_so,
    cac_ky,
    doi_tuong,
    giay_to,
)
from sanpham_tieubieu.rules.bo_may import SO_HO_SO, SO_KY
from sanpham_tieubieu.xet_ky import NutXet, XetKy


def _tim(danh_muc: DanhMuc, ngay: date):  # type: ignore[no-untyped-def]
    def tim(ma: str) -> QuyTac | None:
        return danh_muc.tim_quy_tac(ma, ngay)

    return tim


def chan(cac: Iterable[ViPham]) -> list[str]:
    """The sentences that stop a door: «R19: Cần tối thiểu 3 ảnh…»."""
    return [str(v) for v in cac if v.chan]


def canh_bao(cac: Iterable[ViPham]) -> list[str]:
    """The sentences that are only told."""
    return [str(v) for v in cac if not v.chan]


def kiem_tra_ky(
    ky: KyBinhChon,
    *luc: str,
    khung: KhungDiem | None = None,
    cay: Sequence[NutXet] | None = None,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    chi: Collection[str] | None = None,
) -> list[ViPham]:
    """What a round breaks: «lap», «mo», «hoi_dong», «giam_khao», «khung», «sua_khung», «cham».

    ``khung``: the rubric being approved or changed, ``cay``: its tree when it is not stored.
    """
    ngay = hom_nay or timezone.localdate()
    d = danh_muc or doc_danh_muc()
    x = XetKy(ky, d, ngay, khung, list(cay) if cay is not None else None)
    return SO_KY.kiem_tra(x, *luc, tim=_tim(d, ngay), chi=chi)


def kiem_tra_nhieu(
    cac: Sequence[HoSoDangKy],
    *luc: str,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    luc_nop: datetime | None = None,
    chi: Collection[str] | None = None,
) -> list[list[ViPham]]:
    """What each dossier breaks at «lap», «nop», «hop_le», «dem»; queries do not grow with them.

    ``luc_nop``: the minute by which dossiers not handed in yet are judged (now by default).
    """
    d = danh_muc or doc_danh_muc()
    ngay = hom_nay or timezone.localdate()
    tim = _tim(d, ngay)
    return [
        SO_HO_SO.kiem_tra(x, *luc, tim=tim, chi=chi)
        for x in doc_xet(cac, danh_muc=d, hom_nay=ngay, luc=luc_nop)
    ]


def kiem_tra_ho_so(
    ho_so: HoSoDangKy,
    *luc: str,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    luc_nop: datetime | None = None,
    chi: Collection[str] | None = None,
) -> list[ViPham]:
    """What one dossier breaks; see ``kiem_tra_nhieu``."""
    (kq,) = kiem_tra_nhieu(
        [ho_so], *luc, danh_muc=danh_muc, hom_nay=hom_nay, luc_nop=luc_nop, chi=chi
    )
    return kq


__all__ = [
    "NutXet",
    "ViPham",
    "XetHoSo",
    "XetKy",
    "canh_bao",
    "chan",
    "kiem_tra_ho_so",
    "kiem_tra_ky",
    "kiem_tra_nhieu",
]
