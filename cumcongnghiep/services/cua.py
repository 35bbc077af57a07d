"""What every write door does: lock the cluster, set the given columns, check, save, compute, tell.

A door of a table of facts is one call of ``luu``; doors with their own law stand in their modules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone

from cucctdp.audit.record import ghi
from cumcongnghiep.models import Cum
from cumcongnghiep.rules import doc_xet, kiem_tra_cum
from cumcongnghiep.services.dieu_kien import doi_quyen
from cumcongnghiep.services.tinh_lai import tinh_lai

D = TypeVar("D", bound=models.Model)
SUA = "cap_nhat_cum"


def khoa_cum(cum: Cum | int, *, by: Any, quyen: str = SUA) -> Cum:
    """The cluster's row, locked until the end of the transaction: its facts have one writer.

    Raises PermissionDenied without the right or outside the scope.
    """
    pk = cum if isinstance(cum, int) else cum.pk
    khoa = Cum.objects.select_for_update(of=("self",)).select_related("don_vi").get(pk=pk)
    doi_quyen(khoa, by, quyen)
    return khoa


def doc_lai(dong: D) -> D:
    """The row as it stands now, locked; what the caller holds may be of yesterday."""
    moi: D = type(dong)._default_manager.select_for_update(of=("self",)).get(pk=dong.pk)
    return moi


def gan(dong: models.Model, truong: Mapping[str, Any], cho_phep: Collection[str]) -> dict[str, Any]:
    """Set the given columns; what changed as {column: [before, after]}.

    TypeError for a column that no person gives: a slip of ours.
    """
    la = sorted(set(truong) - set(cho_phep))
    if la:
        raise TypeError(f"not columns of {dong._meta.label}: {', '.join(la)}")
    doi = {}
    for ten, gia_tri in truong.items():
        truoc = getattr(dong, ten, None) if dong.pk is not None else None
        setattr(dong, ten, gia_tri)
        if truoc != gia_tri:
            doi[ten] = [_chu(truoc), _chu(gia_tri)]
    return doi


def cac_loi(dong: models.Model, *, them: Sequence[str] = ()) -> None:
    """Fields and constraints of a row and what else was found: every fault in one refusal."""
    try:
        dong.full_clean()
    except ValidationError as e:
        if not them:
            raise
        loi: dict[str, Any] = dict(e.update_error_dict({}))
        loi.setdefault(NON_FIELD_ERRORS, [])
        loi[NON_FIELD_ERRORS] = [*loi[NON_FIELD_ERRORS], *them]
        raise ValidationError(loi) from e
    if them:
        raise ValidationError(list(them))


def luu(
    dong: D,
    truong: Mapping[str, Any],
    *,
    cum: Cum,
    cho_phep: Collection[str],
    hanh_dong: str,
    by: Any,
    loi: Sequence[str] = (),
    doi: Mapping[str, Any] | None = None,
) -> D:
    """Set, check, save one row of a locked cluster, compute its states, write the audit event.

    ``loi``: faults the door found itself; ``doi``: columns it has set before. Raises
    ValidationError with every fault.
    """
    doi = {**(doi or {}), **gan(dong, truong, cho_phep)}
    cac_loi(dong, them=loi)
    dong.save()
    xong(cum, hanh_dong, dong=dong, du_lieu=doi, by=by)
    return dong


def xong(
    cum: Cum,
    hanh_dong: str,
    *,
    by: Any,
    dong: models.Model | None = None,
    du_lieu: Mapping[str, Any] | None = None,
    ly_do: str = "",
) -> None:
    """The end of a door: states computed again, the event told of the cluster."""
    tinh_lai([cum])
    ke = dict(du_lieu or {})
    if dong is not None:
        ke = {"dong": f"{dong._meta.model_name}:{dong.pk}", "ten": str(dong), **ke}
    ghi(hanh_dong, cum, by=by, du_lieu=ke, ly_do=ly_do)


def loi_tuong_lai(ngay: date | None, nhan: str) -> list[str]:
    """A day that has not come yet cannot be recorded as done."""
    if ngay is not None and ngay > timezone.localdate():
        return [f"{nhan} {ngay:%d/%m/%Y} ở tương lai."]
    return []


def loi_khac_cum(cum: Cum, **dong: models.Model | None) -> list[str]:
    """Rows named beside the new one must be of the same cluster."""
    return [
        f"«{d}» thuộc cụm khác, không thuộc {cum}."
        for d in dong.values()
        if d is not None and getattr(d, "cum_id", None) != cum.pk
    ]


def _chu(gia_tri: Any) -> Any:
    return gia_tri if gia_tri is None or isinstance(gia_tri, bool | int) else str(gia_tri)


def hoi_quy_tac(cum: Cum, *luc: str, bo: Collection[str] = (), **dat: Any) -> list[str]:
    """Sentences of the rules that stop the door at these moments, as the cluster stands now.

    ``bo``: codes the door has asked itself. ``dat``: what is being asked (``thu_tuc``,
    ``van_ban``, ``phieu``, ``dia_ban`` of ``rules.XetCum``).
    """
    x = doc_xet([cum], hom_nay=timezone.localdate())[cum.pk]
    for ten, gia_tri in dat.items():
        setattr(x, ten, gia_tri)
    return [str(v) for v in kiem_tra_cum(x, *luc) if v.chan and v.ma not in bo]
