"""A sheet that counts no more: by the head of the jury, by a conflict, by a new rubric."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from cucctdp.audit.record import BanGhi, ghi_nhieu
from sanpham_tieubieu.choices import TrangThaiPhieu
from sanpham_tieubieu.models import PhieuCham, PhieuGiay
from sanpham_tieubieu.services.bao_cham import bao_vo_hieu
from sanpham_tieubieu.services.cua import gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import (
    chuoi_cua,
    doi_truong_ban,
    loi_da_mo_diem,
    loi_ly_do,
)


def vo_hieu_nhieu(cac_phieu: QuerySet[PhieuCham], *, ly_do: str, by: Any) -> int:
    """Void every sheet of the set that still counts; the number of them. Inside a transaction."""
    phieu = list(
        cac_phieu.exclude(trang_thai=TrangThaiPhieu.VO_HIEU)
        .select_related("ho_so", "giam_khao__nhan_su")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    PhieuCham.objects.filter(pk__in=[p.pk for p in phieu]).update(
        trang_thai=TrangThaiPhieu.VO_HIEU, ly_do_vo_hieu=ly_do
    )
    ghi_nhieu(
        [
            BanGhi(
                "vo_hieu_phieu",
                p,
                by,
                {"tu": p.trang_thai},
                ly_do,
                chuoi_cua(p.ho_so.ky_id),
            )
            for p in phieu
        ]
    )
    bo_lan_nhap([(p.ho_so_id, p.giam_khao_id) for p in phieu if p.giay])
    bao_vo_hieu(phieu, ly_do=ly_do)
    return len(phieu)


def bo_lan_nhap(cac: Iterable[tuple[int, int]]) -> None:
    """Forget what helpers typed of paper sheets (dossier, judge) that fell: both type anew.

    Else one of them alone could make the fallen sheet again from the other's old entry.
    """
    cap = Q()
    for ho_so, giam_khao in cac:
        cap |= Q(ho_so=ho_so, giam_khao=giam_khao)
    if cap:
        PhieuGiay.objects.filter(cap).delete()


def vo_hieu_chua_ky(cac_phieu: QuerySet[PhieuCham], *, ly_do: str, by: Any) -> int:
    """Void what was not signed; signed sheets stay."""
    return vo_hieu_nhieu(cac_phieu.filter(trang_thai=TrangThaiPhieu.DANG_CHAM), ly_do=ly_do, by=by)


@transaction.atomic
def vo_hieu(phieu: PhieuCham, *, by: Any, ly_do: str) -> PhieuCham:
    """The head of the jury takes a sheet out of the count, with a reason for the minutes.

    Never once scores are open: who reads them drops none (R38); a conflict found later still does.
    Raises PermissionDenied for others, ValidationError without a reason or after the opening.
    """
    ky = khoa_ky(phieu.ho_so.ky_id)
    doi_truong_ban(by, ky)
    loi = loi_ly_do(ly_do) + loi_da_mo_diem(ky)
    if phieu.trang_thai == TrangThaiPhieu.VO_HIEU:
        loi.append("Phiếu này đã không tính.")
    gom(loi)
    vo_hieu_nhieu(PhieuCham.objects.filter(pk=phieu.pk), ly_do=ly_do, by=by)
    phieu.refresh_from_db()
    return phieu
