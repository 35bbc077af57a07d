"""COPY of rows: the only way to store a hundred thousand cells in seconds."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def chep(dong: Iterable[models.Model], model: type[models.Model]) -> None:
    """COPY unsaved rows of one model; triggers, constraints and history work as ever.

    Every concrete field but the primary key is written. The objects get no ids.
    """
    truong = [f for f in model._meta.concrete_fields if not f.primary_key]
    dem = io.StringIO()
    co = False
    for d in dong:
        co = True
        dem.write("\t".join(_chu(f.pre_save(d, True)) for f in truong))
        dem.write("\n")
    if not co:
        return
    dem.seek(0)
    ten_cot = ", ".join(f'"{f.column}"' for f in truong)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f'COPY "{model._meta.db_table}" ({ten_cot}) FROM STDIN', dem)


_THOAT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _chu(gia_tri: Any) -> str:
    """One field in COPY's text format; lists are arrays of plain text."""
    if gia_tri is None:
        return "\\N"
    if isinstance(gia_tri, list | tuple):
        return _mang(gia_tri).translate(_THOAT)
    return str(gia_tri).translate(_THOAT)


def _mang(cac_gia_tri: Sequence[Any]) -> str:
    trong = (str(x).replace("\\", "\\\\").replace('"', '\\"') for x in cac_gia_tri)
    return "{" + ",".join(f'"{x}"' for x in trong) + "}"
