"""What every write door does: lock the row, set the given columns, gather every fault, tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone

from sanpham_tieubieu.len_cap import nhan_cot
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon

D = TypeVar("D", bound=models.Model)


def khoa_ky(ky: KyBinhChon | int) -> KyBinhChon:
    """The round as it stands now, locked to the end of the transaction."""
    pk = ky if isinstance(ky, int) else ky.pk
    return (
        KyBinhChon.objects.select_for_update(of=("self",)).select_related("don_vi", "xa").get(pk=pk)
    )


def khoa_ho_so(ho_so: HoSoDangKy | int) -> HoSoDangKy:
    """The dossier as it stands now, locked; its round and establishment come along."""
    pk = ho_so if isinstance(ho_so, int) else ho_so.pk
    return (
        HoSoDangKy.objects.select_for_update(of=("self",))
        .select_related("ky", "ky__don_vi", "ky__xa", "san_pham__co_so__xa")
        .get(pk=pk)
    )


def doi_thay(rows: Any, dong: models.Model, by: Any, ten: str) -> None:
    """PermissionDenied unless the row is one the account sees."""
    if not rows.visible_to(by).filter(pk=dong.pk).exists():
        raise PermissionDenied(f"{ten} không thuộc phạm vi của bạn.")


def gan(dong: models.Model, truong: Mapping[str, Any], cho_phep: Collection[str]) -> dict[str, Any]:
    """Set the given columns; what changed as {column: [before, after]} for the audit event.

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


def _chu(gia_tri: Any) -> Any:
    return gia_tri if gia_tri is None or isinstance(gia_tri, bool | int) else str(gia_tri)[:500]


def cau_loi(dong: models.Model, noi: str = "", *, bo: Iterable[str] = ()) -> list[str]:
    """Every fault of a row's fields and constraints, each with its place; [] when well."""
    try:
        dong.full_clean(exclude=list(bo))
    except ValidationError as e:
        cau = []
        for truong, cac in e.message_dict.items():
            nhan = "" if truong == NON_FIELD_ERRORS else nhan_cot(type(dong), truong)
            cau += [": ".join(p for p in (noi, nhan, c) if p) for c in cac]
        return cau
    return []


def gom(cac_loi: Iterable[str]) -> None:
    """Raise everything found in one refusal, or nothing; a sentence said twice is said once."""
    if cac := list(dict.fromkeys(cac_loi)):
        raise ValidationError(cac)


def loi_tuong_lai(ngay: date | None, nhan: str) -> list[str]:
    """A day that has not come yet cannot be recorded as done."""
    if ngay is not None and ngay > timezone.localdate():
        return [f"{nhan} {ngay:%d/%m/%Y} ở tương lai."]
    return []
