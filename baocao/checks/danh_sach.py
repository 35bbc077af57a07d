"""Rows of a list kept as JSON text in a cell; shared by the checks on lists."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from baocao.bang import Dong


def cac_muc(dong: Dong) -> Iterator[dict[str, Any]]:
    """Every row of the list(s) of a form row; other text (a source, a note) is no list."""
    for o in dong.o.values():
        yield from doc_danh_sach(o.chu)


def doc_danh_sach(chu: str) -> list[dict[str, Any]]:
    """Rows of a stored list, [] for text that is none; numbers in it are text or Decimal."""
    if not chu.startswith("["):
        return []
    try:
        danh_sach = json.loads(chu, parse_float=Decimal)
    except ValueError:
        return []
    return [muc for muc in danh_sach if isinstance(muc, dict)]
