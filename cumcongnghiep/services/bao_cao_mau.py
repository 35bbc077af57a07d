"""What the sample accounts of reporters report for: one project, its cluster, its commune."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cumcongnghiep.choices import PhapLy
from cumcongnghiep.models import Cum, CumXa, NguoiBaoCao
from cumcongnghiep.services.nguoi_bao_cao import giao


@transaction.atomic
def giao_mau(*, don_vi: Any, doanh_nghiep: Any, chu_dau_tu: Any, xa: Any) -> Cum | None:
    """Appoint three sample accounts in one demo cluster of a province, once; which one it is.

    None while the demo clusters are not loaded.
    """
    cu = NguoiBaoCao.objects.con_hieu_luc_cua(chu_dau_tu).select_related("cum").first()
    if cu is not None:
        return cu.cum
    cum = (
        Cum.objects.filter(
            don_vi=don_vi,
            minh_hoa=True,
            phap_ly=PhapLy.DA_THANH_LAP,
            cac_xa__chu_tri=True,
            du_an__isnull=False,
            du_an__ket_thuc__isnull=True,
            cac_chu_dau_tu__den_ngay__isnull=True,
            cac_chu_dau_tu__isnull=False,
        )
        .order_by("pk")
        .first()
    )
    if cum is None:
        return None
    giao(
        doanh_nghiep, du_an=cum.du_an.filter(ket_thuc__isnull=True).order_by("pk").first(), by=None
    )
    giao(chu_dau_tu, cum=cum, by=None)
    giao(xa, xa=CumXa.objects.select_related("xa").get(cum=cum, chu_tri=True).xa, by=None)
    return cum
