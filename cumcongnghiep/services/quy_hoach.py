"""The door of plans: decisions on provincial plans that list clusters (Điều 4–7 NĐ 32/2024)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cucctdp.audit.record import ghi
from cumcongnghiep.models import Cum, QuyHoach
from cumcongnghiep.services.cua import cac_loi, doc_lai, gan
from cumcongnghiep.services.dieu_kien import doi_quyen
from cumcongnghiep.services.tinh_lai import tinh_lai

TRUONG = (
    "don_vi", "so", "ngay", "co_quan", "ten", "hieu_luc_tu", "hieu_luc_den", "can_xac_minh",
    "nguon_tin",
)  # fmt: skip


@transaction.atomic
def them_quy_hoach(*, by: Any, **truong: Any) -> QuyHoach:
    """Enter a plan; raises PermissionDenied, ValidationError with every fault."""
    don_vi = truong.get("don_vi")
    doi_quyen(None, by, "add_quyhoach", don_vi_id=getattr(don_vi, "pk", None))
    quy_hoach = QuyHoach()
    gan(quy_hoach, truong, TRUONG)
    cac_loi(quy_hoach)
    quy_hoach.save()
    ghi("quyhoach.them", quy_hoach, by=by, du_lieu={"so": quy_hoach.so})
    return quy_hoach


@transaction.atomic
def sua_quy_hoach(quy_hoach: QuyHoach, *, by: Any, **truong: Any) -> QuyHoach:
    """Change a plan; the legal state of every cluster on its list is computed again.

    Raises as ``them_quy_hoach``.
    """
    quy_hoach = doc_lai(quy_hoach)
    moi = truong.get("don_vi", quy_hoach.don_vi)
    doi_quyen(None, by, "change_quyhoach", don_vi_id=quy_hoach.don_vi_id)
    doi_quyen(None, by, "change_quyhoach", don_vi_id=getattr(moi, "pk", None))
    doi = gan(quy_hoach, truong, TRUONG)
    cac_loi(quy_hoach)
    quy_hoach.save()
    tinh_lai(list(Cum.objects.filter(quy_hoach__quy_hoach=quy_hoach)), cap_nhat=False)
    ghi("quyhoach.sua", quy_hoach, by=by, du_lieu=doi)
    return quy_hoach
