"""One work on the page of a round: who may, what is asked, which door does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404

from sanpham_tieubieu.models import KyBinhChon


def _luon(_: Any) -> bool:
    return True


@dataclass(frozen=True)
class Viec:
    """``the``: tab it stands on; ``quyen``: codename asked through ``quyen_ky``.

    ``dong``: model of the row it is about, None for the round; ``mo``, ``mo_dong``: whether it is
    offered now.
    """

    ma: str
    nhan: str
    the: str
    quyen: str
    form: Callable[[KyBinhChon, Any, tuple[Any, ...]], forms.Form]
    lam: Callable[[KyBinhChon, Any, Mapping[str, Any], Any], Any]
    xong: str
    mo_ta: str = ""
    nguy_hiem: bool = False
    dong: Any = None
    duong_ky: str = "ky"
    mo: Callable[[KyBinhChon], bool] = _luon
    mo_dong: Callable[[Any], bool] = _luon


def dong_cua(v: Viec, ky: KyBinhChon, pk: int) -> Any:
    """The row of the round; 404 for another's."""
    dong = v.dong._default_manager.filter(**{v.duong_ky: ky}, pk=pk).first()
    if dong is None:
        raise Http404("Kỳ bình chọn không có dòng này.")
    return dong
