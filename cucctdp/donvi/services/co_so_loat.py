"""Many establishments at once, for imports: the same columns and keys as one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg2.extras import execute_values

from cucctdp.donvi.models import CoSo
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.formats.chu import nfc

_CO_LO = 2000
TRUONG = frozenset(
    {
        "ma_so_thue",
        "ten",
        "loai_hinh",
        "quy_mo",
        "xa_id",
        "dia_chi",
        "nganh_id",
        "chu_so_huu_nu",
        "dan_toc_thieu_so",
        "lang_nghe",
        "chu_co_so",
        "dinh_danh_chu",
    }
)


@transaction.atomic
def tao_nhieu(cac_gia_tri: Sequence[Mapping[str, Any]], *, by: Any) -> list[int]:
    """Create establishments from field values, in order; their ids.

    Raises IntegrityError when a tax code is taken, ValueError for a field that is not importable.
    """
    _chi_truong_cho_phep(cac_gia_tri)
    rows = CoSo.objects.bulk_create([CoSo(**g) for g in cac_gia_tri], batch_size=_CO_LO)
    return [c.pk for c in rows]


@transaction.atomic
def sua_nhieu(cac_sua: Mapping[int, Mapping[str, Any]], *, by: Any) -> None:
    """Set fields of many establishments: one statement for each set of fields."""
    _chi_truong_cho_phep(cac_sua.values())
    nhom: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for pk, gia_tri in cac_sua.items():
        gia = {k: nfc(v).strip() if isinstance(v, str) else v for k, v in gia_tri.items()}
        if "ten" in gia:
            gia["ten_khoa"] = khoa_ten_co_so(gia["ten"])
        if gia:
            ten = tuple(sorted(gia))
            nhom[ten].append((pk, *(gia[k] for k in ten)))
    with connection.cursor() as cursor:
        for cot, hang in nhom.items():
            dat = ", ".join(
                f'"{c}" = v."{c}"::bigint' if c.endswith("_id") else f'"{c}" = v."{c}"' for c in cot
            )
            cau = (
                f"UPDATE donvi_coso SET {dat} FROM (VALUES %s) AS v(id, {', '.join(cot)}) "  # noqa: S608
                "WHERE donvi_coso.id = v.id"
            )
            execute_values(cursor.cursor, cau, hang, page_size=_CO_LO)


@transaction.atomic
def xoa_nhieu(cac_pk: Sequence[int], *, by: Any) -> None:
    """Take back establishments that an import created; the row history keeps them.

    Raises ProtectedError when something refers to one of them.
    """
    CoSo.objects.filter(pk__in=cac_pk).delete()


def _chi_truong_cho_phep(cac_gia_tri: Any) -> None:
    la = {k for g in cac_gia_tri for k in g} - TRUONG
    if la:
        raise ValueError(f"not importable: {', '.join(sorted(la))}")
