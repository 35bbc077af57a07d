"""COPY of demo rows that no other row names: thousands of entries and steps in a second."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

_THOAT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def chep(model: type[models.Model], cac_dong: Iterable[models.Model]) -> None:
    """Store unsaved rows whose related rows are saved; constraints and triggers work as ever.

    The rows get no ids. Fields of plain values only: numbers, text, days, empty JSON.
    """
    truong = [f for f in model._meta.concrete_fields if not f.primary_key and not f.generated]
    khoa = [f for f in truong if f.is_relation]
    dem = io.StringIO()
    for d in cac_dong:
        for f in khoa:
            # An object set before it was saved has its number only now.
            if getattr(d, f.attname) is None and (cha := getattr(d, f.name)) is not None:
                setattr(d, f.attname, cha.pk)
        dem.write("\t".join(_chu(f.pre_save(d, True)) for f in truong))
        dem.write("\n")
    if not dem.tell():
        return
    dem.seek(0)
    cot = ", ".join(f'"{f.column}"' for f in truong)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f'COPY "{model._meta.db_table}" ({cot}) FROM STDIN', dem)


def _chu(gia_tri: Any) -> str:
    return "\\N" if gia_tri is None else str(gia_tri).translate(_THOAT)
