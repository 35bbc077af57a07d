"""The door of plans: decisions on provincial plans that list clusters (Điều 4–7 NĐ 32/2024)."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction

from cucctdp.audit.record import ghi
from cumcongnghiep.models import Cum, QuyHoach
from cumcongnghiep.services.cua import cac_loi, doc_lai, gan
from cumcongnghiep.services.dieu_kien import doi_quyen
from cumcongnghiep.services.tep import loi_tep, luu_tep_cum
from cumcongnghiep.services.tinh_lai import tinh_lai

TRUONG = (
    "don_vi", "so", "ngay", "co_quan", "ten", "hieu_luc_tu", "hieu_luc_den", "can_xac_minh",
    "nguon_tin",
)  # fmt: skip


@transaction.atomic
def them_quy_hoach(*, tep: File | None = None, by: Any, **truong: Any) -> QuyHoach:
    """Enter a plan, with its signed copy; PermissionDenied, ValidationError with every fault."""
    don_vi = truong.get("don_vi")
    doi_quyen(None, by, "add_quyhoach", don_vi_id=getattr(don_vi, "pk", None))
    quy_hoach = QuyHoach()
    gan(quy_hoach, truong, TRUONG)
    cac_loi(quy_hoach, them=loi_tep(tep))
    quy_hoach.save()
    _dat_tep(quy_hoach, tep, by=by)
    ghi("quyhoach.them", quy_hoach, by=by, du_lieu={"so": quy_hoach.so})
    return quy_hoach


@transaction.atomic
def sua_quy_hoach(
    quy_hoach: QuyHoach, *, tep: File | None = None, by: Any, **truong: Any
) -> QuyHoach:
    """Change a plan, ``tep``: its signed copy.

    The legal state of every cluster on its list is computed again. Raises as ``them_quy_hoach``.
    """
    quy_hoach = doc_lai(quy_hoach)
    moi = truong.get("don_vi", quy_hoach.don_vi)
    doi_quyen(None, by, "change_quyhoach", don_vi_id=quy_hoach.don_vi_id)
    doi_quyen(None, by, "change_quyhoach", don_vi_id=getattr(moi, "pk", None))
    doi = gan(quy_hoach, truong, TRUONG)
    cac_loi(quy_hoach, them=loi_tep(tep))
    cu = getattr(quy_hoach.tep, "sha256", None)
    quy_hoach.save()
    if tep is not None:
        doi["tep"] = [cu, _dat_tep(quy_hoach, tep, by=by)]
    tinh_lai(list(Cum.objects.filter(quy_hoach__quy_hoach=quy_hoach)), cap_nhat=False)
    ghi("quyhoach.sua", quy_hoach, by=by, du_lieu=doi)
    return quy_hoach


def _dat_tep(quy_hoach: QuyHoach, tep: File | None, *, by: Any) -> str | None:
    """Keep the copy with the plan; its SHA-256. The one before stays in the store."""
    if tep is None:
        return None
    quy_hoach.tep = luu_tep_cum(quy_hoach, tep, by=by)
    quy_hoach.save(update_fields=["tep"])
    return str(quy_hoach.tep.sha256)
