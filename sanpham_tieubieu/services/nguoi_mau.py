"""Whom the sample accounts stand for: an establishment, a commune, three judges of one round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from sanpham_tieubieu.choices import Cap, LoaiBan, TrangThaiKy
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, NguoiNop, NhanSu, ThanhVienBan
from sanpham_tieubieu.services.nguoi_nop import giao


@transaction.atomic
def giao_mau(*, don_vi: Any, co_so: Any, xa: Any, giam_khao: Sequence[Any], by: Any) -> bool:
    """Appoint the sample accounts in the demo, once; False while the demo is not loaded.

    The establishment has a dossier in the province's open round, the commune runs one of its own,
    the first judge is head of the jury of the round that is being scored.
    """
    if NguoiNop.objects.filter(nguoi__in=[co_so, xa]).exists():
        return True
    ky_xa = KyBinhChon.objects.filter(
        minh_hoa=True, cap=Cap.XA, don_vi=don_vi, trang_thai=TrangThaiKy.MO
    ).first()
    ho_so = (
        HoSoDangKy.objects.filter(
            ky__minh_hoa=True,
            ky__cap=Cap.TINH,
            ky__don_vi=don_vi,
            ky__trang_thai=TrangThaiKy.MO,
            tu_ho_so__isnull=True,
        )
        .select_related("san_pham__co_so__xa")
        .order_by("pk")
        .first()
    )
    if ky_xa is None or ho_so is None:
        return False
    giao(xa, xa=ky_xa.xa, by=by)
    giao(co_so, co_so=ho_so.san_pham.co_so, by=by)
    _giam_khao(giam_khao)
    return True


def _giam_khao(tai_khoan: Sequence[Any]) -> None:
    """The seats of the jury that is scoring now, head first, get these accounts and their names."""
    ghe = (
        ThanhVienBan.objects.filter(
            ban__loai=LoaiBan.GIAM_KHAO,
            ban__ky__minh_hoa=True,
            ban__ky__cap=Cap.KHU_VUC,
            ban__ky__trang_thai=TrangThaiKy.CHAM,
            nhan_su__tai_khoan__isnull=True,
        )
        .select_related("nhan_su")
        .order_by("thu_tu")
    )
    nguoi: list[NhanSu] = []
    for tv, user in zip(ghe, tai_khoan, strict=False):
        tv.nhan_su.tai_khoan, tv.nhan_su.ho_ten = user, user.ho_ten
        nguoi.append(tv.nhan_su)
    NhanSu.objects.bulk_update(nguoi, ["tai_khoan", "ho_ten"])
