"""COPY of many rows at once: thousands of demo or imported rows in a second."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

_THOAT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def cap_khoa(cac_dong: Sequence[models.Model]) -> None:
    """Give unsaved rows of one model their numbers, so that others can name them before COPY."""
    if not cac_dong:
        return
    bang = cac_dong[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [bang, len(cac_dong)],
        )
        for dong, (pk,) in zip(cac_dong, cursor.fetchall(), strict=True):
            dong.pk = pk


def chep(model: type[models.Model], cac_dong: Iterable[models.Model]) -> None:
    """Store unsaved rows whose related rows have numbers; constraints and triggers work as ever.

    Rows get no numbers here unless ``cap_khoa`` gave them. Fields of plain values, lists of text,
    empty JSON.
    """
    cac_dong = list(cac_dong)
    if not cac_dong:
        return
    co_khoa = cac_dong[0].pk is not None
    truong = [
        f for f in model._meta.concrete_fields if not f.generated and (co_khoa or not f.primary_key)
    ]
    khoa = [f for f in truong if f.is_relation]
    dem = io.StringIO()
    for d in cac_dong:
        for f in khoa:
            # An object set before it had a number has it only now.
            if getattr(d, f.attname) is None and (cha := getattr(d, f.name)) is not None:
                setattr(d, f.attname, cha.pk)
        dem.write("\t".join([_chu(_mang(f.pre_save(d, True), f)) for f in truong]))
        dem.write("\n")
    dem.seek(0)
    cot = ", ".join(f'"{f.column}"' for f in truong)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f'COPY "{model._meta.db_table}" ({cot}) FROM STDIN', dem)


def _mang(gia_tri: Any, truong: models.Field) -> Any:
    """Lists of an array column in its own writing; of any other column they stay as they are."""
    if not isinstance(truong, ArrayField) or gia_tri is None:
        return gia_tri
    phan = [str(g).replace("\\", "\\\\").replace('"', '\\"') for g in gia_tri]
    return "{" + ",".join(f'"{p}"' for p in phan) + "}"


def _chu(gia_tri: Any) -> str:
    return "\\N" if gia_tri is None else str(gia_tri).translate(_THOAT)
