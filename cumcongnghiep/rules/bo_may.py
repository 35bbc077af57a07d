"""The rules of this app: two books, one of clusters, one of forms, and how they are asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cucctdp.quy_tac import SoQuyTac, ViPham
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.kieu import BieuXet
from cumcongnghiep.rules.xet import XetCum

# Moments at which a cluster is judged. «cap_nhat» is the cluster as it stands, whole; the others
# are one door each, so that an old fault elsewhere does not stop an honest change here.
LUC = (
    "ho_so",
    "thanh_lap",
    "mo_rong",
    "giao_cdt",
    "cham_diem",
    "van_ban",
    "cum",
    "dat",
    "du_an",
    "ha_tang",
    "so_lieu",
    "cap_nhat",
)

SO_CUM: SoQuyTac[XetCum, QuyTac] = SoQuyTac(*LUC)
SO_BIEU: SoQuyTac[BieuXet, QuyTac] = SoQuyTac("bieu")


def kiem_tra_cum(x: XetCum, *luc: str, chi: Collection[str] | None = None) -> list[ViPham]:
    """What the cluster breaks at the given moments, in the order of the codes; ``chi``: only them.

    A ``ViPham`` with ``chan`` stops the door; the others are told and may need an explanation.
    """
    return SO_CUM.kiem_tra(x, *luc, tim=lambda ma: x.danh_muc.tim_quy_tac(ma, x.hom_nay), chi=chi)


def kiem_tra_bieu(
    b: BieuXet, *, danh_muc: DanhMuc, hom_nay: date, chi: Collection[str] | None = None
) -> list[ViPham]:
    """What a form breaks when it is sent, in the order of the codes."""
    return SO_BIEU.kiem_tra(b, "bieu", tim=lambda ma: danh_muc.tim_quy_tac(ma, hom_nay), chi=chi)
