"""Many organisations at once, for imports; each with its first dated name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from cucctdp.donvi.models import TenToChuc, ToChuc

# Fields of the first name; the others are the organisation's own.
_CUA_TEN = frozenset({"ten_viet_tat", "can_cu"})


@transaction.atomic
def tao_nhieu(cac_gia_tri: Sequence[Mapping[str, Any]], *, by: Any) -> list[int]:
    """Create organisations from field values plus ``ten_viet_tat`` and ``can_cu``; their ids."""
    rows = ToChuc.objects.bulk_create(
        [ToChuc(**{k: v for k, v in g.items() if k not in _CUA_TEN}) for g in cac_gia_tri]
    )
    TenToChuc.objects.bulk_create(
        TenToChuc(
            to_chuc=t,
            ten=t.ten_goi,
            ten_viet_tat=g.get("ten_viet_tat", ""),
            can_cu=g["can_cu"],
            hieu_luc_tu=t.hieu_luc_tu,
        )
        for t, g in zip(rows, cac_gia_tri, strict=True)
    )
    return [t.pk for t in rows]


@transaction.atomic
def sua_nhieu(cac_sua: Mapping[int, Mapping[str, Any]], *, by: Any) -> None:
    """Set fields of organisations; names change by ``doi_ten`` only, never here."""
    rows = {t.pk: t for t in ToChuc.objects.filter(pk__in=cac_sua)}
    truong: set[str] = set()
    for pk, gia_tri in cac_sua.items():
        for ten, gia in gia_tri.items():
            setattr(rows[pk], ten, gia)
            truong.add(ToChuc._meta.get_field(ten).name)
    if truong:
        ToChuc.objects.bulk_update(rows.values(), sorted(truong), batch_size=500)


@transaction.atomic
def xoa_nhieu(cac_pk: Sequence[int], *, by: Any) -> None:
    """Take back organisations that an import created, with their names."""
    TenToChuc.objects.filter(to_chuc__in=cac_pk).delete()
    ToChuc.objects.filter(pk__in=cac_pk).delete()
